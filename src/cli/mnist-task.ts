/** `saltus train mnist`: handwritten digits, or what comes in files of the same names. */
import { resolve } from "node:path";
import { latencyEncoding } from "../data/latency-encoding.ts";
import { OptionError } from "../errors.ts";
import { crossEntropy } from "../losses/cross-entropy.ts";
import { firstSpikeCrossEntropy } from "../losses/first-spike-cross-entropy.ts";
import { connect } from "../network/connect.ts";
import { normal } from "../network/initializers.ts";
import { type Network, network } from "../network/network.ts";
import { type Population, population, source } from "../network/population.ts";
import { leakyIntegrator } from "../neurons/leaky-integrator.ts";
import { lif } from "../neurons/lif.ts";
import { type LabelledImages, mnistAddress, mnistIn } from "../node/mnist.ts";
import { downloadMnist } from "../node/mnist-download.ts";
import { randomGenerator } from "../numeric/random.ts";
import type { ObjectiveOptions, Term } from "../objective/objective.ts";
import { checkValue } from "../options.ts";
import { maximum } from "../readouts/maximum.ts";
import { firstSpikeTimes } from "../readouts/spike-times.ts";
import type { ListedSpikes } from "../simulate/given/source-spikes.ts";
import type { Solution } from "../tape/solution.ts";
import {
  firstSpikeAccuracy,
  firstToSpike,
  largestIndex,
  type Metric,
  maximumAccuracy,
  silentLabels,
} from "../train/metrics.ts";
import { adam } from "../train/optimizers/adam.ts";
import type { Samples } from "../train/samples.ts";
import { counted } from "../values.ts";
import { readNumber } from "./arguments.ts";
import { confusionOf, mnistPictures } from "./mnist-pictures.ts";
import type { PreparedTask, Task, Texts, TrainSettings } from "./task.ts";
import { command, exitCodes, placesUsage, readSettings, settingsUsage } from "./task-options.ts";

interface MnistSettings extends TrainSettings {
  readonly loss: string;
  /** The folder, whole. */
  readonly data: string;
  /** How many of the training files' last digits are kept for validation. */
  readonly validation: number;
  readonly testSamples: number;
  /** Pixels by which training digits are moved at most. */
  readonly shift: number;
}

/** How a network answers, and what it is trained with then. */
interface Answering {
  readonly output: () => Population;
  /** Mean and standard deviation of the weights into hidden neurons and into outputs. */
  readonly weights: Readonly<Record<"hidden" | "output", readonly [mean: number, deviation: number]>>;
  readonly term: Term;
  readonly metrics: readonly Metric[];
  readonly answer: (run: Solution) => number;
  /** When a trial ends [ms]. */
  readonly until: number;
  readonly learningRate: number;
  /** What weights lose per unit of learning rate. */
  readonly weightDecay: number;
}

const classes = Array.from({ length: 10 }, (_, digit) => `${digit}`);
const largest = maximum("output", "v");

const largestMaximum = (run: Solution): number => largestIndex(largest.read(run));

/** By the name of the loss. */
const ways: Readonly<Record<string, Answering>> = {
  "max-over-time": {
    // Outputs forget soon: the maxima tell when hidden neurons have fired, rather than how often.
    output: () => population(leakyIntegrator, classes.length, { parameters: { tauMem: 5, tauSyn: 5 } }),
    weights: { hidden: [0.06, 0.035], output: [0.1, 0.3] },
    term: { name: "max-over-time cross-entropy", readout: largest, loss: crossEntropy() },
    metrics: [maximumAccuracy("output", "v")],
    answer: largestMaximum,
    until: 22,
    // Under so high a rate weights soon have both signs, with which hidden neurons fire less often.
    learningRate: 5e-2,
    weightDecay: 1e-3,
  },
  "first-spike": {
    output: () => population(lif, classes.length),
    // Of both signs, and wide: nearly all positive ones with as many answers make four times the hidden spikes.
    weights: { hidden: [0.04, 0.12], output: [0.2, 0.37] },
    term: {
      name: "first-spike cross-entropy",
      readout: firstSpikeTimes("output", { silentTime: "until" }),
      loss: firstSpikeCrossEntropy(),
    },
    metrics: [firstSpikeAccuracy("output"), silentLabels("output")],
    answer: (run) => firstToSpike(run, "output"),
    until: 25,
    learningRate: 2e-2,
    weightDecay: 1e-2,
  },
};

