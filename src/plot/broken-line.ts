/** A sampled function with jumps, cut where two samples share a time. */
export interface BrokenLine {
  /** Samples with the number of the continuous piece each belongs to. */
  readonly points: readonly { readonly time: number; readonly value: number; readonly piece: number }[];
  /** From the value before to the value after, at one time. */
  readonly jumps: readonly { readonly time: number; readonly from: number; readonly to: number }[];
}

/**
 * Cuts a trace at its jumps: of samples at equal times the first is before and the next after.
 *
 * @param times   not decreasing `[samples]`
 * @param values  `[samples]`
 */
export function breakLine(times: ArrayLike<number>, values: ArrayLike<number>): BrokenLine {
  const jumps: { time: number; from: number; to: number }[] = [];
  let piece = 0;
  const points = Array.from(times, (time, i) => {
    if (i > 0 && time === times[i - 1]) {
      piece++;
      jumps.push({ time, from: values[i - 1]!, to: values[i]! });
    }
    return { time, value: values[i]!, piece };
  });
  return { points, jumps };
}
