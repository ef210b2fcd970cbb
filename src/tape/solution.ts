/** What a run gives to readouts and pictures: spikes, samples, status and statistics. */
import type { Approach, EventFacts, SpikeList, StateTrace, TraceOptions } from "./look-back.ts";
import type { Observation } from "./observation.ts";
import type { Status } from "./status.ts";
import type { Tape } from "./tape.ts";

/** A number, and where and when in a run it came about. */
export interface Extreme {
  readonly value: number;
  /** Population and index of the neuron in it. */
  readonly population: string;
  readonly neuron: number;
  /** [ms] */
  readonly time: number;
}

/** An event that could not happen: its function was at or above zero at t = 0 and never below. */
export interface NeverArmed {
  readonly population: string;
  /** Its name in the model. */
  readonly event: string;
  /** In how many neurons of the population. */
  readonly neurons: number;
  /** Index of the first of them. */
  readonly first: number;
}

/** Counts over all neurons of a run, and how near it came to an event without a derivative. */
export interface Statistics {
  readonly acceptedSteps: number;
  /** Steps tried again smaller because of their error, or because a value was not finite. */
  readonly rejectedSteps: number;
  /** Steps repeated to locate an event, to refine near one, or for a sample. */
  readonly repeatedSteps: number;
  /** Arrivals delivered, counted once per receiving neuron that was simulated that far. */
  readonly arrivals: number;
  /** Deliveries due after the end of the run, counted once per population. */
  readonly ignoredArrivals: number;
  /**
   * Maxima of an event function too close to zero for the step's error estimate; each was refined, but where the
   * step size was given: there the computed map decided.
   */
  readonly nearGrazing: number;
  /** The smallest crossing rate dg/dt of an event at a root, [unit of g / ms]; undefined without a root. */
  readonly smallestCrossingRate: Extreme | undefined;
  /** The largest maximum of an event function inside a step that stayed below zero, [unit of g]. */
  readonly closestApproach: Extreme | undefined;
  /**
   * Events that were silent because a function that starts at or above zero has to fall below zero before it can
   * rise through it; with `fireAtStart` they happen at t = 0. One entry per population and event, as found.
   */
  readonly neverArmed: readonly NeverArmed[];
}

/** Spikes of one population: the indices of its spike records, neuron by neuron, each in time order. */
export interface SpikeTrains {
  readonly size: number;
  /** Records of neuron n: rows start[n] … start[n + 1] − 1 of `records`, [size + 1]. */
  readonly start: Int32Array;
  /** Indices of spike records on the tape, emitting events only. */
  readonly records: Int32Array;
}

/** States of one population at requested times. */
export interface SampleTable {
  readonly population: string;
  /** Ascending, each once [ms]. */
  readonly times: Float64Array;
  readonly side: "after" | "before";
  readonly size: number;
  readonly states: readonly string[];
  /** [times, neurons, states]; NaN where the run did not come so far. */
  readonly values: Float64Array;
  /** Index of the first of its samples among those of the run: sample (k, n) is first + k·size + n. */
  readonly first: number;
}

/** What a run gives: how it ended, spikes, samples, statistics, and the tape they are on. */
export interface Solution {
  readonly status: Status;
  /** What went wrong, empty if completed. */
  readonly message: string;
  /** When it began: 0, or where the run that it continues ended [ms]. */
  readonly from: number;
  /** End of the run as it was asked for [ms]. */
  readonly until: number;
  /** By population of neurons, the method that it was simulated by: `"exactFlow"`, `"taylor8"`, `"tsitouras54"`. */
  readonly methods: Readonly<Record<string, string>>;
  readonly statistics: Statistics;
  readonly tape: Tape;
  /** Names of the populations, sources included. */
  readonly populations: readonly string[];
  /**
   * Spikes of one population as indices of records.
   *
   * @throws OptionError for an unknown population
   */
  spikeTrains(population: string): SpikeTrains;
  /**
   * Spike times of one population, one array per neuron, ascending, new [ms]; empty if it is silent.
   *
   * @throws OptionError for an unknown population
   */
  spikeTimes(population: string): Float64Array[];
  /**
   * All spikes of one population in time order, new: what a raster shows.
   *
   * @throws OptionError for an unknown population
   */
  spikes(population: string): SpikeList;
  /**
   * The samples that were asked for; side "after" if left out.
   *
   * @throws OptionError if there were none of that population and side
   */
  samples(population: string, side?: "after" | "before"): SampleTable;
  /**
   * A state of one neuron at the ends of all its steps, before and after every arrival and every event of its own,
   * and between them as densely as wanted. The ends of the steps are what the run has computed; the points between
   * are steps repeated shorter from where they began, the bits that `samples` would have had there.
   *
   * @returns new; the same times for all states of the neuron
   * @throws OptionError for an unknown population or state, a source, a neuron that there is not, or a wrong option
   */
  trace(population: string, neuron: number, state: string, options?: TraceOptions): StateTrace;
  /**
   * Cause, crossing rate and states before and after of every event in one population, also of those that are not
   * sent, in time order.
   *
   * @throws OptionError for an unknown population or a source
   */
  events(population: string): EventFacts[];
  /**
   * How near every event of one population came between the times it fired, neuron by neuron. Where its function
   * only falls and rises between two firings there is nothing to tell.
   *
   * @throws OptionError for an unknown population or a source
   */
  approaches(population: string): Approach[];
  /**
   * Where a state of every neuron is largest in the run, and how large: the maximum of what was computed, inside steps
   * and at both sides of every jump, the initial value and the end of the run included; of equal ones the earliest.
   * One row for each neuron; found when it is first asked for, and kept.
   *
   * @throws OptionError for an unknown population or state, or a source
   */
  maxima(population: string, state: string): Observation;
  /**
   * A state of every neuron at its events, before or after their resets, neuron by neuron. Kept as `maxima` are.
   *
   * @param event  name of an event of the model; all those that are sent if left out
   * @throws OptionError for an unknown population, state or event, or a source
   */
  stateAtEvents(population: string, state: string, side: "after" | "before", event?: string): Observation;
}

/** Cotangents of everything a readout can see, to be added to and handed to `pullback`. */
export interface Cotangents {
  /** By spike record [spikes]. */
  readonly spikeTimes: Float64Array;
  /** By table, each as its values. */
  readonly samples: ReadonlyMap<SampleTable, Float64Array>;
  /** By what was looked for in the run, each as its values; readouts add entries. */
  readonly observations: Map<Observation, Float64Array>;
}
