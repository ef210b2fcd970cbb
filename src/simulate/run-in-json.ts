/** What JSON shows of a run. */
import type { Run } from "../compile/run.ts";

/** Its status, statistics, spikes and samples, without the tape. */
export function runInJson(run: Run): object {
  const { status, message, until, statistics, populations, sampleTables } = run;
  const spikes = Object.fromEntries(populations.map((name) => [name, run.spikes(name)]));
  return { status, message, until, statistics, spikes, samples: sampleTables };
}
