import { describe, expect, it } from "vitest";
import { parseInfix } from "../../src/expr/mathjs-parser.ts";

describe("mathjs parser", () => {
  it("gives the tree of an infix text", () => {
    const { type, op, args } = parseInfix("x0 + x1 * x2");
    expect([type, op, args![0]!.name, args![1]!.op]).toEqual(["OperatorNode", "+", "x0", "*"]);
  });

  it("says where a mistake is", () => {
    expect(() => parseInfix("x0 +")).toThrow(expect.objectContaining({ char: 5 }));
  });
});
