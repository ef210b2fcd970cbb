/** The Yin-Yang task for each neuron: network, encoding and objective. */
import type { Dataset } from "../data/dataset.ts";
import { latencyEncoding } from "../data/latency-encoding.ts";
import { firstSpikeCrossEntropy } from "../losses/first-spike-cross-entropy.ts";
import { connect } from "../network/connect.ts";
import { type Initializer, normal } from "../network/initializers.ts";
import { type Network, network } from "../network/network.ts";
import { population, source } from "../network/population.ts";
import { eif } from "../neurons/eif.ts";
import { izhikevich } from "../neurons/izhikevich.ts";
import { lif } from "../neurons/lif.ts";
import type { NeuronModel } from "../neurons/neuron-model.ts";
import { qif } from "../neurons/qif.ts";
import type { ObjectiveOptions } from "../objective/objective.ts";
import { firstSpikeTimes } from "../readouts/spike-times.ts";
import type { Input } from "../simulate/given/input.ts";
import type { Samples } from "../train/samples.ts";

/** End of a trial, and the window of the input spikes [ms]. */
export const until = 60;
const inputWindow = { tMin: 0, tMax: 30, bias: 0 };

interface Preset {
  readonly model: NeuronModel;
  /** Weights into the hidden and into the output population. */
  readonly hidden: Initializer;
  readonly output: Initializer;
  readonly learningRate: number;
  /** Membrane variable and its threshold, for pictures. */
  readonly membrane: string;
  readonly threshold: number;
  /** What silent neurons' weights grow by after a batch. */
  readonly bump: number;
}

/** Weights of the LIF network: Wunderlich & Pehle (2021), Sci. Rep. 11, 12829, Table 1. */
export const presets: Readonly<Record<string, Preset>> = {
  lif: {
    model: lif,
    hidden: normal(1.5, 0.78),
    output: normal(0.93, 0.1),
    learningRate: 5e-3,
    membrane: "v",
    threshold: 1,
    bump: 5e-3,
  },
  qif: {
    model: qif,
    hidden: normal(4, 2),
    output: normal(0.4, 0.2),
    learningRate: 1e-2,
    membrane: "phi",
    threshold: 1,
    bump: 5e-3,
  },
  eif: {
    model: eif,
    hidden: normal(2, 1),
    output: normal(1, 0.2),
    learningRate: 1e-2,
    membrane: "v",
    threshold: 2.98,
    bump: 5e-3,
  },
  izhikevich: {
    model: izhikevich,
    hidden: normal(12, 6),
    output: normal(3, 0.5),
    learningRate: 5e-2,
    membrane: "v",
    threshold: 30,
    bump: 5e-2,
  },
};

export interface Task {
  readonly preset: Preset;
  readonly network: Network;
  readonly objective: ObjectiveOptions;
  readonly encode: (features: ArrayLike<number>) => Input;
  readonly samples: (data: Dataset) => Samples;
}

export function yinYangTask(neuron: string, hiddenSize: number, tolerance: number): Task {
  const preset = presets[neuron]!;
  const encoder = latencyEncoding(inputWindow);
  const encode = (features: ArrayLike<number>): Input => ({ input: encoder(features) });
  return {
    preset,
    network: network({
      populations: {
        input: source(5),
        hidden: population(preset.model, hiddenSize),
        output: population(preset.model, 3),
      },
      projections: [
        connect("input", "hidden", { weight: preset.hidden }),
        connect("hidden", "output", { weight: preset.output }),
      ],
    }),
    objective: {
      terms: [
        {
          name: "first-spike cross-entropy",
          readout: firstSpikeTimes("output", { silentTime: "until" }),
          loss: firstSpikeCrossEntropy({ tau0: 0.5, tau1: 6.4, alpha: 0.003 }),
        },
      ],
      until,
      rtol: tolerance,
      atol: tolerance,
    },
    encode,
    samples: ({ count, width, features, labels }) => ({
      inputs: Array.from({ length: count }, (_, i) => encode(features.subarray(i * width, (i + 1) * width))),
      targets: [...labels],
    }),
  };
}
