/**
 * Timers: events at a given time after another. The time at which one is due is a discrete state, which what starts
 * the timer sets, and its event function is t − due: so the time is located, recorded and differentiated as that of any
 * event, with a crossing rate of 1. The event itself takes the time away again: it happens once, whatever guards it.
 */
import { lt, one, select, sub, zero } from "../expr/build.ts";
import { constant, type Expr, equal, symbol } from "../expr/node.ts";
import { type GuardedFunction, guardedFunction, isNegative } from "./guards.ts";
import type { NeuronEvent, NeuronModel } from "./neuron-model.ts";

/** What is in the place of the time while nothing has started the timer, and when it is over. */
export const notPending = -1;

/** The discrete state that holds when an event is due. */
export function dueState(event: string): string {
  return `due_${event}`;
}

/** The event function of a timer: t − due while it is pending, else below zero. */
export function timeSinceDue(due: string): Expr {
  return select(lt(symbol(due), 0), constant(-1), sub(symbol("t"), symbol(due)));
}

/** An event at the time that a discrete state holds. */
export interface Timer {
  readonly due: string;
  /** That time while the timer is pending and all guards of its event hold, else Infinity. */
  readonly next: Expr;
}

/** By event, its timer if it has one: told by its function, which no other event has, whatever guards it. */
export function timersOf({ events }: NeuronModel): (Timer | undefined)[] {
  return events.map(({ name, when }) => {
    const due = dueState(name);
    const next = whereReached(when, timeSinceDue(due), symbol(due));
    return next === undefined ? undefined : { due, next };
  });
}

/** The time where no guard, a choice of a negative number in the place of the function, keeps it; Infinity elsewhere. */
function whereReached(when: Expr, timed: Expr, due: Expr): Expr | undefined {
  const never = constant(Number.POSITIVE_INFINITY);
  if (equal(when, timed)) return select(when.args[0]!, never, due);
  if (when.op !== "select") return undefined;
  const [condition, a, b] = when.args as [Expr, Expr, Expr];
  if (isNegative(a) === isNegative(b)) return undefined;
  const inside = whereReached(isNegative(a) ? b : a, timed, due);
  if (inside === undefined) return undefined;
  return isNegative(a) ? select(condition, never, inside) : select(condition, inside, never);
}

/** 1 where a jump starts the timer of a state, of which it makes `after`, and 0 where it keeps or ends it. */
export function isStarted(due: string, after: Expr): Expr {
  if (after === symbol(due) || isNegative(after)) return zero;
  if (after.op !== "select") return one;
  const [condition, a, b] = after.args;
  return select(condition!, isStarted(due, a!), isStarted(due, b!));
}

/** An event as people say it: the time that it is due at or what rises through 0, and what else must hold. */
export function happening({
  name,
  when,
}: NeuronEvent): GuardedFunction & { readonly due: string | undefined } {
  const { rising, guards } = guardedFunction(when);
  const due = dueState(name);
  if (whereReached(when, timeSinceDue(due), symbol(due)) === undefined)
    return { rising, guards, due: undefined };
  const isPending = lt(symbol(due), 0);
  return { rising, guards: guards.filter(({ condition }) => !equal(condition, isPending)), due };
}
