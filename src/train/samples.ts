/** What a network is trained on or measured with: inputs and their targets. */
import { ShapeError } from "../errors.ts";
import type { Network } from "../network/network.ts";
import { isSampleList, type SampleList } from "../objective/sample-list.ts";
import { checkKeys, checkValue, listOf, rule } from "../options.ts";
import { type CheckedInput, checkInput, type Input } from "../simulate/given/input.ts";
import { counted } from "../values.ts";

/**
 * Inputs and their targets, in any order. Those of an array are checked at once; others whenever they are asked for,
 * which has to give the same for the same epoch again and again.
 *
 * @example
 * const inputs = { length: count, at: (k) => ({ input: encode(pictures.subarray(k * size, (k + 1) * size)) }) };
 */
export interface Samples {
  readonly inputs: SampleList<Input>;
  readonly targets: SampleList<unknown>;
}

export interface CheckedSamples {
  readonly count: number;
  readonly input: (index: number, epoch?: number) => CheckedInput;
  readonly target: (index: number) => unknown;
}

/** Beside arrays: an object that answers. */
const answering = rule(isSampleList, "Give an array, or an object with a length and a function at(index).");

/**
 * @param where  the public function that was called, and `name` of what it was given, for messages
 * @throws ShapeError unless there is one target per input; OptionError for a wrong input
 */
export function checkSamples(
  where: string,
  network: Network,
  name: string,
  samples: Samples,
): CheckedSamples {
  checkKeys(`${where}: ${name}`, samples, ["inputs", "targets"]);
  for (const part of ["inputs", "targets"] as const) {
    const kind = Array.isArray(samples[part]) ? listOf("any") : answering;
    checkValue(where, `${name}.${part}`, samples[part], kind);
  }
  const { inputs, targets } = samples;
  const count = inputs.length;
  if (targets.length !== count || count === 0) {
    const what = `${name} has ${counted(count, "input")} and ${counted(targets.length, "target")}`;
    throw new ShapeError(where, what, "Give one target per input, and at least one.");
  }
  const checked = (input: Input, k: number): CheckedInput =>
    checkInput(network, input, `${where}: ${name}.inputs[${k}]`);
  const target = (k: number): unknown => targets.at(k);
  if (!Array.isArray(inputs))
    return { count, input: (k, epoch = 0) => checked(inputs.at(k, epoch)!, k), target };
  const all = inputs.map(checked);
  return { count, input: (k) => all[k]!, target };
}
