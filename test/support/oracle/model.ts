/**
 * What the oracle simulates: networks as plain functions on numbers, more general than what the library can describe.
 * Neurons interact by events only. Times in ms; all states of a neuron in one array, in the order of its model.
 */

/** One neuron at one time: what every function of a model is called with. It must not write to it. */
export interface Here {
  t: number;
  /** Continuous and discrete states. */
  readonly y: Float64Array;
  readonly p: ArrayLike<number>;
  /** Values of the signals at t; at a breakpoint those after it, inside a step those of the step's piece. */
  readonly s: Float64Array;
  /** What holds of every switch: the sign of its function (0 where it rests at zero), or the integer of a floor. */
  readonly m: Float64Array;
}

/** An event at a given time after this one. A new start replaces the pending one of the same declaration. */
export interface OracleTimer {
  /** Index of the event that it makes happen. */
  readonly event: number;
  /** ≥ 0, of the values before what starts it. */
  readonly period: (here: Here) => number;
  /** Pending ones stay. */
  readonly every?: boolean;
}

export interface OracleEvent {
  readonly name: string;
  /** The event function; left out, only timers make it happen. */
  readonly g?: (here: Here) => number;
  /** Holds a condition on discrete states; while it is false the event does not happen. */
  readonly guard?: (here: Here) => boolean;
  /** All states afterwards, of the values before. */
  readonly reset: (here: Here) => ArrayLike<number>;
  readonly emits: boolean;
  readonly fireAtStart: boolean;
  /** Whether the reset writes a state that g reads. */
  readonly repeats: boolean;
  /** What a graded spike carries, of the values before; 1 if left out. */
  readonly payload?: (here: Here) => number;
  readonly timers?: readonly OracleTimer[];
}

export interface OraclePort {
  /** All states after one arrival, of the values before. */
  readonly arrive: (here: Here, weights: ArrayLike<number>, payload: number) => ArrayLike<number>;
  readonly timers?: readonly OracleTimer[];
  /** Whether an arrival does anything, timers included; always, if left out. */
  readonly accepts?: (here: Here) => boolean;
}

/** A function of which the dynamics or an event function read the sign, or the integer below. Inner ones first. */
export interface OracleSwitch {
  readonly kind: "sign" | "floor";
  readonly q: (here: Here) => number;
}

export interface OracleModel {
  readonly states: readonly string[];
  /** Typical sizes of the states. */
  readonly scales: readonly number[];
  /** dy/dt into `out`, 0 for discrete states. Reads comparisons from the modes only. */
  readonly field: (here: Here, out: Float64Array) => void;
  readonly events: readonly OracleEvent[];
  readonly ports: readonly OraclePort[];
  readonly switches: readonly OracleSwitch[];
}

/** A signal of one neuron; the last value holds on. */
export interface OracleSignal {
  readonly kind: "constant" | "linear";
  /** Ascending, beginning with 0. */
  readonly times: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

export interface OracleNeuron {
  readonly model: OracleModel;
  readonly p: ArrayLike<number>;
  readonly initial: ArrayLike<number>;
  readonly signals: readonly OracleSignal[];
}

/** A channel of given spikes, any order; Infinity is absent. */
export interface OracleChannel {
  readonly times: ArrayLike<number>;
}

export type OracleUnit = OracleNeuron | OracleChannel;

/** Synapses between two lists of units. Positions `pre` and `post` are those in the lists. */
export interface OracleProjection {
  /** Numbers of units in the network. */
  readonly pre: readonly number[];
  readonly post: readonly number[];
  readonly port: number;
  /** Weights by channel, undefined where there is no synapse. */
  readonly weights: (pre: number, post: number) => ArrayLike<number> | undefined;
}

export interface OracleNetwork {
  readonly units: readonly OracleUnit[];
  readonly projections: readonly OracleProjection[];
  /** Of the projection with this number, ≥ 0. */
  readonly delay: (projection: number, pre: number, post: number) => number;
}

export interface OracleOptions {
  readonly until: number;
  /** Within [0, until], ascending. */
  readonly samples?: readonly number[];
  readonly side?: "after" | "before";
  /** Default 1000. */
  readonly maxRounds?: number;
  /** Cap on the events of one unit: 1000 and so many per ms, default 1000. */
  readonly maxSpikesPerUnitTime?: number;
  /** Default: an eighth of the run. What is narrower than a fiftieth of a step may be missed. */
  readonly maxStep?: number;
}

export interface OracleSpike {
  readonly time: number;
  /** Number of the unit in the network. */
  readonly neuron: number;
  readonly event: string;
  readonly emits: boolean;
  readonly cause: "root" | "jump" | "timer";
  /** From 1. */
  readonly round: number;
}

export type OracleStatus =
  | "completed"
  | "event-storm"
  | "event-accumulation"
  | "sliding"
  | "step-size-underflow"
  | "negative-lag";

export interface OracleSolution {
  readonly status: OracleStatus;
  readonly message: string;
  /** Time reached. */
  readonly time: number;
  /** Events of all neurons in the order in which they happened; not the given spikes of channels. */
  readonly spikes: readonly OracleSpike[];
  /** By unit; empty for channels. */
  readonly final: readonly Float64Array[];
  /** [samples][units], NaN where the run did not come so far. */
  readonly samples: readonly (readonly Float64Array[])[];
  /** Arrivals after `until`, one per synapse. */
  readonly ignoredArrivals: number;
  /** Of events at a root: the smallest rate of g; Infinity without one. */
  readonly smallestRate: number;
  /** The extremum nearest to zero of an event function that decided that nothing happened; Infinity without one. */
  readonly closestApproach: number;
  /** The shortest time between two instants at which something happens, as between arrivals along equally long paths. */
  readonly smallestGap: number;
  readonly steps: number;
  /**
   * By unit: arrivals, events and switches in their order. Runs with the same ones are a smooth function of each
   * other; where they differ, a derivative may not exist between them.
   */
  readonly logs: readonly (readonly string[])[];
}

export const isNeuron = (unit: OracleUnit): unit is OracleNeuron => "model" in unit;
