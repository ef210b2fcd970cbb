/** From a definition to a checked, frozen model. */
import { ModelError, OptionError, suggestion } from "../errors.ts";
import { neg, zero } from "../expr/build.ts";
import { parseAssignments, parseEquations } from "../expr/equations.ts";
import { reservedNames } from "../expr/functions.ts";
import { constant, type Expr, symbol, symbolsOf } from "../expr/node.ts";
import { parseExpression } from "../expr/parse.ts";
import { traceRecord } from "../expr/trace.ts";
import { checkDomain, isDomain } from "./domain.ts";
import type {
  EventDefinition,
  Formula,
  InputDefinition,
  JumpDefinition,
  NeuronDefinition,
  ParameterDefinition,
  PortDefinition,
  StateDefinition,
} from "./neuron-definition.ts";
import type { NeuronEvent, NeuronModel, Parameter, Port, StateVariable } from "./neuron-model.ts";

/** Names with a meaning of their own in equations. */
const reserved: ReadonlySet<string> = new Set([...reservedNames, "t"]);

/** The names that formulas may use, and where messages say they are. */
interface Scope {
  readonly where: string;
  readonly states: readonly string[];
  readonly known: ReadonlyMap<string, Expr>;
}

/**
 * Defines a neuron by its equations.
 *
 * @returns the model, frozen; hand it to `population`
 * @throws ModelError with line and column for anything that cannot be a neuron
 */
export function defineNeuron(definition: NeuronDefinition): NeuronModel {
  const where = `defineNeuron(${JSON.stringify(definition.name)})`;
  checkDefinition(where, definition);
  const discrete = definition.discrete ?? {};
  const allStates = { ...definition.state, ...discrete };
  const states = Object.keys(allStates);
  const parameterNames = Object.keys(definition.parameters ?? {});
  const signals = definition.signals ?? [];
  checkNames(where, [
    ...Object.keys(definition.state),
    ...Object.keys(discrete),
    ...parameterNames,
    ...signals,
  ]);
  if (states.length === 0) throw new ModelError(where, "there is no state", "Name at least one under state.");

  const parameters = Object.entries(definition.parameters ?? {}).map(([name, value]) =>
    parameterOf(where, name, value),
  );
  const constants: Scope = { where, states: [], known: symbolTable(parameterNames) };
  const scope: Scope = { where, states, known: symbolTable([...states, ...parameterNames, ...signals, "t"]) };
  const variables = Object.entries(allStates).map(([name, state]) =>
    stateOf(constants, name, state, Object.hasOwn(discrete, name)),
  );
  const { derivatives, auxiliaries } = dynamicsOf(scope, definition.dynamics, Object.keys(definition.state));
  const extended: Scope = { ...scope, known: new Map([...scope.known, ...auxiliaries]) };
  const named = definition.spike === undefined ? [] : [["spike", definition.spike] as const];
  const events = [...named, ...Object.entries(definition.events ?? {})].flatMap(([name, event]) =>
    eventsOf(extended, name, event, name === "spike"),
  );
  return Object.freeze({
    name: definition.name,
    states: Object.freeze(variables),
    parameters: Object.freeze(parameters),
    signals: Object.freeze([...signals]),
    derivatives: Object.freeze(states.map((name) => derivatives.get(name) ?? zero)),
    events: Object.freeze(events),
    ports: Object.freeze(portsOf(extended, definition.input ?? {})),
    timers: Object.freeze([]),
  });
}

const keys = ["name", "state", "discrete", "parameters", "signals", "dynamics", "spike", "events", "input"];

/** Refuses keys that would otherwise be ignored without a word, such as a misspelt `reset`. */
function checkKeys(where: string, what: string, record: object, known: readonly string[]): void {
  if (typeof record !== "object" || record === null) {
    throw new ModelError(where, `${what} is not an object`, `Give { ${known.join(", ")} }.`);
  }
  for (const key of Object.keys(record)) {
    if (known.includes(key)) continue;
    const hint = `${suggestion(key, known)}Known here: ${known.join(", ")}.`;
    throw new ModelError(where, `unknown key "${key}" in ${what}`, hint);
  }
}

function checkDefinition(where: string, definition: NeuronDefinition): void {
  checkKeys(where, "the definition", definition, keys);
  if (typeof definition.name !== "string" || definition.name === "") {
    throw new ModelError("defineNeuron", "the neuron has no name", 'Give name: "…".');
  }
  for (const key of ["state", "dynamics"] as const) {
    if (definition[key] === undefined) throw new ModelError(where, `there is no ${key}`, `Give ${key}.`);
  }
  if (definition.events !== undefined && Object.hasOwn(definition.events, "spike")) {
    throw new ModelError(where, 'events has an entry "spike"', "Give it as spike, outside events.");
  }
}

function checkNames(where: string, names: readonly string[]): void {
  names.forEach((name, i) => {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      throw new ModelError(
        where,
        `"${name}" is not a name`,
        "Use letters, digits and _, beginning with a letter.",
      );
    }
    if (reserved.has(name))
      throw new ModelError(where, `"${name}" has a meaning of its own`, "Choose another name.");
    if (names.indexOf(name) !== i)
      throw new ModelError(where, `"${name}" is declared twice`, "Choose another name.");
  });
}

function symbolTable(names: readonly string[]): Map<string, Expr> {
  return new Map(names.map((name) => [name, symbol(name)]));
}

