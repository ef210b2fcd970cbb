/** What a training has carried through zero: the likeliest cause where a run ends that completed before. */
import type { ParameterLayout } from "../network/parameter-layout.ts";

/**
 * A sentence about the first parameter of a neuron that has another sign than it began with; weights change theirs all the
 * time, and so may initial values.
 *
 * @returns undefined if none has
 */
export function signChange(
  { rows }: ParameterLayout,
  before: Float64Array,
  now: Float64Array,
): string | undefined {
  for (const { id, kind, offset, length, trainable } of rows) {
    if (kind !== "neuron" || !trainable) continue;
    for (let i = offset; i < offset + length; i++) {
      if (!(before[i]! * now[i]! < 0)) continue;
      const name = length === 1 ? id : `${id}[${i - offset}]`;
      return `${name} was ${before[i]} when the training began and is ${now[i]} now: if it must not change its sign, declare it with domain: "positive", or lower the learning rate.`;
    }
  }
  return undefined;
}
