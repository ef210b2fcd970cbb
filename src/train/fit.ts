/** Training: epochs of batches, one report per epoch. */
import { reverseSweep } from "../adjoint/reverse-sweep.ts";
import { batches, sampleOrder } from "../data/dataset.ts";
import { checkOptions, OptionError, ShapeError, SimulationError } from "../errors.ts";
import type { Network } from "../network/network.ts";
import { checkLayout, type Parameters } from "../network/parameters.ts";
import { randomGenerator } from "../numeric/random.ts";
import { evaluateSample } from "../objective/evaluate.ts";
import { type Objective, type ObjectiveOptions, objectiveOf } from "../objective/objective.ts";
import { type CheckedInput, checkInput, type Input } from "../simulate/input.ts";
import { createTape, type Tape } from "../tape/tape.ts";
import { clipNorm } from "./clip.ts";
import { type FreeCoordinates, freeCoordinates } from "./free-coordinates.ts";
import type { Metric } from "./metrics.ts";
import { adam } from "./optimizers/adam.ts";
import type { Optimizer } from "./optimizers/optimizer.ts";
import { constantRate, type Schedule } from "./schedules.ts";
import { type SilentNeuronPolicy, silentNeurons } from "./silent-neurons.ts";

/** Inputs and their targets, in any order. */
export interface Samples {
  readonly inputs: readonly Input[];
  readonly targets: readonly unknown[];
}

export interface FitOptions {
  readonly objective: ObjectiveOptions;
  readonly data: Samples;
  /** Measured after every epoch, without gradient. */
  readonly validation?: Samples;
  /** Where to start; default: drawn with `seed`. Not changed: reports carry the trained copy. */
  readonly parameters?: Parameters;
  readonly epochs: number;
  readonly batchSize?: number;
  /** Default: Adam. */
  readonly optimizer?: Optimizer;
  /** Default: 1e-3 always. */
  readonly learningRate?: number | Schedule;
  /** Largest Euclidean norm of a batch's gradient in free coordinates, default Infinity; reported. */
  readonly clip?: number;
  /** Of the initial parameters and of the order of samples, default 0. */
  readonly seed?: number | string;
  readonly metrics?: readonly Metric[];
  /** What to do about silent neurons after each batch, default "none". */
  readonly silent?: SilentNeuronPolicy;
  /** Called after every batch with the samples done in this epoch. */
  readonly onBatch?: (progress: {
    readonly epoch: number;
    readonly done: number;
    readonly of: number;
  }) => void;
}

export interface Measurement {
  /** Mean weighted sum of the terms. */
  readonly loss: number;
  /** Mean unweighted losses by name of the term. */
  readonly terms: Readonly<Record<string, number>>;
  /** Mean metrics by name. */
  readonly metrics: Readonly<Record<string, number>>;
}

export interface EpochReport {
  /** From 1. */
  readonly epoch: number;
  /** Over the samples of the epoch, each with the parameters of its own batch. */
  readonly train: Measurement;
  readonly validation: Measurement | undefined;
  readonly learningRate: number;
  /** Batches whose gradient was clipped. */
  readonly clipped: number;
  /** Neurons helped by the silent-neuron policy, summed over the batches. */
  readonly bumped: number;
  /** The trained parameters, as they are after this epoch; copy them to keep them. */
  readonly parameters: Parameters;
}

const known: readonly (keyof FitOptions)[] = [
  "objective",
  "data",
  "validation",
  "parameters",
  "epochs",
  "batchSize",
  "optimizer",
  "learningRate",
  "clip",
  "seed",
  "metrics",
  "silent",
  "onBatch",
];

/**
 * Trains a network. Only what `network({ trainable })` names changes; the same seed gives the same bits.
 *
 * @throws OptionError or ShapeError for wrong options; SimulationError for a run that does not
 *   complete or a gradient that is not finite
 */
