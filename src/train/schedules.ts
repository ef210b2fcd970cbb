/** Learning-rate schedules: the rate as a function of the epochs done. */
import { checkOptions, OptionError } from "../errors.ts";
import { pow } from "../numeric/power.ts";
import { cos } from "../numeric/trigonometric.ts";
import { shown } from "../values.ts";

/**
 * The learning rate after a number of epochs, which may have a fraction: 2.5 is halfway through the
 * third epoch. A rate is finite and ≥ 0; `fit` refuses another one.
 */
export type Schedule = (epoch: number) => number;

/**
 * The same rate always.
 *
 * @throws OptionError if it is negative or not finite
 */
export function constantRate(rate: number): Schedule {
  checkRate("constantRate", "rate", rate);
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
  checkOptions("exponentialDecay", options, ["initial", "factor"]);
  const { initial, factor } = options;
  checkRate("exponentialDecay", "initial", initial);
  checkFactor("exponentialDecay", factor);
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
  checkOptions("stepDecay", options, ["initial", "factor", "every"]);
  const { initial, factor, every } = options;
  checkRate("stepDecay", "initial", initial);
  checkFactor("stepDecay", factor);
  checkLength("stepDecay", "every", every);
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
  checkOptions("cosineDecay", options, ["initial", "final", "epochs"]);
  const { initial, final = 0, epochs } = options;
  checkRate("cosineDecay", "initial", initial);
  checkRate("cosineDecay", "final", final);
  checkLength("cosineDecay", "epochs", epochs);
  return (epoch) =>
    epoch >= epochs ? final : final + ((initial - final) * (1 + cos((Math.PI * epoch) / epochs))) / 2;
}

/** @throws OptionError for a learning rate that is negative or not finite */
export function checkRate(where: string, name: string, value: number): void {
  if (!(Number.isFinite(value) && value >= 0)) {
    throw new OptionError(where, `${name} is ${shown(value)}`, "Give a finite learning rate ≥ 0.");
  }
}

function checkFactor(schedule: string, value: number): void {
  if (!(Number.isFinite(value) && value > 0 && value <= 1)) {
    throw new OptionError(schedule, `factor is ${shown(value)}`, "Give a number in (0, 1], such as 0.95.");
  }
}

function checkLength(schedule: string, name: string, value: number): void {
  if (!(Number.isFinite(value) && value > 0)) {
    throw new OptionError(schedule, `${name} is ${shown(value)}`, "Give a positive number of epochs.");
  }
}
