/**
 * One neuron learns exclusive or: a pyramidal neuron of layer 2/3, whose dendritic spikes are damped by more input than
 * just reaches their threshold. Two pathways, one weight each; the soma should rise above −34 mV for either of them, and
 * not for both.
 *
 * No point neuron with these inputs can: its answer is (w₁ a + w₂ b) k(t), which for both is at least that for one,
 * unless a weight is negative, whose pathway alone does nothing. It has the same budget here.
 */
import { writeFileSync } from "node:fs";
import {
  connect,
  fit,
  layer23,
  leakyIntegrator,
  maximum,
  type NeuronModel,
  network,
  type Parameters,
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

interface Kind {
  readonly model: NeuronModel;
  readonly parameters: Readonly<Record<string, number>>;
  /** Above which its membrane should rise. */
  readonly goal: number;
}

/** While it learns, the soma does not spike, so that how high it would rise is seen. */
const pyramidal: Kind = { model: layer23, parameters: { vThreshold: 1000 }, goal: -34 };
/** It rests at 0, which is as far below. */
const point: Kind = { model: leakyIntegrator, parameters: { tauMem: 10, tauSyn: 100 }, goal: 75 - 34 };

function build({ model, parameters }: Kind) {
  return network({
    populations: { input: source(2), cell: population(model, 1, { parameters }) },
    projections: [connect("input", "cell", { port: "input", weight: uniform(20, 70) })],
  });
}

/** Epochs until all four answers are right, or 200. */
async function learn(kind: Kind, seed: number) {
  const net = build(kind);
  const { goal } = kind;
  const start = net.initialParameters({ seed });
  const loss = tracedLoss({ formula: `max(0, 1 - target * (value - ${goal}))^2` });
  const objective = { terms: [{ readout: maximum("cell", "v"), loss }], until };
  const isRight = (parameters: Parameters) =>
    inputs.every((input, k) => {
      const highest = simulate(net, parameters, input, { until }).maxima("cell", "v").values[0]!;
      return highest > goal === targets[k]! > 0;
    });
  let end = start;
  const data = { inputs, targets };
  const epochs = fit(net, {
    objective,
    parameters: start,
    data,
    epochs: 200,
    optimizer: adam(),
    learningRate: 2,
  });
  for await (const { epoch, parameters } of epochs) {
    end = parameters;
    if (isRight(parameters)) return { net, start, end, epoch };
  }
  return { net, start, end, epoch: undefined };
}

const seeds = Array.from({ length: 10 }, (_, seed) => seed);
const learnt: Awaited<ReturnType<typeof learn>>[] = [];
let points = 0;
for (const seed of seeds) {
  learnt.push(await learn(pyramidal, seed));
  if ((await learn(point, seed)).epoch !== undefined) points++;
}
console.log("layer 2/3: right after", learnt.map(({ epoch }) => epoch ?? "never").join(", "), "epochs");
console.log("point neuron:", points, "of", seeds.length);

const { net, start, end } = learnt[0]!;
const series = Object.entries({ before: start, after: end }).flatMap(([panel, parameters]) =>
  inputs.map((input, p) => {
    const { times, values } = simulate(net, parameters, input, { until }).trace("cell", 0, "vDendrite");
    return { name: patterns[p]!, panel, times, values };
  }),
);
const panels = ["before", "after"].map((name) => ({
  name,
  label: "dendrite [mV]",
  detail: `${name} learning`,
  threshold: -36,
}));
writeFileSync(
  "dendrite-xor.svg",
  await renderSvg(
    tracePicture({ series, panels }, { title: "The dendrite of a neuron that learns exclusive or" }),
  ),
);

/* Prints:
 */
