/** How a batch is cut, by its length alone: what is added up chunk by chunk has the same bits whoever does it. */

/** Enough samples for a message to be worth it, and few enough for all to be busy to the end. */
const [shortest, longest] = [4, 64];

export interface Chunks {
  readonly count: number;
  /** First sample of a chunk, and that of the next. */
  readonly bounds: (k: number) => readonly [from: number, to: number];
}

export function chunksOf(length: number): Chunks {
  const size = Math.min(longest, Math.max(shortest, Math.ceil(length / 16)));
  return {
    count: Math.ceil(length / size),
    bounds: (k) => [k * size, Math.min(length, (k + 1) * size)],
  };
}
