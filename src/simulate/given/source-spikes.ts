/** The spikes that a source was given, checked and sorted. */
import { OptionError, ShapeError } from "../../errors.ts";
import { isList, shown } from "../../values.ts";

/** Spikes of a source, channel by channel in one array: a source may have hundreds of channels with a spike each. */
export interface SourceSpikes {
  /** How many times were given, absent ones included [channels]. */
  readonly counts: readonly number[];
  /** Times of channel c: start[c] … start[c + 1] − 1 [channels + 1]. */
  readonly start: Int32Array;
  /** Ascending per channel, without absent spikes [ms]. */
  readonly times: Float64Array;
  /** Position of each time among those given for its channel. */
  readonly positions: Int32Array;
  /** The channel of each time. */
  readonly channels: Int32Array;
  /** All of them by time, those at one time by channel. */
  readonly order: Int32Array;
}

/** The same with what follows from it. */
export function inOrder(given: Pick<SourceSpikes, "counts" | "start" | "times" | "positions">): SourceSpikes {
  const { counts, start, times } = given;
  const channels = new Int32Array(times.length);
  for (let c = 0; c < counts.length; c++) channels.fill(c, start[c], start[c + 1]);
  const order = Int32Array.from(channels.keys()).sort((a, b) => times[a]! - times[b]! || a - b);
  return { ...given, channels, order };
}

/** @throws OptionError or ShapeError for what are no spike times */
export function checkSpikes(
  where: string,
  source: string,
  channels: readonly ArrayLike<number>[],
): SourceSpikes {
  const counts = new Array<number>(channels.length);
  const start = new Int32Array(channels.length + 1);
  for (let c = 0; c < channels.length; c++) {
    counts[c] = channels[c]?.length ?? 0;
    start[c + 1] = start[c]! + countPresent(where, source, c, channels[c]!);
  }
  const times = new Float64Array(start[channels.length]!);
  const positions = new Int32Array(times.length);
  for (let c = 0; c < channels.length; c++) {
    const given = channels[c]!;
    let next = start[c]!;
    let ascending = true;
    for (let k = 0; k < given.length; k++) {
      const time = given[k]!;
      if (time === Number.POSITIVE_INFINITY) continue;
      if (next > start[c]! && time < times[next - 1]!) ascending = false;
      times[next] = time;
      positions[next++] = k;
    }
    if (ascending) continue;
    const own = positions.subarray(start[c], next).sort((a, b) => given[a]! - given[b]! || a - b);
    own.forEach((position, k) => {
      times[start[c]! + k] = given[position]!;
    });
  }
  return inOrder({ counts, start, times, positions });
}

function countPresent(where: string, source: string, channel: number, times: ArrayLike<number>): number {
  const what = (): string => `"${source}", channel ${channel}`;
  if (!isList(times)) {
    throw new ShapeError(
      where,
      `${what()} is ${shown(times)}, not an array of times`,
      "Give one array per channel.",
    );
  }
  let present = 0;
  for (let k = 0; k < times.length; k++) {
    const time = times[k]!;
    if (typeof time !== "number" || !(time >= 0)) {
      const hint = `Give times ≥ 0, or Infinity for an absent spike${time === null ? " (which JSON turns into null)" : ""}.`;
      throw new OptionError(where, `${what()}: time ${k} is ${shown(time)}`, hint);
    }
    if (time !== Number.POSITIVE_INFINITY) present++;
  }
  return present;
}
