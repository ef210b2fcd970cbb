/** Formulas of a neuron, given as text, number or function, as expressions in the declared units. */
import { ModelError } from "../errors.ts";
import { zero } from "../expr/build.ts";
import { finiteConstant } from "../expr/check.ts";
import { type Equations, oneText, parseAssignments, parseEquations } from "../expr/equations.ts";
import { canonicalName } from "../expr/names.ts";
import { type Expr, symbol, symbolsOf } from "../expr/node.ts";
import { parseExpression } from "../expr/parse.ts";
import { printExpression } from "../expr/print.ts";
import type { Problems } from "../expr/problems.ts";
import { noPlaces, type Places, quoted } from "../expr/source.ts";
import { substitute } from "../expr/substitute.ts";
import { type TracedFunction, traceRecord } from "../expr/trace.ts";
import { isTruth, negated } from "../expr/truth.ts";
import { isRecord, shown } from "../values.ts";
import { checkSameUnit, definitionOf, derivativeOf, targetOf, type UnitScope } from "./check-units.ts";
import { canChange, eventFunction } from "./conditions.ts";
import { ofInitialValues } from "./initial-values.ts";
import type { Formula, JumpDefinition, NeuronDefinition } from "./neuron-definition.ts";

/** The names that formulas may use, their units, and where messages say they are. */
export interface Scope {
  readonly where: string;
  readonly states: readonly string[];
  /** Names of what changes between events: states that are not discrete, signals, and `t`. */
  readonly moving: ReadonlySet<string>;
  readonly known: ReadonlyMap<string, Expr>;
  readonly units: UnitScope;
  /** Discrete states that hold when the events that timers start are due. */
  readonly dues: ReadonlySet<string>;
  /** Gets what is wrong in one of several parts. */
  readonly problems: Problems;
}

/** Symbols by their names, spelt as texts of equations find them. */
export function symbolTable(names: readonly string[]): Map<string, Expr> {
  return new Map(names.map((name) => [canonicalName(name), symbol(name)]));
}

/** What a function returns for symbols, with the definitions of the equations in the places of their names. */
function traced(
  fn: TracedFunction,
  known: Scope["known"],
  where: string,
  results?: readonly string[],
): Map<string, Expr> {
  const isOwn = (name: string, expr: Expr): boolean =>
    expr.op === "symbol" && canonicalName(expr.name) === name;
  const definitions = new Map([...known].filter(([name, expr]) => !isOwn(name, expr)));
  const names = [...known].map(([name, expr]) => (definitions.has(name) ? name : expr.name));
  const returned = traceRecord(fn, names, where, results);
  const values = substitute([...returned.values()], definitions);
  return new Map([...returned.keys()].map((name, k) => [name, values[k]!]));
}

/** The expression as it was written, and where. */
function read(
  { where, known }: Pick<Scope, "where" | "known">,
  block: string,
  value: Formula,
  places: Places,
): Expr {
  if (typeof value === "number") return finiteConstant(where, block, value);
  if (typeof value === "string") return parseExpression(value, { where, block, known, places });
  checkFunction(where, block, value);
  return traced((symbols) => ({ value: value(symbols) }), known, `${where}, ${block}`).get("value")!;
}

/**
 * An event function, whose unit may be any.
 *
 * @throws ModelError for what cannot say when an event happens
 */
export function eventFormula(scope: Scope, block: string, value: Formula): Expr {
  const { where, moving, states, units } = scope;
  const places = noPlaces();
  const written = read(scope, block, value, places);
  // What is wrong is said about what was written; the sides of a condition are told apart in one scale.
  const result = eventFunction(
    written,
    moving,
    (part) => places.texts.get(part)?.() ?? printExpression(part),
  );
  if ("noEvent" in result) {
    const { node, what, hint } = result.noEvent;
    (places.nodes.get(node) ?? places.nodes.get(written))?.(`${what},`, hint);
    throw new ModelError(where, `${what}, in ${block}`, hint);
  }
  if (written.op !== "constant" && !canChange(result.when, [...moving, ...states])) {
    const what = `${quoted(places.texts.get(written)?.() ?? printExpression(written))} never changes`;
    const hint = "Write a condition that a state can fulfil, such as v > vThreshold.";
    places.nodes.get(written)?.(`${what},`, hint);
    throw new ModelError(where, `${what}, in ${block}`, hint);
  }
  const converted = eventFunction(units.convert(written, { where, block, places }), moving);
  return "when" in converted ? converted.when : result.when;
}

