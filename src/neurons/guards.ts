/** Guards: conditions in front of an event function, where it is a negative number and nothing happens. */
import type { Expr } from "../expr/node.ts";

export interface Guard {
  readonly condition: Expr;
  /** Whether the event may happen where the condition holds, or where it does not. */
  readonly holds: boolean;
}

export interface GuardedFunction {
  /** What rises through zero while every guard lets it. */
  readonly rising: Expr;
  /** The outermost first. */
  readonly guards: readonly Guard[];
}

/** An event function as what rises, and what keeps it from that. */
export function guardedFunction(when: Expr): GuardedFunction {
  const guards: Guard[] = [];
  let rising = when;
  while (rising.op === "select") {
    const [condition, a, b] = rising.args as [Expr, Expr, Expr];
    if (isNegative(a) === isNegative(b)) break;
    guards.push({ condition, holds: isNegative(b) });
    rising = isNegative(a) ? b : a;
  }
  return { rising, guards };
}

export function isNegative({ op, value }: Expr): boolean {
  return op === "constant" && value < 0;
}
