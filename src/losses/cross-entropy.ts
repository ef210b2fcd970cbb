/** Cross-entropy over values of which the largest is the prediction, such as maxima of a state. */
import { checkOptions } from "../options.ts";
import { checkLabel, checkValues } from "./check.ts";
import type { Label, Loss, LossResult } from "./loss.ts";
import { negativeLogSoftmax } from "./softmax.ts";

/** How sharp the softmax is. */
export interface CrossEntropyOptions {
  /** What the values are divided by, in their unit; 1 by default. */
  readonly temperature?: number;
}

const lossName = "crossEntropy";

/**
 * Softmax cross-entropy; the largest value is the prediction.
 *
 *   p = softmax(values / temperature),   L = −log p[label],   ∂L/∂values = (p − onehot) / temperature
 *
 * Values are finite numbers [classes]; silence is no number here.
 *
 * @returns a loss with value [nats] and gradient [classes], [1 / unit of the values]
 * @throws OptionError if the temperature is not a positive finite number, or for an unknown option; the loss throws OptionError and
 *   ShapeError for values and labels, as `Loss` says
 *
 * Source: Bridle (1990), Probabilistic interpretation of feedforward classification network outputs,
 *   Neurocomputing, NATO ASI Series 68, 227–236.
 */
export function crossEntropy(options: CrossEntropyOptions = {}): Loss<Label> {
  checkOptions(lossName, options, { temperature: "positive" });
  const { temperature = 1 } = options;
  const evaluate = (values: Float64Array, label: Label): LossResult => {
    checkValues(lossName, values, false);
    checkLabel(lossName, label, values.length);
    const gradient = new Float64Array(values.length);
    const value = negativeLogSoftmax(values, label, temperature, gradient);
    return { value, gradient };
  };
  const description = Object.freeze({ kind: lossName, temperature });
  return Object.freeze({ name: lossName, description, acceptsSilent: false, target: "label", evaluate });
}
