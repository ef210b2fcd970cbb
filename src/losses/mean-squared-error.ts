/** Mean squared error, on states or on spike times. */
import { OptionError } from "../errors.ts";
import { checkNumbers, checkValues, meanOver } from "./check.ts";
import type { Loss, LossResult, Numbers } from "./loss.ts";

const lossName = "meanSquaredError";

/**
 * Mean of the squared differences to the target.
 *
 *   L = (1/n) Σ (values_i − target_i)²,   ∂L/∂values_i = 2 (values_i − target_i) / n
 *
 * The target has one number for each value, or is one number for all of them. For spike times Infinity
 * is silence: an entry silent as its target says contributes 0; one silent against its target, or
 * spiking where silence is the target, makes the value Infinity; either way its gradient is 0. Without any values, as
 * `allSpikeTimes` reads where nobody spikes, it is Infinity for one number as the target, and 0 if that is Infinity or
 * the target is empty.
 *
 * @param none  it has no options
 * @returns a loss with value [unit²] and gradient [values], [unit], the unit being that of the values;
 *   it throws OptionError and ShapeError for values and targets, as `Loss` says
 * @throws OptionError if it is given anything
 */
export function meanSquaredError(...none: readonly never[]): Loss<Numbers> {
  if (none.length > 0) {
    const hint = "Write meanSquaredError(); a weight is an option of the term.";
    throw new OptionError(lossName, "it has no options, and is given one", hint);
  }
  const description = Object.freeze({ kind: lossName });
  return Object.freeze({ name: lossName, description, acceptsSilent: true, target: "numbers", evaluate });
}

function evaluate(values: Float64Array, target: Numbers): LossResult {
  checkValues(lossName, values, true);
  const count = values.length;
  checkNumbers(lossName, target, count);
  const gradient = new Float64Array(count);
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const wanted = typeof target === "number" ? target : target[i]!;
    if (values[i] === wanted) continue; // also Infinity, whose difference is NaN
    const difference = values[i]! - wanted;
    sum += difference * difference;
    if (Number.isFinite(difference)) gradient[i] = (2 * difference) / count;
  }
  return { value: meanOver(count, sum, target), gradient };
}
