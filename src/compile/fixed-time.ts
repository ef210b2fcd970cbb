/** Where a step to a fixed time leads. */
import type { Run } from "./run.ts";

/** The breakpoint of a population's signals, or the end of the run, that a record's step leads to [ms]. */
export function fixedTime(
  { tape, signals, until }: Pick<Run, "tape" | "signals" | "until">,
  population: number,
  record: number,
): number {
  const segment = tape.reference.data[record]!;
  return segment < 0 ? until : signals[population]!.breakpoints[segment]!;
}
