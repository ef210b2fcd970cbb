import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bernsteinValue } from "../../src/events/bernstein.ts";
import { firstCrossing, smallestPiece } from "../../src/events/first-crossing.ts";

const coefficient = fc.integer({ min: -1000, max: 1000 }).map((n) => n / 1000);
/** Begins below zero. */
const polynomial = fc
  .tuple(
    fc.integer({ min: 1, max: 1000 }).map((n) => -n / 1000),
    fc.array(coefficient, { minLength: 2, maxLength: 6 }),
  )
  .map(([first, rest]) => [first, ...rest]);
const rounding = 1e-14;

/** First sign change among 500 points, refined; undefined if there is none. */
function scan(b: readonly number[]): number | undefined {
  const points = 500;
  for (let j = 1; j <= points; j++) {
    if (bernsteinValue(b, j / points) < 0) continue;
    let [low, high] = [(j - 1) / points, j / points];
    for (let i = 0; i < 60; i++) {
      const middle = 0.5 * (low + high);
      if (bernsteinValue(b, middle) < 0) low = middle;
      else high = middle;
    }
    return high;
  }
  return undefined;
}

describe("the first crossing of a polynomial", () => {
  it("of a straight line is its root", () => {
    expect(firstCrossing([-1, 3], 0, rounding)).toEqual({ kind: "root", theta: 0.25 });
    expect(firstCrossing([-1, -0.5], 0, rounding)).toEqual({ kind: "none" });
  });

  it("is what a dense evaluation finds, when the polynomial is exact", () => {
    fc.assert(
      fc.property(polynomial, (b) => {
        const crossing = firstCrossing(b, 0, rounding);
        const expected = scan(b);
        if (crossing.kind === "none") expect(expected).toBeUndefined();
        else if (crossing.kind === "root") {
          expect(Math.abs(bernsteinValue(b, crossing.theta))).toBeLessThan(1e-12);
          if (expected !== undefined) expect(crossing.theta).toBeLessThanOrEqual(expected + 1e-9);
          for (let j = 0; j < 200; j++) {
            expect(bernsteinValue(b, (crossing.theta * j) / 200)).toBeLessThan(rounding);
          }
        } else {
          // Undecided only where the polynomial is within rounding of zero on a piece of 2^−12.
          const near = Math.min(
            ...[0, 0.5, 1].map((part) => Math.abs(bernsteinValue(b, crossing.theta + part * smallestPiece))),
          );
          expect(near).toBeLessThan(1e-5);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("is sound for every polynomial within the margin", () => {
    // The computed map is the polynomial plus margin·min(1, 4θ, 4(1 − θ)) times a wave of size ≤ 1.
    fc.assert(
      fc.property(
        polynomial,
        fc.constantFrom(1e-6, 1e-4, 1e-2, 0.1),
        fc.integer({ min: 0, max: 8 }),
        fc.integer({ min: 0, max: 100 }),
        (b, margin, frequency, phase) => {
          const map = (theta: number): number =>
            bernsteinValue(b, theta) +
            margin * Math.min(1, 4 * theta, 4 * (1 - theta)) * Math.cos(frequency * Math.PI * theta + phase);
          const crossing = firstCrossing(b, margin, rounding);
          const until = crossing.kind === "none" ? 1 : crossing.theta - 1e-12;
          const points = Array.from({ length: 201 }, (_, j) => (until * j) / 200);
          const highest = Math.max(...points.map(map));
          if (crossing.kind === "none") expect(highest).toBeLessThan(0);
          if (crossing.kind === "unclear") expect(highest).toBeLessThan(rounding);
          if (crossing.kind === "root") {
            // It crosses somewhere: it ends a piece above zero.
            const all = Array.from({ length: 201 }, (_, j) => map(j / 200));
            expect(Math.max(...all)).toBeGreaterThan(-1e-3 * margin);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("two close roots are both real or both undecided", () => {
    // −(θ − 0.5)² + d: Bernstein coefficients d − 1/4, d + 1/4, d − 1/4.
    for (const height of [1e-3, 1e-6, 1e-8]) {
      const crossing = firstCrossing([height - 0.25, height + 0.25, height - 0.25], 0, rounding);
      expect(crossing.kind).not.toBe("none");
      if (crossing.kind === "root") expect(crossing.theta).toBeCloseTo(0.5 - Math.sqrt(height), 9);
    }
    expect(firstCrossing([-1e-6 - 0.25, -1e-6 + 0.25, -1e-6 - 0.25], 0, rounding).kind).toBe("none");
    expect(firstCrossing([-0.25, 0.25, -0.25], 0, rounding).kind).toBe("unclear");
    expect(firstCrossing([-1e-3 - 0.25, -1e-3 + 0.25, -1e-3 - 0.25], 1e-2, rounding).kind).toBe("unclear");
    expect(firstCrossing([-2e-2 - 0.25, -2e-2 + 0.25, -2e-2 - 0.25], 1e-2, rounding).kind).toBe("none");
  });

  it("a start just below zero that falls is no crossing, however large the margin of the far end", () => {
    expect(firstCrossing([-1e-18, -0.5, -1], 0.1, rounding).kind).toBe("none");
  });

  it("an end just below zero that rises steeply is undecided only in the last pieces", () => {
    expect(firstCrossing([-1, -0.5, -1e-9], 0.1, rounding).kind).toBe("none");
    expect(firstCrossing([-1, -0.5, -1e-9], 2, rounding).kind).toBe("unclear");
    const touching = firstCrossing([-1, -0.5, 0], 0.1, rounding);
    expect(touching.kind).toBe("unclear");
    expect((touching as { theta: number }).theta).toBeGreaterThan(1 - 2 * smallestPiece);
  });

  it("several roots give the first", () => {
    // (θ − 0.2)(θ − 0.5)(θ − 0.8) from its values.
    const roots = [0.2, 0.5, 0.8];
    const b = [0, 1, 2, 3].map((k) => {
      // Blossom of the cubic at (0 … 0, 1 … 1) with k ones.
      const x = [0, 1, 2].map((i) => (i < k ? 1 : 0));
      const [r, s, q] = roots as [number, number, number];
      const e1 = x[0]! + x[1]! + x[2]!;
      const e2 = x[0]! * x[1]! + x[0]! * x[2]! + x[1]! * x[2]!;
      const e3 = x[0]! * x[1]! * x[2]!;
      return e3 - ((r + s + q) * e2) / 3 + ((r * s + r * q + s * q) * e1) / 3 - r * s * q;
    });
    const crossing = firstCrossing(b, 0, rounding);
    expect(crossing.kind).toBe("root");
    expect((crossing as { theta: number }).theta).toBeCloseTo(0.2, 12);
  });
});
