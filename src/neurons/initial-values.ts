/**
 * Values of the states at t = 0. One that is a formula may depend on those of other states: in a model it says
 * `initial.v` for the value that v starts with. Where v starts with a number, that is a parameter of this name.
 */
import { ModelError } from "../errors.ts";
import { type DependencyOrder, dependencyOrder } from "../expr/dependency-order.ts";
import { type Expr, symbol, symbolsOf } from "../expr/node.ts";
import { substitute } from "../expr/substitute.ts";
import type { StateVariable } from "./neuron-model.ts";

/** What formulas of initial values call the initial value of a state. */
export const initialName = (state: string): string => `initial.${state}`;

/** A formula of states with their initial values in the places of the states. */
export function ofInitialValues(formula: Expr, states: readonly string[]): Expr {
  return substitute([formula], new Map(states.map((state) => [state, symbol(initialName(state))])))[0]!;
}

/** The same formula in the names of the states: what `ofInitialValues` undoes. */
export function ofStates(formula: Expr, states: readonly string[]): Expr {
  return substitute([formula], new Map(states.map((state) => [initialName(state), symbol(state)])))[0]!;
}

/** States after the ones that their initial values depend on. */
function order(states: readonly StateVariable[]): DependencyOrder<StateVariable> {
  const byName = new Map(states.map((state) => [initialName(state.name), state]));
  return dependencyOrder(states, ({ initial }) =>
    typeof initial === "number"
      ? []
      : [...symbolsOf([initial])].flatMap((name) => (byName.has(name) ? [byName.get(name)!] : [])),
  );
}

/** @throws ModelError for initial values that are given by each other */
export function checkInitialOrder(where: string, states: readonly StateVariable[]): void {
  const sorted = order(states);
  if ("order" in sorted) return;
  const ring = [...sorted.cycle, sorted.cycle[0]!].map(({ name }) => name);
  const what =
    ring.length === 2
      ? `the initial value of "${ring[0]}" is given by itself`
      : `initial values are given by each other, ${ring.join(" → ")}`;
  throw new ModelError(where, what, "Give one of them as a number or by parameters alone.");
}

/** The initial value of every state as an expression of parameters, `initial.v` among them. */
export function initialValues(states: readonly StateVariable[]): Expr[] {
  const sorted = order(states);
  if ("cycle" in sorted) throw new TypeError("internal: a model with circular initial values");
  const values = new Map<string, Expr>();
  for (const { name, initial } of sorted.order) {
    const own = initialName(name);
    values.set(own, typeof initial === "number" ? symbol(own) : substitute([initial], values)[0]!);
  }
  return states.map(({ name }) => values.get(initialName(name))!);
}
