/** The neurons of the library, by the names that they are exported as. */
import * as catalogue from "../neurons/catalogue.ts";
import type { NeuronModel } from "../neurons/neuron-model.ts";

export const libraryNeurons: ReadonlyMap<string, NeuronModel> = new Map(Object.entries(catalogue));
