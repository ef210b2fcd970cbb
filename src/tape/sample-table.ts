/** Finding things in the tables of samples: both tables and times are in ascending order. */
import type { SampleTable } from "./solution.ts";

/**
 * The table that holds a sample of a run.
 *
 * @param tables  those of the run, each beginning where the one before ends
 * @param sample  index among the samples of the run
 */
export function tableOfSample(tables: readonly SampleTable[], sample: number): SampleTable {
  return tables[lastAtMost(tables.length, (k) => tables[k]!.first, sample)]!;
}

/** Index of a time among those of a table, −1 if it is not one of them. */
export function rowOfTime({ times }: SampleTable, time: number): number {
  const row = lastAtMost(times.length, (k) => times[k]!, time);
  return times[row] === time ? row : -1;
}

/** The largest index whose value is not larger, −1 if there is none. */
function lastAtMost(length: number, valueAt: (k: number) => number, value: number): number {
  let [low, high] = [-1, length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (valueAt(middle) <= value) low = middle;
    else high = middle;
  }
  return low;
}
