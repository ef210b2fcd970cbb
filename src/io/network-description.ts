/** A network as plain data, the equations of its neurons included; nothing in it can run. */
import type { ModelDescription } from "./model-description.ts";
import type { ValuesDescription } from "./values-description.ts";

export type ValuesByName = Readonly<Record<string, ValuesDescription>>;

export type PopulationDescription =
  | { readonly kind: "source"; readonly size: number }
  | {
      readonly kind: "neurons";
      readonly size: number;
      /** Index among the models. */
      readonly model: number;
      readonly parameters: ValuesByName;
      readonly initial: ValuesByName;
    };

export interface ProjectionDescription {
  readonly name: string;
  readonly pre: string;
  readonly post: string;
  readonly port: string;
  /** By channel; an array has the entries of [pre, post], row-major. */
  readonly weights: ValuesByName;
  readonly delay: number;
}

export interface NetworkDescription {
  readonly models: readonly ModelDescription[];
  readonly populations: Readonly<Record<string, PopulationDescription>>;
  readonly projections: readonly ProjectionDescription[];
  /** Full names. */
  readonly trainable: readonly string[];
  /** Groups of full names that share a slice. */
  readonly tie: readonly (readonly string[])[];
}
