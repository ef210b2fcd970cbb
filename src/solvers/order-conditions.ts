/**
 * The order of a Runge–Kutta method and of its dense output, from the rooted-tree order conditions.
 *
 * Source: Hairer, Nørsett & Wanner (1993), Solving Ordinary Differential Equations I, 2nd ed., §II.2,
 *   Theorem 2.13, and §II.6, (6.6).
 */
import { dot, elementaryWeights, type RootedTree, rootedTrees } from "./rooted-trees.ts";

/** The matrix of a method in units of 1/unit, so that every condition is decided among integers. */
export interface ScaledMatrix {
  /** A common denominator of all coefficients. */
  readonly unit: bigint;
  readonly a: readonly (readonly bigint[])[];
  /** Whether the coefficients were fractions, hence are exact; else they are held to 1e-14. */
  readonly exact: boolean;
}

/** Decimals are rounded numbers: a sum that should be 1 may be off by 1e-14. */
const inverseTolerance: bigint = 10n ** 14n;

/** Whether a sum in units of 1/unit is the integer it should be: exactly, or to 1e-14 for decimals. */
export function agrees(sum: bigint, expected: bigint, unit: bigint, exact: boolean): boolean {
  if (exact) return sum === expected;
  const difference = sum < expected ? expected - sum : sum - expected;
  return difference * inverseTolerance <= unit;
}

/** The largest p with Σ_i b_i Φ_i(t) = 1/γ(t) for all trees of at most p nodes. */
export function orderOf(method: ScaledMatrix, b: readonly bigint[]): number {
  return largestOrder(method, (t, phi) => holds(method, t, phi, b, true));
}

/**
 * The largest p with Σ_i b_i(θ) Φ_i(t) = θ^|t|/γ(t) for all θ and all trees of at most p nodes.
 *
 * @param columns  columns[k][i] is the coefficient of θ^(k+1) in b_i(θ)
 */
export function denseOrderOf(method: ScaledMatrix, columns: readonly (readonly bigint[])[]): number {
  return largestOrder(
    method,
    (t, phi) =>
      t.order <= columns.length &&
      columns.every((column, k) => holds(method, t, phi, column, k + 1 === t.order)),
  );
}

/** An explicit method has at most the order of its number of stages. */
function largestOrder(
  { a }: ScaledMatrix,
  condition: (t: RootedTree, phi: readonly bigint[]) => boolean,
): number {
  const known = new Map<RootedTree, readonly bigint[]>();
  for (let order = 1; order <= a.length; order++) {
    if (!rootedTrees(order).every((t) => condition(t, elementaryWeights(a, t, known)))) return order - 1;
  }
  return a.length;
}

/** γ(t)·Σ_i weights_i Φ_i(t) = 1 or 0. The tolerance is on the sum, so it is multiplied by γ too. */
function holds(
  { unit, exact }: ScaledMatrix,
  t: RootedTree,
  phi: readonly bigint[],
  weights: readonly bigint[],
  isOne: boolean,
): boolean {
  const gamma = BigInt(t.gamma);
  const one = unit ** BigInt(t.order);
  return agrees(gamma * dot(weights, phi), isOne ? one : 0n, gamma * one, exact);
}
