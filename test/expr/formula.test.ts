import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, exp, mul } from "../../src/expr/build.ts";
import { formulaOfText, textOfFormula } from "../../src/expr/formula.ts";
import { reachable, symbol } from "../../src/expr/node.ts";
import { arbitraryGraph, simplifiedNodes, symbolNames } from "../support/arbitrary-expr.ts";

describe("textOfFormula", () => {
  it("is the expression, after what it uses more than once", () => {
    expect(textOfFormula(add(symbol("v"), 1), [])).toBe("v + 1");
    const large = exp(mul(0.123456789, symbol("membrane_potential")));
    expect(textOfFormula(mul(large, add(large, 1)), ["shared1"])).toBe(
      "shared2 = exp(0.123456789 * membrane_potential)\nshared2 * (shared2 + 1)",
    );
  });

  it("reads back as the same node, and prints as the same text", () => {
    fc.assert(
      fc.property(arbitraryGraph(undefined, undefined, 60), (graph) => {
        const expr = simplifiedNodes(graph).at(-1)!;
        fc.pre(reachable([expr]).every(({ op, value }) => op !== "constant" || Number.isFinite(value)));
        const names = [...symbolNames, "shared1"];
        const text = textOfFormula(expr, names);
        const read = formulaOfText(text, names, "here", "formula");
        expect(read).toBe(expr);
        expect(textOfFormula(read, names)).toBe(text);
      }),
      { numRuns: 500 },
    );
  });
});

describe("formulaOfText", () => {
  it("says where a text is wrong", () => {
    const read = (text: string) => () => formulaOfText(text, ["v"], "file.saltus", "formula");
    expect(read("a = 2 * v\na + w")).toThrow(
      'file.saltus: unknown symbol "w" in formula, line 2, column 5\n    a + w\n        ^',
    );
    expect(read("a = b\nv")).toThrow('unknown symbol "b" in formula, line 1, column 5');
    expect(read("dv/dt = 1\nv")).toThrow("derivative of");
  });
});
