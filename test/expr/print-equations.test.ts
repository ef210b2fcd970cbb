import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, div, exp, mul, neg, sub } from "../../src/expr/build.ts";
import { parseEquations } from "../../src/expr/equations.ts";
import { constant, type Expr, reachable, symbol, symbolsOf } from "../../src/expr/node.ts";
import { printEquations } from "../../src/expr/print-equations.ts";
import { vjp } from "../../src/expr/vjp.ts";
import { arbitraryGraph, simplifiedNodes, symbolNames } from "../support/arbitrary-expr.ts";

const [v, i] = [symbol("v"), symbol("i")];

function read(
  text: string,
  derivatives: ReadonlyMap<string, Expr>,
  names: Iterable<string>,
): ReadonlyMap<string, Expr> {
  const known = new Map([...names, ...derivatives.keys()].map((name) => [name, symbol(name)]));
  return parseEquations(text, { where: "here", block: "dynamics", states: [...derivatives.keys()], known })
    .derivatives;
}

describe("printEquations", () => {
  it("writes one line for each state", () => {
    const derivatives = new Map([
      ["v", div(sub(i, v), symbol("tau_mem"))],
      ["i", neg(div(i, symbol("tau_syn")))],
    ]);
    expect(printEquations(derivatives)).toBe("dv/dt = (i - v) / tau_mem\ndi/dt = -i / tau_syn");
  });

  it("gives names to large parts that are used twice, and to no others", () => {
    const small = exp(v);
    const large = exp(div(neg(sub(v, symbol("vThreshold"))), symbol("slope")));
    const text = printEquations(
      new Map([
        ["v", mul(small, large)],
        ["i", add(small, large)],
      ]),
    );
    expect(text.split("\n").length).toBe(3);
    expect(text).toMatch(/^shared1 = exp\(.*slope\)\n/);
    expect(text).toMatch(/dv\/dt = .*shared1/);
  });

  it("does not take a name that has a meaning", () => {
    const large = exp(add(symbol("shared1"), symbol("a_rather_long_parameter")));
    const text = printEquations(
      new Map([
        ["v", large],
        ["i", neg(large)],
      ]),
      ["shared2"],
    );
    expect(text).toMatch(/^shared3 = /);
  });

  it("reads back as the same nodes", () => {
    fc.assert(
      fc.property(arbitraryGraph(undefined, undefined, 60), (graph) => {
        const nodes = simplifiedNodes(graph).slice(-2);
        const isNumber = ({ op, value }: Expr): boolean => op !== "constant" || Number.isFinite(value);
        fc.pre(reachable(nodes).every(isNumber));
        const derivatives = new Map([
          ["v", nodes[0]!],
          ["i", nodes[1]!],
        ]);
        expect(read(printEquations(derivatives), derivatives, symbolNames)).toEqual(derivatives);
      }),
      { numRuns: 1000 },
    );
  });

  it("keeps sharing, depth and length within what the parser takes", () => {
    let [shared, sum, nested] = [v, v, v];
    for (let k = 0; k < 500; k++) {
      shared = add(exp(shared), mul(shared, 0.5));
      sum = add(sum, mul(i, k + 2));
      nested = sub(i, exp(neg(nested)));
    }
    for (const expr of [shared, sum, nested, ...vjp([nested, shared], [v, i], [v])]) {
      const derivatives = new Map([["v", expr]]);
      const text = printEquations(derivatives);
      expect(text.length).toBeLessThan(200 * reachable([expr]).length);
      expect(read(text, derivatives, symbolsOf([expr]))).toEqual(derivatives);
    }
  });

  it("refuses constants that are not numbers", () => {
    expect(() => printEquations(new Map([["v", constant(Number.NaN)]]))).toThrow("a constant is NaN");
  });
});
