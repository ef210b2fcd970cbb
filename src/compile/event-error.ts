/**
 * How well a step resolves an event function. The error of the state says nothing of a function that moves with
 * the time, a signal or a product of states while the state rests: a threshold that oscillates would be stepped
 * over by whole periods. So such a function is integrated beside the state, by the same method,
 *
 *   G' = g_t + g_y f + g_s ṡ ,   G(t_0) = g(t_0, y_0) ,
 *
 * and what G ends with is compared with the value of g itself at the end of the step. A function that is affine in
 * state, time and signals has G = g, and no part in this.
 */
import type { Output } from "../codegen/program.ts";
import { abs, add, max, mul, sub, zero } from "../expr/build.ts";
import { constant, type Expr, symbol } from "../expr/node.ts";
import { vjp } from "../expr/vjp.ts";
import { movingNames } from "../neurons/neuron-model.ts";
import { errorScale } from "./error-norm.ts";
import { isAffineIn } from "./linear-model.ts";
import * as slots from "./slots.ts";
import { at, type EstimatedGraph, type StepGraph } from "./step-graph.ts";
import { roundingOf, sizeOf, termsOf } from "./term-sizes.ts";

/** Of a function that does not move, whose defect is 0. */
const leastTolerance = 1e-300;

export interface EventError {
  /** |G − g| at the end of the step; the constant 0 for an affine function. */
  readonly defect: Expr;
  /** One unit of error norm: g's share of the states' tolerances, and the relative tolerance of its own size. */
  readonly tolerance: Expr;
}

/** Whether g is affine in what moves during a step. */
export function isAffine({ model }: StepGraph, event: number): boolean {
  return isAffineIn(movingNames(model), model.events[event]!.when);
}

export function eventError(graph: EstimatedGraph, event: number): EventError {
  const { when } = graph.model.events[event]!;
  const tolerance = shareOfTolerances(graph, event);
  if (isAffine(graph, event)) return { defect: zero, tolerance };
  const { end: integral, values } = graph.integrated(when);
  const end = graph.eventsEnd[event]!;
  const moved = [...values.slice(1), end].map((value) => abs(sub(value, when))).reduce((a, b) => max(a, b));
  const size = add(abs(when), moved);
  // What rounding makes of it, in the terms of g or in its value, is no reason for a smaller step.
  const noise = mul(4, add(stepRounding(graph, event), roundingOf(size)));
  return {
    defect: max(sub(abs(sub(integral, end)), noise), zero),
    tolerance: add(add(tolerance, mul(symbol(slots.rtolSlot), size)), leastTolerance),
  };
}

/** The larger of the bounds on the rounding of g at the two ends of the step. */
export function stepRounding(graph: StepGraph, event: number): Expr {
  const { model, h, y0, y1 } = graph;
  const terms = termsOf(model.events[event]!.when);
  const size = (y: readonly Expr[], elapsed: Expr): Expr =>
    sizeOf(terms.map((term) => at(model, term, y, elapsed)));
  const ends = max(size(y0, zero), size(y1, h));
  const { cancelling } = graph;
  return roundingOf(cancelling === undefined ? ends : add(ends, weightedBySlopes(graph, event, cancelling)));
}

/** What a step leaves of the event of a timer: nothing is looked for, as it is due at a known time. */
export function timerOutputs(graph: StepGraph, event: number): Output[] {
  const { name } = graph.model.events[event]!;
  return [
    { slot: slots.eventRoundingSlot(name), expression: stepRounding(graph, event) },
    { slot: slots.eventEndSlot(name), expression: graph.eventsEnd[event]! },
  ];
}

/** Σ |∂g/∂y_i|·(atol·scale_i + rtol·max(|y0_i|, |y1_i|)): g's share of one unit of the states' error norm. */
function shareOfTolerances(graph: StepGraph, event: number): Expr {
  const { model, y0, y1 } = graph;
  const scales = model.states.map((state, i) =>
    state.discrete ? zero : errorScale(state.scale, y0[i]!, y1[i]!),
  );
  return weightedBySlopes(graph, event, scales);
}

/** Σ |∂g/∂y_i|·sizes_i, with the larger derivative of the two ends of the step. */
export function weightedBySlopes(graph: StepGraph, event: number, sizes: readonly Expr[]): Expr {
  const { model, h, y0, y1 } = graph;
  const slopes = vjp([model.events[event]!.when], [constant(1)], y0);
  return slopes.reduce<Expr>((sum, slope, i) => {
    const [start, end] = [abs(slope), abs(at(model, slope, y1, h))];
    return add(sum, mul(start === end ? start : max(start, end), sizes[i]!));
  }, zero);
}
