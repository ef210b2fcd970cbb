/** What can be asked of a run afterwards: spikes as lists, traces of states, and the facts of every event. */

/** All spikes of a population, in time order, and what a raster needs besides. */
export interface SpikeList {
  /** Ascending [ms]. */
  readonly times: Float64Array;
  /** Index of the neuron, or of the channel, in the population; of equal times the lowest first. */
  readonly neurons: Int32Array;
  /** Number of neurons of the population, silent ones included. */
  readonly size: number;
  /** End of the run as it was asked for [ms]. */
  readonly until: number;
}

/** How densely a trace is drawn. */
export interface TraceOptions {
  /**
   * The largest distance between two points [ms], positive; a thousandth of the run if left out, Infinity for
   * the ends of the steps only.
   */
  readonly spacing?: number;
}

/** One state of one neuron along a run. */
export interface StateTrace {
  /** Not decreasing [ms]. A time that stands twice is that of an event: before and after it. */
  readonly times: Float64Array;
  /** In the unit of the state. */
  readonly values: Float64Array;
}

/** One event of a neuron: what caused it and what it did. */
export interface EventFacts {
  /** Index in the population. */
  readonly neuron: number;
  /** Its name in the model. */
  readonly event: string;
  /** [ms] */
  readonly time: number;
  /** Its function rose through zero in a step, an arrival or a reset carried it there, or it was there at t = 0. */
  readonly cause: "root" | "jump" | "start";
  /** Which round of its instant it happened in, from 0. */
  readonly round: number;
  /** What it carries. */
  readonly payload: number;
  /** dg/dt where the event function crosses zero, [unit of g / ms]; undefined unless the cause is a root. */
  readonly crossingRate: number | undefined;
  /** By state, before and after the reset. */
  readonly before: Readonly<Record<string, number>>;
  readonly after: Readonly<Record<string, number>>;
}

/**
 * How near an event came that did not happen: the largest value of its function, below zero, between two times at
 * which it fired, without the fall after the one and the rise to the other.
 */
export interface Approach {
  /** Index in the population. */
  readonly neuron: number;
  /** Its name in the model. */
  readonly event: string;
  /** When it fired before, or the beginning of the run [ms]. */
  readonly from: number;
  /** When it fired next, or the end of what was simulated [ms]. */
  readonly to: number;
  /** Negative, [unit of g]. */
  readonly value: number;
  /** When [ms]. */
  readonly time: number;
}
