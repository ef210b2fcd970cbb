/** What functions of models are given: a model, and names that it does not have. */
import { ModelError } from "../errors.ts";
import { symbol, symbolsOf } from "../expr/node.ts";
import { isRecord } from "../values.ts";
import { unitScope } from "./check-units.ts";
import { type Scope, symbolTable } from "./formulas.ts";
import type { NeuronModel } from "./neuron-model.ts";

/** The name of a model in messages. */
export function nameOf(model: NeuronModel): string {
  return isRecord(model) && typeof model.name === "string" ? model.name : "…";
}

/** @throws ModelError for what is no model */
export function checkModel(where: string, model: NeuronModel): void {
  if (isRecord(model) && Array.isArray(model["events"])) return;
  throw new ModelError(where, "the first argument is no neuron model", "Give one such as lif.");
}

/** What formulas of a wrapper may name: what the model has, and its time; and the units of that and of `added` names. */
export function formulaScope(
  where: string,
  { states, parameters, signals }: NeuronModel,
  added: readonly (readonly [name: string, unit: string])[] = [],
): Pick<Scope, "where" | "known" | "units"> {
  const named = [...states, ...parameters].map(({ name, unit }) => [name, unit] as const);
  // Of signals a model keeps no units.
  const unitless = signals.map((signal) => [signal, ""] as const);
  return {
    where,
    known: symbolTable([...named.map(([name]) => name), ...signals, "t"]),
    units: unitScope(Object.fromEntries([...named, ...unitless, ...added])),
  };
}

/** @throws ModelError if the model has one of the names, or an event with one of the names of events */
export function checkFree(
  where: string,
  model: NeuronModel,
  names: readonly string[],
  events: readonly string[] = [],
): void {
  const { states, parameters, signals, ports } = model;
  const taken = [
    ...states.map(({ name }) => name),
    ...parameters.map(({ name }) => name),
    ...signals,
    ...ports.flatMap(({ channels }) => channels),
  ];
  const clash =
    names.find((name) => taken.includes(name)) ??
    events.find((name) => model.events.some((event) => event.name === name));
  if (clash === undefined) return;
  throw new ModelError(
    where,
    `the model has "${clash}" already`,
    "Wrap the model once, or rename what it has.",
  );
}

/** States that the condition of an event that is sent reads, and its reset sets. */
export function membranesOf({ states, events }: NeuronModel): string[] {
  return states
    .filter(({ name, discrete: isDiscrete }, i) =>
      events.some(
        ({ emits, when, reset }) =>
          emits && !isDiscrete && symbolsOf([when]).has(name) && reset[i] !== symbol(name),
      ),
    )
    .map(({ name }) => name);
}
