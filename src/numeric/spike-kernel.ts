/** Kernels that make a function of time of a spike: causal, and of unit area. */
import { exp, exprel } from "./exponential.ts";

/** A kernel κ and its derivative at times s ≥ 0 after the spike. */
export interface SpikeKernel {
  /** [1/ms] */
  readonly value: (s: number) => number;
  /** [1/ms²] */
  readonly slope: (s: number) => number;
}

/**
 * κ(s) = e^(−s/τ) / τ, which jumps at 0.
 *
 * @param tau  positive [ms]
 */
export function exponentialKernel(tau: number): SpikeKernel {
  const value = (s: number): number => exp(-s / tau) / tau;
  return { value, slope: (s) => -value(s) / tau };
}

/**
 * The difference of two exponentials, which is an exponential kernel filtered by another and begins at 0:
 *
 *   κ(s) = (e^(−s/τ) − e^(−s/τ_r)) / (τ − τ_r) ,  κ' = −κ/τ + e^(−s/τ_r) / (τ τ_r)
 *
 * It is symmetric in the two, and smooth where they meet, s e^(−s/τ)/τ² there: what is computed is the slower
 * exponential times a quotient that is finite.
 *
 * @param tau      positive [ms]
 * @param tauRise  likewise
 */
export function differenceKernel(tau: number, tauRise: number): SpikeKernel {
  const slow = Math.max(tau, tauRise);
  const fast = Math.min(tau, tauRise);
  const gap = 1 / fast - 1 / slow;
  const value = (s: number): number => (((exp(-s / slow) * s) / slow) * exprel(-s * gap)) / fast;
  return { value, slope: (s) => exp(-s / fast) / fast / slow - value(s) / slow };
}
