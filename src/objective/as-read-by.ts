/** A run as code of the user's may look at it, which may keep it while the next sample is run. */
import type { Run } from "../compile/run.ts";
import { unfold } from "../compile/unfold.ts";
import { OptionError } from "../errors.ts";
import { runOf } from "../simulate/run-of.ts";
import type { Growing } from "../tape/growing.ts";
import { recordColumnNames, type SpikeRecords, type Tape, usesOf } from "../tape/tape.ts";

/**
 * The run, or one of its own for code of the user's, as the next sample has the same object and the same tape: how it
 * ended, its statistics and its spikes stay, and so does what was looked for. Its records are there until the next sample,
 * as `recordKind` says.
 *
 * @param isOwn  whether it is the user's code, which may keep the run and read single records
 * @returns whose records throw OptionError when they are those of another sample
 */
export function asReadBy(isOwn: boolean, run: Run): Run {
  if (!isOwn) return run;
  const use = usesOf(run.tape);
  const recorded = (name: keyof Tape) => ({
    enumerable: true,
    get: () => {
      if (usesOf(run.tape) !== use) throw new OptionError("run", goneText, goneHint);
      return unfold(run).tape[name];
    },
  });
  const columns = [...recordColumnNames, "arrivals" as const].map((name) => [name, recorded(name)] as const);
  const tape = Object.defineProperties(
    { ...run.tape, spikes: copyOf(run.tape.spikes) },
    Object.fromEntries(columns),
  );
  const { statistics, observations } = run;
  return runOf(run.program, run, run, { ...run, statistics, tape, given: new Map(run.given) }, observations);
}

const goneText = "another sample has been run since, and the steps of this one are gone";
const goneHint =
  "Ask for traces, events and states while you are given the run, or keep one that simulate makes; spikes and statistics stay.";

function copyOf({ time, neuron, event, cause, round, payload }: SpikeRecords): SpikeRecords {
  return {
    time: copied(time),
    neuron: copied(neuron),
    event: copied(event),
    cause: copied(cause),
    round: copied(round),
    payload: copied(payload),
  };
}

function copied<A extends Float64Array | Int32Array | Uint8Array>({ data, length }: Growing<A>): Growing<A> {
  return { data: data.slice(0, length) as A, length };
}
