/** The network that learns Yin-Yang for each neuron, with encoding and objective. */
import type { Dataset } from "../data/dataset.ts";
import { latencyEncoding } from "../data/latency-encoding.ts";
import { firstSpikeCrossEntropy } from "../losses/first-spike-cross-entropy.ts";
import { connect } from "../network/connect.ts";
import { type Initializer, normal } from "../network/initializers.ts";
import { type Network, network } from "../network/network.ts";
import { population, source } from "../network/population.ts";
import type { ObjectiveOptions } from "../objective/objective.ts";
import { firstSpikeTimes } from "../readouts/spike-times.ts";
import type { Input } from "../simulate/given/input.ts";
import type { Samples } from "../train/samples.ts";
import { type Preset, presets } from "./presets.ts";

function drawn(channels: Preset["hidden"], factor: number): Record<string, Initializer> {
  return Object.fromEntries(
    Object.entries(channels).map(([name, [mean, deviation]]) => [
      name,
      normal(factor * mean, factor * deviation),
    ]),
  );
}

export interface YinYang {
  readonly preset: Preset;
  readonly network: Network;
  readonly objective: ObjectiveOptions;
  readonly encode: (features: ArrayLike<number>) => Input;
  readonly samples: (data: Dataset) => Samples;
}

export function yinYangNetwork(neuron: string, hiddenSize: number, tolerance: number): YinYang {
  const preset = presets[neuron]!;
  const { model, parameters = {}, size, window, until, loss } = preset;
  const encoder = latencyEncoding({ tMin: 0, tMax: window, bias: 0 });
  const encode = (features: ArrayLike<number>): Input => ({ input: encoder(features) });
  return {
    preset,
    network: network({
      populations: {
        input: source(5),
        hidden: population(model, hiddenSize, { parameters }),
        output: population(model, 3, { parameters }),
      },
      projections: [
        connect("input", "hidden", { port: "input", weights: drawn(preset.hidden, 1) }),
        connect("hidden", "output", { port: "input", weights: drawn(preset.output, size / hiddenSize) }),
      ],
    }),
    objective: {
      terms: [
        {
          name: "first-spike cross-entropy",
          readout: firstSpikeTimes("output", { silentTime: "until" }),
          loss: firstSpikeCrossEntropy(loss),
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
