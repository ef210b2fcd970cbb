/** Cross-entropy over first-spike times: the earliest neuron is the prediction. */

import { exp, expm1 } from "../numeric/exponential.ts";
import { checkOptions } from "../options.ts";
import { checkLabel, checkValues } from "./check.ts";
import type { Label, Loss, LossResult } from "./loss.ts";
import { negativeLogSoftmax } from "./softmax.ts";

/** Scales of the softmax and of the early-spike term; the defaults are those of the source for Yin-Yang. */
export interface FirstSpikeCrossEntropyOptions {
  /** Temperature of the softmax τ0 [ms], 0.5 by default. */
  readonly tau0?: number;
  /** Time constant of the early-spike term τ1 [ms], 6.4 by default. */
  readonly tau1?: number;
  /** Weight of the early-spike term α [1], 0.003 by default; 0 leaves the term out. */
  readonly alpha?: number;
}

const lossName = "firstSpikeCrossEntropy";

/**
 * Cross-entropy over first-spike times, with a term that asks the right neuron to spike early.
 *
 *   p = softmax(−t / τ0),   L = −log p[label] + α·(exp(t[label] / τ1) − 1)
 *   ∂L/∂t_k = −p_k / τ0,    ∂L/∂t_label = (1 − p_label) / τ0 + (α / τ1)·exp(t_label / τ1)
 *
 * Values are times [classes], [ms]. A silent neuron (Infinity) has p = 0 and gradient 0. If the label
 * is silent the value is Infinity and the gradient of the others is −p_k / τ0 all the same; if all are
 * silent the gradient is 0. A readout with a `silentTime` gives finite times instead. Label times
 * beyond about 709·τ1 overflow the early-spike term: value and the label's gradient are Infinity.
 *
 * @returns a loss with value [nats] and gradient [classes], [1/ms]
 * @throws OptionError if τ0 or τ1 is not positive or α is negative, one is not finite, or an option is unknown; the loss
 *   throws OptionError and ShapeError for values and labels, as `Loss` says
 *
 * Source: Wunderlich & Pehle (2021), Sci. Rep. 11, 12829, loss of first-spike times and its
 *   parameters for Yin-Yang.
 * Variant: the early-spike term is added to the loss, as the authors' program does.
 * @example
 * const loss = firstSpikeCrossEntropy({ tau0: 1, alpha: 0 });
 * console.log(loss.evaluate(Float64Array.of(2, 2), 0).value); // 0.6931471805599453
 */
export function firstSpikeCrossEntropy(options: FirstSpikeCrossEntropyOptions = {}): Loss<Label> {
  checkOptions(lossName, options, { tau0: "positive", tau1: "positive", alpha: "nonnegative" });
  const { tau0 = 0.5, tau1 = 6.4, alpha = 0.003 } = options;
  const evaluate = (values: Float64Array, label: Label): LossResult => {
    checkValues(lossName, values, true);
    checkLabel(lossName, label, values.length);
    const gradient = new Float64Array(values.length);
    for (let i = 0; i < values.length; i++) gradient[i] = -values[i]!;
    let value = negativeLogSoftmax(gradient, label, tau0, gradient);
    for (let i = 0; i < values.length; i++) gradient[i] = values[i] === Infinity ? 0 : -gradient[i]!;
    const time = values[label]!;
    if (alpha !== 0 && time !== Infinity) {
      value += alpha * expm1(time / tau1);
      gradient[label]! += (alpha / tau1) * exp(time / tau1);
    }
    return { value, gradient };
  };
  const description = Object.freeze({ kind: lossName, tau0, tau1, alpha });
  return Object.freeze({ name: lossName, description, acceptsSilent: true, target: "label", evaluate });
}
