/** Formulas of a neuron, given as text, number or function, as expressions in the declared units. */
import { ModelError } from "../errors.ts";
import { parseAssignments, parseEquations } from "../expr/equations.ts";
import { constant, type Expr, symbol } from "../expr/node.ts";
import { parseExpression } from "../expr/parse.ts";
import { noPlaces, type Places } from "../expr/source.ts";
import { traceRecord } from "../expr/trace.ts";
import { isRecord, shown } from "../values.ts";
import { derivativeOf, targetOf, type UnitScope } from "./check-units.ts";
import { eventFunction } from "./conditions.ts";
import type { Formula, JumpDefinition, NeuronDefinition } from "./neuron-definition.ts";

/** The names that formulas may use, their units, and where messages say they are. */
export interface Scope {
  readonly where: string;
  readonly states: readonly string[];
  /** Names of what changes between events: states that are not discrete, signals, and `t`. */
  readonly moving: ReadonlySet<string>;
  readonly known: ReadonlyMap<string, Expr>;
  readonly units: UnitScope;
}

export function symbolTable(names: readonly string[]): Map<string, Expr> {
  return new Map(names.map((name) => [name, symbol(name)]));
}

/** The expression as it was written, and where. */
function read({ where, known }: Scope, block: string, value: Formula, places: Places): Expr {
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new ModelError(where, `${block} is ${value}`, "Give a finite number.");
    return constant(value);
  }
  if (typeof value === "string") return parseExpression(value, { where, block, known, places });
  checkFunction(where, block, value);
  const traced = traceRecord(
    (symbols) => ({ value: value(symbols) }),
    [...known.keys()],
    `${where}, ${block}`,
  );
  return traced.get("value")!;
}

/**
 * An event function, whose unit may be any.
 *
 * @throws ModelError for what cannot say when an event happens
 */
export function eventFormula(scope: Scope, block: string, value: Formula): Expr {
  const { where, moving, units } = scope;
  const places = noPlaces();
  const written = read(scope, block, value, places);
  // What is wrong is said about what was written; the sides of a condition are told apart in one scale.
  const result = eventFunction(written, moving);
  if ("noEvent" in result) {
    const { node, what, hint } = result.noEvent;
    const place = places.nodes.get(node) ?? places.nodes.get(written);
    if (place !== undefined) return place(`${what},`, hint);
    throw new ModelError(where, `${what}, in ${block}`, hint);
  }
  const converted = eventFunction(units.convert(written, { where, block, places }), moving);
  return "when" in converted ? converted.when : result.when;
}

/** The initial value of a state. */
export function initialFormula(scope: Scope, name: string, value: Formula): Expr {
  const [block, places] = [`state.${name}.initial`, noPlaces()];
  const expr = read(scope, block, value, places);
  const whole = places.nodes.get(expr);
  if (whole !== undefined) places.rightSides.set(name, whole);
  const target = targetOf(name, scope.units.units, "the initial value");
  return scope.units.convert(expr, { where: scope.where, block, places }, target);
}

function checkFunction(where: string, block: string, value: unknown): void {
  if (typeof value !== "function") {
    const what = `${block} is ${shown(value)}, neither a text nor a function`;
    throw new ModelError(where, what, `Give ${block}.`);
  }
}

/** Derivatives of the states, and the definitions that later formulas may use. */
export function dynamicsOf(
  scope: Scope,
  dynamics: NeuronDefinition["dynamics"],
  states: readonly string[],
): { readonly derivatives: ReadonlyMap<string, Expr>; readonly auxiliaries: ReadonlyMap<string, Expr> } {
  const { where, known, units } = scope;
  const [block, places] = ["dynamics", noPlaces()];
  const { derivatives, auxiliaries } =
    typeof dynamics === "string"
      ? parseEquations(dynamics, { where, block, states, known, places })
      : { derivatives: traceDynamics(scope, dynamics, states), auxiliaries: new Map<string, Expr>() };
  // Definitions are used as they were written: what uses them finds their units again.
  for (const expr of auxiliaries.values()) units.convert(expr, { where, block, places });
  const converted = [...derivatives].map(([name, expr]): readonly [string, Expr] => {
    const written = { where, block: `${block}, d${name}/dt`, places };
    return [name, units.convert(expr, written, derivativeOf(name, units.units))];
  });
  return { derivatives: new Map(converted), auxiliaries };
}

function traceDynamics(
  { where, known }: Scope,
  dynamics: Exclude<NeuronDefinition["dynamics"], string>,
  states: readonly string[],
): Map<string, Expr> {
  checkFunction(where, "dynamics", dynamics);
  const derivatives = traceRecord(dynamics, [...known.keys()], `${where}, dynamics`, states);
  for (const name of states) {
    if (!derivatives.has(name)) {
      throw new ModelError(
        where,
        `dynamics returns no derivative of "${name}"`,
        `Return { ${states.join(", ")} }.`,
      );
    }
  }
  return derivatives;
}

/** New value of every state. */
export function jump(scope: Scope, block: string, definition: JumpDefinition): Expr[] {
  const { where, states, known, units } = scope;
  if (typeof definition !== "function" && !isRecord(definition)) {
    const hint = 'Give new values by state such as { v: "0" }, or a function.';
    throw new ModelError(where, `${block} is ${shown(definition)}`, hint);
  }
  const places = noPlaces();
  const assigned =
    typeof definition === "function"
      ? traceRecord(definition, [...known.keys()], `${where}, ${block}`, states)
      : parseAssignments(definition, { where, block, states, known, places });
  return states.map((name) => {
    const expr = assigned.get(name);
    if (expr === undefined) return symbol(name);
    const written = { where, block: `${block}.${name}`, places };
    return units.convert(expr, written, targetOf(name, units.units, "the new value"));
  });
}
