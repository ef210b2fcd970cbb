/** What a user writes to define a neuron; `defineNeuron` checks it and makes a model of it. */

import type { Domain } from "../domain.ts";
import type { Expr } from "../expr/node.ts";

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

/** A state: its unit, where it starts, and its typical size. */
export interface StateDefinition {
  /** Such as `"mV"` or `"nS/cm^2"`; `"1"` is a plain number. Undeclared: its equations are not checked. */
  readonly unit?: string;
  /**
   * Value at t = 0: a number, or a formula of parameters, definitions and other states, which stand for their
   * own initial values. Default 0.
   */
  readonly initial?: Formula;
  /** Typical size: the unit of the absolute tolerance. Default 1. */
  readonly scale?: number;
}

/** A parameter: its unit, its value unless a population gives another, and where training may take it. */
export interface ParameterDefinition {
  /** As that of a state; values and gradients are in this unit. */
  readonly unit?: string;
  /** In that unit. */
  readonly default: number;
  /** What values it may take; default "free", all finite ones. */
  readonly domain?: Domain;
}

/** An event at a given time after what starts it. */
export interface TimerDefinition {
  /** How long after [ms], ≥ 0: a formula of what holds before the start; with a gradient. */
  readonly period: Formula;
  /** Its name among `events`, where it has no condition. Starting it anew replaces a start that is pending. */
  readonly event: string;
}

/** Something that happens when a function of the state crosses zero, or when a timer is over. */
export interface EventDefinition {
  /**
   * A condition, such as `v > vThreshold and w < 1`: the event happens when it begins to hold. Or the event
   * function g, such as `v - vThreshold`: it happens when g crosses 0. What only jumps is refused. An event that a timer
   * starts has none.
   */
  readonly when?: Formula;
  /**
   * A condition of discrete states and parameters without which it does not happen, such as `refractory == 0`. Where it
   * begins to hold while the event's own condition does, the event happens then.
   */
  readonly while?: Formula;
  /** Events that happen a time after this one. */
  readonly after?: TimerDefinition | readonly TimerDefinition[];
  /**
   * Which way; default "rising". "falling" is when a condition ceases to hold; "either" makes two events of the
   * same name that do the same.
   */
  readonly direction?: "rising" | "falling" | "either";
  /** New values of states; all right-hand sides see the values before the event. Default: none changes. */
  readonly reset?: JumpDefinition;
  /** Whether it is sent along the projections; default true for `spike`, false for the others. */
  readonly emits?: boolean;
  /**
   * What a graded spike carries to the input maps that read `payload`, a formula of what holds before the event; 1 if left
   * out, and for spikes that are given.
   */
  readonly payload?: Formula;
  /** Whether g ≥ 0 at t = 0 fires at once; default false. */
  readonly fireAtStart?: boolean;
}

/** Where spikes arrive: the numbers that each synapse has, and the jump that one arrival makes. */
export interface PortDefinition {
  /** Weight channels, `["weight"]` or `{ weight: { unit: "nS" } }`; default ["weight"]. */
  readonly weights?: NamesWithUnits;
  /** New values of states, formulas of the channels and of `payload`, too; all see the values before the arrival. */
  readonly map: JumpDefinition;
  /** Events that happen a time after an arrival; a period may be a formula of the channels, too. */
  readonly after?: TimerDefinition | readonly TimerDefinition[];
}

/** Ports by name, or the map of a single port with the single channel `weight`. */
export type InputDefinition = Readonly<Record<string, PortDefinition>> | JumpDefinition;

/** A neuron by its equations, as a paper prints them; time is `t` [ms]. */
export interface NeuronDefinition {
  readonly name: string;
  /** Variables with a derivative; in formulas they are called by their names. */
  readonly state: Readonly<Record<string, StateDefinition>>;
  /** Variables that only events change. */
  readonly discrete?: Readonly<Record<string, StateDefinition>>;
  /** Constants of the equations; a number alone is a default without unit. */
  readonly parameters?: Readonly<Record<string, ParameterDefinition | number>>;
  /** Time-dependent external signals: `["current"]` or `{ current: { unit: "nA" } }`. */
  readonly signals?: NamesWithUnits;
  /** Lines `dv/dt = …` or `v' = …`, with definitions `name = …` and comments, in any order; or a function. */
  readonly dynamics: string | ((symbols: Symbols) => Readonly<Record<string, Expr | number>>);
  /** The event that is sent along the projections, unless its `emits` says no. */
  readonly spike?: EventDefinition;
  /** Further named events. */
  readonly events?: Readonly<Record<string, EventDefinition>>;
  /** What arriving spikes do; without it nothing can project to the neuron. */
  readonly input?: InputDefinition;
}
