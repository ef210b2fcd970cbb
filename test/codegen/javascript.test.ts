import { describe, expect, it } from "vitest";
import { frameOf } from "../../src/codegen/frame.ts";
import { emitJavaScript, instantiateJavaScript } from "../../src/codegen/javascript.ts";
import { schedule } from "../../src/codegen/program.ts";
import { add, exp, mul, select, sub } from "../../src/expr/build.ts";
import { apply, constant, type Expr, symbol } from "../../src/expr/node.ts";

const frame = frameOf(["a", "b", "out"]);
const [a, b] = [symbol("a"), symbol("b")];

function sourceOf(expression: Expr, name = "p"): string {
  return emitJavaScript(schedule(name, frame, [{ slot: "out", expression }]));
}

describe("emitJavaScript", () => {
  it("writes one line for each load, operation and store", () => {
    const program = schedule("step", frame, [
      { slot: "out", expression: mul(exp(a), b) },
      { slot: "a", expression: b, accumulate: true },
    ]);
    const [first, ...rest] = emitJavaScript(program).split("\n");
    expect(first).toBe('"use strict";');
    expect(rest[0]).toBe("return function k_step(o) {");
    expect(rest.at(-1)).toBe("};");
    const body = rest.slice(1, -1);
    expect(body.filter((line) => /^const v\d+ = m\[o \+ \d\];$/.test(line))).toHaveLength(2);
    expect(body.filter((line) => /^const v\d+ = exp\(v\d+\);$/.test(line))).toHaveLength(1);
    expect(body.slice(-2)).toEqual([
      expect.stringMatching(/^m\[o \+ 2\] = v\d+;$/),
      expect.stringMatching(/^m\[o \+ 0\] \+= v\d+;$/),
    ]);
  });

  it("writes negative constants so that no operator can run into them", () => {
    for (const value of [-2, -0, -1e-7, -Infinity]) {
      for (const expression of [
        apply("sub", [a, constant(value)]),
        apply("neg", [constant(value)]),
        apply("pow", [constant(value), a]),
        apply("exp", [constant(value)]),
        apply("sigmoid", [constant(value)]),
      ]) {
        const program = schedule("p", frame, [{ slot: "out", expression }]);
        expect(() => instantiateJavaScript(program, new Float64Array(3))!(0)).not.toThrow();
      }
    }
    expect(sourceOf(sub(a, -2))).toContain("- (-2)");
    expect(sourceOf(constant(-0))).toContain("= (-0);");
  });

  it("cannot be told to write anything by the name of a program", () => {
    const text = sourceOf(add(a, 1), '"; throw 1; //\n}');
    expect(text).toMatch(/^"use strict";\nreturn function k_[A-Za-z0-9_]*\(o\) \{\n/);
  });

  it("writes conditions as conditional expressions", () => {
    expect(sourceOf(select(a, b, 3))).toMatch(/= v\d+ !== 0 \? v\d+ : 3;/);
    expect(sourceOf(apply("lt", [a, b]))).toMatch(/= v\d+ < v\d+ \? 1 : 0;/);
  });
});
