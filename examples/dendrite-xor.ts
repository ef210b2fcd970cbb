/**
 * One neuron learns exclusive or: a pyramidal neuron of layer 2/3, whose dendritic spikes are damped by more input than
 * just reaches their threshold. Two pathways, one weight each; the soma should rise above −34 mV for either of them, and
 * not for both. A point neuron cannot: what it does for both is the sum of what it does for each.
 */
import { writeFileSync } from "node:fs";
import {
  connect,
  fit,
  layer23,
  leakyIntegrator,
  maximum,
  network,
  type Population,
  population,
  simulate,
  source,
  tracedLoss,
  uniform,
} from "saltus";
import { renderSvg, tracePicture } from "saltus/plot";
import { adam } from "saltus/train";

const patterns = ["neither", "first", "second", "both"];
const inputs = [0, 1, 2, 3].map((k) => ({ input: [k & 1 ? [1] : [], k & 2 ? [1] : []] }));
const targets = [-1, 1, 1, -1];
const until = 80;

/** Epochs until the membrane is above its goal for the right patterns, at most 200. */
async function learn(cell: Population, goal: number, seed: number) {
  const net = network({
    populations: { input: source(2), cell },
    projections: [connect("input", "cell", { port: "input", weight: uniform(20, 70) })],
  });
  const start = net.initialParameters({ seed });
  const loss = tracedLoss({ formula: `max(0, 1 - target * (value - ${goal}))^2` });
  const epochs = fit(net, {
    objective: { terms: [{ readout: maximum("cell", "v"), loss }], until },
    parameters: start,
    data: { inputs, targets },
    epochs: 200,
    optimizer: adam(),
    learningRate: 2,
  });
  let end = start;
  for await (const { epoch, parameters } of epochs) {
    end = parameters;
    const isRight = inputs.map((input, k) => {
      const highest = simulate(net, end, input, { until }).maxima("cell", "v").values[0]!;
      return highest > goal === targets[k]! > 0;
    });
    if (!isRight.includes(false)) return { net, start, end, epoch };
  }
  return { net, start, end, epoch: "never" };
}

// While it learns, the soma does not spike, so that how high it would rise is seen.
const pyramidal = population(layer23, 1, { parameters: { vThreshold: 1000 } });
// It rests at 0, as far below its goal.
const point = population(leakyIntegrator, 1, { parameters: { tauMem: 10, tauSyn: 100 } });
const seeds = Array.from({ length: 10 }, (_, seed) => seed);
const learnt = await Promise.all(seeds.map((seed) => learn(pyramidal, -34, seed)));
const points = await Promise.all(seeds.map((seed) => learn(point, 41, seed)));
console.log("layer 2/3:", learnt.map(({ epoch }) => epoch).join(", "));
console.log("point neuron:", points.map(({ epoch }) => epoch).join(", "));

const { net, start, end } = learnt[0]!;
const series = Object.entries({ before: start, after: end }).flatMap(([panel, parameters]) =>
  inputs.map((input, k) => {
    const { times, values } = simulate(net, parameters, input, { until }).trace("cell", 0, "vDendrite");
    return { name: patterns[k]!, panel, times: [...times], values: [...values] };
  }),
);
const panels = ["before", "after"].map((name) => ({
  name,
  label: "dendrite [mV]",
  detail: name,
  threshold: -36,
}));
const picture = tracePicture({ series, panels }, { title: "A neuron that learns exclusive or" });
writeFileSync("dendrite-xor.svg", await renderSvg(picture));

/* Prints:
layer 2/3: 30, 18, 15, 9, 11, 7, 9, 10, 3, 12
point neuron: never, never, never, never, never, never, never, never, never, never
*/
