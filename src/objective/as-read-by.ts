/** A run as code of the user's may look at it. */
import type { Run } from "../compile/run.ts";
import { unfold } from "../compile/unfold.ts";
import { runOf } from "../simulate/run-of.ts";
import { recordColumnNames, type Tape } from "../tape/tape.ts";

/**
 * The run, or one of its own for code of the user's, as the next sample has the same object: its records are as `recordKind`
 * says once one of their columns is read; spikes and samples are read as they are.
 *
 * @param isOwn  whether it is the user's code, which may keep the run and read single records
 */
export function asReadBy(isOwn: boolean, run: Run): Run {
  if (!isOwn) return run;
  const own = runOf(run.program, run, run, { ...run, statistics: run.statistics }, run.observations);
  if (run.lists.every((list) => list === undefined)) return own;
  const whole = (name: keyof Tape) => ({ enumerable: true, get: () => unfold(run).tape[name] });
  const columns = Object.fromEntries(recordColumnNames.map((name) => [name, whole(name)]));
  const tape = { enumerable: true, value: Object.defineProperties({ ...run.tape }, columns) };
  return Object.defineProperty(own, "tape", tape);
}
