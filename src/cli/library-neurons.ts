/** The neurons of the library, by the names that they are exported as. */
import * as neurons from "../neurons/index.ts";
import type { NeuronModel } from "../neurons/neuron-model.ts";

export const libraryNeurons: ReadonlyMap<string, NeuronModel> = new Map(
  Object.entries(neurons).flatMap(([name, value]) => (typeof value === "object" ? [[name, value]] : [])),
);
