import { describe, expect, it } from "vitest";
import { div, exp, mul, sin, zero } from "../../src/expr/build.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { jvp } from "../../src/expr/jvp.ts";
import { constant, symbol } from "../../src/expr/node.ts";

describe("jvp", () => {
  const [x, y] = [symbol("x"), symbol("y")];

  it("is the chain rule", () => {
    const [dot] = jvp([sin(mul(x, y))], [x, y], [constant(1), constant(10)]);
    expect(evaluate([dot!], { x: 0.3, y: 2 })[0]).toBeCloseTo(Math.cos(0.6) * (2 + 3), 14);
  });

  it("differentiates a quotient", () => {
    const [dot] = jvp([div(x, y)], [x, y], [constant(1), constant(1)]);
    expect(evaluate([dot!], { x: 3, y: 2 })).toEqual([1 / 2 - 3 / 4]);
  });

  it("is 0 where nothing depends on an input, and the tangent where the output is the input", () => {
    expect(jvp([exp(x), y], [y], [symbol("yTangent")])).toEqual([zero, symbol("yTangent")]);
  });

  it("treats an input that is an expression as independent of what it is made of", () => {
    const inner = exp(x);
    expect(jvp([inner], [inner, x], [constant(3), constant(100)])).toEqual([constant(3)]);
  });
});
