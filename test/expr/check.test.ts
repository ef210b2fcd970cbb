import { describe, expect, it } from "vitest";
import { mul } from "../../src/expr/build.ts";
import { jvp, substitute, vjp } from "../../src/expr/doors.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { constant, type Expr, symbol } from "../../src/expr/node.ts";
import { printExpression } from "../../src/expr/print.ts";

const x = symbol("x");
const y = mul(x, x);
const wrong = (value: unknown): Expr => value as Expr;

describe("functions of expressions", () => {
  it("refuse lists of another length, which would be a wrong derivative", () => {
    expect(() => vjp([y, x], [constant(1)], [x])).toThrow("vjp: 1 cotangents for 2 outputs");
    expect(() => jvp([y], [x, symbol("z")], [constant(1)])).toThrow("jvp: 1 tangents for 2 inputs");
  });

  it("refuse what is no expression", () => {
    expect(() => vjp([y], [wrong(1)], [x])).toThrow("vjp: entry 0 of cotangents is no expression but 1");
    expect(() => vjp(y as never, [x], [x])).toThrow("vjp: outputs is an object");
    expect(() => jvp([y], [wrong("x")], [x])).toThrow('jvp: entry 0 of inputs is no expression but "x"');
    expect(() => evaluate([wrong(undefined)], {})).toThrow("evaluate: entry 0 of roots is no expression");
    expect(() => evaluate(null as never, {})).toThrow("evaluate: roots is null");
    expect(() => printExpression(wrong(2))).toThrow("printExpression: entry 0 of the list is no expression");
    expect(() => substitute([wrong({})], new Map())).toThrow("is no expression but an object");
  });
});
