/**
 * Timers: events at a given time after another. The time at which one is due is a discrete state, which what starts
 * the timer sets, and its event function is t − due: so the time is located, recorded and differentiated as that of any
 * event, with a crossing rate of 1. The event itself takes the time away again: it happens once, whatever guards it.
 */
import { lt, one, select, sub, zero } from "../expr/build.ts";
import { constant, type Expr, equal, symbol, symbolsOf } from "../expr/node.ts";
import type { NeuronModel } from "./neuron-model.ts";

/** What is in the place of the time while nothing has started the timer, and when it is over. */
export const notPending = -1;

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

/** By event, its timer if it has one; what guards it compares discrete states and parameters only. */
export function timersOf({ events, states, signals }: NeuronModel): (Timer | undefined)[] {
  const discrete = states.filter((state) => state.discrete).map(({ name }) => name);
  const moving = [...states.filter((state) => !state.discrete).map(({ name }) => name), "t", ...signals];
  const timerOf = (when: Expr): Timer | undefined => {
    if (when.op !== "select") {
      const due = discrete.find((name) => equal(when, sub(symbol("t"), symbol(name))));
      return due === undefined ? undefined : { due, next: symbol(due) };
    }
    const [condition, a, b] = when.args as [Expr, Expr, Expr];
    const names = symbolsOf([condition]);
    if (isNegative(a) === isNegative(b) || moving.some((name) => names.has(name))) return undefined;
    const timer = timerOf(isNegative(a) ? b : a);
    if (timer === undefined) return undefined;
    const never = constant(Number.POSITIVE_INFINITY);
    const next = isNegative(a) ? select(condition, never, timer.next) : select(condition, timer.next, never);
    return { ...timer, next };
  };
  return events.map(({ when }) => timerOf(when));
}

function isNegative({ op, value }: Expr): boolean {
  return op === "constant" && value < 0;
}

/** 1 where a jump starts the timer of a state, of which it makes `after`, and 0 where it keeps or ends it. */
export function isStarted(due: string, after: Expr): Expr {
  if (after === symbol(due) || isNegative(after)) return zero;
  if (after.op !== "select") return one;
  const [condition, a, b] = after.args;
  return select(condition!, isStarted(due, a!), isStarted(due, b!));
}
