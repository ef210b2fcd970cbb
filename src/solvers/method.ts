/** What a run can step by: a tableau, a Taylor series, or the exact flow. */
import type { ExactFlow } from "./exact-flow.ts";
import { linearReach } from "./linear-reach.ts";
import { tracedPidController } from "./pid-controller.ts";
import type { TracedController } from "./proposal.ts";
import { resolutionController } from "./resolution-controller.ts";
import type { StepSizeController } from "./step-size-controller.ts";
import type { ButcherTableau } from "./tableau.ts";
import { seriesFor, seriesReach, type TaylorSeries, taylor6, taylor8, taylor10 } from "./taylor-series.ts";

/** A method of integration: a Runge–Kutta tableau, a Taylor series, or `exactFlow`. */
export type Method = ButcherTableau | TaylorSeries | ExactFlow;

/** The method of a run for which none is given: every model has its own. */
export interface Automatic {
  readonly name: typeof automaticName;
  readonly isAutomatic: true;
  /** Of the models that step by one. */
  readonly series: TaylorSeries;
}

export const automaticName = "automatic";

/** Relative and absolute, of runs that none are given for. */
export const defaultTolerance = 1e-6;

const automatics = new Map(
  [taylor6, taylor8, taylor10].map((series): [TaylorSeries, Automatic] => [
    series,
    Object.freeze({ name: automaticName, isAutomatic: true, series }),
  ]),
);

/**
 * Every model's own method at a tolerance; the same object where it is the same for all.
 *
 * @param tolerance  the sum of the relative and the absolute
 */
export function automatic(tolerance: number = 2 * defaultTolerance): Automatic {
  return automatics.get(seriesFor(tolerance))!;
}

/** Degree of the polynomials in which steps of the exact flow see event functions. */
export const flowDegree = 8;

export function isExact(method: Method): method is ExactFlow {
  return "isExact" in method;
}

export function isSeries(method: Method): method is TaylorSeries {
  return "isSeries" in method;
}

/** Whether something is a method; a tableau's orders are dear: not read. */
export function isMethod(given: unknown): boolean {
  const { isExact: exact, isSeries: series, b, stages } = (given ?? {}) as Record<string, unknown>;
  return exact === true || series === true || (Array.isArray(b) && typeof stages === "number");
}

const standard = new WeakMap<Method, StepSizeController | TracedController>();

/** The controller of steps that nobody gave one for. */
export function standardController(method: Method): StepSizeController | TracedController {
  let known = standard.get(method);
  if (known === undefined) {
    known = isExact(method) ? resolutionController(flowDegree + 1) : tracedPidController({ method });
    standard.set(method, known);
  }
  return known;
}

/** That controller, where a method has one and that has a formula. */
export function standardProposal(method: Method): TracedController | undefined {
  if (!isExact(method) && method.embeddedOrder === 0) return undefined;
  const controller = standardController(method);
  return "formula" in controller ? controller : undefined;
}

/** By method, what was asked for last: runs come in numbers with one tolerance. */
const reaches = new WeakMap<Method, { readonly tolerance: number; readonly reach: number }>();

/** The largest |h λ| of a step, see `linearReach`; a flow that is exact has its derivatives exactly, too. */
export function reachOf(method: Method, tolerance: number): number {
  if (isExact(method)) return Number.POSITIVE_INFINITY;
  let known = reaches.get(method);
  if (known?.tolerance !== tolerance) {
    const reach = isSeries(method) ? seriesReach(method, tolerance) : linearReach(method, tolerance);
    known = { tolerance, reach };
    reaches.set(method, known);
  }
  return known.reach;
}
