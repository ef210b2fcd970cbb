/** From a definition to a checked, frozen model. */

import { checkDomain, contains, isDomain } from "../domain.ts";
import { ModelError } from "../errors.ts";
import { zero } from "../expr/build.ts";
import { within } from "../expr/node.ts";
import { problemsOf } from "../expr/problems.ts";
import { checkValue, numbers } from "../options.ts";
import { isRecord, shown } from "../values.ts";
import { unitScope, unitText } from "./check-units.ts";
import { checkDefinition, checkKeys, checkNames, namesWithUnits } from "./definition-checks.ts";
import { eventsOf } from "./events.ts";
import {
  checkedDefinitions,
  convertedDynamics,
  initialFormula,
  readDynamics,
  type Scope,
  symbolTable,
} from "./formulas.ts";
import { checkInitialOrder } from "./initial-values.ts";
import type { NeuronDefinition, ParameterDefinition, StateDefinition } from "./neuron-definition.ts";
import type { NeuronModel, Parameter, StateVariable } from "./neuron-model.ts";
import { portsOf } from "./ports.ts";
import { readable } from "./print-model.ts";
import { dueStates } from "./start-timers.ts";

/**
 * Defines a neuron by its equations. Where units are declared, dimensions are checked and scales
 * converted; see docs/units.md.
 *
 * @returns the model, frozen; hand it to `population`
 * @throws ModelError for anything that cannot be a neuron, with line and column where it is in a text, and all that is
 *   wrong at once: `problems` of the error has the places as data; OptionError for a default outside its domain, or a scale or an initial value that is no number
 */
export function defineNeuron(definition: NeuronDefinition): NeuronModel {
  return within(new Map(), () => modelOf(definition));
}

function modelOf(definition: NeuronDefinition): NeuronModel {
  const where = `defineNeuron(${shown(definition?.name)})`;
  checkDefinition(where, definition);
  const { parameters: declared = {}, signals: external = [] } = definition;
  const due = dueStates(where, definition);
  const discrete = { ...definition.discrete, ...due };
  const { events: others = {}, input = {} } = definition;
  const allStates = { ...definition.state, ...discrete };
  const states = Object.keys(allStates);
  const parameterNames = Object.keys(declared);
  const signals = namesWithUnits(where, "signal", external);
  const signalNames = signals.map(([name]) => name);
  checkNames(where, [
    ...Object.keys(definition.state),
    ...Object.keys(definition.discrete ?? {}),
    ...Object.keys(due),
    ...parameterNames,
    ...signalNames,
  ]);
  if (states.length === 0) throw new ModelError(where, "there is no state", "Name at least one under state.");

  const problems = problemsOf(where);
  /** What is wrong with one of them says nothing about the others. */
  const each = <T, U>(list: readonly T[], make: (entry: T) => U): U[] =>
    list.flatMap((entry) => {
      const made = problems.attempt(() => make(entry));
      return made === undefined ? [] : [made];
    });
  const parameters = each(Object.entries(declared), ([name, value]) => parameterOf(where, name, value));
  const stateUnits = each(
    Object.entries(allStates),
    ([name, state]) => [name, stateUnit(where, name, state)] as const,
  );
  // Where a declaration is wrong its name is right, but what units would say of formulas is not.
  const isSound = problems.none();
  const symbols = symbolTable([...states, ...parameterNames, ...signalNames, "t"]);
  const written = readDynamics(
    { where, known: symbols, problems },
    definition.dynamics,
    Object.keys(definition.state),
  );
  const hasUnits = [
    ...stateUnits,
    ...written.units,
    ...parameters.map(({ name, unit }) => [name, unit] as const),
    ...signals,
  ].some(([, unit]) => unit !== "");
  const unitless = [...states, ...parameterNames, ...signalNames].map((name) => [name, ""] as const);
  const units = unitScope(
    Object.fromEntries(
      !isSound
        ? unitless
        : [
            ...states.map((name) => [name, ""] as const),
            // A unit behind an equation stands for one that its state does not declare.
            ...stateUnits.map(
              ([name, unit]) => [name, unit === "" ? (written.units.get(name) ?? "") : unit] as const,
            ),
            ...parameters.map(({ name, unit }) => [name, unit] as const),
            ...signals,
            ...Object.keys(due).map((name) => [name, hasUnits ? "ms" : ""] as const),
          ],
    ),
  );
  const definitions = checkedDefinitions({ where, units, problems }, written);
  const moving = new Set([...Object.keys(definition.state), ...signalNames, "t"]);
  // A definition that is wrong may change, too.
  if (!problems.none()) for (const name of definitions.keys()) moving.add(name);
  const known = new Map([...symbols, ...definitions]);
  const dues = new Set(Object.keys(due));
  const scope: Scope = { where, states, moving, known, units, dues, problems };
  const derivatives = convertedDynamics(scope, written);
  const soundStates = new Set(stateUnits.map(([name]) => name));
  const declaredStates = Object.entries(allStates).filter(([name]) => soundStates.has(name));
  const variables = each(declaredStates, ([name, state]) =>
    stateOf(scope, name, state, Object.hasOwn(discrete, name), signalNames),
  );
  problems.attempt(() => checkInitialOrder(where, variables));
  const named = definition.spike === undefined ? [] : [["spike", definition.spike] as const];
  const events = each([...named, ...Object.entries(others)], ([name, event]) =>
    eventsOf(scope, name, event, name === "spike"),
  ).flat();
  const ports = problems.attempt(() => portsOf(scope, input)) ?? [];
  problems.throwAny();
  return readable({
    name: definition.name,
    states: Object.freeze(variables),
    parameters: Object.freeze(parameters),
    signals: Object.freeze(signalNames),
    derivatives: Object.freeze(states.map((name) => derivatives.get(name) ?? zero)),
    events: Object.freeze(events),
    ports: Object.freeze(ports),
  });
}