export async function* fit(network: Network, options: FitOptions): AsyncGenerator<EpochReport, void> {
  const {
    epochs,
    batchSize = 32,
    optimizer = adam(),
    clip = Infinity,
    seed = 0,
    metrics = [],
    onBatch,
  } = options;
  const count = (name: string, value: number): void => {
    if (!Number.isInteger(value) || value < 1)
      throw new OptionError("fit", `${name} is ${value}`, "Give a whole number ≥ 1.");
  };
  checkOptions("fit", options, known);
  count("epochs", epochs);
  count("batchSize", batchSize);
  if (!(clip > 0)) throw new OptionError("fit", `clip is ${clip}`, "Give a positive number.");
  const objective = objectiveOf(network, options.objective, "fit");
  const { learningRate = 1e-3 } = options;
  const schedule = typeof learningRate === "number" ? constantRate(learningRate) : learningRate;
  const policy = silentNeurons(network, options.silent ?? "none");
  const data = checkSamples("fit", network, "data", options.data);
  const validation = options.validation && checkSamples("fit", network, "validation", options.validation);
  if (options.parameters !== undefined) checkLayout("fit", network.layout, options.parameters);
  const parameters = options.parameters?.copy() ?? network.initialParameters({ seed });
  const coordinates = freeCoordinates(network.layout);
  const trained = new Set(network.layout.rows.filter((row) => row.trainable).map((row) => row.id));
  const wanted = (id: string): boolean => trained.has(id);

  const free = new Float64Array(coordinates.count);
  const freeGradient = new Float64Array(coordinates.count);
  const gradient = new Float64Array(network.layout.size);
  const state = optimizer.init(coordinates.count);
  const random = randomGenerator(seed).split("order of samples");
  const tape = createTape();

  for (let epoch = 1; epoch <= epochs; epoch++) {
    const order = sampleOrder(data.inputs.length, random.split(epoch));
    const sums = accumulator(objective, metrics);
    let done = 0;
    let bumped = 0;
    let clipped = 0;
    let rate = 0;
    for (const batch of batches(order, batchSize)) {
      gradient.fill(0);
      for (const sample of batch) {
        const target = data.targets[sample];
        const evaluation = evaluateSample(
          objective,
          parameters,
          data.inputs[sample]!,
          target,
          1 / batch.length,
          tape,
          policy.leaveOutMissing,
        );
        reverseSweep(evaluation.run, evaluation.cotangents, gradient, wanted);
        sums.add(evaluation, target);
        policy.observe(evaluation.run, evaluation.missing);
      }
      rate = schedule(epoch - 1 + done / order.length);
      coordinates.fromNatural(parameters, free);
      coordinates.chain(gradient, parameters, freeGradient);
      checkGradient(coordinates, freeGradient, epoch);
      if (clipNorm(freeGradient, clip) > clip) clipped++;
      optimizer.update(state, freeGradient, rate, free);
      coordinates.toNatural(free, parameters);
      bumped += policy.apply(parameters);
      done += batch.length;
      onBatch?.({ epoch, done, of: order.length });
    }
    yield {
      epoch,
      train: sums.mean(),
      validation: validation && measure(objective, metrics, parameters, validation, tape),
      learningRate: rate,
      clipped,
      bumped,
      parameters,
    };
  }
}

/**
 * Loss and metrics of a network over samples, without gradient.
 *
 * @throws as `fit` does
 */
export function measureSamples(
  network: Network,
  parameters: Parameters,
  samples: Samples,
  options: { readonly objective: ObjectiveOptions; readonly metrics?: readonly Metric[] },
): Measurement {
  checkLayout("measureSamples", network.layout, parameters);
  const checked = checkSamples("measureSamples", network, "samples", samples);
  return measure(
    objectiveOf(network, options.objective, "measureSamples"),
    options.metrics ?? [],
    parameters,
    checked,
    createTape(),
  );
}

interface CheckedSamples {
  readonly inputs: readonly CheckedInput[];
  readonly targets: readonly unknown[];
}

function checkSamples(
  where: string,
  network: Network,
  name: string,
  { inputs, targets }: Samples,
): CheckedSamples {
  if (inputs.length !== targets.length || inputs.length === 0) {
    throw new ShapeError(
      where,
      `${name} has ${inputs.length} inputs and ${targets.length} targets`,
      "Give one target per input, and at least one.",
    );
  }
  return { inputs: inputs.map((input) => checkInput(network, input)), targets };
}

function measure(
  objective: Objective,
  metrics: readonly Metric[],
  parameters: Parameters,
  { inputs, targets }: CheckedSamples,
  tape: Tape,
): Measurement {
  const sums = accumulator(objective, metrics);
  inputs.forEach((input, i) => {
    sums.add(evaluateSample(objective, parameters, input, targets[i], 1, tape), targets[i]);
  });
  return sums.mean();
}

/** Means of losses and metrics over samples, summed in their order. */
function accumulator(objective: Objective, metrics: readonly Metric[]) {
  const losses = new Float64Array(objective.terms.length);
  const measured = new Float64Array(metrics.length);
  let loss = 0;
  let count = 0;
  return {
    add: (evaluation: ReturnType<typeof evaluateSample>, target: unknown): void => {
      count++;
      loss += evaluation.value;
      for (let k = 0; k < losses.length; k++) losses[k]! += evaluation.losses[k]!;
      for (let k = 0; k < metrics.length; k++) measured[k]! += metrics[k]!.measure(evaluation.run, target);
    },
    mean: (): Measurement => ({
      loss: loss / count,
      terms: Object.fromEntries(objective.terms.map(({ name }, k) => [name, losses[k]! / count])),
      metrics: Object.fromEntries(metrics.map(({ name }, k) => [name, measured[k]! / count])),
    }),
  };
}

function checkGradient(coordinates: FreeCoordinates, gradient: Float64Array, epoch: number): void {
  const bad = gradient.findIndex((entry) => !Number.isFinite(entry));
  if (bad < 0) return;
  throw new SimulationError(
    "non-finite",
    `in epoch ${epoch} the gradient of ${coordinates.nameOf(bad)} is ${gradient[bad]}.`,
    "A spike grazed its threshold or the loss overflowed: lower the learning rate.",
  );
}
