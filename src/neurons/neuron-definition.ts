/** What a user writes to define a neuron; `defineNeuron` checks it and makes a model of it. */
import type { Expr } from "../expr/node.ts";
import type { Domain } from "./neuron-model.ts";

/** Symbols by name, as a traced function gets them. */
export type Symbols = Readonly<Record<string, Expr>>;

/** Infix text, a number, or a function of symbols. */
export type Formula = string | number | ((symbols: Symbols) => Expr | number);

/** Names, or names with their units. */
export type NamesWithUnits = readonly string[] | Readonly<Record<string, { readonly unit?: string }>>;

/** New values by state (a state that is left out keeps its value): formulas, or one function. */
export type JumpDefinition =
  | Readonly<Record<string, string | number>>
  | ((symbols: Symbols) => Readonly<Record<string, Expr | number>>);

export interface StateDefinition {
  /** Such as `"mV"` or `"nS/cm^2"`; `"1"` is a plain number. Undeclared: its equations are not checked. */
  readonly unit?: string;
  /** Value at t = 0: a number, or a formula of the parameters. Default 0. */
  readonly initial?: Formula;
  /** Typical size: the unit of the absolute tolerance. Default 1. */
  readonly scale?: number;
}

export interface ParameterDefinition {
  /** As that of a state; values and gradients are in this unit. */
  readonly unit?: string;
  readonly default: number;
  /** Default "free". */
  readonly domain?: Domain;
}

export interface EventDefinition {
  /** The event function g; the event happens when it crosses 0. */
  readonly when: Formula;
  /** Which way; default "rising". "either" makes two events of the same name that do the same. */
  readonly direction?: "rising" | "falling" | "either";
  /** All right-hand sides see the values before the event. */
  readonly reset?: JumpDefinition;
  /** Whether it is sent along the projections; default true for `spike`, false for the others. */
  readonly emits?: boolean;
  /** Whether g ≥ 0 at t = 0 fires at once; default false. */
  readonly fireAtStart?: boolean;
}

export interface PortDefinition {
  /** Weight channels, `["weight"]` or `{ weight: { unit: "nS" } }`; default ["weight"]. */
  readonly weights?: NamesWithUnits;
  readonly map: JumpDefinition;
}

/** Ports by name, or the map of a single port with the single channel `weight`. */
export type InputDefinition = Readonly<Record<string, PortDefinition>> | JumpDefinition;

export interface NeuronDefinition {
  readonly name: string;
  readonly state: Readonly<Record<string, StateDefinition>>;
  /** Variables that only events change. */
  readonly discrete?: Readonly<Record<string, StateDefinition>>;
  readonly parameters?: Readonly<Record<string, ParameterDefinition | number>>;
  /** Time-dependent external signals: `["current"]` or `{ current: { unit: "nA" } }`. */
  readonly signals?: NamesWithUnits;
  /** Lines `dv/dt = …` or `v' = …`, with definitions `name = …` and comments; or a function. */
  readonly dynamics: string | ((symbols: Symbols) => Readonly<Record<string, Expr | number>>);
  /** The event that is sent. */
  readonly spike?: EventDefinition;
  /** Further named events. */
  readonly events?: Readonly<Record<string, EventDefinition>>;
  readonly input?: InputDefinition;
}
