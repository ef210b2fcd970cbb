/** Steps with an error estimate as a step map: the traced step, its error, and event functions along its dense output. */
import type { Output } from "../codegen/program.ts";
import { div, max, zero } from "../expr/build.ts";
import type { Expr } from "../expr/node.ts";
import type { NeuronModel } from "../neurons/neuron-model.ts";
import type { ButcherTableau } from "../solvers/tableau.ts";
import type { TaylorSeries } from "../solvers/taylor-series.ts";
import { once } from "../values.ts";
import { combinedNorm, errorNorm } from "./error-norm.ts";
import { type EventError, eventError, timerOutputs } from "./event-error.ts";
import { eventDegree, eventPolynomial } from "./event-polynomial.ts";
import { initialStep } from "./initial-step-program.ts";
import { rungeKuttaGraph } from "./runge-kutta-graph.ts";
import * as slots from "./slots.ts";
import { longestStep } from "./step-cap-program.ts";
import type { EstimatedGraph } from "./step-graph.ts";
import type { StepMap } from "./step-map.ts";
import { taylorGraph } from "./taylor-graph.ts";

/** Steps of a model by a tableau. */
export function explicitStepMap(model: NeuronModel, tableau: ButcherTableau): StepMap {
  return estimatedStepMap(tableau, rungeKuttaGraph(model, tableau));
}

/** Steps of a Taylor series. */
export function taylorStepMap(model: NeuronModel, method: TaylorSeries, where: string): StepMap {
  return estimatedStepMap(method, taylorGraph(model, method, where));
}

function estimatedStepMap(method: ButcherTableau | TaylorSeries, graph: EstimatedGraph): StepMap {
  return {
    method,
    graph,
    bernstein: bernsteinCounts(graph),
    longest: once(() => longestStep(graph)),
    outputs: () => stepOutputs(graph),
    shape: undefined,
    summit: () => undefined,
    span: undefined,
    turnsOnce: () => false,
    rates: undefined,
    initialStep: () => initialStep(graph, method.order),
  };
}

/** Number of Bernstein coefficients of each event function over a step. */
export function bernsteinCounts(graph: EstimatedGraph): number[] {
  return graph.model.events.map((_, e) => eventDegree(graph, e) + 1);
}

function stepOutputs(graph: EstimatedGraph): Output[] {
  const { model, y1 } = graph;
  const errors = model.events.map((_, e) => eventError(graph, e));
  const norm = stepErrorNorm(graph, errors);
  const outputs: Output[] = model.states.map((state, i) => ({
    slot: slots.nextSlot(state.name),
    expression: y1[i]!,
  }));
  outputs.push({ slot: slots.errorNormSlot, expression: norm });
  model.events.forEach(({ name }, e) => {
    if (model.timers[e] !== undefined) {
      outputs.push(...timerOutputs(graph, e));
      return;
    }
    const { bernstein, margin, rounding, estimate, peak } = eventPolynomial(graph, e, errors[e]!, norm);
    outputs.push(
      { slot: slots.eventPeakSlot(name), expression: peak },
      { slot: slots.eventMarginSlot(name), expression: margin },
      { slot: slots.eventRoundingSlot(name), expression: rounding },
      { slot: slots.eventEstimateSlot(name), expression: estimate },
      { slot: slots.eventEndSlot(name), expression: graph.eventsEnd[e]! },
      ...bernstein.map((expression, k) => ({ slot: slots.bernsteinSlot(name, k), expression })),
    );
  });
  return outputs;
}

/**
 * The larger of the errors of the state and of the event functions, in units of the tolerance; a method without
 * an error estimate has the norm 0.
 */
function stepErrorNorm(graph: EstimatedGraph, errors: readonly EventError[]): Expr {
  const { model, y0, y1, error, coarseError } = graph;
  if (error === undefined) return zero;
  const fine = errorNorm(model, error, y0, y1);
  const norm = coarseError === undefined ? fine : combinedNorm(fine, errorNorm(model, coarseError, y0, y1));
  return errors.reduce<Expr>(
    (largest, { defect, tolerance }) => (defect === zero ? largest : max(largest, div(defect, tolerance))),
    norm,
  );
}
