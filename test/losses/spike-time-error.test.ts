import { describe, expect, it } from "vitest";
import { OptionError } from "../../src/errors.ts";
import type { Numbers } from "../../src/losses/loss.ts";
import { meanSquaredError } from "../../src/losses/mean-squared-error.ts";
import { type SpikeTimeErrorOptions, spikeTimeError } from "../../src/losses/spike-time-error.ts";

function run(
  values: readonly number[],
  target: Numbers,
  options?: SpikeTimeErrorOptions,
): [number, number[]] {
  const { value, gradient } = spikeTimeError(options).evaluate(Float64Array.from(values), target);
  return [value, Array.from(gradient)];
}

describe("spikeTimeError", () => {
  it("is the mean of squares where all spikes are there", () => {
    expect(run([1, 4], [3, 3])).toEqual([2.5, [-2, 1]]);
    expect(run([1, 4], 3, { missing: 7 })).toEqual([2.5, [-2, 1]]);
  });

  it("has a price for missing spikes and for spikes where silence is wanted, and none for silence that is", () => {
    const prices = { missing: 100, extra: 25 };
    expect(run([Infinity, 4], [3, 3], prices)).toEqual([50.5, [0, 1]]);
    expect(run([1, 4], [Infinity, 3], prices)).toEqual([13, [0, 1]]);
    expect(run([Infinity, 4], [Infinity, 3], prices)).toEqual([0.5, [0, 1]]);
    expect(run([Infinity, 2], [1, Infinity], { missing: 0, extra: 0 })).toEqual([0, [0, 0]]);
  });

  it("is meanSquaredError without prices", () => {
    for (const [values, target] of [
      [[1, Infinity], 3],
      [
        [1, 2, Infinity],
        [Infinity, 3, Infinity],
      ],
    ] as const) {
      const { value, gradient } = meanSquaredError().evaluate(Float64Array.from(values), target);
      expect(run(values, target)).toEqual([value, [...gradient]]);
    }
  });

  it("says what it was made with, and refuses what is no price", () => {
    expect(spikeTimeError({ missing: 3 }).description).toEqual({
      kind: "spikeTimeError",
      missing: 3,
      extra: Infinity,
    });
    expect(() => spikeTimeError({ missing: -1 })).toThrow(
      "spikeTimeError: missing is -1\n  Give a number ≥ 0 [ms²], or Infinity.",
    );
    expect(() => spikeTimeError({ extra: Number.NaN })).toThrow(OptionError);
    expect(() => spikeTimeError({ mising: 1 } as never)).toThrow(/Did you mean "missing"/);
  });
});
