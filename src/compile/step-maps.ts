/** The step map of every method. */
import type { NeuronModel } from "../neurons/neuron-model.ts";
import { isExact, type Method } from "../solvers/method.ts";
import { exactStepMap } from "./exact-step-map.ts";
import { explicitStepMap } from "./explicit-step-map.ts";
import type { StepMap } from "./step-map.ts";

/**
 * @param where  whose model it is, for messages
 * @throws UnsupportedError if the method has no steps for the model
 */
export function stepMap(model: NeuronModel, method: Method, where: string): StepMap {
  return isExact(method) ? exactStepMap(model, where) : explicitStepMap(model, method);
}
