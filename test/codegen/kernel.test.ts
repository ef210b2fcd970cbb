import { afterEach, describe, expect, it, vi } from "vitest";
import { type Execution, executions } from "../../src/codegen/execution.ts";
import { frameOf } from "../../src/codegen/frame.ts";
import { compileKernel } from "../../src/codegen/kernel.ts";
import { kernelMemory } from "../../src/codegen/memory.ts";
import { schedule } from "../../src/codegen/program.ts";
import { add, div, exp, mul } from "../../src/expr/build.ts";
import { apply, symbol } from "../../src/expr/node.ts";
import { exp as expOf } from "../../src/numeric/exponential.ts";
import { sin } from "../../src/numeric/trigonometric.ts";

const frame = frameOf(["a", "out"]);
const own = schedule("cube", frame, [{ slot: "out", expression: mul(exp(symbol("a")), 3) }]);

/** Sums of sines there and back, so that all are live at once; four instructions and a constant a sine. */
function waves(count: number): typeof own {
  const values = Array.from({ length: count }, (_, k) => apply("sin", [div(symbol("a"), k + 2)]));
  const sum = values.reduceRight(
    (total, value) => add(total, value),
    values.reduce((total, value) => add(total, value)),
  );
  return schedule("waves", frame, [{ slot: "out", expression: sum }]);
}

afterEach(() => vi.restoreAllMocks());

/** Which ways of making code a kernel took. */
function ways(program: typeof own, execution: Execution): string[] {
  const { Instance } = WebAssembly;
  const Text = globalThis.Function;
  const modules = vi.spyOn(WebAssembly, "Instance").mockImplementation(function instance(...args) {
    return new Instance(...args);
  });
  const functions = vi.spyOn(globalThis, "Function").mockImplementation(function text(...args) {
    return new Text(...args);
  });
  compileKernel(program, kernelMemory(2, execution));
  const taken = [
    ...(modules.mock.calls.length > 0 ? ["webassembly"] : []),
    ...(functions.mock.calls.length > 0 ? ["javascript"] : []),
  ];
  vi.restoreAllMocks();
  return taken;
}

describe("compileKernel", () => {
  it.each(executions)("%s: gives kernels that do the same to the memory they are bound to", (execution) => {
    const memory = kernelMemory(4, execution);
    memory.doubles.set([1, 0, 2, 0]);
    const kernel = compileKernel(own, memory);
    kernel(2);
    kernel(0);
    expect([...memory.doubles]).toEqual([1, 3 * expOf(1), 2, 3 * expOf(2)]);
  });

  it("runs modules as webassembly, source text as javascript, and neither as interpreter", () => {
    expect(ways(own, "webassembly")).toEqual(["webassembly"]);
    expect(ways(own, "javascript")).toEqual(["javascript"]);
    expect(ways(own, "interpreter")).toEqual([]);
  });

  it.each(executions)("%s: runs programs of any size", (execution) => {
    // All of them are live at once: more than a function of WebAssembly has locals.
    const count = 51_000;
    const memory = kernelMemory(2, execution);
    memory.doubles[0] = 1;
    compileKernel(waves(count), memory)(0);
    let [total, values] = [0, Array.from({ length: count }, (_, k) => sin(1 / (k + 2)))];
    for (const value of values) total += value;
    for (const value of values.reverse()) total += value;
    expect(memory.doubles[1]).toBe(total);
  });
});
