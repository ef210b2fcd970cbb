/** Events of a neuron from their definitions. */
import { ModelError } from "../errors.ts";
import { neg, select } from "../expr/build.ts";
import { constant, type Expr, symbol, symbolsOf } from "../expr/node.ts";
import { shown } from "../values.ts";
import { checkKeys } from "./definition-checks.ts";
import { eventFormula, guardFormula, jump, payloadFormula, type Scope } from "./formulas.ts";
import type { EventDefinition } from "./neuron-definition.ts";
import type { NeuronEvent } from "./neuron-model.ts";
import { startTimers } from "./start-timers.ts";
import { dueState, notPending, timeSinceDue } from "./timers.ts";

/** What distinguishes the name of the falling one of two events that were declared as one. */
export const fallingSuffix = " (falling)";

const keys = ["when", "while", "direction", "reset", "after", "emits", "payload", "fireAtStart"];
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
  checkKeys(where, block, definition, keys);
  const { direction = "rising", reset = {}, emits = isSpike, fireAtStart = false } = definition;
  for (const [key, value] of Object.entries({ emits, fireAtStart })) {
    if (typeof value === "boolean") continue;
    throw new ModelError(where, `${block}.${key} is ${shown(value)}`, "Give true or false.");
  }
  const when = scope.problems.attempt(() => conditionOf(scope, block, name, definition));
  const { while: holds } = definition;
  const guard =
    holds === undefined
      ? undefined
      : scope.problems.attempt(() => guardFormula(scope, `${block}.while`, holds));
  const { payload: formula } = definition;
  const payload =
    formula === undefined
      ? undefined
      : scope.problems.attempt(() => payloadFormula(scope, `${block}.payload`, formula));
  if (formula !== undefined && !emits) {
    throw new ModelError(
      where,
      `${block} is not sent, and has a payload`,
      "Give emits: true, or leave it out.",
    );
  }
  const own = jump(scope, `${block}.reset`, reset);
  const isTimed = scope.dues.has(dueState(name));
  if (isTimed) own[scope.states.indexOf(dueState(name))] = constant(notPending);
  const after = startTimers(scope, block, definition.after, own);
  if (when === undefined) return [];
  const names = symbolsOf([when]);
  if (names.size === 0) {
    const hint = "Write a condition that the state can fulfil.";
    throw new ModelError(where, `${block}.when is the constant ${when.value}`, hint);
  }
  if (isTimed && direction !== "rising") {
    throw new ModelError(
      where,
      `${block} has a direction, and a timer starts it`,
      "Leave the direction out.",
    );
  }
  const make = (suffix: string, g: Expr): NeuronEvent => {
    const gated = guard === undefined ? g : select(guard, g, constant(-1));
    return Object.freeze({
      name: `${name}${suffix}`,
      when: gated,
      reset: Object.freeze(after),
      emits,
      fireAtStart,
      repeats: writesCondition(gated, scope.states, after),
      payload,
    });
  };
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

/** The event function of what a user wrote, or of a timer that something starts. */
function conditionOf(scope: Scope, block: string, name: string, { when }: EventDefinition): Expr {
  const isTimed = scope.dues.has(dueState(name));
  if (isTimed && when === undefined) return timeSinceDue(dueState(name));
  if (when === undefined) {
    throw new ModelError(scope.where, `${block} has no condition`, `Give ${block}.when.`);
  }
  if (isTimed) {
    const hint = "Leave the condition out, or name another event.";
    throw new ModelError(scope.where, `${block} has a condition, and a timer starts it`, hint);
  }
  return eventFormula(scope, `${block}.when`, when);
}

/**
 * Whether an event that something was added to may repeat at one instant: as the one that it was made of, or since its reset
 * writes the condition only now.
 */
export function repeatsStill(
  { when, reset, repeats }: NeuronEvent,
  states: readonly string[],
  added: { readonly when: Expr; readonly states: readonly string[]; readonly reset: readonly Expr[] },
): boolean {
  return (
    repeats ||
    (!writesCondition(when, states, reset) && writesCondition(added.when, added.states, added.reset))
  );
}

/** Whether a reset writes a symbol of the event function, so that the event may repeat at one instant. */
export function writesCondition(when: Expr, states: readonly string[], reset: readonly Expr[]): boolean {
  const names = symbolsOf([when]);
  return states.some((state, i) => names.has(state) && reset[i] !== symbol(state));
}
