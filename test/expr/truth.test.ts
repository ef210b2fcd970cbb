import { describe, expect, it } from "vitest";
import { add, eq, le, lt, max, mul, one, sub } from "../../src/expr/build.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { type Expr, symbol } from "../../src/expr/node.ts";
import { isTruth, truth } from "../../src/expr/truth.ts";

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
