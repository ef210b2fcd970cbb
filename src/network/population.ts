/** Populations: n neurons of one model, or n channels of given input spikes. */

import { checkDomain } from "../domain.ts";
import { knownHere, ModelError, OptionError, ShapeError, suggestion } from "../errors.ts";
import type { NeuronModel } from "../neurons/neuron-model.ts";
import { readable } from "../neurons/print-model.ts";
import { checkKeys } from "../options.ts";
import { counted, isRecord, shown } from "../values.ts";
import { declaredName } from "./event-names.ts";
import { finiteNumbers } from "./finite-numbers.ts";
import { givenValues } from "./given-values.ts";
import type { Initializer } from "./initializers.ts";

/** One number for all neurons (shared), one per neuron, or a distribution that each neuron draws from. */
export type NeuronValues = number | readonly number[] | Float64Array | Initializer;

/** Channels whose spike times are given with each run. */
export interface Source {
  readonly kind: "source";
  readonly size: number;
}

/** Neurons of one model. */
export interface NeuronPopulation {
  readonly kind: "neurons";
  readonly model: NeuronModel;
  readonly size: number;
  /** Values that differ from the model's defaults; arrays are copies. */
  readonly parameters: Readonly<Record<string, number | Float64Array | Initializer>>;
  /** Initial values that replace the model's, by state. */
  readonly initial: Readonly<Record<string, number | Float64Array | Initializer>>;
}

/** What a network connects. */
export type Population = Source | NeuronPopulation;

/** Values that differ from those of the model. */
export interface PopulationOptions {
  /** By parameter, in the unit that the model declares. */
  readonly parameters?: Readonly<Record<string, NeuronValues>>;
  /** At t = 0, by state, in its unit; in the place of a number or a formula of the model. */
  readonly initial?: Readonly<Record<string, NeuronValues>>;
  /**
   * Whether events whose function is at or above zero at t = 0 fire at once: all (true), none (false), or
   * those that are named. Default: as the model says, which of the library's is never.
   */
  readonly fireAtStart?: boolean | readonly string[];
}

/** The most neurons, or channels, or parameters of a network: 2²⁷ doubles are 1 GiB. */
export const largestSize: number = 134_217_728;

/**
 * `size` channels whose spike times are given with each run.
 *
 * @throws OptionError if the size is not an integer from 1 to 2²⁷
 */
export function source(size: number): Source {
  checkSize(`source(${shown(size)})`, size);
  return Object.freeze({ kind: "source", size });
}

/**
 * `size` neurons of `model`.
 *
 * @throws ModelError for what is no model, or a name the model does not have; ShapeError for a wrong length; OptionError
 *   for an unknown option, a size that is not an integer from 1 to 2²⁷, what is no number, or a value outside its domain
 */
export function population(
  model: NeuronModel,
  size: number,
  options: PopulationOptions = {},
): NeuronPopulation {
  if (!isModel(model)) {
    const hint = "Give a neuron model such as lif, or one made by defineNeuron.";
    throw new ModelError("population", "the first argument is no neuron model", hint);
  }
  const where = `population(${model.name}, ${shown(size)})`;
  checkSize(where, size);
  const domains = new Map(model.parameters.map((parameter) => [parameter.name, parameter.domain]));
  const states = model.states.map((state) => state.name);
  checkKeys(where, options, ["parameters", "initial", "fireAtStart"]);
  const { parameters: given = {}, initial = {}, fireAtStart } = options;
  const values = checkValues(where, "parameter", given, [...domains.keys()], size);
  for (const [name, value] of Object.entries(values)) {
    const entries = typeof value === "number" ? [value] : value instanceof Float64Array ? value : [];
    for (const entry of entries) checkDomain(where, name, domains.get(name)!, entry);
  }
  const starts = checkValues(where, "state", initial, states, size);
  return Object.freeze({
    kind: "neurons",
    model: startingWith(where, overridden(model, Object.keys(starts)), fireAtStart),
    size,
    parameters: Object.freeze(values),
    initial: Object.freeze(starts),
  });
}

