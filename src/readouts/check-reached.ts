/** What a readout reads of a run has to lie within it. */
import { OptionError } from "../errors.ts";

/** @throws OptionError if a run that lasts until `until` has no such time */
export function checkReached(where: string, time: number, until: number): void {
  if (time <= until) return;
  const hint = "Let the run last longer, or read it earlier.";
  throw new OptionError(where, `it reads the time ${time} of a run until ${until}`, hint);
}