/**
 * A condition that only events change.
 *
 * @throws ModelError if it is no condition, or if it changes between events
 */
export function guardFormula(scope: Scope, block: string, value: Formula): Expr {
  const { where, moving, units } = scope;
  const places = noPlaces();
  const written = read(scope, block, value, places);
  const name = [...symbolsOf([written])].find((symbolName) => moving.has(symbolName));
  if (name !== undefined) {
    const hint = "Write it into when, with and: there it may change at any time.";
    throw new ModelError(where, `${block} depends on "${name}", which changes between events`, hint);
  }
  if (!isTruth(written)) {
    throw new ModelError(where, `${block} is no condition`, "Write one such as refractory == 0.");
  }
  return units.convert(written, { where, block, places });
}

/** What an event carries, in whatever unit it has. */
export function payloadFormula(
  { units, ...scope }: Pick<Scope, "where" | "known" | "units">,
  block: string,
  value: Formula,
): Expr {
  const places = noPlaces();
  return units.convert(read(scope, block, value, places), { where: scope.where, block, places });
}

/** The derivative of a state, in its unit per ms. */
export function rateFormula(
  { where, known, units }: Pick<Scope, "where" | "known" | "units">,
  block: string,
  value: Formula,
  name: string,
): Expr {
  const places = noPlaces();
  const written = read({ where, known }, block, value, places);
  const whole = places.nodes.get(written);
  if (whole !== undefined) places.rightSides.set(name, whole);
  return units.convert(written, { where, block, places }, derivativeOf(name, units.units));
}

/** The period of the timer of an event in ms. */
export function periodFormula(scope: Scope, block: string, value: Formula, event: string): Expr {
  const places = noPlaces();
  const written = read(scope, block, value, places);
  const target = targetOf(event, { [event]: "ms" }, "the period");
  return scope.units.convert(written, { where: scope.where, block, places }, target);
}

/**
 * The initial value of a state, of parameters and initial values of states.
 *
 * @throws ModelError if it depends on a signal
 */
export function initialFormula(scope: Scope, name: string, value: Formula, signals: readonly string[]): Expr {
  const { where, states, units } = scope;
  const [block, places] = [`state.${name}.initial`, noPlaces()];
  const expr = read(scope, block, value, places);
  const whole = places.nodes.get(expr);
  if (whole !== undefined) places.rightSides.set(name, whole);
  const target = targetOf(name, units.units, "the initial value");
  const converted = units.convert(expr, { where, block, places }, target);
  const names = symbolsOf([converted]);
  const signal = signals.find((given) => names.has(given));
  if (signal !== undefined) {
    const what = `the initial value of "${name}" depends on the signal "${signal}"`;
    throw new ModelError(where, what, "Use parameters and initial values of other states.");
  }
  // Every run begins at t = 0.
  const [atStart] = substitute([converted], new Map([["t", zero]]));
  return ofInitialValues(atStart!, states);
}

function checkFunction(where: string, block: string, value: unknown, hint = `Give ${block}.`): void {
  if (typeof value === "function") return;
  throw new ModelError(where, `${block} is ${shown(value)}, neither a text nor a function`, hint);
}

/** Equations as they were written, and where. */
export interface WrittenDynamics extends Equations {
  readonly places: Places;
}

const noEquations: Equations = { derivatives: new Map(), auxiliaries: new Map(), units: new Map() };

/** Derivatives of the states, the definitions that formulas may use, and the units that stand with them. */
export function readDynamics(
  { where, known, problems }: Pick<Scope, "where" | "known" | "problems">,
  dynamics: NeuronDefinition["dynamics"],
  states: readonly string[],
): WrittenDynamics {
  const places = noPlaces();
  if (typeof dynamics === "string") {
    const context = { where, block: "dynamics", states, known, places, problems };
    const equations = problems.attempt(() => parseEquations(dynamics, context));
    return { ...(equations ?? noEquations), places };
  }
  const derivatives = problems.attempt(() => traceDynamics(where, known, dynamics, states)) ?? new Map();
  return { derivatives, auxiliaries: new Map(), units: new Map(), places };
}

