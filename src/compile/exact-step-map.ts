/**
 * The exact flow of a linear model as a step map. Its steps have no error; the error norm says whether the polynomial
 * of an event function is good enough to find its crossings by.
 *
 * Of a function that is affine in state, time and signals, a bound on its rise dismisses most steps, and where its rate
 * turns once at most, its largest value decides the others. Else its polynomial
 * through Chebyshev points, whose distance from the function is bounded too, has to be within `resolution` of the size of
 * its terms. A function that is not affine is interpolated in every step, and compared with the polynomial between
 * the points; its steps are no longer than two of the shortest time constant. Nor are those of states without a closed form.
 */
import type { Output } from "../codegen/program.ts";
import { exprAlgebra } from "../expr/algebra.ts";
import { abs, add, div, lt, max, mul, one, select, sqrt, sub, zero } from "../expr/build.ts";
import { constant, type Expr, symbol } from "../expr/node.ts";
import { substitute } from "../expr/substitute.ts";
import { vjp } from "../expr/vjp.ts";
import type { NeuronModel } from "../neurons/neuron-model.ts";
import { weightedSum } from "../numeric/algebra.ts";
import { chebyshevPoints, lagrangeBernstein } from "../numeric/lagrange.ts";
import { cos } from "../numeric/trigonometric.ts";
import { exactFlow } from "../solvers/exact-flow.ts";
import { flowDegree } from "../solvers/method.ts";
import { isAffine, stepRounding, timerOutputs } from "./event-error.ts";
import { type Felt, farOutputs } from "./far-step.ts";
import { coupled, flowOf } from "./flow.ts";
import { type AffineFunction, type FlowBounds, flowBounds } from "./flow-bounds.ts";
import { type LinearModel, linearModel, rateOf } from "./linear-model.ts";
import { seriesFlow } from "./series-flow.ts";
import * as slots from "./slots.ts";
import { at, type StepGraph, vectorField } from "./step-graph.ts";
import type { StepMap } from "./step-map.ts";
import { feltStates, summitOutputs } from "./summit.ts";
import { switchedModel } from "./switches.ts";
import { roundingUnits } from "./term-sizes.ts";

/** Largest margin of a polynomial, in units of the size of the terms of its function. */
const resolution = 1e-3;
/** Where a summit is before it has been asked for. */
const notTold = constant(Number.NaN);
/** Of a function that is exactly 0, which has nothing to be resolved. */
const leastTolerance = 1e-300;
/** Bernstein coefficients of the polynomials that are 1 at one of the points and 0 at the others, the first left out. */
const [, ...points] = chebyshevPoints(flowDegree);
const [, ...basis] = lagrangeBernstein([0, ...points]);
/** What an error of the values is multiplied by in a coefficient, at most; a change has that of two values. */
const amplification =
  2 * Math.max(...basis[0]!.map((_, k) => basis.reduce((sum, row) => sum + Math.abs(row[k]!), 0)));
/** Extrema of the node polynomial, where the error of interpolation shows most. */
const checks = points.map((_, j) => 0.5 - 0.5 * cos((Math.PI * (j + 0.5)) / flowDegree));

/**
 * @param where  whose model it is, for messages
 * @throws UnsupportedError for a model that is not linear
 */
