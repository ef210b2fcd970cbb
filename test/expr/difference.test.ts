import { describe, expect, it } from "vitest";
import { add, mul } from "../../src/expr/build.ts";
import { difference } from "../../src/expr/difference.ts";
import { symbol } from "../../src/expr/node.ts";

describe("difference", () => {
  it("finds none between equal values", () => {
    const make = () => ({ a: [1, { b: "x" }], c: Float64Array.of(Number.NaN, -0), f: () => 1 });
    expect(difference(make(), make())).toBeUndefined();
    expect(difference(add(symbol("v"), 1), add(symbol("v"), 1))).toBeUndefined();
  });

  it.each([
    [{ a: [1, 2] }, { a: [1, 3] }, { path: "a[1]", first: 2, second: 3 }],
    [{ a: { b: 0 } }, { a: { b: -0 } }, { path: "a.b", first: 0, second: -0 }],
    [{ a: 1 }, {}, { path: "a", first: 1, second: undefined }],
    [{ a: [1] }, { a: { 0: 1 } }, { path: "a", first: [1], second: { 0: 1 } }],
    [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
      { path: "", first: "a,b", second: "b,a" },
    ],
    [null, {}, { path: "", first: null, second: {} }],
  ])("finds the first between %j and %j", (first, second, wanted) => {
    expect(difference(first, second)).toEqual(wanted);
  });

  it("tells expressions apart that are printed alike, at no cost", () => {
    let [first, second] = [symbol("v"), symbol("w")];
    for (let k = 0; k < 100; k++) [first, second] = [mul(first, first), mul(second, second)];
    expect(difference({ first }, { first: second })).toMatchObject({ path: "first" });
  });
});
