/** The step map of every method, and which method a model has by itself. */
import { UnsupportedError } from "../errors.ts";
import { reachable } from "../expr/node.ts";
import { movingNames, type NeuronModel } from "../neurons/neuron-model.ts";
import { type Automatic, isExact, isSeries, type Method } from "../solvers/method.ts";
import { tsitouras54 } from "../solvers/tableaus/tsitouras-54.ts";
import type { TaylorSeries } from "../solvers/taylor-series.ts";
import { degreesOf } from "./degrees.ts";
import { isAffine } from "./event-error.ts";
import { exactStepMap } from "./exact-step-map.ts";
import { explicitStepMap, taylorStepMap } from "./explicit-step-map.ts";
import { isLong } from "./like-parts.ts";
import type { StepMap } from "./step-map.ts";
import { switchedModel } from "./switches.ts";

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
  if ("isAutomatic" in method) return ownStepMap(model, method.series, where);
  const map = mapOf(model, method, where);
  return { map, reason: "it was given" };
}

function mapOf(model: NeuronModel, method: Method, where: string): StepMap {
  if (isExact(method)) return exactStepMap(model, where);
  return isSeries(method) ? taylorStepMap(model, method, where) : explicitStepMap(model, method);
}

/**
 * What a model has by itself. A linear model: the exact flow, if its event functions are affine in state, time and signals,
 * too, as of those it finds every crossing. Not where its steps have a longest, as those of a series: those of others are
 * as good there. Nor where its step is the longer program: it grows with the square of the length of chains of states.
 * There, and for what is as plain, it has the Taylor series, unless that is the longer program. All others have
 * Tsitouras 5(4), which looks between the ends of a step (`bench/methods.mjs`).
 */
function ownStepMap(model: NeuronModel, method: TaylorSeries, where: string): ChosenStepMap {
  const explicit = explicitStepMap(model, tsitouras54);
  const exact = exactStepMapOf(model, where);
  const obstacle = exact === undefined ? notPlain(model) : undefined;
  if (obstacle !== undefined) return { map: explicit, reason: obstacle };
  const bent = explicit.graph.model.events.find((_, e) => !isAffine(explicit.graph, e));
  if (bent !== undefined)
    return { map: explicit, reason: `the event function of "${bent.name}" is not linear` };
  const other = lengthOf(explicit);
  let reason = plain;
  if (exact?.longest !== undefined) {
    reason = "the exact flow has no closed form, and its steps a longest";
  } else if (exact !== undefined) {
    const own = lengthOf(exact);
    reason = `a step computes ${own} values by the exact flow`;
    if (own <= other) {
      return { map: exact, reason: `the equations are linear, and ${reason}, ${other} by Tsitouras 5(4)` };
    }
  }
  const series = taylorStepMap(model, method, where);
  const length = lengthOf(series);
  const isWorthIt = length <= longer(method) * other;
  const farther = isWorthIt && length > other ? ", which leads farther" : "";
  const lengths = `a step computes ${length} values by the Taylor series${farther}, ${other} by Tsitouras 5(4)`;
  return { map: isWorthIt ? series : explicit, reason: `${reason}; ${lengths}` };
}

/**
 * How much longer a step by a series may be, which leads farther: as far as `bench/methods.mjs` shows a gain, a quarter for
 * order 8. Its length grows with the order p, and somewhat faster, and is worth it where p suits the tolerance.
 */
const longer = ({ order }: TaylorSeries): number => (1.25 * order) / 8;

/** Of equations that a step by a series cannot lead over, see `notPlain`. */
const highestDegree = 3;
const polynomials = `polynomials of degree ${highestDegree} at most, sines and cosines`;
const plain = `the equations are ${polynomials}`;

/**
 * What keeps equations from being plain: polynomials of low degree in what moves, and in sines and cosines of what is affine
 * in it. These do not change within less of a step than its cap and the series itself show, as a high power or an
 * exponential may. Nor are they in parts, by which a series gains nothing.
 */
function notPlain(model: NeuronModel): string | undefined {
  const { derivatives, watches, timers } = switchedModel(model);
  if (watches.length > 0 || timers.some((timer) => timer !== undefined))
    return "the equations are not linear, and there are timers or comparisons";
  const degrees = degreesOf(derivatives, new Set(movingNames(model)), 1);
  if (derivatives.every((derivative) => degrees.get(derivative)! <= highestDegree)) return undefined;
  return `the equations are neither linear nor ${polynomials}`;
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

/** How many values a step computes; an exponential, a sine and their like count as so many as they take. */
function lengthOf({ outputs }: StepMap): number {
  const nodes = reachable(outputs().map(({ expression }) => expression));
  return nodes.length + nodes.filter(isLong).length * (ofFunction - 1);
}

/** About as many values as the polynomial of an exponential or a sine has. */
const ofFunction = 20;
