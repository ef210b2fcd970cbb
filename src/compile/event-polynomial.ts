/**
 * An event function over one step as a polynomial in Bernstein form on θ ∈ [0, 1], and a bound on
 * how far that polynomial may be from the computed map h ↦ g(Φ(h)).
 *
 * A g that is affine in the state is the same combination of the states' dense output. Any other g
 * is interpolated at Chebyshev points of the dense output, with a polynomial of its degree, at least 6 (for the
 * dense output of degree 7 and a conductance-based neuron at tolerance 1e-12 the margin with 6 was 9 times
 * that with 7, and with 8 half of it); the interpolation is checked at two more points.
 *
 * The bound is a sum, because each of its terms may vanish by accident where the others do not:
 *
 *   margin = 8 E + 2 T + S + interpolation + rounding
 *
 * E is the error estimate of g, T the tolerance of g, and S the part of the dense output's highest
 * power that vanishes at both ends as often as it can: |c_d| a^a b^b / d^d, a = ⌈d/2⌉, b = ⌊d/2⌋. E alone
 * is no bound: E and the error of the dense output are different combinations of the derivatives of the
 * next order, and E vanishes where these cancel (in y' = f(t) the dense output of the 5(4) pairs is off
 * by 4 to 8 E, in AdEx by up to 30 E, and by any multiple of E at its zeros). The combined estimate of the
 * 8(5,3) pair is of the order of its dense output too, h^8, and much the same holds: off by 0.4 to 1 E in half
 * of all steps, by more than 8 E in one of ten of a relaxation oscillation; the margin was at least twice
 * what was needed in 8,000 steps at tolerances from 1e-3 to 1e-11. A method without an error
 * estimate compares the polynomial with a repeated half step instead of E. A step that leaps over a
 * feature of the equations without a stage on it is beyond any bound made of its stages. Where the dense output is
 * the map, as that of a Taylor series is, nothing remains but interpolation and rounding, that of its large weights included.
 */
import { exprAlgebra } from "../expr/algebra.ts";
import { abs, add, max, mul, sub, zero } from "../expr/build.ts";
import { constant, type Expr, symbol } from "../expr/node.ts";
import { substitute } from "../expr/substitute.ts";
import { vjp } from "../expr/vjp.ts";
import { weightedSum } from "../numeric/algebra.ts";
import { chebyshevPoints, lagrangeBasis } from "../numeric/lagrange.ts";
import { pow } from "../numeric/power.ts";
import { cos } from "../numeric/trigonometric.ts";
import { bernsteinFromMonomial } from "../solvers/dense-output.ts";
import { type EventError, isAffine, stepRounding, weightedBySlopes } from "./event-error.ts";
import { slopeSlot, stepSizeSlot, timeSlot } from "./slots.ts";
import { at, type EstimatedGraph } from "./step-graph.ts";

export interface EventPolynomial {
  readonly bernstein: readonly Expr[];
  /** Bound on |polynomial − computed map|, rounding included. */
  readonly margin: Expr;
  /** The part of it that is rounding: values of g below it have no sign. */
  readonly rounding: Expr;
  /** Twice the error estimate of g, 0 for a method without one: an extremum within it is refined. */
  readonly estimate: Expr;
  readonly peak: Expr;
}

/** Two extrema of the node polynomial, where the error of interpolation shows most. */
const checkPoints = (degree: number): number[] =>
  [1, 3].map((j) => 0.5 - 0.5 * cos((Math.PI * (j + 0.5)) / degree));

/** Degree of the polynomial of an event function. */
export function eventDegree(graph: EstimatedGraph, event: number): number {
  const { denseDegree } = graph;
  return isAffine(graph, event) ? Math.max(2, denseDegree) : Math.max(6, denseDegree);
}

