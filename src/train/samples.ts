/** What a network is trained on or measured with: inputs and their targets. */
import { ShapeError } from "../errors.ts";
import type { Network } from "../network/network.ts";
import { checkKeys, checkValue, listOf } from "../options.ts";
import { type CheckedInput, checkInput, type Input } from "../simulate/given/input.ts";
import { counted } from "../values.ts";

/** Inputs and their targets, in any order. */
export interface Samples {
  readonly inputs: readonly Input[];
  readonly targets: readonly unknown[];
}

export interface CheckedSamples {
  readonly inputs: readonly CheckedInput[];
  readonly targets: readonly unknown[];
}

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
  const { inputs, targets } = samples;
  if (!Array.isArray(inputs) || targets?.length !== inputs.length || inputs.length === 0) {
    const what = `${name} has ${counted(inputs?.length, "input")} and ${counted(targets?.length, "target")}`;
    throw new ShapeError(where, what, "Give one target per input, and at least one.");
  }
  checkValue(where, `${name}.inputs`, inputs, "array");
  checkValue(where, `${name}.targets`, targets, listOf("any"));
  return {
    inputs: inputs.map((input, k) => checkInput(network, input, `${where}: ${name}.inputs[${k}]`)),
    targets,
  };
}
