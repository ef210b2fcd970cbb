/**
 * Yin-Yang with few neurons, 4–30–3 without a bias spike: with trainable delays of every synapse, and without delays.
 *
 * `npm run example -- yin-yang-delays EPOCHS SEED SAMPLES`, of itself 30 epochs, seed 1 and all 5000 samples, takes minutes.
 */
import { writeFileSync } from "node:fs";
import {
  connect,
  firstSpikeCrossEntropy,
  firstSpikeTimes,
  fit,
  lif,
  network,
  normal,
  population,
  source,
  uniform,
} from "saltus";
import { type Dataset, latencyEncoding, splitDataset, yinYangTest, yinYangTrain } from "saltus/data";
import { linePicture, renderSvg } from "saltus/plot";
import { cosineDecay, firstSpikeAccuracy, measureSamples } from "saltus/train";

const [epochs = 30, seed = 1, size = 5000] = process.argv.slice(2).map(Number);
const encode = latencyEncoding({ tMin: 0, tMax: 30 });
const samples = ({ count, features, labels }: Dataset) => ({
  inputs: Array.from({ length: count }, (_, k) => ({ input: encode(features.subarray(4 * k, 4 * k + 4)) })),
  targets: [...labels],
});
const [trainingSet] = splitDataset(yinYangTrain(), [size]);
const data = samples(trainingSet!);
const test = samples(yinYangTest());

const readout = firstSpikeTimes("output", { silentTime: "until" });
const loss = firstSpikeCrossEntropy({ tau0: 0.5, tau1: 6.4, alpha: 0.003 });
const objective = { terms: [{ readout, loss }], until: 60 };
const metrics = [firstSpikeAccuracy("output")];

/** Accuracy on the official test samples after every epoch [%]. */
async function accuracies(delays: boolean): Promise<number[]> {
  const upTo = (latest: number) =>
    delays ? { delay: uniform(0, latest), delayPer: "synapse" as const } : {};
  const net = network({
    populations: { input: source(4), hidden: population(lif, 30), output: population(lif, 3) },
    projections: [
      connect("input", "hidden", { weight: normal(2, 1), ...upTo(10) }),
      connect("hidden", "output", { weight: normal(1, 0.3), ...upTo(5) }),
    ],
    trainable: delays ? ["weight", "delay"] : ["weight"],
  });
  const learningRate = cosineDecay({ initial: 0.02, final: 2e-4, epochs });
  const all: number[] = [];
  for await (const { epoch, train, parameters } of fit(net, {
    objective,
    data,
    epochs,
    learningRate,
    seed,
    silent: { bump: 5e-3 },
  })) {
    const measured = measureSamples(net, parameters, test, { objective, metrics });
    all.push(100 * measured.metrics["accuracy"]!);
    const what = delays ? "with delays" : "without delays";
    console.log(`${what}, epoch ${epoch}: loss ${train.loss.toFixed(4)}, test ${all.at(-1)!.toFixed(1)} %`);
  }
  return all;
}

const series = [];
for (const delays of [true, false]) {
  const y = await accuracies(delays);
  series.push({ name: delays ? "with delays" : "without", x: y.map((_, k) => k + 1), y, dots: true });
}
const picture = linePicture({ series, x: { label: "epoch" }, y: { label: "test accuracy [%]" } });
writeFileSync("yin-yang-delays.svg", await renderSvg(picture));

/* Prints with the arguments "1 1 300":
with delays, epoch 1: loss 2.0582, test 30.8 %
without delays, epoch 1: loss 1.2990, test 27.6 %
*/
