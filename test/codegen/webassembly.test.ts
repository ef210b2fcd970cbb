import { describe, expect, it } from "vitest";
import { frameOf } from "../../src/codegen/frame.ts";
import { kernelMemory } from "../../src/codegen/memory.ts";
import { operationCount, schedule } from "../../src/codegen/program.ts";
import { emitWebAssembly, instantiateWebAssembly } from "../../src/codegen/webassembly.ts";
import { add, exp, mul } from "../../src/expr/build.ts";
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

describe("limits of engines", () => {
  const manyAtOnce = (count: number): Expr => {
    const values = Array.from({ length: count }, (_, k) => mul(a, k + 2));
    // Sums there and back: all values are live at once.
    const sum = (total: Expr, value: Expr): Expr => add(total, value);
    return values.reduceRight(sum, values.reduce(sum));
  };
  const programOf = (expression: Expr): ReturnType<typeof schedule> =>
    schedule("large", frame, [{ slot: "out", expression }]);

  it("takes programs up to the number of locals that every engine allows", () => {
    // The values, the sum, and the parameter.
    const most = emitWebAssembly(programOf(manyAtOnce(50_000 - 2)))!;
    expect(WebAssembly.validate(most)).toBe(true);
    expect(emitWebAssembly(programOf(manyAtOnce(50_000 - 1)))).toBeUndefined();
  });
});

describe("instantiateWebAssembly", () => {
  it("refuses a memory that was not made for it", () => {
    const program = schedule("p", frame, [{ slot: "out", expression: a }]);
    expect(() => instantiateWebAssembly(program, kernelMemory(3, "javascript"))).toThrow(/internal/);
  });
});
