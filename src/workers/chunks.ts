/**
 * How a batch is cut, by its length and by how much a chunk leaves to be added up: what is added chunk by chunk has the same
 * bits whoever does it.
 */

/**
 * Enough samples for a message, and for what is done for every parameter of a chunk, to be worth it, and few enough for all
 * to be busy to the end; fewer where they are the last.
 */
const [shortest, longest, leastOfLast] = [8, 64, 4];
/** Of so many numbers that a chunk leaves, clearing, copying and adding takes as long as a sample or two. */
const manyNumbers = 65_536;

export interface Chunks {
  readonly count: number;
  /** First sample of a chunk, and that of the next. */
  readonly bounds: (k: number) => readonly [from: number, to: number];
}

/**
 * The last quarter is cut finer: those who are done wait less for the others.
 *
 * @param numbers  that a chunk leaves
 */
export function chunksOf(length: number, numbers = 0): Chunks {
  const parts = numbers < manyNumbers ? 16 : 8;
  const size = Math.min(longest, Math.max(shortest, Math.ceil(length / parts)));
  const half = Math.max(leastOfLast, Math.ceil(size / 2));
  const whole = Math.floor((0.75 * length) / size);
  const startOf = (k: number): number =>
    Math.min(length, k <= whole ? k * size : whole * size + (k - whole) * half);
  return {
    count: whole + Math.ceil((length - whole * size) / half),
    bounds: (k) => [startOf(k), startOf(k + 1)],
  };
}
