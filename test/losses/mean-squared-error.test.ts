import { describe, expect, it } from "vitest";
import { OptionError, ShapeError } from "../../src/errors.ts";
import type { Numbers } from "../../src/losses/loss.ts";
import { meanSquaredError } from "../../src/losses/mean-squared-error.ts";

function run(values: readonly number[], target: Numbers): [number, number[]] {
  const { value, gradient } = meanSquaredError().evaluate(Float64Array.from(values), target);
  return [value, Array.from(gradient)];
}

describe("meanSquaredError", () => {
  it("is the mean of squares, against an array or one number for all", () => {
    expect(run([1, 4], [3, 3])).toEqual([2.5, [-2, 1]]);
    expect(run([1, 4], 3)).toEqual([2.5, [-2, 1]]);
    expect(run([1, 4], Float64Array.of(1, 4))).toEqual([0, [0, 0]]);
  });

  it("is Infinity, with no gradient at the entry, where silence is on one side only", () => {
    expect(run([Infinity, 4], [3, 3])).toEqual([Infinity, [0, 1]]);
    expect(run([1, 4], [Infinity, 3])).toEqual([Infinity, [0, 1]]);
  });

  it("counts a silence that was wanted as right", () => {
    expect(run([Infinity, 4], [Infinity, 3])).toEqual([0.5, [0, 1]]);
    expect(run([Infinity], Infinity)).toEqual([0, [0]]);
  });

  it("refuses targets that do not fit or are not numbers", () => {
    expect(() => run([1, 2], [1])).toThrow(ShapeError);
    expect(() => run([1, 2], [1, Number.NaN])).toThrow(/target 1 is NaN/);
    expect(() => run([1, 2], -Infinity)).toThrow(OptionError);
  });
});
