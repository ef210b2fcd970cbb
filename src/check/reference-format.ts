/** The content of a reference network file, as its reader has checked it. Times are in ms. */

/** Rows [pre][post]; null where there is no connection. */
export type Matrix = readonly (readonly (number | null)[])[];

/** Numbers by weight array, e.g. `input_to_hidden`. */
export type Matrices = Readonly<Record<string, Matrix>>;

/** A neuron as text; every right-hand side sees the values before the event. */
export interface ReferenceNeuron {
  readonly name: string;
  /** Names of the states in the order in which the file lists their values. */
  readonly components: readonly string[];
  /** Initial values by state, as expressions. */
  readonly state: Readonly<Record<string, string>>;
  readonly dynamics: string;
  readonly spike: { readonly when: string; readonly reset: Readonly<Record<string, string>> };
  readonly input: Readonly<Record<string, string>>;
  /** Names of the parameters that every neuron has for itself. */
  readonly perNeuron: readonly string[];
  /** Names of the weights in `input`. */
  readonly channels: readonly string[];
}

/** A weight array: which input channels or neurons are its rows, which neurons its columns. */
export interface WeightArray {
  readonly name: string;
  readonly from: "inputs" | "neurons";
  readonly firstPre: number;
  readonly rows: number;
  readonly firstPost: number;
  readonly columns: number;
}

export interface ReferenceTopology {
  /** Number of input channels. */
  readonly inputs: number;
  /** Number of neurons. */
  readonly neurons: number;
  /** Sizes of the groups of neurons, in order: hidden and output, or all in one. */
  readonly layers: Readonly<Record<string, number>>;
  readonly arrays: readonly WeightArray[];
}

/** Everything that has a gradient; in `gradients` the gradient itself, in the same shapes. */
export interface ReferenceValues {
  /** By weight channel, then by array. */
  readonly weights: Readonly<Record<string, Matrices>>;
  /** By per-neuron parameter, [neurons]. */
  readonly bias: Readonly<Record<string, readonly number[]>>;
  /** By array [ms]; undefined if every delay is 0. */
  readonly delays: Matrices | undefined;
  /** [channels][spikes], [ms]. */
  readonly inputTimes: readonly (readonly number[])[];
  /** One number each, shared by all neurons. */
  readonly parameters: Readonly<Record<string, number>>;
}

/** coefficient · t[neuron][index]^power */
export interface SpikeTerm {
  readonly neuron: number;
  readonly index: number;
  readonly coefficient: number;
  readonly power: number;
}

/** coefficient · state[neuron](time)^power */
export interface StateTerm {
  readonly neuron: number;
  readonly state: string;
  readonly time: number;
  readonly coefficient: number;
  readonly power: number;
}

/** What the network did, to many digits. */
export interface ReferenceExpectations {
  /** By neuron, ascending [ms]. */
  readonly spikes: readonly (readonly number[])[];
  /** values[neuron][component], in the order of the neuron's `components`. */
  readonly states: readonly { readonly time: number; readonly values: readonly (readonly number[])[] }[];
}

/** The sum of all terms. */
export interface ReferenceLoss {
  readonly spikeTerms: readonly SpikeTerm[];
  readonly stateTerms: readonly StateTerm[];
  readonly value: number;
}

export interface ReferenceFile extends ReferenceExpectations {
  readonly name: string;
  readonly neuron: ReferenceNeuron;
  readonly topology: ReferenceTopology;
  readonly values: ReferenceValues;
  readonly gradients: ReferenceValues;
  /** The run is [0, horizon]. */
  readonly horizon: number;
  readonly loss: ReferenceLoss;
}
