/** A network as plain data, the equations of its neurons included; nothing in it can run. */
import type { DelayPer } from "../network/synapses.ts";
import type { Topology } from "../network/topology.ts";
import type { ModelDescription } from "./model-description.ts";
import type { ValuesDescription } from "./values-description.ts";

/** By parameter, state or channel. */
export type ValuesByName = Readonly<Record<string, ValuesDescription>>;

/** A population as plain data: channels of given spikes, or neurons of a model. */
export type PopulationDescription =
  | { readonly kind: "source"; readonly size: number }
  | {
      readonly kind: "neurons";
      readonly size: number;
      /** Index among the models. */
      readonly model: number;
      /** Values that differ from those of the model. */
      readonly parameters: ValuesByName;
      readonly initial: ValuesByName;
    };

/** A projection as plain data; populations and port by name. */
export interface ProjectionDescription {
  readonly name: string;
  readonly pre: string;
  readonly post: string;
  readonly port: string;
  /** By channel; an array has the entries of [pre, post], row-major, or one for each synapse. */
  readonly weights: ValuesByName;
  /** [ms] */
  readonly delay: ValuesDescription;
  /** All to all if left out. */
  readonly topology?: Topology;
  /** What has a delay of its own; the projection if left out. */
  readonly delayPer?: DelayPer;
}

/** A network as plain data, to be shown, compared or written to a file. */
export interface NetworkDescription {
  /** What populations refer to by index. */
  readonly models: readonly ModelDescription[];
  /** By name, in the order of the network. */
  readonly populations: Readonly<Record<string, PopulationDescription>>;
  readonly projections: readonly ProjectionDescription[];
  /** Full names. */
  readonly trainable: readonly string[];
  /** Groups of full names that share a slice. */
  readonly tie: readonly (readonly string[])[];
}
