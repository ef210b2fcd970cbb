/**
 * A neuron model: equations as expression graphs. It is data; nothing in it runs during a
 * simulation. Symbols in the expressions are the names of states, parameters, signals and, in an
 * input map, of the port's weight channels; `t` is the time in ms. Units have been converted: the
 * expressions are relations between plain numbers, each in its declared unit.
 */
import type { Domain } from "../domain.ts";
import type { Expr } from "../expr/node.ts";

/** A state of a model, in the unit of its values. */
export interface StateVariable {
  readonly name: string;
  /** Empty if not declared. */
  readonly unit: string;
  /** Typical size, the unit of the absolute tolerance. */
  readonly scale: number;
  /**
   * Value at t = 0: a number (then a parameter of its own) or an expression of the parameters and of
   * `initial.v`, the initial value of a state v.
   */
  readonly initial: number | Expr;
  /** Whether only events change it; then its derivative is 0. */
  readonly discrete: boolean;
}

/** A parameter of a model, in the unit of its values. */
export interface Parameter {
  readonly name: string;
  /** Empty if not declared. */
  readonly unit: string;
  /** Unless a population gives another. */
  readonly default: number;
  readonly domain: Domain;
}

/** Something that happens when an event function rises through zero. */
export interface NeuronEvent {
  readonly name: string;
  /** The event function g, in the rising direction. */
  readonly when: Expr;
  /** New value of every state, in the order of the states. */
  readonly reset: readonly Expr[];
  /** Whether the event is sent along the projections. */
  readonly emits: boolean;
  /** Whether g ≥ 0 at t = 0 fires at once. */
  readonly fireAtStart: boolean;
  /** Whether the event may repeat at one instant: where its reset writes a symbol of g, unless that keeps it from happening. */
  readonly repeats: boolean;
  /** What a graded spike carries, a function of the state before the event; 1 if undefined. */
  readonly payload: Expr | undefined;
}

/** Where spikes arrive: named weight channels and the jump that one arrival makes. */
export interface Port {
  readonly name: string;
  readonly channels: readonly string[];
  /** Units of the channels, in their order; empty if not declared. */
  readonly units: readonly string[];
  /** New value of every state, in the order of the states. */
  readonly map: readonly Expr[];
  /** Whether the map reads the symbol `payload` as what a spike carries. */
  readonly graded: boolean;
}

/** A neuron that `defineNeuron` has checked: equations as expressions, nothing that runs. */
export interface NeuronModel {
  readonly name: string;
  readonly states: readonly StateVariable[];
  readonly parameters: readonly Parameter[];
  /** Names of the time-dependent external signals. */
  readonly signals: readonly string[];
  /** dy/dt, in the order of the states. */
  readonly derivatives: readonly Expr[];
  readonly events: readonly NeuronEvent[];
  readonly ports: readonly Port[];
}

/** The symbol by which an input map reads what a spike carries. */
export const payloadName = "payload";

/** Names of the states that move between events. */
export function continuousStates({ states }: Pick<NeuronModel, "states">): string[] {
  return states.filter(({ discrete }) => !discrete).map(({ name }) => name);
}

/** Names of what changes between events: continuous states, the time and signals. */
export function movingNames(model: Pick<NeuronModel, "states" | "signals">): string[] {
  return [...continuousStates(model), "t", ...model.signals];
}

/** All expressions that a model is made of. */
export function expressionsOf({ states, derivatives, events, ports }: NeuronModel): Expr[] {
  return [
    ...states.flatMap(({ initial }) => (typeof initial === "number" ? [] : [initial])),
    ...derivatives,
    ...events.flatMap(({ when, reset, payload }) => [
      when,
      ...reset,
      ...(payload === undefined ? [] : [payload]),
    ]),
    ...ports.flatMap(({ map }) => map),
  ];
}
