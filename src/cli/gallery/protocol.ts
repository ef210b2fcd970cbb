/** What the gallery shows of a neuron: a stimulus, and the states, planes and currents worth looking at. */
import type { NeuronModel } from "../../neurons/neuron-model.ts";

/** A constant current between two times. */
export interface Step {
  readonly kind: "step";
  /** The parameter that it stands for. */
  readonly parameter: string;
  /** Before and after. */
  readonly rest: number;
  readonly value: number;
  /** [ms]. */
  readonly from: number;
  readonly to: number;
}

/** Arriving spikes. */
export interface Arrivals {
  readonly kind: "arrivals";
  readonly weight: number;
  /** [ms]. */
  readonly times: readonly number[];
}

/** States on a common axis. */
export interface ShownStates {
  readonly states: readonly string[];
  /** A formula of states and parameters, drawn with them. */
  readonly threshold?: string;
}

/** The states of which the rest of the model is a function, or does not matter, and where they are looked at. */
export type Window = Readonly<Record<string, readonly [low: number, high: number]>>;

/** Constant currents under which neurons are compared. */
export interface Currents {
  readonly parameter: string;
  readonly from: number;
  readonly to: number;
  /** Length of a run [ms]. */
  readonly until: number;
}

export interface ProtocolEntry {
  readonly title: string;
  /** Of the model. */
  readonly source?: string;
  /** In the place of defaults. */
  readonly parameters?: Readonly<Record<string, number>>;
  /** What there is to see. */
  readonly note: string;
  /** [ms]. */
  readonly until: number;
  readonly stimulus: Step | Arrivals;
  /** From top to bottom; spikes are marked above the first. */
  readonly shown: readonly ShownStates[];
  /** One state, or two that make a plane; other states are 0 there. */
  readonly phase?: Window;
  /** Of the f–I curve; the second half of a run counts. */
  readonly rates?: Currents;
  /** A state whose highest value over the current is drawn. */
  readonly peaks?: Currents & { readonly state: string };
}

export interface Protocol extends ProtocolEntry {
  readonly model: NeuronModel;
}
