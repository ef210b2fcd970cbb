/** Events of a neuron from their definitions. */
import { ModelError } from "../errors.ts";
import { neg } from "../expr/build.ts";
import { type Expr, symbol, symbolsOf } from "../expr/node.ts";
import { shown } from "../values.ts";
import { checkKeys } from "./definition-checks.ts";
import { eventFormula, jump, type Scope } from "./formulas.ts";
import type { EventDefinition } from "./neuron-definition.ts";
import type { NeuronEvent } from "./neuron-model.ts";

/** What distinguishes the name of the falling one of two events that were declared as one. */
export const fallingSuffix = " (falling)";

const directionHint = 'Give "rising", "falling" or "either".';

/** One event, or two of the same name if it happens in either direction. */
export function eventsOf(
  scope: Scope,
  name: string,
  definition: EventDefinition,
  isSpike: boolean,
): NeuronEvent[] {
  const { where } = scope;
  const block = isSpike ? "spike" : `events.${name}`;
  checkKeys(where, block, definition, ["when", "direction", "reset", "emits", "fireAtStart"]);
  const { direction = "rising", reset = {}, emits = isSpike, fireAtStart = false } = definition;
  for (const [key, value] of Object.entries({ emits, fireAtStart })) {
    if (typeof value === "boolean") continue;
    throw new ModelError(where, `${block}.${key} is ${shown(value)}`, "Give true or false.");
  }
  if (definition.when === undefined)
    throw new ModelError(where, `${block} has no condition`, `Give ${block}.when.`);
  const condition = definition.when;
  const when = scope.problems.attempt(() => eventFormula(scope, `${block}.when`, condition));
  const after = jump(scope, `${block}.reset`, reset);
  if (when === undefined) return [];
  const names = symbolsOf([when]);
  if (names.size === 0) {
    const hint = "Write a condition that the state can fulfil.";
    throw new ModelError(where, `${block}.when is the constant ${when.value}`, hint);
  }
  const repeats = writesCondition(when, scope.states, after);
  const make = (suffix: string, g: Expr): NeuronEvent =>
    Object.freeze({
      name: `${name}${suffix}`,
      when: g,
      reset: Object.freeze(after),
      emits,
      fireAtStart,
      repeats,
      payload: undefined,
    });
  switch (direction) {
    case "rising":
      return [make("", when)];
    case "falling":
      return [make("", neg(when))];
    case "either":
      return [make("", when), make(fallingSuffix, neg(when))];
    default:
      throw new ModelError(where, `${block}.direction is ${shown(direction)}`, directionHint);
  }
}

/** Whether a reset writes a symbol of the event function, so that the event may repeat at one instant. */
export function writesCondition(when: Expr, states: readonly string[], reset: readonly Expr[]): boolean {
  const names = symbolsOf([when]);
  return states.some((state, i) => names.has(state) && reset[i] !== symbol(state));
}
