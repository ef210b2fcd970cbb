/**
 * Short trainings that use every elementary function, as one fingerprint of all their parameters and losses: the
 * same in every engine and every execution. Nothing here but the library: other engines run it as a bundle.
 */
import type { Execution } from "../../src/codegen/execution.ts";
import {
  connect,
  defineNeuron,
  eif,
  exactFlow,
  firstSpikeCrossEntropy,
  firstSpikeTimes,
  lif,
  type Method,
  meanSquaredError,
  type NeuronModel,
  network,
  population,
  qif,
  source,
  stateAtTimes,
  tsitouras54,
} from "../../src/index.ts";
import { normal } from "../../src/network/initializers.ts";
import { fingerprint } from "../../src/numeric/fingerprint.ts";
import { randomGenerator } from "../../src/numeric/random.ts";
import { adam, cosineDecay, exponentialDecay, type FitOptions, fit } from "../../src/train/index.ts";

/** Every function that kernels have, in a neuron that still fires. */
const manyFunctions: NeuronModel = defineNeuron({
  name: "many-functions",
  state: { v: { unit: "1", initial: 0.1 }, i: { unit: "1", initial: 0 } },
  parameters: {
    tauMem: { unit: "ms", default: 10, domain: "positive" },
    tauSyn: { unit: "ms", default: 5, domain: "positive" },
    bend: { unit: "1", default: 1.7, domain: "positive" },
  },
  dynamics: `
    leak = log(1 + exp(v)) - log1p(exp(-v)) + 0.1 * tanh(v) + 0.1 * atan(v)
    wave = 0.1 * sin(t / 3 ms) + 0.05 * cos(v) + 0.01 * tan(0.3 * v) + 0.05 * expm1(-v^2)
    dv/dt = (-leak + i + wave + 0.05 * (1 + v^2)^bend + 0.1 * sigmoid(v)) / tauMem
    di/dt = -i / tauSyn
  `,
  spike: { when: "v - 1", reset: { v: 0 } },
  input: { input: { weights: { weight: { unit: "1" } }, map: { i: "i + weight" } } },
});

/** Two layers of a neuron, a few batches. */
async function trained(
  model: NeuronModel,
  method: Method,
  execution: Execution,
  seed: number,
  mean: number,
): Promise<unknown> {
  const net = network({
    populations: { input: source(3), hidden: population(model, 4), output: population(model, 2) },
    projections: [
      connect("input", "hidden", { weight: normal(mean, mean / 4), delay: 0.5 }),
      connect("hidden", "output", { weight: normal(mean, mean / 4), delay: 1 }),
    ],
    trainable: ["weight", "delay", "hidden.tauMem"],
  });
  const random = randomGenerator(seed).split("data");
  const count = 6;
  const inputs = Array.from({ length: count }, () => ({
    input: [0, 1, 2].map(() => [5 * random.uniform(), 6 + 5 * random.uniform()]),
  }));
  const state = model.states[0]!.name;
  const options: FitOptions = {
    objective: {
      until: 40,
      method,
      execution,
      terms: [
        { readout: firstSpikeTimes("output", { silentTime: "until" }), loss: firstSpikeCrossEntropy() },
        {
          name: "state",
          readout: stateAtTimes("hidden", state, [3]),
          loss: meanSquaredError(),
          target: () => [0.1, 0.2, 0.3, 0.4],
        },
      ],
    },
    data: { inputs, targets: inputs.map((_, k) => k % 2) },
    epochs: 2,
    batchSize: 2,
    optimizer: adam({ weightDecay: 0.01 }),
    learningRate:
      seed % 2 === 0
        ? cosineDecay({ initial: 0.02, epochs: 2 })
        : exponentialDecay({ initial: 0.02, factor: 0.7 }),
    silent: { bump: 0.05 },
    clip: 5,
    seed,
  };
  const epochs: unknown[] = [];
  for await (const { parameters, train, learningRate, clipped, bumped } of fit(net, options)) {
    epochs.push([parameters.values.slice(), train.loss, train.terms, learningRate, clipped, bumped]);
  }
  return epochs;
}

/** The fingerprints of all trainings with one execution: by Runge–Kutta steps, and by exact ones. */
export async function goldenTraining(execution: Execution): Promise<string> {
  const cases: readonly (readonly [NeuronModel, number])[] = [
    [lif, 3],
    [qif, 3],
    [eif, 3],
    [manyFunctions, 3],
  ];
  const results: unknown[] = [];
  for (const [model, mean] of cases) {
    for (const seed of [1, 2]) results.push(await trained(model, tsitouras54, execution, seed, mean));
  }
  return `${fingerprint(results)} ${fingerprint(await trained(lif, exactFlow, execution, 1, 3))}`;
}

/** Fingerprints of the executions that the engine allows. */
export async function goldenFingerprints(): Promise<Record<Execution, string>> {
  const fingerprints = {} as Record<Execution, string>;
  for (const execution of ["interpreter", "javascript", "webassembly"] as const) {
    fingerprints[execution] = await goldenTraining(execution);
  }
  return fingerprints;
}
