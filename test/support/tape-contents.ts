import type { Tape } from "../../src/tape/tape.ts";

/** All that a tape holds. */
export function contents({ spikes, arrivals, ...records }: Tape): unknown {
  return [records, spikes, arrivals].map(columnContents);
}

export function columnContents(table: object): unknown {
  return Object.values(table).map(({ data, length }) => [...data.subarray(0, length)]);
}
