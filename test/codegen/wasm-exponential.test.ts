import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { frameOf } from "../../src/codegen/frame.ts";
import { compileKernel } from "../../src/codegen/kernel.ts";
import { kernelMemory } from "../../src/codegen/memory.ts";
import { schedule } from "../../src/codegen/program.ts";
import { apply, symbol } from "../../src/expr/node.ts";
import { scalar } from "../../src/expr/op.ts";
import { exp, expm1, exprel, sigmoid, tanh } from "../../src/numeric/exponential.ts";

const frame = frameOf(["x", "y"]);
const functions = { exp, expm1, exprel, sigmoid, tanh };

describe.each(["exp", "expm1", "exprel", "sigmoid", "tanh"] as const)("%s inline", (op) => {
  const program = schedule(op, frame, [{ slot: "y", expression: apply(op, [symbol("x")]) }]);
  const memory = kernelMemory(2, "webassembly");
  const kernel = compileKernel(program, memory);
  const inline = (x: number): number => {
    memory.doubles[0] = x;
    kernel(0);
    return memory.doubles[1]!;
  };
  const same = (x: number): void => {
    const [actual, wanted] = [inline(x), functions[op](x)];
    if (!Object.is(actual, wanted)) expect(actual, `${op}(${x})`).toBe(wanted);
  };

  it("has the bits of the function on random doubles of every size", () => {
    fc.assert(fc.property(fc.double(), same), { numRuns: 20_000 });
    fc.assert(fc.property(fc.double({ min: -800, max: 800, noNaN: true }), same), { numRuns: 50_000 });
    fc.assert(fc.property(fc.double({ min: -1, max: 1, noNaN: true }), same), { numRuns: 50_000 });
  });

  it("has them beside every half step of the table and at the ends of its ranges", () => {
    for (let n = -95000; n <= 95000; n += 37) {
      const middle = ((n + 0.5) * Math.LN2) / 128;
      for (const x of [middle, middle * (1 + Number.EPSILON), middle * (1 - Number.EPSILON)]) same(x);
    }
    const edges = [
      650,
      708,
      709.782712893384,
      745.1332191019411,
      745.1332191019412,
      20,
      40,
      0,
      5e-324,
      1e308,
      Infinity,
    ];
    for (const edge of edges) for (const x of [edge, edge * (1 + Number.EPSILON)]) [x, -x].forEach(same);
    same(Number.NaN);
  });

  it("does not call the host in its ordinary range", () => {
    const calls = vi.spyOn(scalar, op).mockImplementation(() => Number.NaN);
    const alone = kernelMemory(2, "webassembly");
    const run = compileKernel(program, alone);
    for (const x of [-600, -1, 0, 0.3, 600]) {
      alone.doubles[0] = x;
      run(0);
      expect(alone.doubles[1]).not.toBeNaN();
    }
    expect(calls).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });
});
