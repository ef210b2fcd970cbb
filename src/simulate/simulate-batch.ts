/** Many runs, here or by workers. */
import { networkProgram } from "../compile/network-program.ts";
import type { Run } from "../compile/run.ts";
import { OptionError, ShapeError } from "../errors.ts";
import { describeNetwork } from "../io/describe-network.ts";
import type { Network } from "../network/network.ts";
import { checkParameters, type Parameters } from "../network/parameters.ts";
import { checkKnown, checkValue } from "../options.ts";
import { createTape, trimTape } from "../tape/tape.ts";
import { counted, listsInJson } from "../values.ts";
import { chunksOf } from "../workers/chunks.ts";
import { type WorkerOptions, withCrew, workerKinds } from "../workers/start-workers.ts";
import { type CheckedInput, checkInput, type Input } from "./given/input.ts";
import { type Settings, type SimulateOptions, settingsOf } from "./given/options.ts";
import { packInputs } from "./given/packed-input.ts";
import { postedSettings } from "./given/posted-settings.ts";
import { checkWatched, ownPart } from "./given/unposted.ts";
import { type Computed, runOf } from "./run-of.ts";
import { runOnce } from "./run-once.ts";
import type { RunsJob, RunsSubject } from "./runs-task.ts";
import { signalsOf } from "./standing-run.ts";

const where = "simulateBatch";

/**
 * One run per input; the same bits as `simulate` gives one by one. Every run is kept with its tape, some 50 bytes a
 * step: `predict` reads runs and forgets them.
 *
 * @param parameters  of this network, one for all runs or an array with those of each; copied
 * @returns [inputs]; a promise of them if `workers` are given
 * @throws OptionError or ShapeError for wrong input, before the first run; SimulationError for the first
 *   run that does not complete, unless `throwOnFailure` is false; the reason of `signal` if that is aborted; with workers
 *   UnsupportedError for what is of the user's own and no data, and WorkerError where they are lost
 */
export function simulateBatch(
  network: Network,
  parameters: Parameters | readonly Parameters[],
  inputs: readonly Input[],
  options: SimulateOptions & { readonly workers?: undefined },
): Run[];
/** The same by workers. */
export function simulateBatch(
  network: Network,
  parameters: Parameters | readonly Parameters[],
  inputs: readonly Input[],
  options: SimulateOptions & WorkerOptions,
): Promise<Run[]>;
export function simulateBatch(
  network: Network,
  parameters: Parameters | readonly Parameters[],
  inputs: readonly Input[],
  { workers, onWorkerLost, ...options }: SimulateOptions & WorkerOptions,
): Run[] | Promise<Run[]> {
  const each: readonly Parameters[] = Array.isArray(parameters) ? parameters : [parameters];
  for (const one of each) checkParameters(where, network, one);
  checkKnown<WorkerOptions>(where, { workers, onWorkerLost }, workerKinds);
  const settings = settingsOf(network, options, where);
  if (!Array.isArray(inputs)) {
    throw new OptionError(where, "the inputs are no array", "Give an array with the input of each run.");
  }
  checkValue(where, "inputs", inputs, "array");
  if (Array.isArray(parameters) && each.length !== inputs.length) {
    const what = `${counted(each.length, "set")} of parameters for ${counted(inputs.length, "input")}`;
    throw new ShapeError(where, what, "Give one set for each input, or one for all.");
  }
  const own = each.map((one) => one.copy());
  const checked = inputs.map((input, k) => checkInput(network, input, `${where}: inputs[${k}]`));
  const parametersOf = (i: number): Parameters => own[own.length === 1 ? 0 : i]!;
  if (workers !== undefined) {
    return runByWorkers(network, parametersOf, checked, settings, { workers, onWorkerLost });
  }
  return checked.map((input, i) => {
    const run = runOnce(network, { parameters: parametersOf(i), input }, settings, createTape());
    trimTape(run.tape);
    return run;
  });
}

function runByWorkers(
  network: Network,
  parametersOf: (i: number) => Parameters,
  inputs: readonly CheckedInput[],
  settings: Settings,
  { workers, onWorkerLost }: WorkerOptions,
): Promise<Run[]> {
  checkWatched(where, settings);
  const content: RunsSubject = {
    network: describeNetwork(network),
    settings: postedSettings(settings, ownPart(where)),
  };
  const chunks = chunksOf(inputs.length);
  const runs: Run[] = [];
  return withCrew(workers!, chunks.count, async (crew) => {
    const subject = crew.open("runs", content, 0);
    try {
      await crew.run({
        where,
        subject,
        during: "a batch of runs",
        count: chunks.count,
        onWorkerLost,
        check: () => settings.signal?.throwIfAborted(),
        job: (k) => {
          const [from, to] = chunks.bounds(k);
          const packed = packInputs(network, inputs.slice(from, to));
          const parameters = Array.from({ length: to - from }, (_, i) => parametersOf(from + i).values);
          const job: RunsJob = { inputs: packed, parameters };
          return { content: job, transfer: [packed.integers.buffer, packed.doubles.buffer] };
        },
        take: (_, answer) => {
          const program = networkProgram(network, settings.method, settings.execution);
          for (const computed of answer as Computed[]) {
            const input = inputs[runs.length]!;
            const bound = {
              parameters: parametersOf(runs.length),
              holder: {},
              signals: signalsOf(program, input),
            };
            const sampleTables = computed.sampleTables.map((table) => listsInJson(table));
            runs.push(runOf(program, settings, bound, { ...computed, sampleTables }));
          }
        },
      });
      return runs;
    } finally {
      crew.close(subject);
    }
  });
}
