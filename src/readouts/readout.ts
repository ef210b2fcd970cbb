/** The protocol of what turns a solution into numbers and pulls their cotangents back to it. */
import type { Described } from "../described.ts";
import { OptionError } from "../errors.ts";
import { type Check, checkValue, rule } from "../options.ts";
import type { Cotangents, Solution } from "../tape/solution.ts";

/** What a run must provide, so that nothing else is simulated. */
export interface ReadoutNeeds {
  readonly population: string;
  /** How many spikes per neuron are read, Infinity for all; none if left out. */
  readonly spikes?: number;
  /** Times at which states are read [ms]; none if left out. */
  readonly times?: readonly number[];
  /** The state that is read, so that one that does not exist is refused before a run. */
  readonly state?: string;
  /** The event at which it is read, likewise. */
  readonly event?: string;
  /** The state after all that happens at a time (default), or the left limit. */
  readonly side?: "after" | "before";
  /** A time before which a run must not be asked to end [ms]. */
  readonly until?: number;
}

/** What is read from a solution as numbers, whether or not they have derivatives. */
export interface Reading {
  /** The call that made it, for messages and the names of terms. */
  readonly name: string;
  /** The function of the library that made it, and its arguments, defaults included; one of the user's own has none. */
  readonly description?: Described;
  readonly needs: ReadoutNeeds;
  /** Shape of the output values for a population of `size` neurons, row-major; a plain list if left out. */
  readonly shape?: (size: number) => readonly number[];
  /** Output values, new; shape as the readout says. */
  readonly read: (solution: Solution) => Float64Array;
}

/** What is read from a solution as numbers, and how their cotangents go back to it. */
export interface Readout extends Reading {
  /**
   * Adds the pullback of `bars`, cotangents of the values, to the solution's cotangents. Those of the library
   * throw a ShapeError for another number of `bars` and an OptionError for cotangents of another solution.
   */
  readonly pullback: (solution: Solution, bars: Float64Array, cotangents: Cotangents) => void;
  /**
   * Neurons of the population whose missing spike the loss wants: silent where `bars` would pull the
   * spike time earlier. They have no gradient; a training may help them in another way.
   */
  readonly missing?: (solution: Solution, bars: Float64Array) => number[];
}

/** What can be read and reported, but not be in an objective: its numbers only jump, as counts do. */
export interface ReadoutWithoutGradient extends Reading {
  readonly pullback?: never;
}

/** A readout as an option, the library's or one of the user's own. */
export const readingKind: Check = rule(
  (readout) => typeof (readout as Partial<Reading> | null)?.read === "function",
  'Give one such as firstSpikeTimes("output").',
);

/** A readout with a gradient as an option. */
export const readoutKind: Check = (where, name, readout: Readout | Reading) => {
  checkValue(where, name, readout, readingKind);
  if (typeof (readout as Partial<Readout>).pullback === "function") return;
  const hint =
    "A count changes by whole spikes only: measure it with predict or a metric, and take filteredSpikeTrain here.";
  throw new OptionError(where, `${name}, ${readout.name}, has no gradient`, hint);
};
