/** What `saltus train` begins with for each neuron: weights, time scales, rates. See docs/presets.md. */
import type { FirstSpikeCrossEntropyOptions } from "../losses/first-spike-cross-entropy.ts";
import { adaptiveLif } from "../neurons/adaptive-lif.ts";
import { adex } from "../neurons/adex.ts";
import { egru } from "../neurons/egru.ts";
import { eif } from "../neurons/eif.ts";
import { hodgkinHuxley } from "../neurons/hodgkin-huxley.ts";
import { izhikevich } from "../neurons/izhikevich.ts";
import { layer23 } from "../neurons/layer23.ts";
import { lif } from "../neurons/lif.ts";
import type { NeuronModel } from "../neurons/neuron-model.ts";
import { qif } from "../neurons/qif.ts";
import { twoCompartment } from "../neurons/two-compartment.ts";

type ByName<T> = Readonly<Record<string, T>>;

type Normal = readonly [mean: number, standardDeviation: number];

export interface Preset {
  readonly model: NeuronModel;
  /** Parameters that differ from the model's defaults, of hidden and output neurons. */
  readonly parameters?: ByName<number>;
  /** Of the weights into hidden neurons and into those of the output, by channel of the port `input`. */
  readonly hidden: ByName<Normal>;
  /** For `size` hidden neurons; in inverse proportion for another number. */
  readonly output: ByName<Normal>;
  /** End of the window of input spikes, which begins at 0, and of a trial [ms]. */
  readonly window: number;
  readonly until: number;
  /** In place of the defaults, which are for a trial of 60 ms. */
  readonly loss?: FirstSpikeCrossEntropyOptions;
  /** Hidden neurons. */
  readonly size: number;
  readonly epochs: number;
  readonly learningRate: number;
  /** Factor on the learning rate per epoch. */
  readonly decay: number;
  /** Largest norm of the gradient of a batch, in which one spike that barely happened may outweigh all others. */
  readonly clip?: number;
  /** Of the solver, relative and absolute. */
  readonly tolerance: number;
  /** What silent neurons' weights grow by after a batch. */
  readonly bump: number;
  /** Membrane variable and its threshold, for pictures. */
  readonly membrane: string;
  readonly threshold: number;
}

/** Input in the first half of a trial, and as much time again to answer. */
const trial = { window: 30, until: 60 } as const;

export const presets: ByName<Preset> = {
  lif: {
    model: lif,
    hidden: { weight: [1.6, 1.2] },
    output: { weight: [0.35, 0.2] },
    ...trial,
    size: 120,
    epochs: 20,
    learningRate: 1e-2,
    decay: 0.85,
    tolerance: 1e-3,
    bump: 5e-3,
    membrane: "v",
    threshold: 1,
  },
  qif: {
    model: qif,
    hidden: { weight: [4, 4] },
    output: { weight: [0.8, 0.4] },
    ...trial,
    size: 60,
    epochs: 12,
    learningRate: 4e-2,
    decay: 0.8,
    clip: 1,
    tolerance: 1e-3,
    bump: 5e-3,
    membrane: "phi",
    threshold: 1,
  },
  eif: {
    model: eif,
    hidden: { weight: [1.8, 1.8] },
    output: { weight: [1, 0.5] },
    ...trial,
    size: 60,
    epochs: 15,
    learningRate: 2e-2,
    decay: 0.85,
    tolerance: 1e-3,
    bump: 5e-3,
    membrane: "v",
    threshold: 2.98,
  },
  izhikevich: {
    model: izhikevich,
    hidden: { weight: [2.4, 2] },
    output: { weight: [0.6, 0.3] },
    ...trial,
    size: 60,
    epochs: 15,
    learningRate: 4e-2,
    decay: 0.8,
    tolerance: 1e-3,
    bump: 1e-2,
    membrane: "v",
    threshold: 30,
  },
  egru: {
    model: egru,
    hidden: { wU: [2, 1], wR: [0, 0.5], wZ: [4, 2] },
    output: { wU: [0.6, 0.3], wR: [0, 0.2], wZ: [0.6, 0.3] },
    ...trial,
    size: 60,
    epochs: 8,
    learningRate: 2e-2,
    decay: 0.75,
    tolerance: 1e-3,
    bump: 1e-2,
    membrane: "c",
    threshold: 0.5,
  },
  adaptiveLif: {
    model: adaptiveLif,
    hidden: { weight: [1.6, 1.2] },
    output: { weight: [0.35, 0.2] },
    ...trial,
    size: 120,
    epochs: 20,
    learningRate: 1e-2,
    decay: 0.85,
    tolerance: 1e-3,
    bump: 5e-3,
    membrane: "v",
    threshold: 1,
  },
  adex: {
    model: adex,
    hidden: { weight: [800, 650] },
    output: { weight: [180, 70] },
    ...trial,
    size: 50,
    epochs: 8,
    learningRate: 8,
    decay: 0.75,
    clip: 5e-3,
    tolerance: 1e-3,
    bump: 5,
    membrane: "v",
    threshold: 20,
  },
  twoCompartment: {
    model: twoCompartment,
    hidden: { weight: [5, 5] },
    output: { weight: [0.8, 0.4] },
    ...trial,
    size: 60,
    epochs: 12,
    learningRate: 3e-2,
    decay: 0.8,
    tolerance: 1e-3,
    bump: 5e-3,
    membrane: "v",
    threshold: 1,
  },
  hodgkinHuxley: {
    model: hodgkinHuxley,
    parameters: { tauSyn: 10 },
    hidden: { weight: [1.2, 1.4] },
    output: { weight: [0.6, 0.4] },
    ...trial,
    size: 30,
    epochs: 4,
    learningRate: 3e-2,
    decay: 0.7,
    clip: 2,
    tolerance: 1e-3,
    bump: 2e-2,
    membrane: "v",
    threshold: 0,
  },
  layer23: {
    model: layer23,
    hidden: { weight: [16, 14] },
    output: { weight: [0.7, 0.5] },
    window: 100,
    until: 200,
    loss: { tau0: 1.7, tau1: 21 },
    size: 30,
    epochs: 5,
    learningRate: 0.12,
    decay: 0.7,
    clip: 0.3,
    tolerance: 1e-4,
    bump: 0.05,
    membrane: "v",
    threshold: -50,
  },
};
