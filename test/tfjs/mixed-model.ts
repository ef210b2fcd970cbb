/**
 * A mixed model computed twice: with tensors, and in float64 with the library alone.
 *
 *   t = span · sigmoid(x W + b), T = first spikes of the network driven at t, L = mean of −log softmax(−T/τ)[label]
 */
import * as tf from "@tensorflow/tfjs-core";
import { type LayersModel, layers, sequential } from "@tensorflow/tfjs-layers";
import {
  firstSpikeCrossEntropy,
  firstSpikeTimes,
  type Network,
  type Parameters,
  valueAndGradient,
} from "../../src/index.ts";
import { type SpikingLayer, spikingLayer } from "../../src/tfjs/index.ts";

/** [ms] */
const span = 5;
const tau = 2;
const until = 40;
const readout = firstSpikeTimes("output", { silentTime: "until" });

export const features = [
  [0.2, 0.9],
  [0.8, 0.1],
  [0.5, 0.6],
  [0.1, 0.3],
];
export const labels = [0, 1, 1, 0];
export const kernel = [0.9, -1.2, 0.4, -0.7, 1.1, 0.6].map(Math.fround);
export const bias = [0.1, -0.2, 0.3].map(Math.fround);

export interface MixedModel {
  readonly model: LayersModel;
  readonly spiking: SpikingLayer;
  readonly loss: () => tf.Scalar;
}

export function mixedModel(network: Network): MixedModel {
  const spiking = spikingLayer(network, { readout, until });
  const model = sequential({
    layers: [
      layers.dense({ inputShape: [2], units: 3, activation: "sigmoid" }),
      layers.rescaling({ scale: span }),
      spiking,
      layers.rescaling({ scale: -1 / tau }),
    ],
  });
  tf.tidy(() => model.layers[0]!.setWeights([tf.tensor(kernel, [2, 3]), tf.tensor(bias)]));
  return {
    model,
    spiking,
    loss: () => {
      const logits = model.apply(tf.tensor(features)) as tf.Tensor;
      const targets = tf.oneHot(tf.tensor1d(labels, "int32"), 2);
      return tf.neg(tf.mean(tf.sum(tf.mul(targets, tf.logSoftmax(logits)), 1)));
    },
  };
}

/** A point at which the model is evaluated: all numbers may move. */
export interface Point {
  readonly kernel: Float64Array;
  readonly bias: Float64Array;
  readonly parameters: Parameters;
}

/** Loss and gradient in float64. */
export function reference(network: Network): (at: Point) => { value: number; gradient: Point } {
  const objective = valueAndGradient(network, {
    terms: [{ readout, loss: firstSpikeCrossEntropy({ tau0: tau, alpha: 0 }) }],
    until,
  });
  return ({ kernel: w, bias: b, parameters }) => {
    const gradient: Point = {
      kernel: new Float64Array(w.length),
      bias: new Float64Array(b.length),
      parameters: parameters.copy(),
    };
    gradient.parameters.values.fill(0);
    let value = 0;
    features.forEach((row, sample) => {
      const x = row.map(Math.fround);
      const s = Array.from(b, (own, j) => {
        const sum = x.reduce((total, xi, i) => total + xi * w[i * b.length + j]!, own);
        return 1 / (1 + Math.exp(-sum));
      });
      const result = objective(parameters, { input: s.map((one) => [span * one]) }, labels[sample]);
      value += result.value / features.length;
      result.gradient.values.forEach((slope, i) => {
        gradient.parameters.values[i]! += slope / features.length;
      });
      s.forEach((one, j) => {
        const slope =
          (result.gradient.inputTimes["input"]![j]![0]! * span * one * (1 - one)) / features.length;
        gradient.bias[j]! += slope;
        x.forEach((xi, i) => {
          gradient.kernel[i * b.length + j]! += slope * xi;
        });
      });
    });
    return { value, gradient };
  };
}