function parameterOf(where: string, name: string, definition: ParameterDefinition | number): Parameter {
  const given = typeof definition === "number" ? { default: definition } : definition;
  const at = `${where}, parameter "${name}"`;
  checkKeys(at, "it", given, ["unit", "default", "domain"]);
  const { default: value, domain = "free" } = given;
  if (!isDomain(domain)) {
    const hint = 'Give "free", "positive", "nonnegative" or finite { min, max }.';
    throw new ModelError(at, `domain is ${domainText(domain)}`, hint);
  }
  checkDomain(at, "default", domain, value);
  return Object.freeze({ name, unit: unitText(given.unit, at), default: value, domain });
}

function domainText(domain: unknown): string {
  if (!isRecord(domain)) return shown(domain);
  return `{ min: ${shown(domain["min"])}, max: ${shown(domain["max"])} }`;
}

function stateUnit(where: string, name: string, definition: StateDefinition): string {
  const at = `${where}, state "${name}"`;
  checkKeys(at, "it", definition, ["unit", "initial", "scale"]);
  return unitText(definition.unit, at);
}

const size = numbers(
  (value) => contains("positive", value),
  "Give a positive number, the typical size of the state.",
);
const start = numbers(Number.isFinite, "Give a finite number or a formula.");

function stateOf(
  scope: Scope,
  name: string,
  definition: StateDefinition,
  discrete: boolean,
  signals: readonly string[],
): StateVariable {
  const { scale = 1, initial = 0 } = definition;
  const at = `${scope.where}, state "${name}"`;
  checkValue(at, "scale", scale, size);
  const value = typeof initial === "number" ? initial : initialFormula(scope, name, initial, signals);
  if (typeof value === "number") checkValue(at, "initial", value, start);
  const initialValue = typeof value !== "number" && value.op === "constant" ? value.value : value;
  const unit = scope.units.units[name]!;
  return Object.freeze({ name, unit, scale, initial: initialValue, discrete });
}
