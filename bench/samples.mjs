/**
 * A sample of a training on one core: run, gradient with respect to all weights, and its share of the update. 5-120-3 LIF
 * on Yin-Yang, 784-350-10 LIF on digits, 5-20-3 QIF at two tolerances. Reference: the same training with kernels in
 * JavaScript, record by record.
 *
 * Must, for the gradient: at most 80 µs, 900 µs, 250 and 130 µs. The digits are those of the folder that MNIST names;
 * without it, blots with as many spikes.
 */
import { fit } from "saltus";
import { tsitouras54 } from "saltus/solvers";
import { digitNetwork, digitObjective, digits } from "./digits.mjs";
import { median } from "./interleaved.mjs";
import { networks, objective, samples } from "./yin-yang.mjs";

const qif = networks["5-20-3 QIF"].net;
const at = (tolerance, method) => ({
  ...objective,
  rtol: tolerance,
  atol: tolerance,
  ...(method && { method }),
});
const trainings = [
  ["5-120-3 LIF", networks["5-120-3 LIF"].net, at(1e-3), samples(256), 15],
  ["784-350-10 LIF on digits", digitNetwork, digitObjective, await digits(100), 5],
  ["5-20-3 QIF, rtol 1e-6", qif, at(1e-6), samples(128), 7],
  ["5-20-3 QIF, rtol 1e-4", qif, at(1e-4), samples(128), 7],
  ["5-20-3 QIF by tsitouras54, rtol 1e-6", qif, at(1e-6, tsitouras54), samples(128), 7],
  ["5-20-3 QIF by tsitouras54, rtol 1e-4", qif, at(1e-4, tsitouras54), samples(128), 7],
];

const rows = [];
for (const [what, net, own, data, rounds] of trainings) {
  // An engine compiles what is run often once more, and better.
  const warmUp = 10;
  const size = data.inputs.length;
  // As good as no learning: what is timed is the network as it was drawn.
  const training = { data, batchSize: size, epochs: rounds + warmUp, learningRate: 1e-9, seed: 1 };
  const candidates = ["webassembly", "javascript"].map((execution) => ({
    epochs: fit(net, { ...training, objective: { ...own, execution } }),
    times: [],
  }));
  for (let round = -warmUp; round < rounds; round++) {
    for (const { epochs, times } of candidates) {
      const start = performance.now();
      await epochs.next();
      if (round >= 0) times.push((1000 * (performance.now() - start)) / size);
    }
  }
  const [value, referenceValue] = candidates.map(({ times }) => median(times));
  rows.push({
    what: `${what}, a sample of a training`,
    unit: "µs",
    value,
    reference: "record by record, in JavaScript",
    referenceValue,
  });
}
console.log(JSON.stringify(rows));