/** `model` with the initial values of `states` given as numbers, which makes them parameters. */
function overridden(model: NeuronModel, states: readonly string[]): NeuronModel {
  if (states.every((name) => typeof model.states.find((s) => s.name === name)?.initial === "number"))
    return model;
  return readable({
    ...model,
    states: model.states.map((state) =>
      states.includes(state.name) ? Object.freeze({ ...state, initial: 0 }) : state,
    ),
  });
}

/** `model` with other events that fire at the start. */
function startingWith(
  where: string,
  model: NeuronModel,
  fireAtStart: boolean | readonly string[] | undefined,
): NeuronModel {
  if (fireAtStart === undefined) return model;
  const known = [...new Set(model.events.map(({ name }) => declaredName(name)))];
  if (typeof fireAtStart !== "boolean") checkEventNames(where, fireAtStart, known);
  const fires = (event: string): boolean =>
    typeof fireAtStart === "boolean" ? fireAtStart : fireAtStart.includes(declaredName(event));
  if (model.events.every((event) => event.fireAtStart === fires(event.name))) return model;
  return readable({
    ...model,
    events: Object.freeze(
      model.events.map((event) => Object.freeze({ ...event, fireAtStart: fires(event.name) })),
    ),
  });
}

function checkEventNames(where: string, names: readonly string[], known: readonly string[]): void {
  const list = `Known here: ${known.join(", ") || "(none)"}.`;
  if (!Array.isArray(names)) {
    const hint = `Give true, false, or a list of events. ${list}`;
    throw new OptionError(where, `fireAtStart is ${shown(names)}`, hint);
  }
  for (const name of names) {
    if (known.includes(name)) continue;
    throw new ModelError(where, `unknown event ${shown(name)}`, `${suggestion(name, known)}${list}`);
  }
}

/** Whether a value, which may come from anywhere, has the parts of a model. */
function isModel(value: unknown): value is NeuronModel {
  if (!isRecord(value) || typeof value["name"] !== "string") return false;
  return ["states", "parameters", "signals", "derivatives", "events", "ports"].every((part) =>
    Array.isArray(value[part]),
  );
}

/** Whether a value, which may come from anywhere, was made by `population` or `source`. */
export function isPopulation(value: unknown): value is Population {
  if (!isRecord(value) || !isSize(value["size"])) return false;
  if (value["kind"] === "source") return true;
  const { kind, model, parameters, initial } = value;
  return kind === "neurons" && isModel(model) && isRecord(parameters) && isRecord(initial);
}

function checkValues(
  where: string,
  what: "parameter" | "state",
  values: Readonly<Record<string, NeuronValues>>,
  known: readonly string[],
  size: number,
): Record<string, number | Float64Array | Initializer> {
  if (!isRecord(values)) {
    const option = what === "parameter" ? "parameters" : "initial";
    const hint = `Give an object with values for: ${known.join(", ") || "(none)"}.`;
    throw new OptionError(where, `${option} is ${shown(values)}`, hint);
  }
  const checked = Object.create(null) as Record<string, number | Float64Array | Initializer>;
  for (const [name, value] of Object.entries(values)) {
    if (!known.includes(name)) {
      throw new ModelError(where, `unknown ${what} "${name}"`, knownHere(name, known));
    }
    if (value !== undefined) checked[name] = neuronValues(where, name, value, size);
  }
  return checked;
}

function neuronValues(
  where: string,
  name: string,
  value: NeuronValues,
  size: number,
): number | Float64Array | Initializer {
  return givenValues(where, name, value, "an array", (list) => {
    if (list.length !== size) {
      throw new ShapeError(
        where,
        `${name} has ${counted(list.length, "value")} for ${counted(size, "neuron")}`,
        "Give one per neuron, or one number for all.",
      );
    }
    return finiteNumbers(where, name, list);
  });
}

function isSize(size: unknown): size is number {
  return Number.isInteger(size) && (size as number) >= 1 && (size as number) <= largestSize;
}

function checkSize(where: string, size: number): void {
  if (isSize(size)) return;
  const isTooMany = typeof size === "number" && size > largestSize;
  const hint = isTooMany ? `At most ${largestSize} (2²⁷) are possible.` : "Give a whole number ≥ 1.";
  throw new OptionError(where, `the size is ${shown(size)}`, hint);
}
