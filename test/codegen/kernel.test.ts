import { afterEach, describe, expect, it, vi } from "vitest";
import { frameOf } from "../../src/codegen/frame.ts";
import { allowsJavaScript, bestExecution, compileKernel } from "../../src/codegen/kernel.ts";
import { schedule } from "../../src/codegen/program.ts";
import { networkProgram } from "../../src/compile/network-program.ts";
import { exp, mul } from "../../src/expr/build.ts";
import { symbol } from "../../src/expr/node.ts";
import { network } from "../../src/network/network.ts";
import { population } from "../../src/network/population.ts";
import { lif } from "../../src/neurons/lif.ts";
import { simulate } from "../../src/simulate/simulate.ts";
import { tsitouras54 } from "../../src/solvers/tableaus/tsitouras-54.ts";

const frame = frameOf(["a", "out"]);
const program = schedule("cube", frame, [{ slot: "out", expression: mul(exp(symbol("a")), 3) }]);

afterEach(() => vi.unstubAllGlobals());

/** What a content policy without 'unsafe-eval' does to `new Function`. */
function forbidJavaScript(): void {
  vi.stubGlobal("Function", function refused(): never {
    throw new EvalError("Refused to evaluate a string as JavaScript");
  });
}

describe("compileKernel", () => {
  it("gives kernels that do the same to the memory they are bound to", () => {
    for (const execution of ["interpreter", "javascript"] as const) {
      const memory = Float64Array.of(1, 0, 2, 0);
      const kernel = compileKernel(program, memory, execution);
      kernel(2);
      kernel(0);
      expect([...memory]).toEqual([1, 3 * Math.exp(1), 2, 3 * Math.exp(2)]);
    }
  });

  it("runs generated source as javascript, and none as interpreter", () => {
    const memory = new Float64Array(2);
    const generated = compileKernel(program, memory, "javascript");
    expect(generated.name).toBe("k_cube");
    expect(String(generated)).toContain("Math.exp(v");
    const interpreted = compileKernel(program, memory, "interpreter");
    expect(String(interpreted)).not.toContain("Math.exp");
  });
});

describe("bestExecution", () => {
  it("is javascript where functions may be made from text", () => {
    expect(allowsJavaScript()).toBe(true);
    expect(bestExecution()).toBe("javascript");
  });

  it("falls back to the interpreter where they may not", () => {
    forbidJavaScript();
    expect(allowsJavaScript()).toBe(false);
    expect(bestExecution()).toBe("interpreter");
  });

  it("lets a whole simulation run under such a policy, with the same bits", () => {
    const net = network({ populations: { cell: population(lif, 1, { parameters: { bias: 3 } }) } });
    const parameters = net.initialParameters();
    const free = simulate(net, parameters, {}, { until: 30 });
    forbidJavaScript();
    const confined = simulate(net, parameters, {}, { until: 30 });
    expect(confined.program.execution).toBe("interpreter");
    expect(confined.program).toBe(networkProgram(net, tsitouras54, "interpreter"));
    expect(confined.spikeTimes("cell")).toEqual(free.spikeTimes("cell"));
    expect(free.spikeTimes("cell")[0]!.length).toBeGreaterThan(1);
  });

  it("says what is wrong where javascript is asked for but not allowed", () => {
    forbidJavaScript();
    expect(() => compileKernel(program, new Float64Array(2), "javascript")).toThrow(EvalError);
  });
});
