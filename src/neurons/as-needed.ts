/** Models that are made when something of them is read. */
import type { NeuronModel } from "./neuron-model.ts";
import { readable } from "./print-model.ts";

const parts = ["name", "states", "parameters", "signals", "derivatives", "events", "ports"] as const;

/** A model in every respect; reading and checking its equations waits until somebody wants it. */
export function asNeeded(make: () => NeuronModel): NeuronModel {
  let made: NeuronModel | undefined;
  const part = (name: (typeof parts)[number]): PropertyDescriptor => ({
    get: () => (made ??= make())[name],
    enumerable: true,
  });
  const properties = Object.fromEntries(parts.map((name) => [name, part(name)]));
  return readable(Object.defineProperties({}, properties) as NeuronModel);
}
