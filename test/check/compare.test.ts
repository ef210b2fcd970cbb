import { describe, expect, it } from "vitest";
import { compare, nestedPairs } from "../../src/check/compare.ts";

const pair = (expected: number, found: number, place = "") => ({ place, expected, found });

describe("compare", () => {
  it("gives the largest error relative to the largest entry of the group", () => {
    const result = compare("g", [pair(1, 1.5, "a"), pair(-10, -10.1, "b")], { limit: 0.1 });
    expect(result).toMatchObject({ entries: 2, error: 0.05, place: "a", scale: 10, passed: true });
  });

  it("compares a group of zeros absolutely", () => {
    expect(compare("g", [pair(0, 1e-3)], { limit: 1e-6 })).toMatchObject({ error: 1e-3, passed: false });
    expect(compare("g", [pair(0, 0)], { limit: 0 }).passed).toBe(true);
  });

  it("passes an empty group and an error equal to the limit", () => {
    expect(compare("g", [], { limit: 0 })).toMatchObject({ entries: 0, error: 0, passed: true });
    expect(compare("g", [pair(1, 1.5)], { limit: 0.5, scale: 1 }).passed).toBe(true);
  });

  it("fails for NaN and infinite values, wherever they are", () => {
    const good = pair(1, 1);
    for (const bad of [Number.NaN, Infinity, -Infinity]) {
      for (const pairs of [
        [good, pair(1, bad, "bad")],
        [pair(1, bad, "bad"), pair(1, 9)],
      ]) {
        expect(compare("g", pairs, { limit: 1e300 })).toMatchObject({ place: "bad", passed: false });
      }
    }
  });
});

describe("nestedPairs", () => {
  it("pairs arrays and records, with the place of each", () => {
    expect(nestedPairs({ a: 1, b: [2, [3]] }, { b: [4, [5]], a: 6 })).toEqual([
      pair(1, 6, "a"),
      pair(2, 4, "b[0]"),
      pair(3, 5, "b[1][0]"),
    ]);
  });

  it("skips what neither has, and gives NaN for what is missing", () => {
    expect(nestedPairs([null, 1], [null, 2])).toEqual([pair(1, 2, "[1]")]);
    expect(nestedPairs([[1]], undefined)).toEqual([pair(1, Number.NaN, "[0][0]")]);
    expect(nestedPairs([1], [null])).toEqual([pair(1, Number.NaN, "[0]")]);
    expect(nestedPairs([null], [1])).toEqual([pair(Number.NaN, 1, "[0]")]);
  });
});
