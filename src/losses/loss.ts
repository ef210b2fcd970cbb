/** What a loss is: a function of a readout's values and a target that knows its own gradient. */

import type { Described } from "../described.ts";
import { type Check, rule } from "../options.ts";

/** A loss and its gradient for one sample. */
export interface LossResult {
  /** Never NaN; Infinity where the formula says so, as for a label whose neuron is silent. */
  readonly value: number;
  /** dvalue/dvalues [values], new; zero where a value is Infinity. */
  readonly gradient: Float64Array;
}

/** A loss comparing values with the index of the right one, with a number per value, with spike trains, or with nothing. */
export interface Loss<Target> {
  /** In messages, and in the names of terms that have none of their own. */
  readonly name: string;
  /** The function of the library that made it, and its options, defaults included; one of the user's own has none. */
  readonly description?: Described;
  /** Whether Infinity, the spike time of a silent neuron, is a value; if not, all must be finite. */
  readonly acceptsSilent: boolean;
  /**
   * What a target is: the index of a value, one number for each value (or one for them all), a list of spike trains, or
   * anything, as it is not looked at.
   */
  readonly target: "label" | "numbers" | "trains" | "none";
  /**
   * The loss of one sample.
   *
   * @param values  what the readout says [values]; read, not changed
   * @throws OptionError for a value or a target that the loss cannot have, NaN above all
   * @throws ShapeError if the target does not fit the values
   */
  readonly evaluate: (values: Float64Array, target: Target) => LossResult;
}

/** A loss as an option, the library's or one of the user's own. */
export const lossKind: Check = rule(
  (loss) => typeof (loss as Partial<Loss<unknown>> | null)?.evaluate === "function",
  "Give one such as firstSpikeCrossEntropy(), or tracedLoss({ formula }) for a formula of your own.",
);

/** The index of the value that should win. */
export type Label = number;

/** One number for each value, or one for them all. */
export type Numbers = number | ArrayLike<number>;

/** Spike times of each neuron in any order, Infinity = absent [ms]. */
export type Trains = readonly ArrayLike<number>[];
