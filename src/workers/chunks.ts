/** How a batch is cut, by its length alone: what is added up chunk by chunk has the same bits whoever does it. */

/**
 * Enough samples for a message, and for what is done for every parameter of a chunk, to be worth it, and few enough for all
 * to be busy to the end; fewer where they are the last.
 */
const [shortest, longest, leastOfLast] = [8, 64, 4];

export interface Chunks {
  readonly count: number;
  /** First sample of a chunk, and that of the next. */
  readonly bounds: (k: number) => readonly [from: number, to: number];
}

/** The last quarter is cut finer: those who are done wait less for the others. */
export function chunksOf(length: number): Chunks {
  const size = Math.min(longest, Math.max(shortest, Math.ceil(length / 16)));
  const half = Math.max(leastOfLast, Math.ceil(size / 2));
  const whole = Math.floor((0.75 * length) / size);
  const startOf = (k: number): number =>
    Math.min(length, k <= whole ? k * size : whole * size + (k - whole) * half);
  return {
    count: whole + Math.ceil((length - whole * size) / half),
    bounds: (k) => [startOf(k), startOf(k + 1)],
  };
}
