/** How far a method may step so that a perturbation of the solution is as accurate as the solution. */
import { pow } from "../numeric/power.ts";
import type { ButcherTableau } from "./tableau.ts";

/** Every method of order ≥ 2 here is stable for |h λ| up to this, λ < 0. */
const stable = 1.5;

/**
 * The largest |h λ| for which the embedded error of y' = λ y, y(0) = 1, stays within a tolerance:
 *
 *   error = E z^(p+1) + O(z^(p+2)) ,   E = Σ bError_i (A^p 1)_i ,   reach = (tolerance / |E|)^(1/(p+1))
 *
 * with p the order of the companion; with a coarse one of order q, whose error begins with C z^(q+1), it is
 * 10 E²/C and 2p − q in the place of E and p. At most 1.5, where explicit methods are stable. Error control
 * sees the solution, which may rest while its derivatives with respect to parameters do not.
 *
 * @param tolerance  relative, in (0, 1)
 * @returns [1]; Infinity for a method without an error estimate
 */
export function linearReach(tableau: ButcherTableau, tolerance: number): number {
  const { bError, bCoarseError, companionOrders, embeddedOrder } = tableau;
  if (bError === undefined) return Number.POSITIVE_INFINITY;
  const [fineOrder, coarseOrder] = companionOrders;
  let leading = errorCoefficient(tableau, bError, fineOrder!);
  if (bCoarseError !== undefined) {
    leading = (10 * leading * leading) / errorCoefficient(tableau, bCoarseError, coarseOrder!);
  }
  return Math.min(stable, pow(tolerance / leading, 1 / (embeddedOrder + 1)));
}

/** |Σ weights_i (A^order 1)_i|. */
function errorCoefficient({ a, stages }: ButcherTableau, weights: readonly number[], order: number): number {
  let power = new Float64Array(stages).fill(1);
  for (let k = 0; k < order; k++) {
    power = Float64Array.from(a, (row) => row.reduce((sum, weight, j) => sum + weight * power[j]!, 0));
  }
  return Math.abs(weights.reduce((sum, weight, i) => sum + weight * power[i]!, 0));
}
