/**
 * Training with two loss terms: the right output neuron spikes first, and both spike near given times.
 * Terms are weighted readouts with losses; one reverse sweep serves them all.
 */
import {
  connect,
  firstSpikeCrossEntropy,
  firstSpikeTimes,
  fit,
  lif,
  meanSquaredError,
  network,
  normal,
  population,
  source,
} from "saltus";

const net = network({
  populations: { input: source(2), hidden: population(lif, 20), output: population(lif, 2) },
  projections: [
    connect("input", "hidden", { weight: normal(5, 3) }),
    connect("hidden", "output", { weight: normal(1, 0.5) }),
  ],
});

// Which of two inputs came first? The target is a label for one term and two spike times for the other.
const pairs = [1, 3, 5, 7, 9].flatMap((a) => [2, 4, 6, 8, 10].map((b) => [a, b] as const));
interface Target {
  readonly label: number;
  readonly times: readonly [number, number];
}
const data = {
  inputs: pairs.map(([a, b]) => ({ input: [[a], [b]] })),
  targets: pairs.map(
    ([a, b]): Target => (a < b ? { label: 0, times: [14, 17] } : { label: 1, times: [17, 14] }),
  ),
};

const readout = firstSpikeTimes("output", { silentTime: "until" });
const objective = {
  terms: [
    { name: "order", readout, loss: firstSpikeCrossEntropy(), target: ({ label }: Target) => label },
    { name: "timing", readout, loss: meanSquaredError(), weight: 0.02, target: ({ times }: Target) => times },
  ],
  until: 40,
};
const training = fit(net, { objective, data, epochs: 30, batchSize: 5, learningRate: 0.02, seed: 1 });
for await (const { epoch, train } of training) {
  if (epoch !== 1 && epoch % 10 !== 0) continue;
  const { order, timing } = train.terms;
  console.log(`epoch ${epoch}: order ${order!.toFixed(3)}, timing ${timing!.toFixed(2)} ms²`);
}

/* Prints:
epoch 1: order 0.615, timing 30.93 ms²
epoch 10: order 0.226, timing 16.77 ms²
epoch 20: order 0.057, timing 4.89 ms²
epoch 30: order 0.058, timing 5.19 ms²
*/
