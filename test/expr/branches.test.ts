import { describe, expect, it } from "vitest";
import { inBranches, scaled, summed } from "../../src/expr/branches.ts";
import { add, div, le, mul, select, zero } from "../../src/expr/build.ts";
import { symbol } from "../../src/expr/node.ts";

describe("branches", () => {
  const [c, d, x, y] = [symbol("c"), symbol("d"), symbol("x"), symbol("y")];

  it("keeps a zero outside of a product", () => {
    expect(scaled(select(c, x, 0), y)).toBe(select(c, mul(x, y), 0));
    expect(scaled(y, select(c, 0, x))).toBe(select(c, 0, mul(x, y)));
    expect(scaled(select(c, x, 0), select(d, y, 0))).toBe(select(d, select(c, mul(x, y), 0), 0));
    expect(scaled(x, le(x, y))).toBe(select(le(x, y), x, 0));
  });

  it("multiplies everything else", () => {
    expect(scaled(x, y)).toBe(mul(x, y));
    expect(scaled(select(c, x, 1), y)).toBe(mul(select(c, x, 1), y));
    expect(scaled(zero, select(c, x, 0))).toBe(zero);
  });

  it("goes into nested branches", () => {
    const nested = select(c, 0, select(d, x, 0));
    expect(inBranches(nested, (part) => div(part, y))).toBe(select(c, 0, select(d, div(x, y), 0)));
  });

  it("adds branch by branch under the same condition", () => {
    expect(summed(select(c, x, 0), select(c, y, 0))).toBe(select(c, add(x, y), 0));
    expect(summed(select(c, x, 0), select(c, 0, y))).toBe(select(c, x, y));
    expect(summed(select(c, x, 0), select(d, y, 0))).toBe(add(select(c, x, 0), select(d, y, 0)));
    expect(summed(x, y)).toBe(add(x, y));
  });
});
