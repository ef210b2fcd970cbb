/** Timing that a noisy machine cannot bend much: candidates take turns, medians are compared. */

export const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

/**
 * Runs every candidate once per round, in turn, after `warmUp` rounds that do not count.
 *
 * @returns the median time of each [ms]
 */
export function interleaved(candidates, { rounds = 15, warmUp = 3 } = {}) {
  const times = candidates.map(() => []);
  for (let round = -warmUp; round < rounds; round++) {
    candidates.forEach((run, c) => {
      const start = performance.now();
      run();
      if (round >= 0) times[c].push(performance.now() - start);
    });
  }
  return times.map(median);
}
