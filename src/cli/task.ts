/** What `saltus train` can train: a task, a training of it that options describe, and that training with its data. */

import type { Network } from "../network/network.ts";
import type { Parameters } from "../network/parameters.ts";
import type { ObjectiveOptions } from "../objective/objective.ts";
import type { Picture } from "../plot/index.ts";
import type { Solution } from "../tape/solution.ts";
import type { Metric } from "../train/metrics.ts";
import type { Optimizer } from "../train/optimizers/optimizer.ts";
import type { Samples } from "../train/samples.ts";
import type { EpochReport } from "../train/training-state.ts";
import type { Progress } from "./picture-files.ts";

/** What is set for every training; a snapshot keeps it, and what a task adds. */
export interface TrainSettings {
  readonly hidden: number;
  readonly epochs: number;
  /** How many of the training samples. */
  readonly samples: number;
  readonly batch: number;
  readonly learningRate: number;
  readonly decay: number;
  readonly seed: number;
  readonly tolerance: number;
}

/** Options with a value, as they were typed, by name. */
export type Texts = { readonly [name: string]: string | undefined };

/** A set of samples to be learnt, as the command line names it. */
export interface Task {
  readonly name: string;
  readonly usage: string;
  /** Its options beside those of every training: with a value, and without one. */
  readonly texts: readonly string[];
  readonly flags: readonly string[];
  /** Which of them may be others when a training goes on. */
  readonly changeable: readonly string[];
  /** @throws OptionError for a wrong value */
  readonly plan: (texts: Texts, flags: readonly string[]) => Plan;
}

/** One training, before anything is read or made for it. */
export interface Plan {
  /** Name of its task. */
  readonly task: string;
  readonly settings: TrainSettings;
  /**
   * @param tell  gets a line about what takes long
   * @throws OptionError or ShapeError for data that cannot be had
   */
  readonly prepare: (tell: (line: string) => void) => Promise<PreparedTask>;
}

/** One training with all that it needs. */
export interface PreparedTask {
  /** What is trained, with its settings, in a line. */
  readonly title: string;
  readonly network: Network;
  readonly objective: ObjectiveOptions;
  readonly data: Samples;
  readonly validation: Samples;
  readonly test: Samples;
  /** What `test` is, in words. */
  readonly testSet: string;
  /** `accuracy` first; `silentLabels` where outputs may be silent. */
  readonly metrics: readonly Metric[];
  /** Default: that of `fit`. */
  readonly optimizer?: Optimizer;
  /** Largest norm of the gradient of a batch. */
  readonly clip?: number | undefined;
  /** What silent neurons' weights grow by after a batch. */
  readonly bump: number;
  /** The class that a run answers with, −1 for none. */
  readonly answer: (run: Solution) => number;
  /** What the report says beside means. */
  readonly findings: (answers: readonly number[]) => object;
  /** By the names of their files, without endings. */
  readonly pictures: (outcome: Outcome, progress: Progress) => Promise<Readonly<Record<string, Picture>>>;
}

/** What a training came to. */
export interface Outcome {
  readonly parameters: Parameters;
  readonly history: readonly EpochReport[];
  /** Class of every test sample as the network answers, −1 for none. */
  readonly answers: readonly number[];
}
