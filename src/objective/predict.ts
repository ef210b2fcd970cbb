/** What a network answers to many inputs: runs that are read and forgotten. */

import { isOwn } from "../described.ts";
import type { Network } from "../network/network.ts";
import { checkParameters, type Parameters } from "../network/parameters.ts";
import { checkValue, rule } from "../options.ts";
import { readingKinds } from "../readouts/kinds.ts";
import { type Reading, readingKind } from "../readouts/readout.ts";
import { checkInput, type Input } from "../simulate/given/input.ts";
import { runOnce } from "../simulate/run-once.ts";
import { createTape } from "../tape/tape.ts";
import { listsInJson } from "../values.ts";
import { asReadBy } from "./as-read-by.ts";
import type { ObjectiveOptions } from "./objective.ts";
import { checkNames, readoutSettings } from "./readout-settings.ts";
import { isSampleList, type SampleList } from "./sample-list.ts";

/** What is read, and how the runs are made. */
export interface PredictOptions extends Omit<ObjectiveOptions, "terms"> {
  /** Of every run; nothing later than what it reads is simulated. One without a gradient, too, such as `spikeCounts`. */
  readonly readout: Reading;
}

const inputsKind = rule((inputs) => {
  const isIterable = typeof (inputs as Partial<Iterable<unknown>> | null)?.[Symbol.iterator] === "function";
  return typeof inputs !== "string" && (isIterable || isSampleList(inputs));
}, "Give an array with the input of each run, or an object with a length and a function at(index).");

/**
 * What a readout reads from a run of each input. No run is kept: the memory does not grow with the number of inputs.
 *
 * @param inputs  one for each run, an array, anything that yields them, or a list that makes them, as of samples
 * @returns [inputs], each as the readout says; `earliestIndex` makes a class of first spike times
 * @throws OptionError or ShapeError for wrong options or input; SimulationError for a run that does not complete; the
 *   reason of `signal` if that is aborted
 * @example
 * const times = predict(net, parameters, inputs, { readout: firstSpikeTimes("output"), until: 60 });
 * const labels = times.map(earliestIndex);
 */
export function predict(
  network: Network,
  parameters: Parameters,
  inputs: Iterable<Input> | SampleList<Input>,
  options: PredictOptions,
): Float64Array[] {
  const where = "predict";
  checkParameters(where, network, parameters);
  checkNames(where, "a prediction", options, ["readout"]);
  const { readout, ...rest } = options;
  checkValue(where, "readout", readout, readingKind);
  const settings = readoutSettings(where, network, [readout], rest);
  checkValue(where, "inputs", inputs, inputsKind);
  const tape = createTape();
  const values: Float64Array[] = [];
  for (const input of Symbol.iterator in inputs ? inputs : each(inputs)) {
    const checked = checkInput(network, input, `${where}: inputs[${values.length}]`);
    const run = runOnce(network, { parameters, input: checked }, settings, tape);
    values.push(readout.read(asReadBy(isOwn(readout, readingKinds), run)));
  }
  return listsInJson(values);
}

function* each(list: SampleList<Input>): Generator<Input> {
  for (let index = 0; index < list.length; index++) yield list.at(index)!;
}
