/**
 * Spiking neurons inside a TensorFlow.js model: a dense layer finds spike times, a spiking layer answers with
 * first spikes, softmax and cross-entropy compare them, and model.fit trains all of it at once.
 */
import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { initializers, layers, sequential } from "@tensorflow/tfjs-layers";
import { connect, firstSpikeTimes, lif, network, normal, population, source } from "saltus";
import { yinYang } from "saltus/data";
import { spikingLayer } from "saltus/tfjs";

tf.enableProdMode(); // no advice to install another backend

const net = network({
  populations: { input: source(10), hidden: population(lif, 20), output: population(lif, 3) },
  projections: [
    connect("input", "hidden", { weight: normal(1.2, 0.8) }),
    connect("hidden", "output", { weight: normal(1, 0.3) }),
  ],
  trainable: ["weight", "hidden.tauMem"],
});
const spiking = spikingLayer(net, { readout: firstSpikeTimes("output"), until: 40, rtol: 1e-4, atol: 1e-4 });
const kernelInitializer = initializers.glorotUniform({ seed: 1 });
const model = sequential({
  layers: [
    layers.dense({ inputShape: [4], units: 10, activation: "sigmoid", kernelInitializer }),
    layers.rescaling({ scale: 20 }), // spike times between 0 and 20 ms
    spiking,
    layers.rescaling({ scale: -1 }), // the earlier a spike, the likelier its class
    layers.softmax(),
  ],
});
model.compile({ optimizer: tf.train.adam(0.03), loss: "categoricalCrossentropy", metrics: ["accuracy"] });

const samples = (size: number, seed: number): [tf.Tensor, tf.Tensor] => {
  const { features, labels, width } = yinYang({ size, seed });
  return [tf.tensor(Float32Array.from(features), [size, width]), tf.oneHot(tf.tensor1d(labels, "int32"), 3)];
};
const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

const [x, y] = samples(200, 1);
const onEpochEnd = async (
  epoch: number,
  logs?: tf.NamedTensorMap | Record<string, number>,
): Promise<void> => {
  const { loss, acc } = logs as Record<string, number>;
  if (epoch % 4 === 3) console.log(`epoch ${epoch + 1}: loss ${loss!.toFixed(2)}, accuracy ${percent(acc!)}`);
};
await model.fit(x, y, { epochs: 12, batchSize: 10, shuffle: false, verbose: 0, callbacks: { onEpochEnd } });

const [, accuracy] = model.evaluate(...samples(200, 2)) as tf.Scalar[];
console.log(`of new samples: ${percent(accuracy!.dataSync()[0]!)}`);
// Natural values, to simulate with, or to save with the network.
console.log(`time constant: ${spiking.parameters().view("hidden.tauMem")[0]!.toFixed(1)} ms, from 20`);

/* Prints:
epoch 4: loss 0.66, accuracy 70 %
epoch 8: loss 0.51, accuracy 81 %
epoch 12: loss 0.48, accuracy 82 %
of new samples: 71 %
time constant: 21.0 ms, from 20
*/
