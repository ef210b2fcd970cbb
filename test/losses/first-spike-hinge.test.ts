import { describe, expect, it } from "vitest";
import { OptionError } from "../../src/errors.ts";
import { firstSpikeHinge } from "../../src/losses/first-spike-hinge.ts";

function run(times: readonly number[], label: number, margin = 1): [number, number[]] {
  const { value, gradient } = firstSpikeHinge({ margin }).evaluate(Float64Array.from(times), label);
  return [value, Array.from(gradient)];
}

describe("firstSpikeHinge", () => {
  it("is zero once the label leads by the margin, the kink included", () => {
    expect(run([1, 5, 3], 0)).toEqual([0, [0, 0, 0]]);
    expect(run([2, 5, 3], 0)).toEqual([0, [0, 0, 0]]);
  });

  it("grows with the lag behind the earliest other", () => {
    expect(run([2.5, 5, 3], 0)).toEqual([0.5, [1, 0, -1]]);
    expect(run([2.5, 5, 3], 1)).toEqual([3.5, [-1, 1, 0]]);
  });

  it("shares the gradient among others that are earliest together", () => {
    expect(run([4, 3, 3, 7], 0)).toEqual([2, [1, -0.5, -0.5, 0]]);
  });

  it("is Infinity for a silent label and 0 for silent others", () => {
    expect(run([Infinity, 3], 0)).toEqual([Infinity, [0, -1]]);
    expect(run([3, Infinity, Infinity], 0)).toEqual([0, [0, 0, 0]]);
    expect(run([Infinity, Infinity], 0)).toEqual([Infinity, [0, 0]]);
    expect(run([3], 0)).toEqual([0, [0]]);
    expect(run([Infinity], 0)).toEqual([Infinity, [0]]);
  });

  it("refuses a negative margin", () => {
    expect(() => firstSpikeHinge({ margin: -1 })).toThrow(OptionError);
  });

  it("refuses a misspelt option", () => {
    expect(() => firstSpikeHinge({ magin: 2 } as object)).toThrow(
      'firstSpikeHinge: unknown option "magin"\n  Did you mean "margin"?',
    );
  });
});
