/** Equations, names and units as pages and pictures write them. */
import type { NeuronModel } from "../../neurons/neuron-model.ts";
import { inColumns, modelEntries } from "../../neurons/print-model.ts";
import type { Protocol } from "./protocol.ts";

/** A name of a state or parameter with its unit. */
export function labelled({ model }: Protocol, name: string): string {
  const { unit } = [...model.states, ...model.parameters].find((one) => one.name === name)!;
  return hasNoUnit(unit) ? name : `${name} [${shownUnit(unit)}]`;
}

export function hasNoUnit(unit: string): boolean {
  return unit === "" || unit === "1";
}

export function shownUnit(unit: string): string {
  return unit.replace("^2", "²");
}

/** Defaults, and what the protocol has in their place. */
export function parametersOf({ model, parameters }: Protocol): Record<string, number> {
  const defaults = model.parameters.map(({ name, default: value }) => [name, value] as const);
  return { ...Object.fromEntries(defaults), ...parameters };
}

/** As a console prints them, but whole. */
export function equationsOf(model: NeuronModel): string {
  return inColumns(model.name, modelEntries(model, Number.POSITIVE_INFINITY));
}
