/** One neuron's frame with all its kernels, read and written by the names of its slots. */
import type { Execution } from "../../src/codegen/execution.ts";
import { type KernelMemory, kernelMemory } from "../../src/codegen/memory.ts";
import { type NeuronKernels, type NeuronPrograms, neuronPrograms } from "../../src/compile/neuron-kernels.ts";
import { slopeSlot } from "../../src/compile/slots.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import type { Expr } from "../../src/expr/node.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import type { NeuronModel } from "../../src/neurons/neuron-model.ts";
import type { Method } from "../../src/solvers/method.ts";

export type Values = Readonly<Record<string, number>>;

export interface OneFrame {
  readonly programs: NeuronPrograms;
  readonly kernels: NeuronKernels;
  readonly memory: Float64Array;
  readonly kernelMemory: KernelMemory;
  write(values: Values): void;
  read(names: readonly string[]): number[];
}

export function oneFrame(model: NeuronModel, method: Method, execution?: Execution): OneFrame {
  const programs = neuronPrograms(model, method);
  const shared = kernelMemory(programs.frame.size, execution);
  const memory = shared.doubles;
  return {
    programs,
    kernels: programs.bind(shared),
    memory,
    kernelMemory: shared,
    write: (values) => {
      for (const [name, value] of Object.entries(values)) memory[programs.frame.slot(name)] = value;
    },
    read: (names) => names.map((name) => memory[programs.frame.slot(name)]!),
  };
}

/** Everything a model can have: explicit time, two signals, discrete variables, events, ports, channels. */
export const richModel: NeuronModel = defineNeuron({
  name: "rich",
  state: { v: { initial: "vReset", scale: 10 }, w: { initial: 0.3 } },
  discrete: { count: { initial: 1 } },
  parameters: {
    tau: { default: 4, domain: "positive" },
    vReset: -0.5,
    vThreshold: 1,
    a: 0.4,
    idle: 3,
  },
  signals: ["drive", "ramp"],
  dynamics: `
    growth = exp(v / 2)
    dv/dt = (growth - v - 0.3 * w * count + drive + cos(t)) / tau
    dw/dt = a * v - w^2 / tau + 0.1 * ramp
  `,
  spike: { when: "v - vThreshold", reset: { v: "vReset", w: "w + a * v", count: "count + 1" } },
  events: {
    turn: {
      when: "v * w - 0.2 * drive - 0.3 * t",
      direction: "either",
      reset: { w: "0.5 * w * vThreshold" },
    },
    line: { when: "a * v + 2 * w - 0.1 * t - ramp" },
  },
  input: {
    excitatory: { weights: ["push"], map: { v: "v + push * (2 - v)" } },
    inhibitory: {
      weights: ["pull", "gain"],
      map: { w: "w + pull * gain * cos(t) * drive", v: "v - pull * w" },
    },
  },
});

/** Default parameters of a model, and the initial values that are numbers. */
export function defaultsOf(model: NeuronModel): Record<string, number> {
  return Object.fromEntries([
    ...model.parameters.map(({ name, default: value }) => [name, value] as const),
    ...model.states.flatMap(({ name, initial }) =>
      typeof initial === "number" ? [[`initial.${name}`, initial] as const] : [],
    ),
  ]);
}

/** `expressions` with the numbers of a frame, `elapsed` after its time, at the state `y`. */
export function evaluateAt(
  model: NeuronModel,
  expressions: readonly Expr[],
  frame: Values,
  y: readonly number[],
  elapsed = 0,
): number[] {
  const moved: Record<string, number> = { ...frame, t: frame["t"]! + elapsed };
  model.states.forEach(({ name }, i) => {
    moved[name] = y[i]!;
  });
  for (const signal of model.signals) {
    moved[signal] = frame[signal]! + (frame[slopeSlot(signal)] ?? 0) * elapsed;
  }
  return evaluate(expressions, moved);
}
