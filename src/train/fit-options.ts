/** The options of a training, checked once at the door. */
import { OptionError } from "../errors.ts";
import type { Network } from "../network/network.ts";
import { checkParameters, type Parameters } from "../network/parameters.ts";
import { checkSeed } from "../numeric/random.ts";
import { type Objective, type ObjectiveOptions, objectiveOf } from "../objective/objective.ts";
import { arrayOf, checkOptions, type Kinds, numbers, rule } from "../options.ts";
import { type StopSignal, watchKinds } from "../simulate/given/watch.ts";
import { type WorkerOptions, workerKinds } from "../workers/start-workers.ts";
import { checkMetrics, type Metric } from "./metrics.ts";
import { adam } from "./optimizers/adam.ts";
import type { Optimizer } from "./optimizers/optimizer.ts";
import { type CheckedSamples, checkSamples, type Samples } from "./samples.ts";
import { constantRate, type Schedule } from "./schedules.ts";
import type { SilentNeuronPolicy } from "./silent-neurons.ts";
import type { TrainingState } from "./training-state.ts";

/** How far a training is after a batch, or before the first, and a copy of it. */
export interface BatchProgress {
  /** From 1. */
  readonly epoch: number;
  /** Samples done in this epoch. */
  readonly done: number;
  /** Samples in an epoch. */
  readonly of: number;
  /** The trained parameters by name, as they are now; copy them to keep them. */
  readonly parameters: Parameters;
  /**
   * A copy of the training as it is now.
   *
   * @throws OptionError when the training has gone on; UnsupportedError for a network that cannot be saved
   */
  readonly snapshot: () => TrainingState;
}

/** An option of a training that may be changed on the way without a trace of the old one in its state. */
export type MayDiffer = "learningRate" | "clip" | "silent";

/** What to train on, what to minimise, for how long, and by which rule. */
export interface FitOptions extends WorkerOptions {
  /** What to minimise, and how its runs are made: terms and the options of `simulate`. */
  readonly objective: ObjectiveOptions;
  /** At least one sample; every epoch takes all of them, in an order drawn anew. */
  readonly data: Samples;
  /** Measured after every epoch, without gradient. */
  readonly validation?: Samples;
  /** Where to start; default: drawn with `seed`. Not changed: reports carry the trained copy. */
  readonly parameters?: Parameters;
  /**
   * A snapshot to go on from, with the bits of a training that never stopped. The other options must be
   * those of that training; `epochs` may be larger, and what `mayDiffer` names another. Losses, readouts and
   * metrics are compared by their descriptions, those of your own by name, and a schedule by some of its values.
   */
  readonly resume?: TrainingState;
  /** What may be otherwise than in the training that the snapshot is of; nothing if left out. */
  readonly mayDiffer?: readonly MayDiffer[];
  /** In all, those of a snapshot included; an integer ≥ 1. */
  readonly epochs: number;
  /** Samples whose mean gradient makes one update, default 32; the last batch of an epoch may be smaller. */
  readonly batchSize?: number;
  /** Default: Adam. */
  readonly optimizer?: Optimizer;
  /** Default: 1e-3 always; a schedule is asked at every batch. */
  readonly learningRate?: number | Schedule;
  /** Largest Euclidean norm of a batch's gradient in free coordinates, default Infinity; reported. */
  readonly clip?: number;
  /** Of the initial parameters and of the order of samples, default 0. */
  readonly seed?: number | string;
  /** Measured beside the loss; none by default. */
  readonly metrics?: readonly Metric[];
  /** What to do about silent neurons after each batch, default "none". */
  readonly silent?: SilentNeuronPolicy;
  /**
   * Called once, before the first batch that is trained, with the training as it is then: drawn, or resumed. The
   * training waits for the promise that it may return.
   */
  readonly onStart?: (progress: BatchProgress) => unknown;
  /** Called after every batch; the training waits for the promise that it may return. */
  readonly onBatch?: (progress: BatchProgress) => unknown;
  /** An AbortSignal: ends the training with its reason as exception, as it was before the batch. */
  readonly signal?: StopSignal | undefined;
}

/** The options with their defaults, checked; `schedule` is the learning rate. */
export interface FitSettings {
  readonly objective: Objective;
  readonly data: CheckedSamples;
  readonly validation: CheckedSamples | undefined;
  readonly parameters: Parameters | undefined;
  readonly epochs: number;
  readonly batchSize: number;
  readonly optimizer: Optimizer;
  readonly schedule: Schedule;
  readonly clip: number;
  readonly seed: number | string;
  readonly metrics: readonly Metric[];
  readonly silent: SilentNeuronPolicy;
  readonly mayDiffer: readonly MayDiffer[];
  readonly signal: StopSignal | undefined;
  readonly workers: WorkerOptions["workers"];
  readonly onWorkerLost: WorkerOptions["onWorkerLost"];
}

const differing: readonly MayDiffer[] = ["learningRate", "clip", "silent"];

const kinds: Kinds<FitOptions> = {
  objective: "any",
  data: "any",
  validation: "any",
  parameters: "any",
  resume: "any",
  mayDiffer: arrayOf(differing),
  epochs: "count",
  batchSize: "count",
  optimizer: rule((optimizer) => {
    const { init, update } = (optimizer ?? {}) as Partial<Optimizer>;
    return typeof init === "function" && typeof update === "function";
  }, "Give adam(), sgd(), or leave it out."),
  learningRate: rule(
    (rate) => typeof rate === "number" || typeof rate === "function",
    "Give a number or a schedule.",
  ),
  clip: numbers((norm) => norm > 0, "Give a positive number."),
  seed: (where, _, seed: number | string) => checkSeed(where, seed),
  metrics: "any",
  silent: "any",
  onStart: "function",
  onBatch: "function",
  signal: watchKinds.signal,
  ...workerKinds,
};

/** @throws OptionError or ShapeError for wrong options */
export function fitSettings(network: Network, options: FitOptions): FitSettings {
  checkOptions("fit", options, kinds, ["epochs"]);
  const { epochs, batchSize = 32, optimizer = adam(), learningRate = 1e-3, clip = Infinity } = options;
  const { parameters, resume, mayDiffer = [], seed = 0, metrics = [], silent = "none" } = options;
  if (parameters !== undefined && resume !== undefined) {
    const what = "both parameters and resume are given";
    throw new OptionError("fit", what, "Give one of them: a snapshot has parameters.");
  }
  if (mayDiffer.length > 0 && resume === undefined) {
    throw new OptionError("fit", "mayDiffer is given without resume", "Leave it out: nothing is resumed.");
  }
  const objective = objectiveOf(network, options.objective, "fit");
  checkMetrics("fit", metrics);
  const schedule = typeof learningRate === "number" ? constantRate(learningRate) : learningRate;
  const data = checkSamples("fit", network, "data", options.data);
  const validation =
    options.validation === undefined
      ? undefined
      : checkSamples("fit", network, "validation", options.validation);
  if (parameters !== undefined) checkParameters("fit", network, parameters);
  return {
    objective,
    data,
    validation,
    parameters,
    epochs,
    batchSize,
    optimizer,
    schedule,
    clip,
    seed,
    metrics,
    silent,
    mayDiffer,
    signal: options.signal,
    workers: options.workers,
    onWorkerLost: options.onWorkerLost,
  };
}

/** Whether a condition may be otherwise on resuming if that is asked for. */
export function isChangeable(name: string): boolean {
  return (differing as readonly string[]).includes(name);
}
