/**
 * Maps between a parameter's natural value p and the free coordinate u that an optimiser moves, so
 * that no step leaves the parameter's domain.
 */
import { OptionError } from "../errors.ts";
import type { Domain } from "../neurons/neuron-model.ts";

export interface Transform {
  readonly name: string;
  /** p(u). */
  readonly toNatural: (free: number) => number;
  /** u(p). */
  readonly toFree: (natural: number) => number;
  /** dp/du as a function of p. */
  readonly slope: (natural: number) => number;
}

const free: Transform = {
  name: "free",
  toNatural: (u) => u,
  toFree: (p) => p,
  slope: () => 1,
};

/** p = e^u. */
const positive: Transform = {
  name: "positive",
  toNatural: Math.exp,
  toFree: Math.log,
  slope: (p) => p,
};

/** p = min + (max − min) / (1 + e^(−u)). */
function bounded(min: number, max: number): Transform {
  return {
    name: `bounded(${min}, ${max})`,
    toNatural: (u) => min + (max - min) / (1 + Math.exp(-u)),
    toFree: (p) => Math.log((p - min) / (max - p)),
    slope: (p) => ((p - min) * (max - p)) / (max - min),
  };
}

/** The transform that keeps a parameter in `domain`. */
export function transformOf(domain: Domain): Transform {
  if (domain === "free") return free;
  if (domain === "positive" || domain === "nonnegative") return positive;
  return bounded(domain.min, domain.max);
}

/**
 * Whether a value lies in a domain. Ends count as inside where they are legal values, although a
 * trained parameter must lie strictly inside (its free coordinate would be infinite).
 */
export function contains(domain: Domain, value: number): boolean {
  if (!Number.isFinite(value)) return false;
  if (domain === "free") return true;
  if (domain === "positive") return value > 0;
  if (domain === "nonnegative") return value >= 0;
  return value >= domain.min && value <= domain.max;
}

export function describeDomain(domain: Domain): string {
  if (domain === "free") return "a finite number";
  if (domain === "positive") return "a number > 0";
  if (domain === "nonnegative") return "a number ≥ 0";
  return `a number between ${domain.min} and ${domain.max}`;
}

/** @throws OptionError if `value` is not in `domain` */
export function checkDomain(where: string, name: string, domain: Domain, value: number): void {
  if (!contains(domain, value)) {
    throw new OptionError(where, `${name} is ${value}`, `Give ${describeDomain(domain)}.`);
  }
}
