/** Distributions that parameters are drawn from. */
import { OptionError } from "../errors.ts";
import type { RandomGenerator } from "../numeric/random.ts";
import { checkValue } from "../options.ts";

/** A distribution that every entry of a parameter is drawn from, by `initialParameters`. */
export interface Initializer {
  /** Of the call, for messages and files. */
  readonly name: string;
  /** One value; the generator is the only source of randomness. */
  readonly draw: (random: RandomGenerator) => number;
  /** The call that made it, so that it can be saved; without it only its name is. */
  readonly distribution?: { readonly kind: string; readonly values: readonly number[] };
}

/** Whether a value, which may come from anywhere, is a distribution. */
export function isInitializer(value: unknown): value is Initializer {
  if (typeof value !== "object" || value === null) return false;
  const { name, draw } = value as { readonly name?: unknown; readonly draw?: unknown };
  return typeof name === "string" && typeof draw === "function";
}

/**
 * Normal distribution.
 *
 * @param mean               in the unit of the parameter
 * @param standardDeviation  likewise, ≥ 0
 * @throws OptionError for a standard deviation that is negative, or a number that is not finite
 */
export function normal(mean: number, standardDeviation: number): Initializer {
  checkValue("normal", "mean", mean, "free");
  checkValue("normal", "standardDeviation", standardDeviation, "nonnegative");
  return Object.freeze({
    name: `normal(${mean}, ${standardDeviation})`,
    distribution: Object.freeze({ kind: "normal", values: [mean, standardDeviation] }),
    draw: (random: RandomGenerator) => mean + standardDeviation * random.normal(),
  });
}

/**
 * Uniform distribution on [low, high), up to rounding; `low` alone if they are equal.
 *
 * @param low   in the unit of the parameter
 * @param high  likewise
 * @throws OptionError if low > high or one is not finite
 */
export function uniform(low: number, high: number): Initializer {
  checkValue("uniform", "low", low, "free");
  checkValue("uniform", "high", high, "free");
  if (low > high) {
    throw new OptionError(`uniform(${low}, ${high})`, "the interval is empty", "Give the smaller end first.");
  }
  return Object.freeze({
    name: `uniform(${low}, ${high})`,
    distribution: Object.freeze({ kind: "uniform", values: [low, high] }),
    draw: (random: RandomGenerator) => low + (high - low) * random.uniform(),
  });
}

/**
 * The same value for every entry, each an entry of its own: where a number is one parameter that all neurons
 * share, this is one for each.
 *
 * @throws OptionError if the value is not finite
 */
export function constantly(value: number): Initializer {
  checkValue("constantly", "value", value, "free");
  return Object.freeze({
    name: `constantly(${value})`,
    distribution: Object.freeze({ kind: "constantly", values: [value] }),
    draw: () => value,
  });
}
