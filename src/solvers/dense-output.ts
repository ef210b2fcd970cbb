/** The solution inside a step as a polynomial in θ = (time − t0) / h, and its Bernstein form. */
import { type Algebra, weightedSum } from "../numeric/algebra.ts";
import type { ButcherTableau } from "./tableau.ts";

/**
 * The coefficients c_1 … c_d of one state's dense output,
 *
 *   y(t0 + θh) = y0 + Σ_j c_j θ^j,   c_j = h Σ_i dense_ij k_i.
 *
 * @param k      stage derivatives, [stages][states]
 * @param state  index of the state
 * @returns [denseDegree]
 *
 * Source: Hairer, Nørsett & Wanner (1993), Solving Ordinary Differential Equations I, 2nd ed., §II.6, (6.1).
 */
export function denseCoefficients<S>(
  algebra: Algebra<S>,
  tableau: ButcherTableau,
  h: S,
  k: readonly (readonly S[])[],
  state: number,
): S[] {
  const slopes = k.map((stage) => stage[state]!);
  return Array.from({ length: tableau.denseDegree }, (_, j) => {
    const weights = tableau.dense.map((row) => row[j]!);
    return algebra.mul(h, weightedSum(algebra, weights, slopes));
  });
}

/**
 * The dense output at θ: y0 + θ(c_1 + θ(c_2 + …)), Horner's rule.
 *
 * @param coefficients  c_1 … c_d of `denseCoefficients`
 * @param theta         in [0, 1] inside the step
 */
export function evaluateDense<S>(algebra: Algebra<S>, y0: S, coefficients: readonly S[], theta: S): S {
  let sum: S = algebra.constant(0);
  for (let j = coefficients.length - 1; j >= 0; j--) {
    sum = algebra.mul(theta, algebra.add(coefficients[j]!, sum));
  }
  return algebra.add(y0, sum);
}

/**
 * The Bernstein coefficients b_0 … b_d on θ ∈ [0, 1] of y0 + Σ_j c_j θ^j,
 *
 *   b_m = y0 + Σ_{j=1}^m C(m, j)/C(d, j) c_j.
 *
 * The polynomial lies between the smallest and the largest of them. Every b_m is y0 plus a sum of
 * increments, b_d = y0 + (c_1 + … + c_d) included; that one is y1 up to rounding, and may be replaced by it.
 *
 * @param coefficients  c_1 … c_d
 * @returns [d + 1]
 *
 * Source: Farouki & Rajan (1987), Comput. Aided Geom. Des. 4, 191–216, (4).
 */
export function bernsteinFromMonomial<S>(algebra: Algebra<S>, y0: S, coefficients: readonly S[]): S[] {
  const degree = coefficients.length;
  const bernstein = [y0];
  for (let m = 1; m <= degree; m++) {
    const weights: number[] = [];
    for (let j = 1; j <= m; j++) weights.push(binomial(m, j) / binomial(degree, j));
    bernstein.push(algebra.add(y0, weightedSum(algebra, weights, coefficients)));
  }
  return bernstein;
}

function binomial(n: number, k: number): number {
  let value = 1;
  for (let i = 1; i <= k; i++) value = (value * (n - k + i)) / i;
  return value;
}
