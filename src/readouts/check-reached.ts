/** What a readout reads of a run has to lie within it. */
import { OptionError } from "../errors.ts";

/** @throws OptionError if a run that begins at `from` and lasts until `until` has no such time */
export function checkReached(
  where: string,
  time: number,
  { from, until }: { readonly from: number; readonly until: number },
): void {
  if (time >= from && time <= until) return;
  const hint =
    time > until
      ? "Let the run last longer, or read it earlier."
      : "It has nothing of the run that it continues: read it later, or read that run.";
  const run = from === 0 ? `until ${until}` : `from ${from} until ${until}`;
  throw new OptionError(where, `it reads the time ${time} of a run ${run}`, hint);
}
