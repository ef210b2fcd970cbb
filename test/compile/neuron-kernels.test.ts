import { describe, expect, it } from "vitest";
import { executions } from "../../src/codegen/execution.ts";
import { kernelMemory } from "../../src/codegen/memory.ts";
import { neuronPrograms } from "../../src/compile/neuron-kernels.ts";
import { lif } from "../../src/neurons/lif.ts";
import { tsitouras54 } from "../../src/solvers/tableaus/tsitouras-54.ts";
import { defaultsOf, richModel } from "../support/one-frame.ts";

describe("neuronPrograms", () => {
  it("lists the model's parameters, then the initial values that are numbers", () => {
    const { parameters, channels, bernstein } = neuronPrograms(richModel, tsitouras54);
    expect(parameters).toEqual(["tau", "vReset", "vThreshold", "a", "idle", "initial.w", "initial.count"]);
    expect(channels).toEqual(["push", "pull", "gain"]);
    // Affine: degree 4; the product v·w of `turn`: degree 6, in both directions.
    expect(bernstein).toEqual([5, 7, 7, 5]);
  });

  it("says which jumps touch which event functions", () => {
    const { resets, inputs } = neuronPrograms(lif, tsitouras54);
    expect(resets).toEqual([{ touches: [true], starts: [false] }]);
    expect(inputs).toEqual([{ touches: [false], starts: [false] }]);
  });

  it("keeps the kernels of the reverse sweep for each set of wanted parameters", () => {
    const programs = neuronPrograms(lif, tsitouras54);
    const kernels = programs.bind(kernelMemory(programs.frame.size));
    expect(kernels.pullbacks(["tauMem"])).toBe(kernels.pullbacks(["tauMem"]));
    expect(kernels.pullbacks(["tauMem"])).not.toBe(kernels.pullbacks(["tauMem", "bias"]));
    expect(kernels.tangents()).toBe(kernels.tangents());
  });

  it("has the same bits in every execution, for every kernel", () => {
    const programs = neuronPrograms(richModel, tsitouras54);
    const memories = executions.map((execution) => {
      const shared = kernelMemory(programs.frame.size, execution);
      const memory = shared.doubles;
      for (let k = 0; k < memory.length; k++) memory[k] = 0.3 + 0.01 * k;
      for (const [name, value] of Object.entries(defaultsOf(richModel))) {
        memory[programs.frame.slot(name)] = value;
      }
      const kernels = programs.bind(shared);
      const back = kernels.pullbacks(programs.parameters);
      const forth = kernels.tangents();
      for (const kernel of [
        kernels.initial,
        kernels.eventValues,
        kernels.initialStep,
        kernels.step,
        ...kernels.locate,
        ...kernels.input,
        back.step,
        back.target,
        ...back.event,
        ...back.input,
        ...back.reset,
        forth.step,
        ...forth.event,
        ...forth.input,
        ...forth.reset,
        ...kernels.reset,
        back.initial,
        forth.initial,
      ]) {
        kernel(0);
      }
      return memory;
    });
    expect(memories[0]!.every((value, k) => Object.is(value, memories[1]![k]))).toBe(true);
    expect(memories[0]!.some(Number.isNaN)).toBe(false);
  });
});
