/**
 * A short training in a process of its own, to be killed: saves a snapshot after every batch to the file
 * that is its argument, goes on from that file if there is one, and ends with its last state as text.
 */
import { existsSync } from "node:fs";
import { yinYangTrain } from "../../src/data/yin-yang.ts";
import { textOfContent } from "../../src/io/content.ts";
import { firstSpikeCrossEntropy } from "../../src/losses/first-spike-cross-entropy.ts";
import { connect } from "../../src/network/connect.ts";
import { normal } from "../../src/network/initializers.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { lif } from "../../src/neurons/lif.ts";
import { loadSnapshot, saveSnapshot } from "../../src/node/snapshot-file.ts";
import { firstSpikeTimes } from "../../src/readouts/spike-times.ts";
import { fit } from "../../src/train/fit.ts";
import type { FitOptions } from "../../src/train/fit-options.ts";
import { firstSpikeAccuracy, silentLabels } from "../../src/train/metrics.ts";
import { exponentialDecay } from "../../src/train/schedules.ts";
import type { TrainingState } from "../../src/train/training-state.ts";

const path = process.argv[2]!;
const { features, labels } = yinYangTrain();
const samples = (from: number, to: number) => ({
  inputs: Array.from({ length: to - from }, (_, k) => ({
    input: Array.from(features.subarray(5 * (from + k), 5 * (from + k + 1)), (x) => [30 * x]),
  })),
  targets: [...labels.subarray(from, to)],
});
const net = network({
  populations: { input: source(5), hidden: population(lif, 12), output: population(lif, 3) },
  projections: [
    connect("input", "hidden", { weight: normal(1.5, 0.78) }),
    connect("hidden", "output", { weight: normal(3, 0.5), delay: 0.5 }),
  ],
  trainable: ["weight", "hidden→output.delay", "hidden.tauMem"],
});
const resumed: TrainingState | undefined = existsSync(path) ? await loadSnapshot(path) : undefined;
const options: FitOptions = {
  objective: {
    terms: [
      {
        readout: firstSpikeTimes("output", { silentTime: "until" }),
        loss: firstSpikeCrossEntropy({ tau0: 0.5, tau1: 6.4, alpha: 0.003 }),
      },
    ],
    until: 60,
    rtol: 1e-3,
    atol: 1e-3,
  },
  data: samples(0, 100),
  validation: samples(100, 120),
  epochs: 6,
  batchSize: 8,
  learningRate: exponentialDecay({ initial: 5e-3, factor: 0.9 }),
  seed: 11,
  clip: 2,
  metrics: [firstSpikeAccuracy("output"), silentLabels("output")],
  silent: { bump: 5e-3 },
  onBatch: ({ snapshot }) => saveSnapshot(path, snapshot()),
};
console.log("training");
let last = resumed;
for await (const { snapshot } of fit(
  net,
  resumed === undefined ? options : { ...options, resume: resumed },
)) {
  last = snapshot();
  await saveSnapshot(path, last);
}
console.log(textOfContent(last, "the last state"));
