import { describe, expect, it } from "vitest";
import type { GroupComparison } from "../../src/check/compare-derivatives.ts";
import { formatGradientCheck } from "../../src/check/format-gradient-check.ts";

const group: GroupComparison = {
  name: "cell.tau",
  entries: 3,
  checked: 3,
  largest: 0.25,
  tangentDifference: 1.5e-15,
  rounding: 1e-16,
  replayDifference: 2e-9,
  replayError: 1e-10,
  discarded: 0,
  why: "",
  kinks: 0,
  verdict: "agrees",
};

describe("formatGradientCheck", () => {
  it("prints one aligned table", () => {
    const groups: GroupComparison[] = [
      group,
      {
        ...group,
        name: "input→cell.weight",
        entries: 600,
        checked: 64,
        verdict: "disagrees",
        replayDifference: 0.5,
      },
      { ...group, name: "cell.bias", discarded: 3, why: "A happened", verdict: "undecided" },
      { ...group, name: "cell.v", discarded: 1, why: "A happened" },
      // What is decided otherwise needs no word about it.
      { ...group, name: "cell.w", why: "B happened" },
    ];
    expect(formatGradientCheck({ value: 1.25, groups, seed: "a" })).toBe(
      `gradient with respect to    entries  largest  adjoint–tangent  adjoint–differences  differences' error  verdict
cell.tau                          3   2.5e-1          1.5e-15               2.0e-9             1.0e-10  agrees
input→cell.weight         64 of 600   2.5e-1          1.5e-15               5.0e-1             1.0e-10  disagrees
cell.bias                         3   2.5e-1          1.5e-15                    –                   –  undecided (3 discarded)
cell.v                            3   2.5e-1          1.5e-15               2.0e-9             1.0e-10  agrees (1 discarded)
cell.w                            3   2.5e-1          1.5e-15               2.0e-9             1.0e-10  agrees

objective 1.25; differences are relative to the largest entry of each group
entries of large groups drawn with seed "a"
replays, cell.bias, cell.v: A happened
1 of 5 groups undecided: nothing speaks against the gradient there, and adjoint and tangent alone
speak for it. Change what is named above, take another input, or give rtol and atol of 1e-10`,
    );
  });

  it("does not speak of a draw where there was none", () => {
    expect(formatGradientCheck({ value: 0, groups: [group], seed: 0 })).not.toMatch(/seed/);
  });
});
