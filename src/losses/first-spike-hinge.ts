/** Hinge loss over first-spike times: the right neuron must be first by a margin. */
import { checkOptions } from "../options.ts";
import { checkLabel, checkValues } from "./check.ts";
import type { Label, Loss, LossResult } from "./loss.ts";

/** How far ahead the right neuron must be. */
export interface FirstSpikeHingeOptions {
  /** By how much the right neuron must precede the others [ms], 1 by default. */
  readonly margin?: number;
}

const lossName = "firstSpikeHinge";

/**
 * Hinge between the right neuron's first spike and the earliest of the others.
 *
 *   L = max(0, t_label − min_{k ≠ label} t_k + margin)
 *
 * Values are times [classes], [ms]; value [ms], gradient [1]. The gradient is 0 where L is 0, the kink
 * included; several neurons that are earliest at once share it equally. If the label is silent
 * (Infinity) the value is Infinity and its gradient 0; if all others are silent and the label is not,
 * the value is 0.
 *
 * @returns a loss with value [ms] and gradient [classes], [1]
 * @throws OptionError if the margin is negative or not finite, or for an unknown option; the loss throws OptionError and ShapeError for
 *   values and labels, as `Loss` says
 *
 * Source: Crammer & Singer (2001), On the algorithmic implementation of multiclass kernel-based vector
 *   machines, J. Mach. Learn. Res. 2, 265–292.
 * Variant: a class scores by its time, the earlier the better.
 */
export function firstSpikeHinge(options: FirstSpikeHingeOptions = {}): Loss<Label> {
  checkOptions(lossName, options, { margin: "nonnegative" });
  const { margin = 1 } = options;
  const evaluate = (values: Float64Array, label: Label): LossResult => {
    checkValues(lossName, values, true);
    checkLabel(lossName, label, values.length);
    const gradient = new Float64Array(values.length);
    let earliest = Infinity;
    let tied = 0;
    for (let i = 0; i < values.length; i++) {
      if (i === label || values[i]! > earliest) continue;
      tied = values[i]! < earliest ? 1 : tied + 1;
      earliest = values[i]!;
    }
    const time = values[label]!;
    const value = time === Infinity ? Infinity : Math.max(0, time - earliest + margin);
    if (value > 0) {
      if (time !== Infinity) gradient[label] = 1;
      for (let i = 0; i < values.length; i++) {
        if (i !== label && values[i] === earliest && earliest !== Infinity) gradient[i] = -1 / tied;
      }
    }
    return { value, gradient };
  };
  const description = Object.freeze({ kind: lossName, margin });
  return Object.freeze({ name: lossName, description, acceptsSilent: true, target: "label", evaluate });
}
