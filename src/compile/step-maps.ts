/** The step map of every method, and which method a model has by itself. */
import { UnsupportedError } from "../errors.ts";
import { reachable } from "../expr/node.ts";
import type { NeuronModel } from "../neurons/neuron-model.ts";
import { type Automatic, isExact, isSeries, type Method } from "../solvers/method.ts";
import { tsitouras54 } from "../solvers/tableaus/tsitouras-54.ts";
import { taylor8 } from "../solvers/taylor-series.ts";
import { isAffine } from "./event-error.ts";
import { exactStepMap } from "./exact-step-map.ts";
import { explicitStepMap, taylorStepMap } from "./explicit-step-map.ts";
import type { StepMap } from "./step-map.ts";
import { isEntire, withoutSeries } from "./taylor-coefficients.ts";

/** Steps of QIF, the longest that pay, are 1.6 times as long. */
const mostTimesLonger = 1.75;

/** A step map, and why it is by its method. */
export interface ChosenStepMap {
  readonly map: StepMap;
  readonly reason: string;
}

/**
 * @param where  whose model it is, for messages
 * @throws UnsupportedError if the method has no steps for the model
 */
export function stepMap(model: NeuronModel, method: Method | Automatic, where: string): ChosenStepMap {
  if ("isAutomatic" in method) return ownStepMap(model, where);
  const map = mapOf(model, method, where);
  return { map, reason: "it was given" };
}

function mapOf(model: NeuronModel, method: Method, where: string): StepMap {
  if (isExact(method)) return exactStepMap(model, where);
  return isSeries(method) ? taylorStepMap(model, method, where) : explicitStepMap(model, method);
}

/**
 * What a model has by itself: the exact flow of a linear model whose event functions are affine in state, time and
 * signals, too, as of those it finds every crossing. Not where its steps have a longest, as those of a series: those of
 * others are as good there. Nor where its step is the longer program: it grows with the square of the length of chains of
 * states.
 */
function ownStepMap(model: NeuronModel, where: string): ChosenStepMap {
  const exact = exactStepMapOf(model, where);
  if (exact === undefined) return estimated(model, where, "the equations are not linear");
  if (exact.longest !== undefined)
    return estimated(model, where, "the exact flow has no closed form, and its steps a longest");
  const bent = exact.graph.model.events.find((_, e) => !isAffine(exact.graph, e));
  if (bent !== undefined)
    return estimated(model, where, `the event function of "${bent.name}" is not linear`);
  const [own, other] = [lengthOf(exact), lengthOf(explicitStepMap(model, tsitouras54))];
  const lengths = `a step of the exact flow is a program of ${own} values, by Tsitouras 5(4) of ${other}`;
  return own <= other
    ? { map: exact, reason: `the equations are linear, and ${lengths}` }
    : estimated(model, where, lengths);
}

/**
 * Steps with an error: of the Taylor series where the equations are entire and their series is a program of a length that
 * its longer steps make good, else by Tsitouras 5(4): the fastest at equal errors (`bench/methods.mjs`).
 *
 * @param why  there is no exact flow
 */
function estimated(model: NeuronModel, where: string, why: string): ChosenStepMap {
  const explicit = explicitStepMap(model, tsitouras54);
  const isSmooth = withoutSeries(explicit.graph.model) === undefined && isEntire(explicit.graph.model);
  if (!isSmooth) return { map: explicit, reason: why };
  const series = taylorStepMap(model, taylor8, where);
  const [own, other] = [lengthOf(series), lengthOf(explicit)];
  return own <= mostTimesLonger * other
    ? { map: series, reason: `${why}; the equations have a Taylor series everywhere` }
    : { map: explicit, reason: why };
}

/** By the exact flow; undefined for a model that is not linear. */
export function exactStepMapOf(model: NeuronModel, where: string): StepMap | undefined {
  try {
    return exactStepMap(model, where);
  } catch (error) {
    if (error instanceof UnsupportedError) return undefined;
    throw error;
  }
}

function lengthOf({ outputs }: StepMap): number {
  return reachable(outputs().map(({ expression }) => expression)).length;
}