export function exactStepMap(definition: NeuronModel, where: string): StepMap {
  const model = switchedModel(definition);
  const linear = linearModel(model, where);
  const h = symbol(slots.stepSizeSlot);
  const y0 = model.states.map(({ name }) => symbol(name));
  const { closed, ...flow } = flowOf(model, linear);
  const left = linear.blocks.filter((block) => !closed.includes(block)).flat();
  const field = vectorField(model)(symbol(slots.timeSlot), y0, zero);
  const series = seriesFlow(linear, new Set(left), { h, y0, field });
  const y1 = flow.y1.map((end, i) => (left.includes(i) ? series!.end(i) : end));
  const cancelling = flow.cancelling.map((size, i) => (left.includes(i) ? series!.size(i) : size));
  const graph: StepGraph = {
    model,
    t: symbol(slots.timeSlot),
    h,
    y0,
    y1,
    eventsEnd: model.events.map(({ when }) => at(model, when, y1, h)),
    ...(cancelling.some((size) => size !== zero) && { cancelling }),
  };
  const bounds = flowBounds(graph, linear, closed, series);
  const affine = model.events.map((_, e) => affineFunction(graph, e));
  const feltBy = (value: Expr, own: AffineFunction | undefined): Felt | undefined => {
    const states = own && feltStates(linear, own);
    return states && { value, own: own!, states };
  };
  const felt = affine.map((own, e) =>
    model.timers[e] === undefined ? feltBy(model.events[e]!.when, own) : undefined,
  );
  const farFrom = felt.length > 0 ? felt : y0.map((value, i) => feltBy(value, justState(graph, i)));
  const summits = felt.map((own, e) => own && (() => summitOutputs(graph, linear, e, own.own, own.states)));
  return {
    method: exactFlow,
    graph,
    bernstein: model.events.map(() => flowDegree + 1),
    longest: series && (() => series.longest),
    outputs: () =>
      stepOutputs(
        graph,
        { ...linear, blocks: closed },
        bounds,
        affine,
        (event) => summits[event] !== undefined,
      ),
    shape: (event) => {
      const own = affine[event];
      if (own === undefined) return [];
      const distance = bounds.interpolation(own);
      const margin = add(distance, mul(amplification + 1, stepRounding(graph, event)));
      return [
        ...polynomialOutputs(graph, event, bernstein(graph, event), margin),
        {
          slot: slots.resolutionSlot(model.events[event]!.name),
          expression: div(distance, toleranceOf(graph, event)),
        },
      ];
    },
    summit: (event) => summits[event],
    span: (state) => spanOf(graph, bounds, state),
    // Discrete states would change the coefficients.
    turnsOnce: (state) =>
      model.states.every(({ discrete }) => !discrete) &&
      feltStates(linear, justState(graph, state)) !== undefined,
    rates: linear.ramp.every((own) => own === zero) ? field : undefined,
    initialStep: () => constant(Number.POSITIVE_INFINITY),
    far: farFrom.includes(undefined) ? undefined : () => farOutputs(graph, linear, farFrom as Felt[]),
  };
}

/** The derivatives of an event function; undefined if one of them changes during a step. */
function affineFunction(graph: StepGraph, event: number): AffineFunction | undefined {
  const { model, y0 } = graph;
  const { when } = model.events[event]!;
  if (!isAffine(graph, event)) return undefined;
  return { slopes: vjp([when], [constant(1)], y0), drift: rateOf(model, [when])[0]! };
}

function justState({ y0 }: StepGraph, state: number): AffineFunction {
  return { slopes: y0.map((_, i) => (i === state ? one : zero)), drift: zero };
}

/** A bound on a state along the step, and on its distance from its polynomial through the Chebyshev points. */
function spanOf(graph: StepGraph, bounds: FlowBounds, state: number): Output[] {
  const own = justState(graph, state);
  return [
    { slot: slots.courseMostSlot, expression: add(graph.y0[state]!, bounds.rise(own)) },
    { slot: slots.courseMarginSlot, expression: bounds.interpolation(own) },
  ];
}

function stepOutputs(
  graph: StepGraph,
  linear: LinearModel,
  bounds: FlowBounds,
  affine: readonly (AffineFunction | undefined)[],
  hasSummit: (event: number) => boolean,
): Output[] {
  const { model, y1 } = graph;
  let norm: Expr = zero;
  const outputs: Output[] = model.states.map(({ name }, i) => ({
    slot: slots.nextSlot(name),
    expression: y1[i]!,
  }));
  model.events.forEach(({ name, when }, e) => {
    if (model.timers[e] !== undefined) {
      outputs.push(...timerOutputs(graph, e));
      return;
    }
    const rounding = stepRounding(graph, e);
    const tolerance = toleranceOf(graph, e);
    const own = affine[e];
    if (own === undefined) {
      const { coefficients, margin } = sampled(graph, e);
      const longest = fastest(graph, linear);
      norm = max(norm, max(div(margin, tolerance), longest));
      outputs.push(
        { slot: slots.eventPeakSlot(name), expression: coefficients.reduce((a, b) => max(a, b)) },
        ...polynomialOutputs(graph, e, coefficients, add(margin, mul(amplification + 1, rounding))),
      );
    } else {
      const peak = add(when, bounds.rise(own));
      const slack = mul(2, rounding);
      const isClear = lt(add(peak, slack), 0);
      if (!hasSummit(e)) norm = max(norm, select(isClear, zero, div(bounds.interpolation(own), tolerance)));
      outputs.push(
        { slot: slots.eventPeakSlot(name), expression: peak },
        { slot: slots.eventMarginSlot(name), expression: slack },
        ...(hasSummit(e) ? [{ slot: slots.summitSlot(name), expression: notTold }] : []),
      );
    }
    outputs.push(
      { slot: slots.eventRoundingSlot(name), expression: rounding },
      { slot: slots.eventEstimateSlot(name), expression: zero },
      { slot: slots.eventEndSlot(name), expression: graph.eventsEnd[e]! },
    );
  });
  // A state that is not finite shows in no event function that does not read it, and a rate in no state that decays by it.
  const size = [...y1, ...model.derivatives].reduce<Expr>((sum, y) => add(sum, abs(y)), zero);
  const expression = select(lt(size, Number.POSITIVE_INFINITY), norm, Number.POSITIVE_INFINITY);
  return [...outputs, { slot: slots.errorNormSlot, expression }];
}

