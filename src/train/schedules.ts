/** Learning-rate schedules: the rate as a function of the epochs done. */
import { pow } from "../numeric/power.ts";
import { cos } from "../numeric/trigonometric.ts";
import { type Check, checkOptions, checkValue, numbers } from "../options.ts";

/**
 * The learning rate after a number of epochs, which may have a fraction: 2.5 is halfway through the
 * third epoch. A rate is finite and ≥ 0; `fit` refuses another one.
 */
export type Schedule = (epoch: number) => number;

/** What a learning rate may be. */
export const rateKind: Check = numbers(
  (rate) => rate >= 0 && rate < Infinity,
  "Give a finite learning rate ≥ 0.",
);
const share = numbers((factor) => factor > 0 && factor <= 1, "Give a number in (0, 1], such as 0.95.");
const epochCount = numbers((count) => count > 0 && count < Infinity, "Give a positive number of epochs.");

/**
 * The same rate always.
 *
 * @throws OptionError if it is negative or not finite
 */
export function constantRate(rate: number): Schedule {
  checkValue("constantRate", "rate", rate, rateKind);
  return () => rate;
}

/**
 * A rate that shrinks by a factor in every epoch, smoothly.
 *
 *   rate(epoch) = initial·factor^epoch
 *
 * @throws OptionError if `initial` is negative or not finite, or `factor` is outside (0, 1], or for an unknown option
 */
export function exponentialDecay(options: { readonly initial: number; readonly factor: number }): Schedule {
  checkOptions("exponentialDecay", options, { initial: rateKind, factor: share }, ["initial", "factor"]);
  const { initial, factor } = options;
  return (epoch) => initial * pow(factor, epoch);
}

/**
 * A rate that shrinks by a factor at once, every so many epochs.
 *
 *   rate(epoch) = initial·factor^⌊epoch / every⌋
 *
 * @throws OptionError if `initial` is negative or not finite, `factor` outside (0, 1], or `every` not positive, or
 *   for an unknown option
 */
export function stepDecay(options: {
  readonly initial: number;
  readonly factor: number;
  readonly every: number;
}): Schedule {
  const kinds = { initial: rateKind, factor: share, every: epochCount };
  checkOptions("stepDecay", options, kinds, ["initial", "factor", "every"]);
  const { initial, factor, every } = options;
  return (epoch) => initial * pow(factor, Math.floor(epoch / every));
}

/**
 * A rate that follows half a cosine from `initial` to `final` (0 by default), and stays there.
 *
 *   rate(epoch) = final + (initial − final)·(1 + cos(π·epoch / epochs)) / 2     for epoch < epochs
 *
 * @throws OptionError if a rate is negative or not finite, `epochs` is not positive, or for an unknown option
 *
 * Source: Loshchilov & Hutter (2017), SGDR: stochastic gradient descent with warm restarts, ICLR, eq. (5).
 * Variant: one period, no restart.
 */
export function cosineDecay(options: {
  readonly initial: number;
  readonly final?: number;
  readonly epochs: number;
}): Schedule {
  const kinds = { initial: rateKind, final: rateKind, epochs: epochCount };
  checkOptions("cosineDecay", options, kinds, ["initial", "epochs"]);
  const { initial, final = 0, epochs } = options;
  return (epoch) =>
    epoch >= epochs ? final : final + ((initial - final) * (1 + cos((Math.PI * epoch) / epochs))) / 2;
}
