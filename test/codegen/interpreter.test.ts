import { describe, expect, it } from "vitest";
import { frameOf } from "../../src/codegen/frame.ts";
import { interpret } from "../../src/codegen/interpreter.ts";
import { schedule } from "../../src/codegen/program.ts";
import { add, div, exp, mul, sub } from "../../src/expr/build.ts";
import { constant, symbol } from "../../src/expr/node.ts";

const frame = frameOf(["a", "b", "out"]);
const [a, b] = [symbol("a"), symbol("b")];

describe("interpret", () => {
  it("reads and writes the frame it is given, and no other", () => {
    const program = schedule("p", frame, [{ slot: "out", expression: sub(mul(a, b), 1) }]);
    const memory = Float64Array.of(2, 3, 0, 5, 7, 0);
    const kernel = interpret(program, memory);
    kernel(3);
    expect([...memory]).toEqual([2, 3, 0, 5, 7, 34]);
    kernel(0);
    expect([...memory]).toEqual([2, 3, 5, 5, 7, 34]);
  });

  it("swaps two slots, because all loads come before all stores", () => {
    const program = schedule("swap", frame, [
      { slot: "a", expression: b },
      { slot: "b", expression: a },
    ]);
    const memory = Float64Array.of(1, 2, 0);
    interpret(program, memory)(0);
    expect([...memory]).toEqual([2, 1, 0]);
  });

  it("adds to a slot when told to, in the order of the outputs", () => {
    const program = schedule("sum", frame, [
      { slot: "out", expression: a },
      { slot: "out", expression: b, accumulate: true },
      { slot: "out", expression: b, accumulate: true },
    ]);
    const memory = Float64Array.of(1, 2, 100);
    interpret(program, memory)(0);
    expect(memory[2]).toBe(5);
  });

  it("stores constants, also those that are no numbers", () => {
    const values = [0, -0, Number.NaN, Infinity, -Infinity, 5e-324];
    for (const value of values) {
      const memory = new Float64Array(3);
      interpret(schedule("c", frame, [{ slot: "out", expression: constant(value) }]), memory)(0);
      expect(memory[2]).toBe(value);
    }
  });

  it("runs again from the present values", () => {
    const program = schedule("p", frame, [{ slot: "a", expression: add(exp(div(a, b)), a) }]);
    const memory = Float64Array.of(0, 1, 0);
    const kernel = interpret(program, memory);
    kernel(0);
    expect(memory[0]).toBe(1);
    kernel(0);
    expect(memory[0]).toBe(Math.exp(1) + 1);
  });
});
