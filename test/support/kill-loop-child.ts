/**
 * A short training in a process of its own, to be killed: saves a snapshot after every batch, goes on from it if there is
 * one, and ends with its last state as text. Its argument is a `Killed` as JSON.
 */
import { existsSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { mnist } from "../../src/cli/mnist-task.ts";
import { yinYangTrain } from "../../src/data/yin-yang.ts";
import { WorkerError } from "../../src/errors.ts";
import { textOfContent } from "../../src/io/content.ts";
import { firstSpikeCrossEntropy } from "../../src/losses/first-spike-cross-entropy.ts";
import { connect } from "../../src/network/connect.ts";
import { normal } from "../../src/network/initializers.ts";
import { type Network, network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { lif } from "../../src/neurons/lif.ts";
import { loadSnapshot, saveSnapshot } from "../../src/node/snapshot-file.ts";
import { randomGenerator } from "../../src/numeric/random.ts";
import { firstSpikeTimes } from "../../src/readouts/spike-times.ts";
import { fit } from "../../src/train/fit.ts";
import type { FitOptions } from "../../src/train/fit-options.ts";
import { firstSpikeAccuracy, silentLabels } from "../../src/train/metrics.ts";
import { exponentialDecay } from "../../src/train/schedules.ts";
import type { TrainingState } from "../../src/train/training-state.ts";
import { startWorkers, type WorkerPool } from "../../src/workers/start-workers.ts";

export interface Killed {
  /** The file of the training. */
  readonly path: string;
  /** A folder of digits; Yin-Yang if left out. */
  readonly digits?: string | undefined;
  /** 0 for none; they are the file `worker`, bundled. */
  readonly workers: number;
  readonly worker: string;
  /** If not 0, workers are terminated at random moments, which it is the seed of. */
  readonly terminate: number;
}

const { path, digits, workers, worker, terminate } = JSON.parse(process.argv[2]!) as Killed;

function yinYang(): [Network, FitOptions] {
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
  const readout = firstSpikeTimes("output", { silentTime: "until" });
  const loss = firstSpikeCrossEntropy({ tau0: 0.5, tau1: 6.4, alpha: 0.003 });
  return [
    net,
    {
      objective: { terms: [{ readout, loss }], until: 60, rtol: 1e-3, atol: 1e-3 },
      data: samples(0, 100),
      validation: samples(100, 120),
      epochs: 6,
      batchSize: 8,
      seed: 11,
      clip: 2,
      metrics: [firstSpikeAccuracy("output"), silentLabels("output")],
      silent: { bump: 5e-3 },
    },
  ];
}

async function ofDigits(data: string): Promise<[Network, FitOptions]> {
  const texts = { data, samples: "120", validation: "30", "test-samples": "10", hidden: "30" };
  const task = await mnist.plan(texts, []).prepare(() => {});
  const { objective, data: own, validation, metrics, bump } = task;
  return [
    task.network,
    { objective, data: own, validation, metrics, silent: { bump }, epochs: 3, batchSize: 16, seed: 3 },
  ];
}

const threads: Worker[] = [];
const pool: WorkerPool | undefined =
  workers === 0
    ? undefined
    : await startWorkers({
        count: workers,
        start: () => {
          threads.push(new Worker(worker));
          return threads.at(-1)!;
        },
      });
const [net, given] = digits === undefined ? yinYang() : await ofDigits(digits);
let lost = 0;
const options: FitOptions = {
  ...given,
  learningRate: exponentialDecay({ initial: 5e-3, factor: 0.9 }),
  workers: pool,
  onWorkerLost: () => lost++,
  onBatch: ({ snapshot }) => saveSnapshot(path, snapshot()),
};
console.log("training");
const random = randomGenerator(terminate);
const strike = (): void => {
  if (threads.length > 0)
    void threads.at(-1 - random.integer(Math.min(workers, threads.length)))!.terminate();
  timer = setTimeout(strike, 400 * random.uniform());
};
let timer = terminate === 0 ? undefined : setTimeout(strike, 400 * random.uniform());
let last: TrainingState | undefined;
for (let isDone = false; !isDone; ) {
  last = existsSync(path) ? await loadSnapshot(path) : undefined;
  try {
    for await (const { snapshot } of fit(net, { ...options, ...(last !== undefined && { resume: last }) })) {
      last = snapshot();
      await saveSnapshot(path, last);
    }
    isDone = true;
  } catch (error) {
    // Two workers in a row over the same work: refused, and the training goes on from its file.
    if (!(error instanceof WorkerError)) throw error;
  }
}
clearTimeout(timer);
await pool?.stop();
console.log(`${lost} workers lost`);
console.log(textOfContent(last, "the last state"));
