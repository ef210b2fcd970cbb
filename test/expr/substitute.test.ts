import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, exp, mul, sub, zero } from "../../src/expr/build.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { constant, reachable, symbol } from "../../src/expr/node.ts";
import { substitute } from "../../src/expr/substitute.ts";
import { arbitraryGraph, arbitraryValues, simplifiedNodes, symbolNames } from "../support/arbitrary-expr.ts";

describe("substitute", () => {
  const [x, y] = [symbol("x"), symbol("y")];

  it("replaces all names at once", () => {
    const swapped = new Map([
      ["x", y],
      ["y", x],
    ]);
    expect(substitute([sub(x, y), x], swapped)).toEqual([sub(y, x), y]);
  });

  it("simplifies what it rebuilds, and leaves the rest as it is", () => {
    expect(substitute([mul(exp(y), x)], new Map([["x", zero]]))).toEqual([zero]);
    expect(substitute([add(x, y)], new Map())[0]).toBe(add(x, y));
  });

  it("gives the values of the replaced symbols, for every operation", () => {
    fc.assert(
      fc.property(arbitraryGraph(), arbitraryValues(), (graph, values) => {
        const root = simplifiedNodes(graph).at(-1)!;
        const numbers = new Map(symbolNames.map((name) => [name, constant(values[name]!)]));
        fc.pre(evaluate(reachable([root]), values).every(Number.isFinite));
        fc.pre(reachable([root]).every(({ op }) => op !== "pow"));
        expect(evaluate(substitute([root], numbers), {})[0]! + 0).toBe(evaluate([root], values)[0]! + 0);
      }),
    );
  });
});
