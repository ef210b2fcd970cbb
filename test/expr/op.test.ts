import { describe, expect, it } from "vitest";
import { arity, opNames, scalar } from "../../src/expr/op.ts";

describe("op", () => {
  it("has an arity and a meaning for every operation with arguments", () => {
    const applied = opNames.filter((op) => !["constant", "symbol", "call", "part"].includes(op)).sort();
    expect(Object.keys(arity).sort()).toEqual(applied);
    expect(Object.keys(scalar).sort()).toEqual(applied);
  });

  it("compares to 1 and 0, and to 0 with NaN", () => {
    expect([scalar.lt(1, 2, 0), scalar.lt(2, 2, 0), scalar.le(2, 2, 0), scalar.eq(0, -0, 0)]).toEqual([
      1, 0, 1, 1,
    ]);
    expect([
      scalar.lt(Number.NaN, 1, 0),
      scalar.le(1, Number.NaN, 0),
      scalar.eq(Number.NaN, Number.NaN, 0),
    ]).toEqual([0, 0, 0]);
  });

  it("selects without looking at the other branch", () => {
    expect(scalar.select(-0.1, 3, Number.NaN)).toBe(3);
    expect(scalar.select(-0, Number.NaN, 4)).toBe(4);
  });

  it("saturates the sigmoid without overflow", () => {
    expect([scalar.sigmoid(-1000, 0, 0), scalar.sigmoid(0, 0, 0), scalar.sigmoid(1000, 0, 0)]).toEqual([
      0, 0.5, 1,
    ]);
  });
});