/** @param errorNorm  the step's error norm, in units of the tolerance */
export function eventPolynomial(
  graph: EstimatedGraph,
  event: number,
  { tolerance }: EventError,
  errorNorm: Expr,
): EventPolynomial {
  const { model, h, y0 } = graph;
  const when = model.events[event]!.when;
  const start = when;
  const end = graph.eventsEnd[event]!;
  const dense = graph.dense();
  const along = (theta: number): Expr =>
    at(
      model,
      when,
      y0.map((y, i) =>
        add(
          y,
          weightedSum(
            exprAlgebra,
            dense[i]!.map((_, k) => pow(theta, k + 1)),
            dense[i]!,
          ),
        ),
      ),
      mul(theta, h),
    );

  let coefficients: Expr[];
  let interpolationError: Expr = zero;
  let conversion: Expr = zero;
  if (isAffine(graph, event)) {
    coefficients = affineCoefficients(graph, event, dense);
  } else {
    const degree = eventDegree(graph, event);
    const [, ...nodes] = chebyshevPoints(degree);
    // Changes of g, not its values: the weights are up to 4^degree, and so would be the rounding of a large g.
    const changes = nodes.map((theta, j) => sub(j === degree - 1 ? end : along(theta), start));
    const [, ...basis] = lagrangeBasis([0, ...nodes]);
    coefficients = Array.from({ length: degree }, (_, k) =>
      weightedSum(
        exprAlgebra,
        basis.map((row) => row[k + 1]!),
        changes,
      ),
    );
    conversion = weightedSum(
      exprAlgebra,
      basis.map((row) => Number.EPSILON * row.reduce((sum, weight) => sum + Math.abs(weight), 0)),
      changes.map((change) => abs(change)),
    );
    const differences = checkPoints(degree).map((theta) =>
      abs(sub(polynomial(start, coefficients, theta), along(theta))),
    );
    interpolationError = mul(
      4,
      differences.reduce((a, b) => max(a, b)),
    );
  }
  const bernstein = [...bernsteinFromMonomial(exprAlgebra, start, coefficients)];
  bernstein[bernstein.length - 1] = end;

  const rounding = stepRounding(graph, event);
  const half = (): Expr => {
    const repeated = substitute([end], new Map([[stepSizeSlot, mul(0.5, h)]]))[0]!;
    return abs(sub(polynomial(start, coefficients, 0.5), repeated));
  };
  const estimated = mul(errorNorm, tolerance);
  const stepError = graph.error === undefined ? half() : estimated;
  const top = isAffine(graph, event)
    ? abs(coefficients[graph.denseDegree - 1]!)
    : weightedBySlopes(
        graph,
        event,
        dense.map((row) => abs(row[row.length - 1]!)),
      );
  const spread = graph.denseDegree < 2 ? zero : mul(largestBump(graph.denseDegree), top);
  const distance = graph.isMap ? conversion : add(add(mul(8, stepError), mul(2, tolerance)), spread);
  return {
    bernstein,
    margin: add(add(distance, interpolationError), rounding),
    rounding,
    estimate: graph.error === undefined ? zero : mul(2, estimated),
    peak: bernstein.reduce((a, b) => max(a, b)),
  };
}

/** g at θ from its value at 0 and the coefficients of θ, θ², … */
function polynomial(start: Expr, coefficients: readonly Expr[], theta: number): Expr {
  return add(
    start,
    weightedSum(
      exprAlgebra,
      coefficients.map((_, k) => pow(theta, k + 1)),
      coefficients,
    ),
  );
}

function affineCoefficients(
  graph: EstimatedGraph,
  event: number,
  dense: readonly (readonly Expr[])[],
): Expr[] {
  const { model, h } = graph;
  const when = model.events[event]!.when;
  const gradient = vjp([when], [constant(1)], graph.y0);
  const names = [timeSlot, ...model.signals];
  const [byTime, ...bySignals] = vjp([when], [constant(1)], names.map(symbol));
  const drift = model.signals.reduce(
    (sum, signal, s) => add(sum, mul(bySignals[s]!, symbol(slopeSlot(signal)))),
    byTime!,
  );
  return Array.from({ length: eventDegree(graph, event) }, (_, k) =>
    gradient.reduce(
      (sum, slope, i) => add(sum, mul(slope, dense[i]![k] ?? zero)),
      k === 0 ? mul(drift, h) : zero,
    ),
  );
}

/** max over θ of θ^⌈d/2⌉ (1 − θ)^⌊d/2⌋. */
function largestBump(degree: number): number {
  const [a, b] = [Math.ceil(degree / 2), Math.floor(degree / 2)];
  return (pow(a, a) * pow(b, b)) / pow(degree, degree);
}
