/** Populations: n neurons of one model, or n channels of given input spikes. */
import { checkOptions, ModelError, OptionError, ShapeError, suggestion } from "../errors.ts";
import { checkDomain } from "../neurons/domain.ts";
import type { NeuronModel } from "../neurons/neuron-model.ts";
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
}

/**
 * `size` channels whose spike times are given with each run.
 *
 * @throws OptionError if the size is not an integer ≥ 1
 */
export function source(size: number): Source {
  checkSize(`source(${size})`, size);
  return Object.freeze({ kind: "source", size });
}

/**
 * `size` neurons of `model`.
 *
 * @throws ModelError for what is no model, or a name the model does not have; ShapeError for a wrong length; OptionError
 *   for an unknown option, a size that is not an integer ≥ 1, or a value outside its domain
 */
export function population(
  model: NeuronModel,
  size: number,
  options: PopulationOptions = {},
): NeuronPopulation {
  if (!Array.isArray(model?.states) || !Array.isArray(model.parameters)) {
    const hint = "Give a neuron model such as lif, or one made by defineNeuron.";
    throw new ModelError("population", "the first argument is no neuron model", hint);
  }
  const where = `population(${model.name}, ${size})`;
  checkSize(where, size);
  const domains = new Map(model.parameters.map((parameter) => [parameter.name, parameter.domain]));
  const states = model.states.map((state) => state.name);
  checkOptions(where, options, ["parameters", "initial"]);
  const given = options.parameters ?? {};
  const initial = options.initial ?? {};
  const values = checkValues(where, "parameter", given, [...domains.keys()], size);
  for (const [name, value] of Object.entries(values)) {
    const entries = typeof value === "number" ? [value] : value instanceof Float64Array ? value : [];
    for (const entry of entries) checkDomain(where, name, domains.get(name)!, entry);
  }
  return Object.freeze({
    kind: "neurons",
    model: overridden(model, Object.keys(initial)),
    size,
    parameters: Object.freeze(values),
    initial: Object.freeze(checkValues(where, "state", initial, states, size)),
  });
}

/** `model` with the initial values of `states` given as numbers, which makes them parameters. */
function overridden(model: NeuronModel, states: readonly string[]): NeuronModel {
  if (states.every((name) => typeof model.states.find((s) => s.name === name)?.initial === "number"))
    return model;
  return Object.freeze({
    ...model,
    states: model.states.map((state) =>
      states.includes(state.name) ? Object.freeze({ ...state, initial: 0 }) : state,
    ),
  });
}

function checkValues(
  where: string,
  what: string,
  values: Readonly<Record<string, NeuronValues>>,
  known: readonly string[],
  size: number,
): Record<string, number | Float64Array | Initializer> {
  const checked = Object.create(null) as Record<string, number | Float64Array | Initializer>;
  for (const [name, value] of Object.entries(values)) {
    if (!known.includes(name)) {
      throw new ModelError(
        where,
        `unknown ${what} "${name}"`,
        `${suggestion(name, known)}Known here: ${known.join(", ")}.`,
      );
    }
    if (typeof value !== "number" && (typeof value !== "object" || value === null)) {
      throw new OptionError(
        where,
        `${name} is ${JSON.stringify(value)}`,
        "Give a number, an array or a distribution.",
      );
    }
    if (typeof value === "number" || "draw" in value) {
      if (typeof value === "number" && !Number.isFinite(value)) {
        throw new OptionError(where, `${name} is ${value}`, "Give a finite number.");
      }
      checked[name] = value as number | Initializer;
      continue;
    }
    const entries = Float64Array.from(value);
    if (entries.length !== size) {
      throw new ShapeError(
        where,
        `${name} has ${entries.length} values for ${size} neurons`,
        "Give one per neuron, or one number for all.",
      );
    }
    const bad = entries.findIndex((entry) => !Number.isFinite(entry));
    if (bad >= 0) throw new OptionError(where, `${name}[${bad}] is ${entries[bad]}`, "Give finite numbers.");
    checked[name] = entries;
  }
  return checked;
}

function checkSize(where: string, size: number): void {
  if (!Number.isInteger(size) || size < 1) {
    throw new OptionError(where, `the size is ${size}`, "Give a whole number ≥ 1.");
  }
}