function parameterOf(where: string, name: string, definition: ParameterDefinition | number): Parameter {
  const given = typeof definition === "number" ? { default: definition } : definition;
  const at = `${where}, parameter "${name}"`;
  checkKeys(at, "it", given, ["unit", "default", "domain"]);
  const { unit = "", default: value, domain = "free" } = given;
  if (!isDomain(domain)) {
    throw new ModelError(
      at,
      `domain is ${JSON.stringify(domain)}`,
      'Give "free", "positive", "nonnegative" or finite { min, max }.',
    );
  }
  checkDomain(at, "default", domain, value);
  return Object.freeze({ name, unit, default: value, domain });
}

function stateOf(scope: Scope, name: string, definition: StateDefinition, discrete: boolean): StateVariable {
  checkKeys(`${scope.where}, state "${name}"`, "it", definition, ["unit", "initial", "scale"]);
  const { unit = "", scale = 1, initial = 0 } = definition;
  if (!(scale > 0 && scale < Number.POSITIVE_INFINITY)) {
    throw new OptionError(
      `${scope.where}, state "${name}"`,
      `scale is ${scale}`,
      "Give a positive number, the typical size of the state.",
    );
  }
  const value = typeof initial === "number" ? initial : formula(scope, `state.${name}.initial`, initial);
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new OptionError(
      `${scope.where}, state "${name}"`,
      `initial is ${value}`,
      "Give a finite number or a formula.",
    );
  }
  const initialValue = typeof value !== "number" && value.op === "constant" ? value.value : value;
  return Object.freeze({ name, unit, scale, initial: initialValue, discrete });
}

function formula({ where, known }: Scope, block: string, value: Formula): Expr {
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new ModelError(where, `${block} is ${value}`, "Give a finite number.");
    return constant(value);
  }
  if (typeof value === "string") return parseExpression(value, { where, block, known });
  checkFunction(where, block, value);
  return traceRecord((symbols) => ({ value: value(symbols) }), [...known.keys()], `${where}, ${block}`).get(
    "value",
  )!;
}

function checkFunction(where: string, block: string, value: unknown): void {
  if (typeof value !== "function") {
    const what = value === null ? "null" : typeof value;
    throw new ModelError(where, `${block} is ${what}, neither a text nor a function`, `Give ${block}.`);
  }
}

function dynamicsOf(scope: Scope, dynamics: NeuronDefinition["dynamics"], states: readonly string[]) {
  if (typeof dynamics === "string") {
    return parseEquations(dynamics, { where: scope.where, block: "dynamics", states, known: scope.known });
  }
  checkFunction(scope.where, "dynamics", dynamics);
  const derivatives = traceRecord(dynamics, [...scope.known.keys()], `${scope.where}, dynamics`, states);
  for (const name of states) {
    if (!derivatives.has(name)) {
      throw new ModelError(
        scope.where,
        `dynamics returns no derivative of "${name}"`,
        `Return { ${states.join(", ")} }.`,
      );
    }
  }
  return { derivatives, auxiliaries: new Map<string, Expr>() };
}

/** New value of every state. */
function jump(scope: Scope, block: string, definition: JumpDefinition): Expr[] {
  const { where, states, known } = scope;
  const assigned =
    typeof definition === "function"
      ? traceRecord(definition, [...known.keys()], `${where}, ${block}`, states)
      : parseAssignments(definition, { where, block, states, known });
  return states.map((name) => assigned.get(name) ?? symbol(name));
}

function eventsOf(scope: Scope, name: string, definition: EventDefinition, isSpike: boolean): NeuronEvent[] {
  const { where } = scope;
  const block = isSpike ? "spike" : `events.${name}`;
  checkKeys(where, block, definition, ["when", "direction", "reset", "emits", "fireAtStart"]);
  const { direction = "rising", reset = {}, emits = isSpike, fireAtStart = false } = definition;
  if (definition.when === undefined)
    throw new ModelError(where, `${block} has no condition`, `Give ${block}.when.`);
  const when = formula(scope, `${block}.when`, definition.when);
  const after = jump(scope, `${block}.reset`, reset);
  const names = symbolsOf([when]);
  if (names.size === 0) {
    throw new ModelError(
      where,
      `${block}.when is the constant ${when.value}`,
      "Write a condition that the state can fulfil.",
    );
  }
  const repeats = scope.states.some((state, i) => names.has(state) && after[i] !== symbol(state));
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
      return [make("", when), make(" (falling)", neg(when))];
    default:
      throw new ModelError(
        where,
        `${block}.direction is ${JSON.stringify(direction)}`,
        'Give "rising", "falling" or "either".',
      );
  }
}

function portsOf(scope: Scope, input: InputDefinition): Port[] {
  const isSingle =
    typeof input === "function" || Object.values(input).some((value) => typeof value !== "object");
  const ports: Readonly<Record<string, PortDefinition>> = isSingle
    ? { input: { map: input as JumpDefinition } }
    : (input as Readonly<Record<string, PortDefinition>>);
  return Object.entries(ports).map(([name, port]) => {
    const where = `${scope.where}, input.${name}`;
    checkKeys(where, "it", port, ["weights", "map"]);
    const { weights = ["weight"], map } = port;
    checkNames(where, weights);
    for (const channel of weights) {
      if (scope.known.has(channel)) {
        throw new ModelError(
          where,
          `weight channel "${channel}" is also a name of the model`,
          "Choose another name.",
        );
      }
    }
    if (map === undefined)
      throw new ModelError(where, "there is no map", 'Give map: { i: "i + weight" } or the like.');
    const known = new Map([...scope.known, ...symbolTable(weights)]);
    const block = isSingle ? "input" : `input.${name}.map`;
    return Object.freeze({
      name,
      channels: Object.freeze([...weights]),
      map: Object.freeze(jump({ ...scope, known }, block, map)),
    });
  });
}
