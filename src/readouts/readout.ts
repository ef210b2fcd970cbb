/** The protocol of what turns a solution into numbers and pulls their cotangents back to it. */
import type { Cotangents, Solution } from "../tape/solution.ts";

/** What a run must provide, so that nothing else is simulated. */
export interface ReadoutNeeds {
  readonly population: string;
  /** How many spikes per neuron are read. */
  readonly spikes?: number;
  /** Times at which states are read [ms]. */
  readonly times?: readonly number[];
  readonly side?: "after" | "before";
}

export interface Readout {
  readonly name: string;
  readonly needs: ReadoutNeeds;
  /** Output values; shape as the readout says. */
  readonly read: (solution: Solution) => Float64Array;
  /** Adds the pullback of `bars`, cotangents of the values, to the solution's cotangents. */
  readonly pullback: (solution: Solution, bars: Float64Array, cotangents: Cotangents) => void;
  /**
   * Neurons of the population whose missing spike the loss wants: silent where `bars` would pull the
   * spike time earlier. They have no gradient; a training may help them in another way.
   */
  readonly missing?: (solution: Solution, bars: Float64Array) => number[];
}