/** A pixel full of ink would spike at 0, one without any at the end of this window [ms]. */
const window = 20;
/** Less ink sends no spike: pixels at the edge of strokes are a sixth of all, and tell little. */
const leastInk = 0.2;
const encoder = latencyEncoding({ tMin: 0, tMax: window, silentAbove: 1 - leastInk });

const name = "mnist";
const standard = {
  hidden: 350,
  epochs: 40,
  samples: 55_000,
  // An update and the sums in front of it take as long as ten digits.
  batch: 128,
  decay: 0.92,
  tolerance: 1e-3,
};
const [standardValidation, allTest, standardShift] = [5000, 10_000, 1];
/** What silent neurons' weights grow by after a batch. */
const bump = 5e-4;

const rates = Object.entries(ways)
  .map(([loss, { learningRate }]) => `${loss} ${learningRate}`)
  .join(", ");
const usage = `saltus train mnist — train a spiking network on handwritten digits

Trains 784–N–10 neurons by exact gradients on MNIST, or on what comes in files of the same names, and
writes a report, pictures and the trained network to a folder. A pixel of some darkness spikes once within the
first ${(1 - leastInk) * window} ms, the sooner the darker it is. The last training digits are kept for validation; the test
digits are looked at once, after the last epoch. After every epoch, and every ten seconds, all that is
needed to go on is saved to one file beside the folder; in the end it stands in the folder.

  --data DIR             folder with the four files of MNIST, as they are or with .gz; needed, beside
                         --resume only if the folder has moved
  --download             fetch those that are not there from
                         ${mnistAddress}, and check them
  --loss NAME            max-over-time: the largest membrane of outputs that do not spike is the answer;
                         first-spike: the output that spikes first (max-over-time)
  --validation N         training digits that are kept, the last (${standardValidation})
  --test-samples N       use only the first N test digits (${allTest})
  --shift N              move every training digit by up to N pixels across and up, anew in every epoch; 0 leaves
                         them where they are (${standardShift})
${settingsUsage({ ...standard, samples: "all that are not kept", learningRate: rates })}
${placesUsage(name)}

${exitCodes}`;

export const mnist: Task = {
  name,
  usage,
  texts: ["data", "loss", "validation", "test-samples", "shift"],
  flags: ["download"],
  changeable: ["data"],
  plan: (texts, flags) => {
    const settings = mnistSettings(texts);
    return { task: name, settings, prepare: (tell) => prepared(settings, flags.includes("download"), tell) };
  },
};

function mnistSettings(texts: Texts): MnistSettings {
  const { loss = "max-over-time", data } = texts;
  if (data === undefined) {
    const hint = "Name the folder with the files: --data DIR. With --download they are fetched into it.";
    throw new OptionError(`${command} ${name}`, "there is no --data", hint);
  }
  checkValue(command, "--loss", loss, Object.keys(ways));
  const count = (option: string, usual: number): number =>
    readNumber(command, option, texts[option] ?? `${usual}`, "count");
  const validation = count("validation", standardValidation);
  const testSamples = count("test-samples", allTest);
  const shift = readNumber(command, "shift", texts["shift"] ?? `${standardShift}`, "whole");
  // A file has as many digits as these two together.
  const samples = Math.max(1, standard.samples + standardValidation - validation);
  const { learningRate } = ways[loss]!;
  const common = readSettings(texts, { ...standard, samples, learningRate });
  return { loss, data: resolve(data), validation, testSamples, shift, ...common };
}

async function prepared(
  settings: MnistSettings,
  download: boolean,
  tell: (line: string) => void,
): Promise<PreparedTask> {
  const { loss, data, validation, testSamples, shift, hidden, samples, epochs, seed } = settings;
  const where = `${command} ${name}: --data`;
  if (download) await downloadMnist(data, where, tell);
  const { train, test } = await mnistIn(data, where);
  checkCounts(where, settings, train, test);
  const way = ways[loss]!;
  const net = networkOf(way, train.rows * train.columns, hidden);
  const objective = objectiveOf(way, settings.tolerance);
  const tested = { images: test, count: testSamples, classes };
  return {
    title: `MNIST with lif neurons, ${train.rows * train.columns}–${hidden}–${classes.length}, ${loss}, ${counted(epochs, "epoch")} of ${samples} digits, seed ${seed}`,
    network: net,
    objective,
    data: movedSamples(train, samples, shift, seed),
    validation: samplesOf(train, train.count - validation, validation),
    test: samplesOf(test, 0, testSamples),
    testSet: counted(testSamples, "test digit"),
    metrics: way.metrics,
    optimizer: adam({ weightDecay: way.weightDecay }),
    bump,
    answer: way.answer,
    findings: (answers) => ({ confusion: confusionOf(tested, answers) }),
    pictures: (outcome) =>
      mnistPictures({ network: net, objective, answer: way.answer }, outcome, tested, encoded(test, 0)),
  };
}

