/**
 * Maps between a parameter's natural value p and the free coordinate u that an optimiser moves, so
 * that no step leaves the parameter's domain.
 */
import type { Domain } from "../domain.ts";
import { exp } from "../numeric/exponential.ts";
import { log } from "../numeric/logarithm.ts";

export interface Transform {
  readonly name: string;
  /** Whether p is u. */
  readonly isIdentity?: true;
  /** p(u). */
  readonly toNatural: (free: number) => number;
  /** u(p). */
  readonly toFree: (natural: number) => number;
  /** dp/du as a function of p. */
  readonly slope: (natural: number) => number;
}

const free: Transform = {
  name: "free",
  isIdentity: true,
  toNatural: (u) => u,
  toFree: (p) => p,
  slope: () => 1,
};

/** p = e^u. */
const positive: Transform = {
  name: "positive",
  toNatural: exp,
  toFree: log,
  slope: (p) => p,
};

/** p = u, and 0 for u below: a value of 0, as a delay begins with, can be trained. */
const nonnegative: Transform = {
  name: "nonnegative",
  toNatural: (u) => Math.max(u, 0),
  toFree: (p) => p,
  slope: () => 1,
};

/** p = min + (max − min) / (1 + e^(−u)). */
function bounded(min: number, max: number): Transform {
  return {
    name: `bounded(${min}, ${max})`,
    // From the nearer end, so that rounding cannot carry it past either.
    toNatural: (u) => (u < 0 ? min + (max - min) / (1 + exp(-u)) : max - (max - min) / (1 + exp(u))),
    toFree: (p) => log((p - min) / (max - p)),
    slope: (p) => ((p - min) * (max - p)) / (max - min),
  };
}

/** The transform that keeps a parameter in `domain`. */
export function transformOf(domain: Domain): Transform {
  if (domain === "free") return free;
  if (domain === "positive") return positive;
  if (domain === "nonnegative") return nonnegative;
  return bounded(domain.min, domain.max);
}
