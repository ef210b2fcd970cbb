/** What a network answers to many inputs: runs that are read and forgotten. */
import { OptionError } from "../errors.ts";
import type { Network } from "../network/network.ts";
import { checkParameters, type Parameters } from "../network/parameters.ts";
import type { Readout } from "../readouts/readout.ts";
import { checkInput, type Input } from "../simulate/input.ts";
import { runOnce } from "../simulate/simulate.ts";
import { createTape } from "../tape/tape.ts";
import { listsInJson, shown } from "../values.ts";
import type { ObjectiveOptions } from "./objective.ts";
import { checkDerived, readoutSettings } from "./readout-settings.ts";

/** What is read, and how the runs are made. */
export interface PredictOptions extends Omit<ObjectiveOptions, "terms"> {
  /** Of every run; nothing later than what it reads is simulated. */
  readonly readout: Readout;
}

/**
 * What a readout reads from a run of each input. No run is kept: the memory does not grow with the number of inputs.
 *
 * @param inputs  one for each run, an array or anything that yields them
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
  inputs: Iterable<Input>,
  options: PredictOptions,
): Float64Array[] {
  const where = "predict";
  checkParameters(where, network, parameters);
  const { readout, ...rest } = options ?? {};
  if (typeof readout?.read !== "function") {
    const hint = "Give { readout: firstSpikeTimes(population), until } or the like.";
    throw new OptionError(where, `the readout is ${shown(readout)}`, hint);
  }
  checkDerived(where, "a prediction", rest);
  const settings = readoutSettings(where, network, [readout], rest);
  if (typeof inputs?.[Symbol.iterator] !== "function" || typeof inputs === "string") {
    const hint = "Give an array with the input of each run.";
    throw new OptionError(where, `the inputs are ${shown(inputs)}`, hint);
  }
  const tape = createTape();
  const values: Float64Array[] = [];
  for (const input of inputs) {
    values.push(readout.read(runOnce(network, parameters, checkInput(network, input), settings, tape)));
  }
  return listsInJson(values);
}
