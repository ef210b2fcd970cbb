/** Penalties on what leaves its bounds: of rates, of membranes, of whatever is read, without a target. */
import { checkOptions } from "../options.ts";
import { checkValues } from "./check.ts";
import type { Loss, LossResult } from "./loss.ts";

/** The bound, and what has to keep it. */
export interface PenaltyOptions {
  /** In the unit of the values; 0 by default. */
  readonly bound?: number;
  /** Whether every value has to keep the bound (default), or only the mean of them all. */
  readonly of?: "each" | "mean";
}

/**
 * A penalty on values above a bound, whatever the target of the sample is.
 *
 *   L = (1/n) Σ max(0, values_i − bound)² ,   of: "mean"  L = max(0, (1/n) Σ values_i − bound)²
 *
 * Of `filteredSpikeTrain` it keeps rates below a bound: those of every neuron at every time, or that of the population.
 * With the bound 0 it asks for as little activity as there can be.
 *
 * @returns a loss with value [unit²] and gradient [values], [unit], the unit being that of the values; it throws
 *   OptionError and ShapeError for values, as `Loss` says
 * @throws OptionError for a bound that is no finite number, or an unknown option
 *
 * Source: Zenke & Vogels (2021), The remarkable robustness of surrogate gradient learning, Neural Computation 33,
 *   899–925, "activity regularization", upper bound.
 * Variant: of what has a gradient, such as a filtered spike train, instead of spike counts.
 * @example
 * const term = {
 *   readout: filteredSpikeTrain("hidden", [20, 40], { tau: 20 }),
 *   loss: penaltyAbove({ bound: 0.05 }), // 50 Hz
 *   weight: 0.1,
 * };
 */
export function penaltyAbove(options: PenaltyOptions = {}): Loss<unknown> {
  return penalty("penaltyAbove", options, 1);
}

/**
 * A penalty on values below a bound, whatever the target of the sample is.
 *
 *   L = (1/n) Σ max(0, bound − values_i)² ,   of: "mean"  L = max(0, bound − (1/n) Σ values_i)²
 *
 * Rates have no gradient where there is no spike: what leads silent neurons back is a bound on their membranes, of
 * `stateAtTimes`, or on their means, of an integral (`withIntegral`) at the end of a run.
 *
 * @returns a loss with value [unit²] and gradient [values], [unit], the unit being that of the values; it throws
 *   OptionError and ShapeError for values, as `Loss` says
 * @throws OptionError for a bound that is no finite number, or an unknown option
 *
 * Source: Zenke & Vogels (2021), The remarkable robustness of surrogate gradient learning, Neural Computation 33,
 *   899–925, "activity regularization", lower bound.
 * Variant: of what has a gradient, such as a membrane potential, instead of spike counts.
 * @example
 * const term = { readout: stateAtTimes("hidden", "v", [20]), loss: penaltyBelow({ bound: 0.5 }), weight: 0.1 };
 */
export function penaltyBelow(options: PenaltyOptions = {}): Loss<unknown> {
  return penalty("penaltyBelow", options, -1);
}

/** @param side  1 if values above the bound cost, −1 if those below it do */
function penalty(name: string, options: PenaltyOptions, side: 1 | -1): Loss<unknown> {
  checkOptions(name, options, { bound: "free", of: ["each", "mean"] });
  const { bound = 0, of = "each" } = options;
  const excessOf = (value: number): number => Math.max(0, side * (value - bound));
  const evaluate = (values: Float64Array): LossResult => {
    checkValues(name, values, false);
    const count = values.length;
    if (of === "mean") {
      // Divided first: the sum of large values may be no number.
      const excess = excessOf(values.reduce((mean, value) => mean + value / count, 0));
      return { value: excess * excess, gradient: values.map(() => (2 * side * excess) / count) };
    }
    const gradient = values.map(excessOf);
    const value = gradient.reduce((sum, excess) => sum + excess * excess, 0) / count;
    return { value, gradient: gradient.map((excess) => (2 * side * excess) / count) };
  };
  const description = Object.freeze({ kind: name, bound, of });
  return Object.freeze({ name, description, acceptsSilent: false, target: "none", evaluate });
}
