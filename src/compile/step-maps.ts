/** The step map of every method, and which method a model has by itself. */
import { UnsupportedError } from "../errors.ts";
import { reachable } from "../expr/node.ts";
import type { NeuronModel } from "../neurons/neuron-model.ts";
import { type Automatic, isExact, type Method } from "../solvers/method.ts";
import { tsitouras54 } from "../solvers/tableaus/tsitouras-54.ts";
import { isAffine } from "./event-error.ts";
import { exactStepMap } from "./exact-step-map.ts";
import { explicitStepMap } from "./explicit-step-map.ts";
import type { StepMap } from "./step-map.ts";

/**
 * @param where  whose model it is, for messages
 * @throws UnsupportedError if the method has no steps for the model
 */
export function stepMap(model: NeuronModel, method: Method | Automatic, where: string): StepMap {
  if ("isAutomatic" in method)
    return shorter(explicitStepMap(model, tsitouras54), exactIfCertain(model, where));
  return isExact(method) ? exactStepMap(model, where) : explicitStepMap(model, method);
}

/**
 * The exact flow of a linear model whose event functions are affine in state, time and signals, too: of those it
 * finds every crossing. Not where its steps have a longest, as those of a series: Runge–Kutta steps are as good there.
 */
function exactIfCertain(model: NeuronModel, where: string): StepMap | undefined {
  let map: StepMap;
  try {
    map = exactStepMap(model, where);
  } catch (error) {
    if (error instanceof UnsupportedError) return undefined;
    throw error;
  }
  if (map.longest !== undefined) return undefined;
  return map.graph.model.events.every((_, e) => isAffine(map.graph, e)) ? map : undefined;
}

/** The exact one if its step is not the longer program: it grows with the square of the length of chains of states. */
function shorter(explicit: StepMap, exact: StepMap | undefined): StepMap {
  return exact !== undefined && lengthOf(exact) <= lengthOf(explicit) ? exact : explicit;
}

function lengthOf({ outputs }: StepMap): number {
  return reachable(outputs().map(({ expression }) => expression)).length;
}
