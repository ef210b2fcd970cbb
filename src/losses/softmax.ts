/** The negative logarithm of a softmax probability and its gradient, without overflow or cancellation. */
import { exp } from "../numeric/exponential.ts";
import { log1p } from "../numeric/logarithm.ts";

/**
 * −log p[label] for p = softmax(scores / temperature).
 *
 *   value = (s_max − s_label)/T + log(1 + Σ_{i ≠ max} exp((s_i − s_max)/T)),   gradient = (p − onehot)/T
 *
 * The label's entry of the gradient is minus the sum of the others, so that it keeps its digits
 * when the label's probability is next to 1.
 *
 * @param scores    [classes], finite or −Infinity (probability 0)
 * @param label     an index of `scores`
 * @param gradient  [classes], in place; may be `scores` itself
 * @returns value [nats], Infinity for a label with score −Infinity; with no finite score at all the
 *   gradient is 0
 */
export function negativeLogSoftmax(
  scores: Float64Array,
  label: number,
  temperature: number,
  gradient: Float64Array,
): number {
  let best = 0;
  for (let i = 1; i < scores.length; i++) if (scores[i]! > scores[best]!) best = i;
  const highest = scores[best]!;
  if (highest === -Infinity) {
    gradient.fill(0);
    return Infinity;
  }
  const gap = (highest - scores[label]!) / temperature;
  let rest = 0;
  for (let i = 0; i < scores.length; i++) {
    const share = exp((scores[i]! - highest) / temperature);
    gradient[i] = share;
    if (i !== best) rest += share;
  }
  const total = (1 + rest) * temperature;
  let others = 0;
  for (let i = 0; i < scores.length; i++) {
    gradient[i]! /= total;
    if (i !== label) others += gradient[i]!;
  }
  gradient[label] = -others;
  return gap + log1p(rest);
}
