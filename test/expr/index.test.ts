import { describe, expect, it } from "vitest";
import * as entry from "../../src/expr/index.ts";

describe("saltus/expr", () => {
  it("exports this and nothing else", () => {
    expect(Object.keys(entry).sort().join(" ")).toBe(
      "abs add atan ceil clip constant cos cosh div eq evaluate exp expm1 exprAlgebra exprel floor ge gt heaviside int jvp le log log10 " +
        "log1p lt max min mul neg parseAssignments parseEquations parseExpression pow printEquations printExpression printLatex quantity select " +
        "sigmoid sign sin sinh sqrt sub substitute symbol symbolsOf tan tanh traceRecord vjp",
    );
  });
});
