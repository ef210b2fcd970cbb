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

  it("is of no values what silence against its target is", () => {
    expect(run([], 3)).toEqual([Infinity, []]);
    expect(run([], Infinity)).toEqual([0, []]);
    expect(run([], [])).toEqual([0, []]);
    expect(() => run([], [3])).toThrow("meanSquaredError: 1 target for 0 values");
  });

  it("refuses targets that do not fit or are not numbers", () => {
    expect(() => run([1, 2], [1])).toThrow(ShapeError);
    expect(() => run([1, 2], [1, Number.NaN])).toThrow(/target 1 is NaN/);
    expect(() => run([1, 2], -Infinity)).toThrow(OptionError);
  });
});

describe("meanSquaredError, misused", () => {
  const loss = meanSquaredError();
  const attempt = (target: unknown) => () => loss.evaluate(Float64Array.of(1, 2), target as Numbers);

  it("refuses a target that is no number and no array of numbers", () => {
    for (const [target, shown] of [
      [undefined, "undefined"],
      [null, "null"],
      ["3", '"3"'],
      [{}, "an object"],
    ]) {
      expect(attempt(target)).toThrow(OptionError);
      expect(attempt(target)).toThrow(
        `meanSquaredError: the target is ${shown}\n  Give one number for each value`,
      );
    }
  });

  it("refuses the null that JSON makes of Infinity, which was a target of 0", () => {
    expect(attempt(JSON.parse("[1, null]"))).toThrow(
      "target 1 is null\n  Targets are finite, or Infinity for silence (which JSON turns into null).",
    );
    expect(attempt([1, "2"])).toThrow(/target 1 is "2"/);
  });

  it("refuses options: it has none", () => {
    expect(() => meanSquaredError("x" as never)).toThrow(/^meanSquaredError: it has no options/);
    expect(() => meanSquaredError(...([{}] as never[]))).toThrow(OptionError);
  });
});
