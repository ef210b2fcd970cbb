/** The weighted maximum norm in which errors are measured against the tolerances. */
import type { Algebra } from "./algebra.ts";

/** Absolute tolerance of every state and one relative tolerance; positive. */
export interface Tolerances<S> {
  readonly atol: ArrayLike<S>;
  readonly rtol: S;
}

/**
 *   max_i |values_i| / (atol_i + rtol·max(|y0_i|, |y1_i|))
 *
 * An error is within the tolerances at ≤ 1. Not a number as soon as one of the values is not; 0 without states.
 *
 * @param values  [states]
 * @param y0      the state before the step, [states]
 * @param y1      the state after the step, [states]
 */
export function weightedMaximumNorm<S>(
  algebra: Algebra<S>,
  values: ArrayLike<S>,
  y0: ArrayLike<S>,
  y1: ArrayLike<S>,
  tolerances: Tolerances<S>,
): S {
  const { abs, add, div, max, mul } = algebra;
  let norm: S | undefined;
  for (let i = 0; i < values.length; i++) {
    const magnitude = max(abs(y0[i]!), abs(y1[i]!));
    const ratio = div(abs(values[i]!), add(tolerances.atol[i]!, mul(tolerances.rtol, magnitude)));
    norm = norm === undefined ? ratio : max(norm, ratio);
  }
  return norm ?? algebra.constant(0);
}
