/** A training between two batches, as a plain value: all that is needed to go on as if it had not stopped. */
import type { NetworkDescription } from "../io/network-description.ts";
import type { Measurement } from "./evaluator.ts";
import type { OptimizerState } from "./optimizers/optimizer.ts";

/** The numbers of one epoch. */
export interface EpochReport {
  /** From 1. */
  readonly epoch: number;
  /** Over the samples of the epoch, each with the parameters of its own batch. */
  readonly train: Measurement;
  /** With the parameters after the epoch; undefined without validation samples. */
  readonly validation: Measurement | undefined;
  /** Of the last batch. */
  readonly learningRate: number;
  /** Batches whose gradient was clipped. */
  readonly clipped: number;
  /** Neurons helped by the silent-neuron policy, summed over the batches. */
  readonly bumped: number;
}

/** How far an epoch has come. */
export interface EpochProgress {
  /** From 1. */
  readonly epoch: number;
  /** Samples done; a batch is done or not. */
  readonly done: number;
  /** Of the last batch. */
  readonly learningRate: number;
  /** As in `EpochReport`, so far. */
  readonly clipped: number;
  readonly bumped: number;
}

/** A training between two batches, as plain data: all that `fit({ resume })` needs. */
export interface TrainingState {
  readonly network: NetworkDescription;
  /** What must be the same when the training goes on: a text for each option. */
  readonly conditions: Readonly<Record<string, string>>;
  /** Natural values, in the layout of the network. */
  readonly parameters: Float64Array;
  readonly optimizer: OptimizerState;
  /** Of the epoch that the next batch belongs to, or that is done but not reported. */
  readonly progress: EpochProgress;
  /** Sums over the samples of that epoch: their number, losses and metrics. */
  readonly sums: Float64Array;
  /** The epochs before it. */
  readonly history: readonly EpochReport[];
  /** What the program that trains wants to find again; plain data. */
  readonly notes?: unknown;
}
