/** How far a method may step so that a perturbation of the solution is as accurate as the solution. */
import type { ButcherTableau } from "./tableau.ts";

/** Every method of order ≥ 2 here is stable for |h λ| up to this, λ < 0. */
const stable = 1.5;

/**
 * The largest |h λ| for which the embedded error of y' = λ y, y(0) = 1, stays within a tolerance:
 *
 *   error = E z^(q+1) + O(z^(q+2)) ,   E = Σ bError_i (A^q 1)_i ,   reach = (tolerance / |E|)^(1/(q+1))
 *
 * with q the embedded order, and at most 1.5, where explicit methods are stable. Error control sees the
 * solution, which may rest while its derivatives with respect to parameters do not.
 *
 * @param tolerance  relative, in (0, 1)
 * @returns [1]; Infinity for a method without an error estimate
 */
export function linearReach({ a, bError, embeddedOrder, stages }: ButcherTableau, tolerance: number): number {
  if (bError === undefined) return Number.POSITIVE_INFINITY;
  let power = new Float64Array(stages).fill(1);
  for (let k = 0; k < embeddedOrder; k++) {
    power = Float64Array.from(a, (row) => row.reduce((sum, weight, j) => sum + weight * power[j]!, 0));
  }
  const leading = Math.abs(bError.reduce((sum, weight, i) => sum + weight * power[i]!, 0));
  return Math.min(stable, (tolerance / leading) ** (1 / (embeddedOrder + 1)));
}
