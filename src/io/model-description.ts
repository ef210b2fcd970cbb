/**
 * A neuron model as plain data, in the words of `defineNeuron` but with texts only. The texts are the
 * expressions that the model computes, so units stand beside them and convert nothing.
 */

import type { Domain } from "../domain.ts";
import { textOfFormula } from "../expr/formula.ts";
import { type Expr, symbol, within } from "../expr/node.ts";
import { printEquations } from "../expr/print-equations.ts";
import { writesCondition } from "../neurons/events.ts";
import { ofStates } from "../neurons/initial-values.ts";
import { type NeuronEvent, type NeuronModel, payloadName } from "../neurons/neuron-model.ts";

/** A state of a model. */
export interface StateDescription {
  readonly unit: string;
  readonly scale: number;
  /** A number, or a formula of the parameters and of the initial values of other states. */
  readonly initial: number | string;
}

/** An event of a model, its formulas as texts. */
export interface EventDescription {
  /** In the rising direction. */
  readonly when: string;
  /** New values of the states that change. */
  readonly reset: Readonly<Record<string, string>>;
  readonly emits: boolean;
  /** What a graded spike carries; 1 if left out. */
  readonly payload?: string;
  readonly fireAtStart: boolean;
  /** Of an event that does not repeat at one instant although its reset writes its condition, as `refractory` makes some. */
  readonly repeats?: false;
}

/** A neuron model as plain data: what it computes as texts, and beside them units, which convert nothing. */
export interface ModelDescription {
  readonly name: string;
  readonly state: Readonly<Record<string, StateDescription>>;
  readonly discrete: Readonly<Record<string, StateDescription>>;
  readonly parameters: Readonly<
    Record<string, { readonly unit: string; readonly default: number; readonly domain: Domain }>
  >;
  readonly signals: readonly string[];
  /** Lines `dv/dt = …` and the definitions that they need. */
  readonly dynamics: string;
  /** By name; `spike` is the first. */
  readonly events: Readonly<Record<string, EventDescription>>;
  /** Ports by name: weight channels with units, and the new values of the states that an arrival changes. */
  readonly input: Readonly<
    Record<
      string,
      {
        readonly weights: Readonly<Record<string, { readonly unit: string }>>;
        readonly map: Readonly<Record<string, string>>;
      }
    >
  >;
}

/** @throws ModelError if a constant of the model is not finite */
export function describeModel(model: NeuronModel): ModelDescription {
  return within(new Map(), () => descriptionOf(model));
}

function descriptionOf(model: NeuronModel): ModelDescription {
  const names = namesOf(model);
  const stateNames = model.states.map(({ name }) => name);
  const initialText = (formula: Expr): string => textOfFormula(ofStates(formula, stateNames), names);
  const states = (discrete: boolean) =>
    Object.fromEntries(
      model.states
        .filter((state) => state.discrete === discrete)
        .map(({ name, unit, scale, initial }): [string, StateDescription] => [
          name,
          { unit, scale, initial: typeof initial === "number" ? initial : initialText(initial) },
        ]),
    );
  const changes = (after: readonly Expr[], known: readonly string[]): Record<string, string> =>
    Object.fromEntries(
      model.states.flatMap(({ name }, k) =>
        after[k] === symbol(name) ? [] : [[name, textOfFormula(after[k]!, known)] as const],
      ),
    );
  const derivatives = model.states.flatMap(({ name, discrete }, k) =>
    discrete ? [] : [[name, model.derivatives[k]!] as const],
  );
  return {
    name: model.name,
    state: states(false),
    discrete: states(true),
    parameters: Object.fromEntries(
      model.parameters.map(({ name, unit, default: value, domain }) => [
        name,
        { unit, default: value, domain },
      ]),
    ),
    signals: model.signals,
    dynamics: printEquations(new Map(derivatives), names),
    events: Object.fromEntries(
      model.events.map(({ name, when, reset, emits, fireAtStart, payload, repeats }: NeuronEvent) => [
        name,
        {
          when: textOfFormula(when, names),
          reset: changes(reset, names),
          emits,
          ...(payload === undefined ? {} : { payload: textOfFormula(payload, names) }),
          fireAtStart,
          ...(!repeats && writesCondition(when, stateNames, reset) ? { repeats: false as const } : {}),
        },
      ]),
    ),
    input: Object.fromEntries(
      model.ports.map(({ name, channels, units, map, graded }) => [
        name,
        {
          weights: Object.fromEntries(channels.map((channel, k) => [channel, { unit: units[k]! }])),
          map: changes(map, [...names, ...channels, ...(graded ? [payloadName] : [])]),
        },
      ]),
    ),
  };
}

function namesOf({ states, parameters, signals }: NeuronModel): string[] {
  return [...states.map(({ name }) => name), ...parameters.map(({ name }) => name), ...signals];
}
