/** A pair of points that is real, double or complex, with rates that meet it or not. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pairedDifference } from "../../src/compile/paired-differences.ts";
import { one } from "../../src/expr/build.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { symbol } from "../../src/expr/node.ts";
import { vjp } from "../../src/expr/vjp.ts";

type Matrix = number[][];

const times = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) => b[0]!.map((_, j) => row.reduce((sum, value, k) => sum + value * b[k]![j]!, 0)));

/** e^A of a matrix whose size is at most 0.1 after the halvings, by its Taylor series and squares. */
function exponential(matrix: Matrix): Matrix {
  const size = Math.max(...matrix.map((row) => row.reduce((sum, value) => sum + Math.abs(value), 0)));
  const halvings = Math.max(0, Math.ceil(Math.log2(size / 0.1)));
  const small = matrix.map((row) => row.map((value) => value * 2 ** -halvings));
  let sum: Matrix = matrix.map((row, i) => row.map((_, j) => (i === j ? 1 : 0)));
  let term = sum;
  for (let k = 1; k <= 14; k++) {
    term = times(term, small).map((row) => row.map((value) => value / k));
    sum = sum.map((row, i) => row.map((value, j) => value + term[i]![j]!));
  }
  for (let k = 0; k < halvings; k++) sum = times(sum, sum);
  return sum;
}

/**
 * The block [[μ, δ], [1, μ]] has the pair as eigenvalues, and f of it is [[even, δ odd], [odd, even]]. Rates are a chain
 * into it: the corner of the exponential from the first of them is F of the block.
 */
function oracle(rates: readonly number[], mean: number, square: number): { even: number; odd: number } {
  const n = rates.length + 2;
  // Relative to the mean, so that nothing decays before it is squared.
  const matrix: Matrix = Array.from({ length: n }, () => new Array<number>(n).fill(0));
  matrix[0]![1] = square;
  matrix[1]![0] = 1;
  rates.forEach((rate, k) => {
    matrix[k + 2]![k + 2] = rate - mean;
    // The last state feeds the block, and each the one before.
    if (k > 0) matrix[k + 1]![k + 2] = 1;
  });
  if (rates.length > 0) matrix[0]![2] = 1;
  const column = rates.length > 0 ? n - 1 : 0;
  const result = exponential(matrix);
  return { even: Math.exp(mean) * result[0]![column]!, odd: Math.exp(mean) * result[1]![column]! };
}

const names = ["r0", "r1", "r2"];
const [mu, delta] = [symbol("mu"), symbol("delta")];

/** even and odd, each with its derivatives by μ, δ and the rates; by the number of rates. */
const expressions = [0, 1, 2, 3].map((count) => {
  const rates = names.slice(0, count).map(symbol);
  const { even, odd } = pairedDifference(rates, { mean: mu, square: delta });
  return [even, odd, ...[even, odd].flatMap((part) => vjp([part], [one], [mu, delta, ...rates]))];
});

function found(rates: readonly number[], mean: number, square: number): number[] {
  const values = { mu: mean, delta: square, ...Object.fromEntries(rates.map((rate, k) => [names[k], rate])) };
  return evaluate(expressions[rates.length]!, values);
}

const special = fc.constantFrom(0, 1e-15, -1e-15, 1e-9, -1e-6, 1e-3, -0.1, 1, -1, 1.0000001, -1.0000001);
const squares = fc.oneof(
  special,
  fc.double({ min: -2, max: 2, noNaN: true }),
  fc.double({ min: -60, max: 9, noNaN: true }),
);

/** Rates beside the mean, beside a real point of the pair, at 0, and anywhere. */
const cases = (count: number) =>
  fc.tuple(fc.double({ min: -6, max: 1, noNaN: true }), squares).chain(([mean, square]) => {
    const root = Math.sqrt(Math.max(0, square));
    const offset = fc.oneof(special, fc.double({ min: -3, max: 3, noNaN: true }));
    const rate = fc.oneof(
      fc.constant(0),
      offset.map((by) => mean + by),
      offset.map((by) => mean + root + by),
      offset.map((by) => mean - root + by),
      fc.double({ min: -8, max: 1, noNaN: true }),
    );
    return fc.record({
      mean: fc.constant(mean),
      square: fc.constant(square),
      rates: fc.array(rate, { minLength: count, maxLength: count }),
    });
  });

