import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { numberAlgebra } from "../../src/numeric/algebra.ts";
import { bernsteinFromMonomial, denseCoefficients, evaluateDense } from "../../src/solvers/dense-output.ts";
import { rk4 } from "../../src/solvers/tableaus/rk4.ts";

const coefficient = fc.double({ min: -10, max: 10, noNaN: true });
const unitInterval = fc.double({ min: 0, max: 1, noNaN: true });

/** De Casteljau's algorithm. */
function bernsteinValue(b: readonly number[], theta: number): number {
  let row = [...b];
  while (row.length > 1) row = row.slice(1).map((next, i) => (1 - theta) * row[i]! + theta * next);
  return row[0]!;
}

describe("denseCoefficients", () => {
  it("is h times the weighted stages of one state", () => {
    const k = [
      [1, 10],
      [2, 20],
      [4, 40],
      [8, 80],
    ];
    const [c1, c2, c3] = denseCoefficients(numberAlgebra, rk4, 0.5, k, 1);
    expect(c1).toBe(5);
    expect(c2).toBe(0.5 * (-15 + 20 + 40 - 40));
    expect(c3).toBeCloseTo((0.5 * (10 - 20 - 40 + 80) * 2) / 3, 13);
  });
});

describe("bernsteinFromMonomial", () => {
  it("is the formula for a quartic", () => {
    const [b0, b1, b2, b3, b4] = bernsteinFromMonomial(numberAlgebra, 1, [4, 12, 8, 16]);
    expect([b0, b1, b2, b3, b4]).toEqual([1, 2, 1 + 2 + 2, 1 + 3 + 6 + 2, 41]);
  });

  it("is the constant for degree 0", () => {
    expect(bernsteinFromMonomial(numberAlgebra, 3, [])).toEqual([3]);
  });

  it("is the same polynomial", () => {
    fc.assert(
      fc.property(
        coefficient,
        fc.array(coefficient, { maxLength: 7 }),
        unitInterval,
        (y0, coefficients, theta) => {
          const b = bernsteinFromMonomial(numberAlgebra, y0, coefficients);
          const value = evaluateDense(numberAlgebra, y0, coefficients, theta);
          // At most 8 terms of size 10 in some 30 operations: 80·30·eps.
          expect(Math.abs(bernsteinValue(b, theta) - value)).toBeLessThan(6e-13);
        },
      ),
    );
  });

  it("bounds the polynomial", () => {
    fc.assert(
      fc.property(
        coefficient,
        fc.array(coefficient, { maxLength: 7 }),
        unitInterval,
        (y0, coefficients, theta) => {
          const b = bernsteinFromMonomial(numberAlgebra, y0, coefficients);
          const value = evaluateDense(numberAlgebra, y0, coefficients, theta);
          expect(value).toBeGreaterThan(Math.min(...b) - 6e-13);
          expect(value).toBeLessThan(Math.max(...b) + 6e-13);
        },
      ),
    );
  });

  it("keeps a small change of a large value to the last digit", () => {
    const b = bernsteinFromMonomial(numberAlgebra, 1e8, [0.5, -0.25, 0.25]);
    expect(b[3]).toBe(1e8 + 0.5);
  });
});
