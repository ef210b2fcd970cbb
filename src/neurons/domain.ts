/** What values a parameter may take: membership, and how messages say it. */
import { OptionError } from "../errors.ts";
import type { Domain } from "./neuron-model.ts";

/** Whether a value, which may come from anywhere, is a domain. */
export function isDomain(domain: unknown): domain is Domain {
  if (typeof domain !== "object" || domain === null) {
    return domain === "free" || domain === "positive" || domain === "nonnegative";
  }
  const { min, max } = domain as { readonly min?: unknown; readonly max?: unknown };
  return typeof min === "number" && typeof max === "number" && min < max && Number.isFinite(max - min);
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
