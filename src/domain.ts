/** What numbers a parameter or an option may be: membership, and how messages say it. */
import { OptionError } from "./errors.ts";
import { shown } from "./values.ts";

/** What values a parameter may take, min and max included; training keeps it there. */
export type Domain = "free" | "positive" | "nonnegative" | { readonly min: number; readonly max: number };

/** Whether a value, which may come from anywhere, is a domain. */
export function isDomain(domain: unknown): domain is Domain {
  if (typeof domain !== "object" || domain === null) {
    return domain === "free" || domain === "positive" || domain === "nonnegative";
  }
  const { min, max } = domain as { readonly min?: unknown; readonly max?: unknown };
  return typeof min === "number" && typeof max === "number" && min < max && Number.isFinite(max - min);
}

/** Every domain is an interval of doubles: its least and its greatest value. */
function boundsOf(domain: Domain): readonly [low: number, high: number] {
  if (domain === "free") return [-Number.MAX_VALUE, Number.MAX_VALUE];
  if (domain === "positive") return [Number.MIN_VALUE, Number.MAX_VALUE];
  if (domain === "nonnegative") return [0, Number.MAX_VALUE];
  return [domain.min, domain.max];
}

/**
 * The index of the first of `values` that is not in the domain, −1 if there is none. Ends count as inside
 * where they are legal values, although a trained parameter must lie strictly inside (its free coordinate
 * would be infinite).
 */
export function firstOutside(domain: Domain, values: Float64Array): number {
  const [low, high] = boundsOf(domain);
  // Every weight comes here before every run; NaN is in no interval.
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!(value >= low && value <= high)) return i;
  }
  return -1;
}

/** Whether a value, which may be no number, lies in a domain; see `firstOutside`. */
export function contains(domain: Domain, value: unknown): boolean {
  const [low, high] = boundsOf(domain);
  return typeof value === "number" && value >= low && value <= high;
}

export function describeDomain(domain: Domain): string {
  if (domain === "free") return "a finite number";
  if (domain === "positive") return "a number > 0";
  if (domain === "nonnegative") return "a number ≥ 0";
  return `a number between ${domain.min} and ${domain.max}`;
}

/**
 * @param nameOf  the value with an index
 * @throws OptionError naming the first of `values` that is not in `domain`
 */
export function checkDomainOfAll(
  where: string,
  nameOf: (index: number) => string,
  domain: Domain,
  values: Float64Array,
): void {
  const bad = firstOutside(domain, values);
  if (bad >= 0) checkDomain(where, nameOf(bad), domain, values[bad]!);
}

/** @throws OptionError if `value` is not in `domain` */
export function checkDomain(where: string, name: string, domain: Domain, value: number): void {
  if (!contains(domain, value)) {
    throw new OptionError(where, `${name} is ${shown(value)}`, `Give ${describeDomain(domain)}.`);
  }
}
