import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chebyshevPoints, lagrangeBasis } from "../../src/numeric/lagrange.ts";

const valueAt = (coefficients: readonly number[], x: number): number =>
  coefficients.reduceRight((sum, c) => sum * x + c, 0);

describe("lagrangeBasis", () => {
  it("is what it is by hand for two and three nodes", () => {
    // Adding 0 makes 0 of −0.
    const unsigned = (nodes: number[]): number[][] =>
      lagrangeBasis(nodes).map((row) => row.map((c) => c + 0));
    expect(unsigned([0, 1])).toEqual([
      [1, -1],
      [0, 1],
    ]);
    expect(unsigned([0, 1, 2])).toEqual([
      [1, -1.5, 0.5],
      [0, 2, -1],
      [0, -0.5, 0.5],
    ]);
    expect(lagrangeBasis([7])).toEqual([[1]]);
  });

  it.each([2, 4, 6])("is 1 at its node and 0 at the others, for Chebyshev points of degree %i", (degree) => {
    const nodes = chebyshevPoints(degree);
    lagrangeBasis(nodes).forEach((row, j) => {
      expect(row).toHaveLength(degree + 1);
      nodes.forEach((node, i) => {
        // Monomial coefficients reach 300 at degree 6: a dozen roundings of them.
        expect(Math.abs(valueAt(row, node) - (i === j ? 1 : 0))).toBeLessThan(1e-12);
      });
    });
  });

  it("reproduces polynomials of its degree", () => {
    const nodes = chebyshevPoints(6);
    const basis = lagrangeBasis(nodes);
    const coefficient = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(coefficient, { minLength: 7, maxLength: 7 }), (wanted) => {
        const values = nodes.map((node) => valueAt(wanted, node));
        wanted.forEach((c, k) => {
          const found = basis.reduce((sum, row, j) => sum + row[k]! * values[j]!, 0);
          // Seven terms of size 300·7, rounded.
          expect(Math.abs(found - c)).toBeLessThan(1e-11);
        });
      }),
    );
  });
});

describe("chebyshevPoints", () => {
  it("ascend from 0 to 1, symmetrically", () => {
    const points = chebyshevPoints(6);
    expect(points).toHaveLength(7);
    expect([points[0], points[6]]).toEqual([0, 1]);
    expect(points[3]).toBeCloseTo(0.5, 15);
    points.forEach((point, j) => {
      expect(point + points[6 - j]!).toBeCloseTo(1, 15);
      if (j > 0) expect(point).toBeGreaterThan(points[j - 1]!);
    });
  });
});
