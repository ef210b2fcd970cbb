import type { Tape } from "../../src/tape/tape.ts";

/** All that a tape holds. */
export function contents({ spikes, arrivals, ...records }: Tape): unknown {
  const columns = [records, spikes, arrivals].flatMap((table) => Object.values(table));
  return columns.map(({ data, length }) => [...data.subarray(0, length)]);
}
