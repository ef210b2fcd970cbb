import { describe, expect, it } from "vitest";
import * as entry from "../../src/expr/index.ts";

describe("saltus/expr", () => {
  it("exports this and nothing else", () => {
    expect(Object.keys(entry).sort().join(" ")).toBe(
      "abs add atan constant cos div eq evaluate exp expm1 exprAlgebra ge gt jvp le log log1p lt max min mul neg parseAssignments " +
        "parseEquations parseExpression pow printEquations printExpression quantity select sigmoid sin sqrt sub substitute symbol " +
        "symbolsOf tan tanh traceRecord vjp",
    );
  });
});
