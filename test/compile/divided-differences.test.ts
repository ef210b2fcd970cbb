/** Divided differences of the exponential and their derivatives, where points meet, nearly meet, and are far apart. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dividedDifference, mostPoints } from "../../src/compile/divided-differences.ts";
import { one } from "../../src/expr/build.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { symbol } from "../../src/expr/node.ts";
import { vjp } from "../../src/expr/vjp.ts";

/**
 * exp[x_0 … x_m] as a corner of the exponential of a matrix with the points on its diagonal and ones above it, by the
 * Taylor series of a 2^−s-th of it and s squares. Less the smallest point nothing is negative, so nothing cancels: every
 * digit but the last few is right (Opitz's theorem).
 */
function oracle(points: readonly number[]): number {
  const n = points.length;
  const least = Math.min(...points);
  const halvings = Math.max(0, Math.ceil(Math.log2(1 + Math.max(...points) - least))) + 1;
  const scale = 2 ** -halvings;
  const zeros = (): number[][] => points.map(() => points.map(() => 0));
  const times = (a: number[][], b: number[][]): number[][] => {
    const product = zeros();
    for (let i = 0; i < n; i++)
      for (let k = i; k < n; k++) for (let j = k; j < n; j++) product[i]![j]! += a[i]![k]! * b[k]![j]!;
    return product;
  };
  const matrix = zeros();
  points.forEach((x, i) => {
    matrix[i]![i] = (x - least) * scale;
    if (i + 1 < n) matrix[i]![i + 1] = scale;
  });
  let sum = zeros();
  let term = zeros();
  for (let i = 0; i < n; i++) {
    term[i]![i] = 1;
    sum[i]![i] = 1;
  }
  for (let k = 1; k <= 30 + n; k++) {
    term = times(term, matrix).map((row) => row.map((value) => value / k));
    sum = sum.map((row, i) => row.map((value, j) => value + term[i]![j]!));
  }
  for (let k = 0; k < halvings; k++) sum = times(sum, sum);
  return Math.exp(least) * sum[0]![n - 1]!;
}

const names = Array.from({ length: mostPoints }, (_, k) => `x${k}`);

/** The value and its derivatives, by the number of points. */
const expressions = Array.from({ length: mostPoints + 1 }, (_, length) => {
  const symbols = names.slice(0, length).map(symbol);
  const value = length === 0 ? one : dividedDifference(symbols);
  return [value, ...vjp([value], [one], symbols)];
});

function found(points: readonly number[]): { value: number; slopes: number[] } {
  const values = Object.fromEntries(points.map((x, k) => [names[k]!, x]));
  const [result, ...rest] = evaluate(expressions[points.length]!, values);
  return { value: result!, slopes: rest };
}

/** Negative points, most of them at distances that are nothing special from each other, some equal or nearly so. */
const points = (length: number): fc.Arbitrary<number[]> =>
  fc
    .tuple(
      fc.double({ min: -20, max: 2, noNaN: true }),
      fc.array(
        fc.oneof(
          fc.constant(0),
          fc.constantFrom(1e-15, -1e-12, 1e-9, -1e-6, 1e-3, 0.1),
          fc.double({ min: -2, max: 2, noNaN: true }),
          fc.double({ min: -20, max: 4, noNaN: true }),
        ),
        { minLength: length, maxLength: length },
      ),
    )
    .map(([base, offsets]) => offsets.map((offset) => base + offset));

describe("dividedDifference", () => {
  it("knows the values that have names", () => {
    expect(found([1]).value).toBe(Math.exp(1));
    expect(found([0, 0]).value).toBe(1);
    expect(found([0, 0, 0]).value).toBeCloseTo(1 / 2, 15);
    expect(found([0, 0, 0, 0]).value).toBeCloseTo(1 / 6, 15);
    expect(found([1, 0]).value).toBeCloseTo(Math.E - 1, 15);
    // As far apart as a series of three points goes: (exp[1, 1] − exp[1, −1])/2, to some units of the last digit.
    expect(Math.abs(found([1, 1, -1]).value - (Math.E - Math.sinh(1)) / 2)).toBeLessThan(2e-15);
  });

  // A quotient loses some m/2 of its digits' last unit per point, and the series e^(reach) more of it.
  it.each([
    [2, 1e-14],
    [3, 1e-13],
    [4, 1e-12],
    [6, 1e-11],
    [8, 1e-10],
  ])("of %i points and its derivatives agree with those of a matrix to %f", (length, tolerance) => {
    fc.assert(
      fc.property(points(length), (list) => {
        const { value, slopes } = found(list);
        const expected = oracle(list);
        expect(Math.abs(value - expected)).toBeLessThanOrEqual(tolerance * expected);
        slopes.forEach((slope, k) => {
          // The derivative is the divided difference with that point twice.
          const double = oracle([...list, list[k]!]);
          expect(Math.abs(slope - double)).toBeLessThanOrEqual(10 * tolerance * double);
        });
      }),
      { numRuns: length > 4 ? 40 : 200 },
    );
  });

  it("neither overflows nor is no number after a long time", () => {
    for (const far of [-800, -1e4, -1e6]) {
      for (const list of [
        [far, -1],
        [-1, far],
        [far, far / 2, -1],
        [far, far, far],
        [0, far, far],
      ]) {
        const { value, slopes } = found(list);
        for (const each of [value, ...slopes]) {
          expect(each).toBeGreaterThanOrEqual(0);
          expect(each).toBeLessThan(1);
        }
      }
    }
    expect(found([-800, -1]).value).toBeCloseTo(Math.exp(-1) / 799, 15);
  });
});