function checkCounts(
  where: string,
  { samples, validation, testSamples, shift }: MnistSettings,
  train: LabelledImages,
  test: LabelledImages,
): void {
  const asked = `${command} ${name}`;
  if (validation >= train.count) {
    const what = `--validation ${validation} leaves none of ${train.count} training digits to train with`;
    throw new OptionError(asked, what, "Give a smaller one.");
  }
  if (samples + validation > train.count) {
    const what = `there are ${train.count} training digits, and ${samples} to train with and ${validation} to validate are asked for`;
    throw new OptionError(asked, what, "Give fewer --samples or a smaller --validation.");
  }
  if (testSamples > test.count) {
    const what = `there are ${counted(test.count, "test digit")}, and ${testSamples} are asked for`;
    throw new OptionError(asked, what, `Give --test-samples of at most ${test.count}.`);
  }
  if (shift >= Math.min(train.rows, train.columns)) {
    const what = `--shift ${shift} moves digits of ${train.rows} × ${train.columns} pixels out of their picture`;
    throw new OptionError(asked, what, "Give one or two.");
  }
  if (train.rows !== test.rows || train.columns !== test.columns) {
    const what = `digits to train with have ${train.rows} × ${train.columns} pixels, those to test ${test.rows} × ${test.columns}`;
    throw new OptionError(where, what, "Take both from the same set.");
  }
  const other = [...train.labels, ...test.labels].find((label) => label >= classes.length);
  if (other !== undefined) {
    throw new OptionError(where, `there is a label ${other}`, "Only labels from 0 to 9 can be learnt.");
  }
}

function networkOf({ output, weights }: Answering, inputs: number, size: number): Network {
  return network({
    populations: {
      input: source(inputs),
      hidden: population(lif, size),
      output: output(),
    },
    projections: [
      connect("input", "hidden", { weight: normal(...weights.hidden) }),
      connect("hidden", "output", { weight: normal(...weights.output) }),
    ],
  });
}

function objectiveOf({ term, until }: Answering, tolerance: number): ObjectiveOptions {
  return { terms: [term], until, rtol: tolerance, atol: tolerance };
}

/** Made when asked for: 60,000 digits as spike times would be 376 MB. */
function samplesOf({ labels, ...images }: LabelledImages, from: number, length: number): Samples {
  return {
    inputs: { length, at: (k) => encoded(images, from + k) },
    targets: { length, at: (k) => labels[from + k] },
  };
}

/** The first of them, in every epoch of a training moved by up to so many pixels. */
function movedSamples(images: LabelledImages, length: number, shift: number, seed: number): Samples {
  const still = samplesOf(images, 0, length);
  if (shift === 0) return still;
  const random = randomGenerator(seed).split("shift");
  const at = (k: number, epoch = 0): { readonly input: ListedSpikes } => {
    if (epoch === 0) return encoded(images, k);
    const { integer } = random.split(epoch).split(k);
    const by = (): number => integer(2 * shift + 1) - shift;
    return encoded(images, k, [by(), by()]);
  };
  return { ...still, inputs: { length, at } };
}

/** Reused: the encoder keeps nothing of what it is given. */
let shades = new Float64Array(0);

/** @param moved  by so many pixels to the right and down; what leaves the picture is lost */
function encoded(
  { rows, columns, pixels }: Omit<LabelledImages, "labels">,
  index: number,
  [right, down]: readonly [right: number, down: number] = [0, 0],
): { readonly input: ListedSpikes } {
  const size = rows * columns;
  if (shades.length !== size) shades = new Float64Array(size);
  shades.fill(1);
  for (let row = Math.max(0, down); row < Math.min(rows, rows + down); row++) {
    const [to, from] = [row * columns, index * size + (row - down) * columns - right];
    for (let k = Math.max(0, right); k < Math.min(columns, columns + right); k++) {
      shades[to + k] = 1 - pixels[from + k]! / 255;
    }
  }
  return { input: encoder.list(shades) };
}
