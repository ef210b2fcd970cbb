/** The first step size, from the vector field and its change along a trial step. */
import { numberAlgebra } from "../../src/numeric/algebra.ts";
import { type Tolerances, weightedMaximumNorm } from "../../src/numeric/norm.ts";

/** Writes f(t, y) to `out`, [states]. */
export type NumericVectorField = (t: number, y: Float64Array, out: Float64Array) => void;

export interface InitialStepOptions extends Tolerances<number> {
  /** The order of the companion method, whose error is controlled. */
  readonly embeddedOrder: number;
  /** The first step is at most this long, e.g. the whole interval; default `Infinity`. */
  readonly longest?: number;
}

/**
 * A step size h for which explicit Euler's error is small, guessed from two evaluations of f:
 *
 *   d0 = ‖y0‖,  d1 = ‖f(t0, y0)‖,  h0 = d0/(100 d1), or 1e-6 if d0 or d1 is below 1e-5
 *   d2 = ‖f(t0 + h0, y0 + h0 f(t0, y0)) − f(t0, y0)‖ / h0
 *   h1 = (max(d1, d2) / 0.01)^{−1/(embeddedOrder+1)}, or max(1e-6, h0/1000) if both are below 1e-15
 *   h  = min(100 h0, h1, longest)
 *
 * in the weighted maximum norm. If f is not finite after the trial step, h = min(h0, longest); if it is not
 * finite at y0, the result is not a number.
 *
 * Source: Hairer, Nørsett & Wanner (1993), Solving Ordinary Differential Equations I, 2nd ed., §II.4.
 * Variant: maximum norm instead of root mean square.
 *
 * @param y0  [states]
 * @returns in the unit of time
 */
export function initialStepSize(
  vectorField: NumericVectorField,
  t0: number,
  y0: Float64Array,
  options: InitialStepOptions,
): number {
  const { embeddedOrder, longest = Number.POSITIVE_INFINITY } = options;
  const norm = (values: Float64Array): number => weightedMaximumNorm(numberAlgebra, values, y0, y0, options);
  const slope = new Float64Array(y0.length);
  vectorField(t0, y0, slope);
  const d0 = norm(y0);
  const d1 = norm(slope);
  const h0 = Math.min(d0 < 1e-5 || d1 < 1e-5 ? 1e-6 : (0.01 * d0) / d1, longest);

  const change = new Float64Array(y0.length);
  vectorField(
    t0 + h0,
    y0.map((value, i) => value + h0 * slope[i]!),
    change,
  );
  for (let i = 0; i < change.length; i++) change[i] = (change[i]! - slope[i]!) / h0;
  const d2 = norm(change);
  if (!Number.isFinite(d2)) return Number.isFinite(d1) ? h0 : Number.NaN;

  const steepness = Math.max(d1, d2);
  const h1 = steepness <= 1e-15 ? Math.max(1e-6, 1e-3 * h0) : (0.01 / steepness) ** (1 / (embeddedOrder + 1));
  return Math.min(100 * h0, h1, longest);
}
