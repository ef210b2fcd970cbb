/**
 * A sample of a training on one core: run, gradient with respect to all weights, and its share of the update. 5-120-3 LIF
 * on Yin-Yang, 784-350-10 LIF on digits, 5-20-3 QIF at two tolerances. Reference: the same training with kernels in
 * JavaScript, record by record.
 *
 * Must, for the gradient: at most 80 µs, 900 µs, 250 and 130 µs. The digits are those of the folder that MNIST names;
 * without it, blots with as many spikes.
 */
import { connect, firstSpikeTimes, fit, lif, network, normal, population, source } from "saltus";
import { latencyEncoding } from "saltus/data";
import { readMnist } from "saltus/node";
import { median } from "./interleaved.mjs";
import { networks, objective, samples } from "./yin-yang.mjs";

const side = 28;
const pixels = side * side;

/** Pictures with ink in some 150 pixels. */
function blots(count) {
  return Float64Array.from({ length: count * pixels }, (_, k) => {
    const [picture, place] = [Math.floor(k / pixels), k % pixels];
    const [x, y] = [(place % side) - 14 - (picture % 5), Math.floor(place / side) - 14 + (picture % 3)];
    return Math.max(0, 1 - Math.hypot(x, y, 0.3 * x * Math.sin(picture)) / 7.5);
  });
}

async function digits(count) {
  const folder = process.env.MNIST;
  const encode = latencyEncoding({ tMin: 0, tMax: 20, silentAbove: 1 - 1.5 / 255 });
  const set = folder === undefined ? undefined : (await readMnist(folder)).train;
  const ink =
    set === undefined
      ? blots(count)
      : Float64Array.from(set.pixels.subarray(0, count * pixels), (p) => p / 255);
  return {
    inputs: Array.from({ length: count }, (_, k) => ({
      input: encode(ink.subarray(k * pixels, (k + 1) * pixels).map((p) => 1 - p)),
    })),
    targets: Array.from({ length: count }, (_, k) => (set === undefined ? k % 10 : set.labels[k])),
  };
}

const layers = network({
  populations: { input: source(pixels), hidden: population(lif, 350), output: population(lif, 10) },
  projections: [
    connect("input", "hidden", { weight: normal(0.078, 0.045) }),
    connect("hidden", "output", { weight: normal(0.2, 0.37) }),
  ],
});
const [readout] = objective.terms;
const digitObjective = {
  terms: [{ ...readout, readout: firstSpikeTimes("output", { silentTime: "until" }) }],
  until: 40,
};
const trainings = [
  ["5-120-3 LIF", networks["5-120-3 LIF"].net, { ...objective, rtol: 1e-3, atol: 1e-3 }, samples(256), 15],
  ["784-350-10 LIF on digits", layers, digitObjective, await digits(100), 5],
  ["5-20-3 QIF, rtol 1e-6", networks["5-20-3 QIF"].net, objective, samples(128), 7],
  [
    "5-20-3 QIF, rtol 1e-4",
    networks["5-20-3 QIF"].net,
    { ...objective, rtol: 1e-4, atol: 1e-4 },
    samples(128),
    7,
  ],
];

const rows = [];
for (const [what, net, own, data, rounds] of trainings) {
  const warmUp = 3;
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
