/** One step of any explicit Runge–Kutta method, written once for numbers and for expressions. */
import { type Algebra, weightedSum } from "../numeric/algebra.ts";
import type { ButcherTableau } from "./tableau.ts";

/**
 * f(t, y) at a stage of a step; `offset` = c_i h is the time since the start of the step, for signals
 * that are given by their value there and a slope.
 *
 * @returns [states]
 */
export type VectorField<S> = (t: S, y: readonly S[], offset: S) => readonly S[];

/** What one step gives. */
export interface RungeKuttaStep<S> {
  /** The state at t + h, [states]. */
  readonly y1: readonly S[];
  /** Stage derivatives, [stages][states]. */
  readonly k: readonly (readonly S[])[];
  /** y1 minus the state of the companion method, [states]; `undefined` if the method has none. */
  readonly error: readonly S[] | undefined;
  /** y1 minus the state of the coarse companion, [states]; `undefined` if the method has none. */
  readonly coarseError: readonly S[] | undefined;
}

/**
 * One step from (t, y) of size h.
 *
 *   Y_i = y + h Σ_j a_ij k_j,   k_i = f(t + c_i h, Y_i),   y1 = y + h Σ_i b_i k_i
 *   error = h Σ_i (b_i − bEmbedded_i) k_i,   coarseError = h Σ_i (b_i − bCoarse_i) k_i
 *
 * Its adjoint at given ȳ1, which the reverse derivative of these expressions is, term by term; for i = s … 1:
 *
 *   k̄_i = h b_i ȳ1 + h Σ_{j>i} a_ji Ȳ_j,   Ȳ_i = f_yᵀ k̄_i,   ȳ = ȳ1 + Σ_i Ȳ_i
 *   p̄ += Σ_i f_pᵀ k̄_i,   t̄ += Σ_i f_t·k̄_i
 *   h̄ = ȳ1·Σ_i b_i k_i + Σ_i Ȳ_i·(Σ_j a_ij k_j) + Σ_i c_i f_t·k̄_i
 *
 * ∂y1/∂h is not f(y1): they differ by O(h^order).
 *
 * @param y  [states]
 *
 * Source: Hairer, Nørsett & Wanner (1993), Solving Ordinary Differential Equations I, 2nd ed., §II.1, (1.8).
 */
export function explicitRungeKuttaStep<S>(
  algebra: Algebra<S>,
  tableau: ButcherTableau,
  vectorField: VectorField<S>,
  t: S,
  y: readonly S[],
  h: S,
): RungeKuttaStep<S> {
  const k: (readonly S[])[] = [];
  const increments = (weights: readonly number[]): S[] =>
    y.map((_, state) =>
      algebra.mul(
        h,
        weightedSum(
          algebra,
          weights,
          k.map((stage) => stage[state]!),
        ),
      ),
    );
  const after = (weights: readonly number[]): readonly S[] => {
    if (weights.every((weight) => weight === 0)) return y;
    const steps = increments(weights);
    return y.map((value, state) => algebra.add(value, steps[state]!));
  };
  for (let i = 0; i < tableau.stages; i++) {
    const c = tableau.c[i]!;
    const offset = c === 0 ? algebra.constant(0) : c === 1 ? h : algebra.mul(algebra.constant(c), h);
    k.push(vectorField(c === 0 ? t : algebra.add(t, offset), after(tableau.a[i]!), offset));
  }
  const { bError, bCoarseError } = tableau;
  return {
    y1: after(tableau.b),
    k,
    error: bError && increments(bError),
    coarseError: bCoarseError && increments(bCoarseError),
  };
}
