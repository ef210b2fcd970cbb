/** One run, from what a user gives to what a user reads. */
import type { Run } from "../compile/run.ts";
import type { Network } from "../network/network.ts";
import { checkParameters, type Parameters } from "../network/parameters.ts";
import { createTape } from "../tape/tape.ts";
import { checkInput, type Input } from "./given/input.ts";
import { type SimulateOptions, settingsOf } from "./given/options.ts";
import { runOnce } from "./run-once.ts";

/**
 * Simulates a network from t = 0, or from the end of another run (`continueFrom`), to `until`.
 *
 * @param parameters  of this network; copied
 * @param input       spike times of every source [ms] and data of every signal, by name
 * @returns spikes, samples, status, statistics and the tape that `pullback` reads
 * @throws OptionError or ShapeError for wrong input; SimulationError if the run does not complete,
 *   unless `throwOnFailure` is false; the reason of `signal` if that is aborted
 */
export function simulate(
  network: Network,
  parameters: Parameters,
  input: Input,
  options: SimulateOptions,
): Run {
  checkParameters("simulate", network, parameters);
  const settings = settingsOf(network, options);
  const given = { parameters: parameters.copy(), input: checkInput(network, input) };
  return runOnce(network, given, settings, createTape());
}
