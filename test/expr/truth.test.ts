import { describe, expect, it } from "vitest";
import { add, eq, le, lt, max, min, mul, one, sub } from "../../src/expr/build.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { constant, type Expr, symbol } from "../../src/expr/node.ts";
import { isTruth, negated, truth } from "../../src/expr/truth.ts";

const [x, y] = [symbol("x"), symbol("y")];

describe("truth", () => {
  it("leaves what can only be 0 or 1 as it is", () => {
    for (const condition of [lt(x, y), mul(lt(x, y), le(y, 1)), max(eq(x, y), lt(x, y)), one]) {
      expect(isTruth(condition)).toBe(true);
      expect(truth(condition)).toBe(condition);
    }
  });

  it("makes 1 of every number but 0", () => {
    for (const number of [x, add(lt(x, y), lt(y, x)), sub(1, lt(x, y))]) expect(isTruth(number)).toBe(false);
    const values = (value: number): number[] => evaluate([truth(x)], { x: value });
    expect([0, -0, 2, -0.5, Number.NaN].map(values)).toEqual([[0], [0], [1], [1], [1]]);
  });

  it("takes a condition that doubles a hundred times", () => {
    let condition: Expr = lt(x, y);
    for (let k = 0; k < 100; k++) condition = max(condition, mul(condition, le(y, k)));
    expect(isTruth(condition)).toBe(true);
  });
});

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