/** The largest margin that the polynomial of an event function may have. */
function toleranceOf(graph: StepGraph, event: number): Expr {
  return add(mul(resolution / roundingUnits, stepRounding(graph, event)), leastTolerance);
}

function polynomialOutputs(
  { model }: StepGraph,
  event: number,
  coefficients: readonly Expr[],
  margin: Expr,
): Output[] {
  const { name } = model.events[event]!;
  return [
    { slot: slots.eventMarginSlot(name), expression: margin },
    ...coefficients.map((expression, k) => ({ slot: slots.bernsteinSlot(name, k), expression })),
  ];
}

/** g at a part θ of the step. */
function along({ h, eventsEnd }: StepGraph, event: number, theta: number): Expr {
  return substitute([eventsEnd[event]!], new Map([[slots.stepSizeSlot, mul(theta, h)]]))[0]!;
}

/** The polynomial through the values at the Chebyshev points, as the value at the start and changes from there. */
function bernstein(graph: StepGraph, event: number): Expr[] {
  const start = graph.model.events[event]!.when;
  const end = graph.eventsEnd[event]!;
  const changes = points.map((theta) => sub(theta === 1 ? end : along(graph, event, theta), start));
  return basis[0]!.map((_, k) => {
    if (k === 0) return start;
    if (k === flowDegree) return end;
    const weights = basis.map((row) => row[k]!);
    return add(start, weightedSum(exprAlgebra, weights, changes));
  });
}

/**
 * The polynomial of a function that is not affine, and a margin: its largest distance from the function between the
 * points, four times, and by the degree because it may vanish that much faster towards the ends than 4 θ.
 */
function sampled(graph: StepGraph, event: number): { coefficients: Expr[]; margin: Expr } {
  const coefficients = bernstein(graph, event);
  const distances = checks.map((theta) =>
    abs(sub(bernsteinAt(coefficients, theta), along(graph, event, theta))),
  );
  return {
    coefficients,
    margin: mul(
      4 * flowDegree,
      distances.reduce((a, b) => max(a, b)),
    ),
  };
}

/** The value of a polynomial by its Bernstein coefficients, as a sum of changes from the first. */
function bernsteinAt(coefficients: readonly Expr[], theta: number): Expr {
  const degree = coefficients.length - 1;
  const weights = coefficients.map((_, k) => binomialWeight(degree, k, theta));
  const changes = coefficients.map((value) => sub(value, coefficients[0]!));
  return add(coefficients[0]!, weightedSum(exprAlgebra, weights, changes));
}

/** C(n, k) θ^k (1 − θ)^(n − k). */
function binomialWeight(n: number, k: number, theta: number): number {
  let weight = 1;
  for (let j = 1; j <= n; j++) weight *= j <= k ? (theta * (n - k + j)) / j : 1 - theta;
  return weight;
}

/** ((h/2) max |a|)^(d+1), as an error of the polynomial would go. */
function fastest({ h }: StepGraph, { blocks, matrix }: LinearModel): Expr {
  const rate = blocks.reduce<Expr>((largest, block) => max(largest, rateOfBlock(matrix, block)), zero);
  const share = mul(mul(0.5, h), rate);
  return Array.from({ length: flowDegree }, () => share).reduce(
    (product, factor) => mul(product, factor),
    share,
  );
}

/** |a|, or of two states that drive each other a bound on the size of their eigenvalues. */
function rateOfBlock(matrix: LinearModel["matrix"], block: readonly number[]): Expr {
  if (block.length === 1) return abs(matrix[block[0]!]![block[0]!]!);
  const { mean, square } = coupled(matrix, block);
  return add(abs(mean), sqrt(abs(square)));
}
