import { describe, expect, it } from "vitest";
import { eq, lt, max, min, mul } from "../../src/expr/build.ts";
import { constant, symbol } from "../../src/expr/node.ts";
import { isTruth, negated } from "../../src/expr/truth.ts";

const [a, b] = [symbol("a"), symbol("b")];

describe("a truth value", () => {
  it("is made of comparisons, 0 and 1 by products, minima and maxima", () => {
    const below = lt(a, b);
    for (const truth of [below, eq(a, b), constant(0), constant(1), mul(below, lt(b, 2)), max(below, 0)]) {
      expect(isTruth(truth)).toBe(true);
    }
    expect(isTruth(min(mul(below, lt(b, 2)), eq(below, 0)))).toBe(true);
    for (const number of [a, constant(2), mul(below, a), min(below, 2)]) expect(isTruth(number)).toBe(false);
  });

  it("is negated by an equation with 0, on either side; a number is not", () => {
    const below = lt(a, b);
    expect(negated(eq(below, 0))).toBe(below);
    expect(negated(eq(0, below))).toBe(below);
    expect(negated(eq(eq(below, 0), 0))).toBe(eq(below, 0));
    expect(negated(eq(a, 0))).toBeUndefined();
    expect(negated(below)).toBeUndefined();
  });
});
