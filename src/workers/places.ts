/** Where the results of jobs go in memory that all workers see, and who has taken which job. */

/** Places for the jobs that are out, used again and again: one is free when its job and all before it are taken. */
export interface Places {
  readonly count: number;
  readonly results: readonly Float64Array[];
  /** By place: the key of a job that nobody has taken, then −number of the worker that has; 0 for none. */
  readonly claims: Int32Array;
}

/** Of at most so many numbers there are more places than workers need. */
const [fewNumbers, most, perWorker] = [262_144, 64, 4];

/**
 * @param length   of a result
 * @param workers  number of them
 */
export function sharedPlaces(length: number, workers: number): Places {
  const count = Math.max(perWorker * workers, Math.min(most, Math.floor(fewNumbers / length)));
  const { BYTES_PER_ELEMENT } = Float64Array;
  return {
    count,
    results: Array.from(
      { length: count },
      () => new Float64Array(new SharedArrayBuffer(length * BYTES_PER_ELEMENT)),
    ),
    claims: new Int32Array(new SharedArrayBuffer(count * Int32Array.BYTES_PER_ELEMENT)),
  };
}

/** @param key  greater than 0, of one job only */
export function offer({ claims }: Places, place: number, key: number): void {
  Atomics.store(claims, place, key);
}

/** Takes a job, if nobody has: only one of all workers does. */
export function claim({ claims }: Places, place: number, key: number, worker: number): boolean {
  return Atomics.compareExchange(claims, place, key, -worker) === key;
}

/** Takes a job back, if no worker has taken it; the number of the worker if one has. */
export function withdraw({ claims }: Places, place: number, key: number): number | undefined {
  const found = Atomics.compareExchange(claims, place, key, 0);
  return found === key ? undefined : -found;
}
