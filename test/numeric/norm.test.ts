import { describe, expect, it } from "vitest";
import { numberAlgebra } from "../../src/numeric/algebra.ts";
import { weightedMaximumNorm } from "../../src/numeric/norm.ts";

const norm = (values: number[], y0: number[], y1: number[], atol: number[], rtol: number): number =>
  weightedMaximumNorm(numberAlgebra, values, y0, y1, { atol, rtol });

describe("weightedMaximumNorm", () => {
  it("is the largest error in units of its own tolerance", () => {
    // 0.5/(1 + 0) and 3/(1 + 0.5·10)
    expect(norm([-0.5, 3], [0, -10], [0, 2], [1, 1], 0.5)).toBe(0.5);
    expect(norm([-0.5, 3], [0, -1], [0, 2], [1, 1], 0.5)).toBe(1.5);
    expect(norm([1, 1], [0, 0], [0, 0], [1, 10], 0.5)).toBe(1);
  });

  it("is 0 without states", () => {
    expect(norm([], [], [], [], 1)).toBe(0);
  });

  it("is not a number if one error is not", () => {
    expect(norm([Number.NaN, 1], [0, 0], [0, 0], [1, 1], 1)).toBeNaN();
    expect(norm([1, Number.NaN], [0, 0], [0, 0], [1, 1], 1)).toBeNaN();
  });
});
