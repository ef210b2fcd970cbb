/** Squared error of spike times, with a price for spikes that are missing and for those that nobody wants. */
import { checkOptions, numbers } from "../options.ts";
import { checkNumbers, checkValues, meanOver } from "./check.ts";
import type { Loss, LossResult, Numbers } from "./loss.ts";

/** What silence costs where a spike is wanted, and a spike where silence is. */
export interface SpikeTimeErrorOptions {
  /** Of a spike that does not come, ≥ 0 [ms²]; Infinity by default. */
  readonly missing?: number;
  /** Of a spike for which the target is Infinity, ≥ 0 [ms²]; Infinity by default. */
  readonly extra?: number;
}

const lossName = "spikeTimeError";
const price = numbers((value) => value >= 0, "Give a number ≥ 0 [ms²], or Infinity.");

/**
 * Mean over all places of the squared difference between a spike time and its target.
 *
 *   L = (1/n) Σ e_i ,   e_i = (t_i − target_i)²   where both are finite,   ∂L/∂t_i = 2 (t_i − target_i) / n
 *                           = 0                   where both are Infinity: silence was wanted
 *                           = missing             where only t_i is Infinity
 *                           = extra               where only target_i is
 *
 * The prices make losses finite and comparable; they have no gradient, as nothing that appears or vanishes has. With
 * both at Infinity this is `meanSquaredError`. A readout with a `silentTime` gives finite times: then the silence has a
 * price that grows with the distance of its target, and `fit` knows which neurons are to be helped.
 *
 * @returns a loss with value [ms²] and gradient [values], [ms]; it throws OptionError and ShapeError for values and
 *   targets, as `Loss` says
 * @throws OptionError for a price that is negative or no number, or an unknown option
 * @example
 * const loss = spikeTimeError({ missing: 100, extra: 25 });
 * console.log(loss.evaluate(Float64Array.of(3, Infinity, 7), [1, 20, Infinity]).value); // 43
 */
export function spikeTimeError(options: SpikeTimeErrorOptions = {}): Loss<Numbers> {
  checkOptions(lossName, options, { missing: price, extra: price });
  const { missing = Number.POSITIVE_INFINITY, extra = Number.POSITIVE_INFINITY } = options;
  const evaluate = (values: Float64Array, target: Numbers): LossResult => {
    checkValues(lossName, values, true);
    const count = values.length;
    checkNumbers(lossName, target, count);
    const gradient = new Float64Array(count);
    let sum = 0;
    for (let i = 0; i < count; i++) {
      const time = values[i]!;
      const wanted = typeof target === "number" ? target : target[i]!;
      if (time === wanted) continue; // also Infinity, whose difference is NaN
      if (time === Infinity) sum += missing;
      else if (wanted === Infinity) sum += extra;
      else {
        const difference = time - wanted;
        sum += difference * difference;
        gradient[i] = (2 * difference) / count;
      }
    }
    return { value: meanOver(count, sum, target), gradient };
  };
  const description = Object.freeze({ kind: lossName, missing, extra });
  return Object.freeze({ name: lossName, description, acceptsSilent: true, target: "numbers", evaluate });
}
