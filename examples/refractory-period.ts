/** A threshold and a refractory period, which is 0 at the start, learnt from five spike times. */
import { writeFileSync } from "node:fs";
import {
  defineNeuron,
  fit,
  meanSquaredError,
  network,
  population,
  refractory,
  simulate,
  spikeTimes,
} from "saltus";
import { linePicture, renderSvg } from "saltus/plot";
import { adam } from "saltus/train";

const cell = defineNeuron({
  name: "cell",
  state: { v: {} },
  parameters: { tau: { default: 10, domain: "positive" }, threshold: 1, drive: 2 },
  dynamics: "dv/dt = (drive - v) / tau",
  spike: { when: "v > threshold", reset: { v: 0 } },
});
const names = ["threshold", "tRef"] as const;
const net = network({
  populations: { cell: population(refractory(cell, { period: 0 }), 1) },
  trainable: [...names],
});
const until = 100;

const truth = net.initialParameters();
truth.set("cell.threshold", 0.9);
truth.set("cell.tRef", 2.5);
const target = simulate(net, truth, {}, { until }).spikeTimes("cell")[0]!.slice(0, 5);

const readout = spikeTimes("cell", { count: 5 });
let last = net.initialParameters();
const course = names.map((name) => ({ name, x: [] as number[], y: [] as number[] }));
for await (const { epoch, parameters } of fit(net, {
  objective: { terms: [{ readout, loss: meanSquaredError() }], until },
  data: { inputs: [{}], targets: [target] },
  epochs: 3000,
  optimizer: adam(),
  learningRate: (epoch) => 0.1 * 0.998 ** epoch,
})) {
  last = parameters;
  for (const { name, x, y } of course) {
    x.push(epoch);
    y.push(parameters.view(`cell.${name}`)[0]!);
  }
}
for (const name of names) {
  const [learnt, true_] = [last, truth].map((of) => of.view(`cell.${name}`)[0]!.toFixed(3));
  console.log(`${name}: ${learnt}, in truth ${true_}`);
}
const axes = { x: { label: "epoch" }, y: { label: "threshold, or period in ms" } };
const picture = linePicture({ series: course, ...axes }, { title: "Learnt from five spike times" });
writeFileSync("refractory-period.svg", await renderSvg(picture));

/* Prints:
threshold: 0.900, in truth 0.900
tRef: 2.500, in truth 2.500
*/
