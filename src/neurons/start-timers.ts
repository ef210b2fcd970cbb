/** Timers as they are declared: what starts them, and the discrete states that hold when they are due. */
import { knownHere, ModelError } from "../errors.ts";
import { add } from "../expr/build.ts";
import { type Expr, symbol } from "../expr/node.ts";
import { isRecord, shown } from "../values.ts";
import { checkKeys } from "./definition-checks.ts";
import { periodFormula, type Scope } from "./formulas.ts";
import type { NeuronDefinition, StateDefinition, TimerDefinition } from "./neuron-definition.ts";
import { dueState, notPending } from "./timers.ts";

/**
 * The discrete states of all timers that a definition starts.
 *
 * @throws ModelError for a timer of an event that is not declared
 */
export function dueStates(where: string, definition: NeuronDefinition): Record<string, StateDefinition> {
  const { spike, events = {}, input = {} } = definition;
  const ports = typeof input === "function" || !isRecord(input) ? [] : Object.values(input);
  const starters = [spike, ...Object.values(events), ...ports] as readonly { readonly after?: unknown }[];
  const names = Object.keys(events);
  const due = starters.flatMap((starter) => {
    if (!isRecord(starter)) return [];
    return listed(starter["after"] as TimerDefinition).map(({ event }): [string, StateDefinition] => {
      if (names.includes(event)) return [dueState(event), { initial: notPending }];
      throw new ModelError(
        where,
        `a timer starts ${shown(event)}, which is no event`,
        knownHere(event, names),
      );
    });
  });
  return Object.fromEntries(due);
}

function listed(after: TimerDefinition | readonly TimerDefinition[] | undefined): readonly TimerDefinition[] {
  if (after === undefined) return [];
  const list: readonly TimerDefinition[] = Array.isArray(after) ? after : [after];
  return list.map((timer) =>
    isRecord(timer) ? timer : { period: 0, event: shown(timer) },
  ) as TimerDefinition[];
}

/** A jump that starts timers, too: each is due its period after the time of the jump. */
export function startTimers(
  scope: Scope,
  block: string,
  after: TimerDefinition | readonly TimerDefinition[] | undefined,
  jump: readonly Expr[],
): Expr[] {
  const result = [...jump];
  for (const timer of listed(after)) {
    checkKeys(scope.where, `${block}.after`, timer, ["period", "event"]);
    if (timer.period === undefined) {
      throw new ModelError(scope.where, `${block}.after has no period`, "Give a number of ms or a formula.");
    }
    const { period: formula, event } = timer;
    const period = scope.problems.attempt(() =>
      periodFormula(scope, `${block}.after.period`, formula, event),
    );
    if (period !== undefined) result[scope.states.indexOf(dueState(event))] = add(symbol("t"), period);
  }
  return result;
}
