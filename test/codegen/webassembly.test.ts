import { describe, expect, it } from "vitest";
import { frameOf } from "../../src/codegen/frame.ts";
import { compileKernel } from "../../src/codegen/kernel.ts";
import { kernelMemory } from "../../src/codegen/memory.ts";
import { operationCount, schedule } from "../../src/codegen/program.ts";
import { emitWebAssembly, instantiateWebAssembly } from "../../src/codegen/webassembly.ts";
import { add, cos, exp, mul, sin, sub } from "../../src/expr/build.ts";
import { apply, type Expr, symbol } from "../../src/expr/node.ts";

const frame = frameOf(["a", "b", "out"]);
const [a, b] = [symbol("a"), symbol("b")];

function moduleOf(expression: Expr): WebAssembly.Module {
  return new WebAssembly.Module(emitWebAssembly(schedule("p", frame, [{ slot: "out", expression }]))!);
}

describe("emitWebAssembly", () => {
  it("imports the memory and the host functions that are called, and exports one function", () => {
    const module = moduleOf(add(apply("sin", [a]), mul(apply("sin", [b]), exp(apply("log", [a])))));
    // Functions in the order of their first use: the deeper argument of the sum comes first.
    expect(WebAssembly.Module.imports(module)).toEqual([
      { module: "host", name: "memory", kind: "memory" },
      { module: "host", name: "log", kind: "function" },
      { module: "host", name: "exp", kind: "function" },
      { module: "host", name: "sin", kind: "function" },
    ]);
    expect(WebAssembly.Module.exports(module)).toEqual([{ name: "run", kind: "function" }]);
  });

  it("imports no function for arithmetic", () => {
    for (const op of ["add", "sub", "mul", "div", "min", "max", "lt", "le", "eq"] as const) {
      expect(WebAssembly.Module.imports(moduleOf(apply(op, [a, b])))).toHaveLength(1);
    }
  });

  it("takes locals for live values only: a long sum needs no more than a short one", () => {
    const sum = (terms: number): Expr => {
      let total = a;
      for (let k = 1; k <= terms; k++) total = add(mul(total, b), a);
      return total;
    };
    const program = schedule("sum", frame, [{ slot: "out", expression: sum(5000) }]);
    expect(operationCount(program)).toBe(10_000);
    // Two locals and about seven bytes an operation.
    expect(emitWebAssembly(program)!.length).toBeLessThan(10_000 * 8);
    const memory = kernelMemory(3, "webassembly");
    memory.doubles.set([1, 0.5, 0]);
    instantiateWebAssembly(program, memory)!(0);
    expect(memory.doubles[2]).toBe(2);
  });
});

describe("long programs", () => {
  const manyAtOnce = (count: number): Expr => {
    const values = Array.from({ length: count }, (_, k) => mul(a, k + 2));
    // Sums there and back: all values are live at once.
    const sum = (total: Expr, value: Expr): Expr => add(total, value);
    return values.reduceRight(sum, values.reduce(sum));
  };

  it("are taken whatever they need at once, as no function of them needs much", () => {
    const program = schedule("large", frame, [{ slot: "out", expression: manyAtOnce(60_000) }]);
    expect(WebAssembly.validate(emitWebAssembly(program)!)).toBe(true);
    const memory = kernelMemory(3, "webassembly");
    memory.doubles.set([3, 0, 0]);
    instantiateWebAssembly(program, memory)!(0);
    // 3 (2 + … + 60,001), twice.
    expect(memory.doubles[2]).toBe(3 * 60_000 * 60_003);
  });

  it("have the bits of the interpreter: values cross from piece to piece, stores come last and may add", () => {
    const wide = Array.from({ length: 40 }, (_, k) => `s${k}`);
    const layout = frameOf(["a", "b", ...wide]);
    // Rings of exponentials and sines that use what came long before; slots that are read and written.
    const values: Expr[] = [a, b, ...wide.map((name) => symbol(name))];
    for (let k = 0; k < 6000; k++) {
      const [x, y] = [values.at(-1)!, values[(k * 7919) % values.length]!];
      values.push(
        k % 3 === 0 ? sin(add(x, y)) : k % 3 === 1 ? cos(add(x, y)) : sub(exp(mul(-0.1, mul(x, x))), y),
      );
    }
    const outputs = wide.map((slot, k) => ({
      slot,
      // One is only moved, from a slot that another output writes.
      expression: k === 20 ? symbol("s3") : values[values.length - 1 - 150 * k]!,
      accumulate: k % 2 === 1,
    }));
    const program = schedule("long", layout, outputs);
    expect(program.instructions.length).toBeGreaterThan(4000);
    const run = (execution: "interpreter" | "webassembly"): number[] => {
      const memory = kernelMemory(layout.size, execution);
      memory.doubles.set(Array.from({ length: layout.size }, (_, k) => 0.3 + 0.1 * k));
      const kernel = compileKernel(program, memory);
      kernel(0);
      kernel(0);
      return Array.from(memory.doubles.subarray(0, layout.size));
    };
    const expected = run("interpreter");
    expect(expected.every(Number.isFinite)).toBe(true);
    expect(run("webassembly")).toEqual(expected);
    // Not by being interpreted.
    expect(emitWebAssembly(program)).toBeDefined();
  });
});

describe("instantiateWebAssembly", () => {
  it("refuses a memory that was not made for it", () => {
    const program = schedule("p", frame, [{ slot: "out", expression: a }]);
    expect(() => instantiateWebAssembly(program, kernelMemory(3, "javascript"))).toThrow(/internal/);
  });
});