describe("pairedDifference", () => {
  it("knows the values that have names", () => {
    expect(found([], 0, 0).slice(0, 2)).toEqual([1, 1]);
    const [even, odd] = found([], -1, -Math.PI * Math.PI);
    expect(even).toBeCloseTo(-Math.exp(-1), 15);
    expect(odd).toBeCloseTo(0, 15);
    const [cosh, sinh] = found([], 0, 4);
    expect(cosh).toBeCloseTo(Math.cosh(2), 14);
    expect(sinh).toBeCloseTo(Math.sinh(2) / 2, 14);
    // All points at 0: 1/k! of k + 1 of them.
    expect(found([0], 0, 0).slice(0, 2)).toEqual([1, 0.5]);
    expect(found([0, 0], 0, 0)[0]).toBeCloseTo(1 / 2, 15);
    expect(found([0, 0], 0, 0)[1]).toBeCloseTo(1 / 6, 15);
  });

  it.each([
    [0, 300],
    [1, 300],
    [2, 100],
    [3, 40],
  ])("of %i rates and its derivatives agree with those of a matrix", (count, numRuns) => {
    fc.assert(
      fc.property(cases(count), ({ mean, square, rates }) => {
        const [even, odd, ...slopes] = found(rates, mean, square);
        const expected = oracle(rates, mean, square);
        // Values oscillate, so that what is lost counts against the largest there can be, e^(μ + √δ) or that of a rate.
        const root = Math.sqrt(Math.max(0, square));
        const size = Math.exp(Math.max(mean + root, ...rates));
        const tolerance = 1e-13 * 10 ** count * size * (1 + Math.abs(square));
        expect(Math.abs(even! - expected.even)).toBeLessThanOrEqual(tolerance);
        expect(Math.abs(odd! - expected.odd)).toBeLessThanOrEqual(tolerance);
        const step = 1e-4;
        const at = (m: number, z: number, r: readonly number[]) => oracle(r, m, z);
        const difference = (
          move: (by: number) => { even: number; odd: number },
          part: "even" | "odd",
        ): number => {
          const d = (h: number) => (move(h)[part] - move(-h)[part]) / (2 * h);
          return (4 * d(step) - d(2 * step)) / 3;
        };
        const moves: ((by: number) => { even: number; odd: number })[] = [
          (by) => at(mean + by, square, rates),
          (by) => at(mean, square + by, rates),
          ...rates.map((_, k) => (by: number) => at(mean, square, rates.with(k, rates[k]! + by))),
        ];
        const ordered = [
          ...moves.map((move) => difference(move, "even")),
          ...moves.map((move) => difference(move, "odd")),
        ];
        // Rounding of the differences, 1e-15/1e-4, and their fourth order, 1e-16 times a fifth derivative.
        ordered.forEach((slope, k) => {
          expect(Math.abs(slopes[k]! - slope)).toBeLessThanOrEqual(1e-10 * size * (1 + Math.abs(square)));
        });
      }),
      { numRuns },
    );
  });

  it("keeps every digit as far out as the series go", () => {
    // cosh 1, sinh 1, cos 1, sin 1: sums whose terms fall by factors of 2 and more lose a unit or two of the last digit.
    const named = [
      [1, Math.cosh(1), Math.sinh(1)],
      [-1, Math.cos(1), Math.sin(1)],
    ] as const;
    for (const [square, even, odd] of named) {
      const values = found([], 0, square);
      expect(Math.abs(values[0]! - even)).toBeLessThan(1e-15);
      expect(Math.abs(values[1]! - odd)).toBeLessThan(1e-15);
    }
    // Rates as far from the mean as is near, 1 + k/2: what the oracle rounds is doubled by each of its six squares, and
    // with all rates below the mean the terms, up to e^reach, cancel down to e^−reach.
    for (const count of [1, 2, 3]) {
      const reach = 1 + count / 2;
      for (const side of [1, -1]) {
        for (const square of [1, -1]) {
          const rates = Array<number>(count).fill(side * reach);
          const [even, odd] = found(rates, 0, square);
          const expected = oracle(rates, 0, square);
          const size = oracle(rates.map(Math.abs), 0, 1).even;
          expect(Math.abs(even! - expected.even)).toBeLessThan(2 ** 7 * 2 ** -52 * size);
          expect(Math.abs(odd! - expected.odd)).toBeLessThan(2 ** 7 * 2 ** -52 * size);
        }
      }
    }
  });

  it("takes rates in any order: one that meets the pair beside one that is far from it", () => {
    // By the series, which has terms of 40^j/(j + 2)!, there would be nothing left of the sum.
    const far = -40;
    for (const near of [0, 0.3, -1.2]) {
      for (const square of [-0.5, 0, 0.5]) {
        // exp[far, near, x] = (F(x) − exp[far, near])/(x − far) for F(x) = exp[near, x]: at the pair, x = ± ε, as for one rate.
        const { even: a, odd: b } = oracle([near], 0, square);
        const first = a - (Math.exp(near) - Math.exp(far)) / (near - far);
        const divisor = far * far - square;
        const even = (first * -far - b * square) / divisor;
        const odd = (b * -far - first) / divisor;
        for (const rates of [
          [near, far],
          [far, near],
        ]) {
          const values = found(rates, 0, square);
          // Nothing cancels in these: they are as good as the oracle of one rate.
          expect(Math.abs(values[0]! - even)).toBeLessThan(1e-14);
          expect(Math.abs(values[1]! - odd)).toBeLessThan(1e-14);
        }
      }
    }
  });

  it("neither overflows nor is no number after a long time", () => {
    for (const mean of [-800, -1e5])
      for (const square of [-1e10, -1, 0, 1, 1e4])
        for (const rates of [[], [0], [-5], [mean], [0, mean], [0, 0, -1e3]]) {
          for (const value of found(rates, mean, square)) {
            expect(Number.isFinite(value), `${mean} ${square} ${rates}`).toBe(true);
          }
        }
  });
});
