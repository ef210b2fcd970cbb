import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bernsteinDerivative,
  bernsteinInterpolation,
  bernsteinValue,
  nextMaximum,
  signChanges,
  splitBernstein,
} from "../../src/events/bernstein.ts";
import { chebyshevPoints } from "../../src/numeric/lagrange.ts";

const coefficient = fc.integer({ min: -1000, max: 1000 }).map((n) => n / 100);
const polynomial = fc.array(coefficient, { minLength: 3, maxLength: 8 });
const place = fc.integer({ min: 0, max: 1000 }).map((n) => n / 1000);

/** Σ C(n, k) θ^k (1 − θ)^{n − k} b_k. */
function byDefinition(b: readonly number[], theta: number): number {
  const n = b.length - 1;
  let binomial = 1;
  let sum = 0;
  for (let k = 0; k <= n; k++) {
    sum += binomial * theta ** k * (1 - theta) ** (n - k) * b[k]!;
    binomial = (binomial * (n - k)) / (k + 1);
  }
  return sum;
}

describe("polynomials in Bernstein form", () => {
  it("have their first and last coefficients at the ends", () => {
    expect(bernsteinValue([-1, 5, 7], 0)).toBe(-1);
    expect(bernsteinValue([-1, 5, 7], 1)).toBe(7);
  });

  it("have the value of the definition", () => {
    fc.assert(
      fc.property(polynomial, place, (b, theta) => {
        expect(bernsteinValue(b, theta)).toBeCloseTo(byDefinition(b, theta), 11);
      }),
    );
  });

  it("split into two pieces that are the same polynomial", () => {
    fc.assert(
      fc.property(polynomial, place, place, (b, at, theta) => {
        const { left, right } = splitBernstein(b, at);
        expect(bernsteinValue(left, theta)).toBeCloseTo(byDefinition(b, at * theta), 11);
        expect(bernsteinValue(right, theta)).toBeCloseTo(byDefinition(b, at + (1 - at) * theta), 11);
      }),
    );
  });

  it("lie between their smallest and largest coefficient", () => {
    fc.assert(
      fc.property(polynomial, place, (b, theta) => {
        const value = bernsteinValue(b, theta);
        expect(value).toBeGreaterThanOrEqual(Math.min(...b) - 1e-12);
        expect(value).toBeLessThanOrEqual(Math.max(...b) + 1e-12);
      }),
    );
  });

  it("have the derivative of the definition", () => {
    fc.assert(
      fc.property(polynomial, place, (b, theta) => {
        const h = 1e-5;
        const difference = (byDefinition(b, theta + h) - byDefinition(b, theta - h)) / (2 * h);
        // Central differences: h²·|p'''|/6 with |p'''| ≤ 8·7·6·40, and 1e-14/h of rounding.
        expect(Math.abs(bernsteinValue(bernsteinDerivative(b), theta) - difference)).toBeLessThan(1e-5);
      }),
    );
  });

  it("have at most as many roots as changes of sign, and as many but for an even number", () => {
    fc.assert(
      fc.property(polynomial, (b) => {
        fc.pre(b[0] !== 0 && b[b.length - 1] !== 0);
        let roots = 0;
        let last = b[0]!;
        for (let j = 1; j <= 500; j++) {
          const value = byDefinition(b, j / 500);
          if (value > 0 !== last > 0) roots++;
          last = value;
        }
        expect(roots).toBeLessThanOrEqual(signChanges(b));
        expect((signChanges(b) - roots) % 2).toBe(0);
      }),
    );
  });

  it("leave zeros out of the changes of sign", () => {
    expect(signChanges([-1, 0, 0, 2])).toBe(1);
    expect(signChanges([-1, 0, -2])).toBe(0);
    expect(signChanges([0, 0])).toBe(0);
    expect(signChanges([-1, 2, -3, 4])).toBe(3);
  });

  it("pass through given values, to rounding", () => {
    for (const degree of [1, 2, 4, 6, 8]) {
      const nodes = chebyshevPoints(degree);
      const weights = bernsteinInterpolation(nodes);
      fc.assert(
        fc.property(fc.array(coefficient, { minLength: degree + 1, maxLength: degree + 1 }), (values) => {
          const b = weights.map((row) => row.reduce((sum, weight, j) => sum + weight * values[j]!, 0));
          nodes.forEach((theta, j) => {
            expect(Math.abs(bernsteinValue(b, theta) - values[j]!)).toBeLessThan(1e-11);
          });
        }),
      );
    }
  });

  it("are reproduced by interpolation", () => {
    const nodes = chebyshevPoints(6);
    const weights = bernsteinInterpolation(nodes);
    fc.assert(
      fc.property(fc.array(coefficient, { minLength: 7, maxLength: 7 }), (b) => {
        const values = nodes.map((theta) => byDefinition(b, theta));
        weights.forEach((row, k) => {
          expect(row.reduce((sum, weight, j) => sum + weight * values[j]!, 0)).toBeCloseTo(b[k]!, 10);
        });
      }),
    );
  });
});

describe("the next maximum", () => {
  it("of a parabola is its vertex", () => {
    // 4 θ (1 − θ)
    expect(nextMaximum([0, 2, 0], 0)).toBeCloseTo(0.5, 10);
    expect(nextMaximum([0, 2, 0], 0.6)).toBeNaN();
  });

  it("is not an end of the step", () => {
    expect(nextMaximum([-3, -2, -1], 0)).toBeNaN();
    expect(nextMaximum([-1, -2, -3], 0)).toBeNaN();
    expect(nextMaximum([1, 1, 1], 0)).toBeNaN();
  });

  it("is a place where the polynomial stops rising", () => {
    fc.assert(
      fc.property(polynomial, place, (b, from) => {
        const theta = nextMaximum(b, from);
        if (Number.isNaN(theta)) return;
        expect(theta).toBeGreaterThan(from);
        const slope = bernsteinDerivative(b);
        expect(bernsteinValue(slope, theta - 1e-9)).toBeGreaterThan(-1e-6);
        expect(bernsteinValue(slope, theta + 1e-9)).toBeLessThan(1e-6);
      }),
    );
  });
});
