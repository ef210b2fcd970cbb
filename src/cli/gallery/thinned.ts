/** Traces with no more points than a picture shows. */

/** A state over time; a time that stands twice is that of a jump. */
export interface Samples {
  readonly times: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

/** What of it can be seen: the ends, both sides of jumps, peaks, and a sample in every half of `spacing`. */
export function thinned<T extends Samples>(series: T, spacing: number): T {
  const { times, values } = series;
  let last = Number.NEGATIVE_INFINITY;
  const kept = Array.from(times, (_, k) => k).filter((k) => {
    const [before, now, after] = [values[k - 1], values[k]!, values[k + 1]];
    const isEnd = before === undefined || after === undefined;
    const isJump = times[k - 1] === times[k] || times[k + 1] === times[k];
    const isPeak = !isEnd && (now - before) * (after - now) < 0;
    if (!isEnd && !isJump && !isPeak && times[k]! - last < spacing / 2) return false;
    last = times[k]!;
    return true;
  });
  return { ...series, times: kept.map((k) => times[k]!), values: kept.map((k) => values[k]!) };
}
