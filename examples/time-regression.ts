/**
 * A function of time, learnt by spike times: one input spikes at 0, the other at x, and the output is to spike first at
 * 5·sin(2πx/10) + x + 30 ms. Between them are 20 recurrent neurons with a drive that makes them oscillate, so that what a
 * spike does to them depends on their phase, and the output depends on x up and down, as the target does.
 *
 * `npm run example -- time-regression` takes minutes; a number behind it is that of epochs.
 */
import { writeFileSync } from "node:fs";
import {
  connect,
  firstSpikeTimes,
  fit,
  meanSquaredError,
  network,
  normal,
  population,
  predict,
  qif,
  source,
  uniform,
} from "saltus";
import { linePicture, renderSvg } from "saltus/plot";
import { cosineDecay } from "saltus/train";

const oscillating = { tauMem: 8, bias: uniform(0.3, 3) }; // a QIF neuron oscillates from a bias of 1/4 on
const synapses = (weight: number) => ({
  weight: normal(0, weight),
  delay: uniform(0, 5),
  delayPer: "synapse" as const,
});
const net = network({
  populations: {
    input: source(2),
    hidden: population(qif, 20, { parameters: oscillating }),
    output: population(qif, 1, { parameters: { bias: 1 } }), // alone it spikes at 48 ms: it is never silent at first
  },
  projections: [
    connect("input", "hidden", synapses(12)),
    connect("hidden", "hidden", { ...synapses(1), delay: uniform(0.5, 5) }),
    connect("hidden", "output", synapses(1)),
  ],
  trainable: ["weight", "input→hidden.delay", "hidden→output.delay", "hidden.bias", "output.bias"],
});

const target = (x: number): number => 5 * Math.sin((2 * Math.PI * x) / 10) + x + 30;
const inputs = (points: readonly number[]) => points.map((x) => ({ input: [[0], [x]] }));
const points = Array.from({ length: 61 }, (_, k) => k / 2);
const testPoints = Array.from({ length: 100 }, (_, k) => (30 * (k + 0.5)) / 100);

const readout = firstSpikeTimes("output", { silentTime: "until" });
const options = { until: 100, rtol: 1e-3, atol: 1e-3 };
const epochs = Number(process.argv[2] ?? 250);
const training = fit(net, {
  objective: { terms: [{ readout, loss: meanSquaredError() }], ...options },
  data: { inputs: inputs(points), targets: points.map(target) },
  epochs,
  batchSize: 4,
  learningRate: cosineDecay({ initial: 0.05, final: 1e-3, epochs }),
  silent: { bump: 0.01 },
  seed: 1,
});
let learnt: number[] = [];
for await (const { epoch, train, parameters } of training) {
  learnt = predict(net, parameters, inputs(testPoints), { readout, ...options }).map(([time]) => time!);
  const errors = learnt.map((time, k) => Math.abs(time - target(testPoints[k]!)));
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  if (epoch === 1 || epoch % 10 === 0 || epoch === epochs) {
    console.log(
      `epoch ${epoch}: loss ${train.loss.toFixed(3)} ms², error ${mean.toFixed(3)} ms of new points`,
    );
  }
}

const picture = linePicture({
  series: [
    { name: "target", x: testPoints, y: testPoints.map(target), dashed: true },
    { name: "first spike", x: testPoints, y: learnt },
  ],
  x: { label: "x [ms]" },
  y: { label: "first spike [ms]" },
});
writeFileSync("time-regression.svg", await renderSvg(picture));

/* Prints with the arguments "1":
epoch 1: loss 138.394 ms², error 9.320 ms of new points
*/
