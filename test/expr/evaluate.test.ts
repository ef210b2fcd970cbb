import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ModelError } from "../../src/errors.ts";
import { add, mul } from "../../src/expr/build.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { constant, symbol } from "../../src/expr/node.ts";
import { arbitraryGraph, arbitraryValues, plainNodes, valuesOf } from "../support/arbitrary-expr.ts";

describe("evaluate", () => {
  const [x, y] = [symbol("x"), symbol("y")];

  it("gives one value for each root", () => {
    expect(evaluate([add(x, y), x, constant(-0)], { x: 2, y: 3 })).toEqual([5, 2, -0]);
    expect(evaluate([], {})).toEqual([]);
  });

  it("agrees with the table of operations on plain graphs", () => {
    fc.assert(
      fc.property(arbitraryGraph(), arbitraryValues(), (graph, values) => {
        // A commutative node may be an older one with its arguments swapped; only NaN payloads can tell.
        expect(evaluate(plainNodes(graph), values)).toEqual(valuesOf(graph, values));
      }),
    );
  });

  it("takes time in proportion to the nodes, not to the paths", () => {
    let node = x;
    for (let k = 0; k < 1000; k++) node = mul(add(node, node), 0.5);
    expect(evaluate([node], { x: 3 })).toEqual([3]);
  });

  it("says which symbol has no value, also for names that every object has", () => {
    expect(() => evaluate([add(x, y)], { x: 1 })).toThrow('no value for symbol "y"');
    for (const name of ["constructor", "toString", "hasOwnProperty", "__proto__"]) {
      expect(() => evaluate([symbol(name)], {})).toThrow(`no value for symbol "${name}"`);
    }
  });

  it("refuses a missing symbol with an error of ours that names the known ones", () => {
    const attempt = (): unknown => evaluate([symbol("tauMem")], { tauMen: 1, v: 2 });
    expect(attempt).toThrow(ModelError);
    expect(attempt).toThrow(
      'evaluate: no value for symbol "tauMem"\n  Did you mean "tauMen"? Given are: tauMen, v.',
    );
  });
});