/**
 * What formulas may use of the definitions: as they were written, since what uses them finds their units again, or
 * their own symbols where units do not agree.
 */
export function checkedDefinitions(
  { where, units, problems }: Pick<Scope, "where" | "units" | "problems">,
  { auxiliaries, units: written, places }: WrittenDynamics,
): ReadonlyMap<string, Expr> {
  return new Map(
    [...auxiliaries].map(([name, expr]): readonly [string, Expr] => {
      const unit = written.get(name);
      const target = unit === undefined ? undefined : definitionOf(name, unit);
      const agrees = problems.attempt(() =>
        units.convert(expr, { where, block: "dynamics", places }, target),
      );
      return [name, agrees === undefined ? symbol(name) : expr];
    }),
  );
}

/** The derivatives in the units of their states. */
export function convertedDynamics(
  { where, units, problems }: Scope,
  { derivatives, units: written, places }: WrittenDynamics,
): ReadonlyMap<string, Expr> {
  const block = "dynamics";
  for (const name of derivatives.keys()) {
    const unit = written.get(name);
    if (unit !== undefined) problems.attempt(() => checkSameUnit(name, units.units[name]!, unit, places));
  }
  const converted = [...derivatives].flatMap(([name, expr]): (readonly [string, Expr])[] => {
    const at = { where, block: `${block}, d${name}/dt`, places };
    const result = problems.attempt(() => units.convert(expr, at, derivativeOf(name, units.units)));
    return result === undefined ? [] : [[name, result]];
  });
  return new Map(converted);
}

function traceDynamics(
  where: string,
  known: Scope["known"],
  dynamics: Exclude<NeuronDefinition["dynamics"], string>,
  states: readonly string[],
): Map<string, Expr> {
  checkFunction(where, "dynamics", dynamics, oneText);
  const derivatives = traced(dynamics, known, `${where}, dynamics`, states);
  const missing = states.find((name) => !derivatives.has(name));
  if (missing === undefined) return derivatives;
  const hint = `Return { ${states.join(", ")} }.`;
  throw new ModelError(where, `dynamics returns no derivative of "${missing}"`, hint);
}

/** New value of every state. */
export function jump(scope: Scope, block: string, definition: JumpDefinition): Expr[] {
  const { where, states, known, units, problems } = scope;
  if (typeof definition !== "function" && !isRecord(definition)) {
    const hint = 'Give new values by state such as { v: "0" }, or a function.';
    throw new ModelError(where, `${block} is ${shown(definition)}`, hint);
  }
  const places = noPlaces();
  const assigned =
    typeof definition === "function"
      ? traced(definition, known, `${where}, ${block}`, states)
      : parseAssignments(definition, { where, block, states, known, places, problems });
  return states.map((name) => {
    const expr = assigned.get(name);
    if (expr === undefined) return symbol(name);
    if (scope.moving.has(name)) {
      problems.attempt(() => checkNewValue(where, `${block}.${name}`, name, expr, places));
    }
    const written = { where, block: `${block}.${name}`, places };
    return (
      problems.attempt(() => units.convert(expr, written, targetOf(name, units.units, "the new value"))) ??
      symbol(name)
    );
  });
}

/** v == vReset as the new value of v is 0, and hardly ever meant. */
function checkNewValue(where: string, block: string, name: string, expr: Expr, places: Places): void {
  if (expr.op !== "eq" || negated(expr) !== undefined) return;
  const what = "a comparison as the new value of a continuous state is 1 or 0";
  const [a, b] = expr.args;
  const value = a === symbol(name) ? b : b === symbol(name) ? a : undefined;
  const hint =
    value === undefined
      ? "Write the new value, or c ? 1 : 0 if one of the two is meant."
      : `Write the new value alone: ${quoted(places.texts.get(value)?.() ?? printExpression(value))}.`;
  places.rightSides.get(name)?.(`${what},`, hint);
  throw new ModelError(where, `${what}, in ${block}`, hint);
}
