/** Samples that are made when they are asked for. */

/** An array, or whatever else has a length and gives what is at a place, from 0 on: it may make that when it is asked. */
export interface SampleList<T> {
  readonly length: number;
  /**
   * What is at a place. Inputs of a training may differ from epoch to epoch, as pictures that are moved at random: with the
   * epoch, counted from 1; 0 where nothing is learnt from them.
   */
  at(index: number, epoch?: number): T | undefined;
}

export function isSampleList(given: unknown): given is SampleList<unknown> {
  const { length, at } = (given ?? {}) as Partial<SampleList<unknown>>;
  return Number.isInteger(length) && typeof at === "function";
}
