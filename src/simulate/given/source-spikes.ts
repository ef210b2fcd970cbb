/** The spikes that a source was given, checked and sorted. */
import { OptionError, ShapeError } from "../../errors.ts";
import { mergeSort } from "../../numeric/merge-sort.ts";
import { counted, isList, shown } from "../../values.ts";

/** Spikes of a source, channel by channel in one array: a source may have hundreds of channels with a spike each. */
export interface SourceSpikes {
  /** How many times were given, absent ones included [channels]. */
  readonly counts: Int32Array;
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
  for (let c = 0; c < counts.length; c++) {
    for (let k = start[c]!; k < start[c + 1]!; k++) channels[k] = c;
  }
  const order = byTime(times);
  return { ...given, channels, order };
}

/** The places of times in order, of equal ones as they stand. */
function byTime(times: Float64Array): Int32Array {
  const [order, scratch] = [new Int32Array(times.length), new Int32Array(times.length)];
  return mergeSort(times.length, order, scratch, (a, b) => times[a]! < times[b]!);
}

/** @throws OptionError or ShapeError for what are no spike times */
export function checkSpikes(
  where: string,
  source: string,
  channels: readonly ArrayLike<number>[],
): SourceSpikes {
  const counts = new Int32Array(channels.length);
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
    for (let k = 0; k < given.length; k++) {
      const time = given[k]!;
      if (time === Number.POSITIVE_INFINITY) continue;
      times[next] = time;
      positions[next++] = k;
    }
    sortChannel(times, positions, start[c]!, next);
  }
  return inOrder({ counts, start, times, positions });
}

/** Spikes one after the other, in any order, each with its channel; Infinity = absent. */
export interface ListedSpikes {
  /** Of each spike, from 0 on. */
  readonly channels: ArrayLike<number>;
  /** Of each spike [ms]. */
  readonly times: ArrayLike<number>;
}

/**
 * The same for a list, whose spikes of a channel are counted in its order.
 *
 * @throws OptionError or ShapeError for what is no list of spikes of `size` channels
 */
export function checkListedSpikes(
  where: string,
  source: string,
  size: number,
  { channels, times: given }: ListedSpikes,
): SourceSpikes {
  if (!isList(channels) || !isList(given) || channels.length !== given.length) {
    const what =
      isList(channels) && isList(given)
        ? ` has ${counted(channels.length, "channel")} for ${counted(given.length, "time")}`
        : " has no two lists";
    throw new ShapeError(
      where,
      `"${source}"${what}`,
      "Give { channels, times } with a channel for every time.",
    );
  }
  const counts = new Int32Array(size);
  const start = new Int32Array(size + 1);
  for (let k = 0; k < given.length; k++) {
    const channel = channels[k]!;
    if (!Number.isInteger(channel) || channel < 0 || channel >= size) {
      const hint = `Give a whole number from 0 to ${size - 1}.`;
      throw new OptionError(where, `"${source}": channel of spike ${k} is ${shown(channel)}`, hint);
    }
    const time = given[k]!;
    if (!isTime(time)) failTime(where, `"${source}": time of spike ${k}`, time);
    if (time !== Number.POSITIVE_INFINITY) start[channel + 1]!++;
  }
  for (let c = 0; c < size; c++) start[c + 1]! += start[c]!;
  const times = new Float64Array(start[size]!);
  const positions = new Int32Array(times.length);
  const next = start.slice(0, size);
  for (let k = 0; k < given.length; k++) {
    const channel = channels[k]!;
    const position = counts[channel]!++;
    if (given[k] === Number.POSITIVE_INFINITY) continue;
    times[next[channel]!] = given[k]!;
    positions[next[channel]!++] = position;
  }
  for (let c = 0; c < size; c++) sortChannel(times, positions, start[c]!, start[c + 1]!);
  return inOrder({ counts, start, times, positions });
}

/** Sorts the spikes of a channel, which stand in the order in which they were given, by their times. */
function sortChannel(times: Float64Array, positions: Int32Array, from: number, to: number): void {
  let sorted = from + 1;
  while (sorted < to && times[sorted]! >= times[sorted - 1]!) sorted++;
  if (sorted >= to) return;
  const given = times.slice(from, to);
  const places = positions.slice(from, to);
  const order = byTime(given);
  for (let k = 0; k < order.length; k++) {
    times[from + k] = given[order[k]!]!;
    positions[from + k] = places[order[k]!]!;
  }
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
    if (!isTime(time)) failTime(where, `${what()}: time ${k}`, time);
    if (time !== Number.POSITIVE_INFINITY) present++;
  }
  return present;
}

function isTime(time: unknown): boolean {
  return typeof time === "number" && time >= 0;
}

function failTime(where: string, what: string, time: number): never {
  const hint = `Give times ≥ 0, or Infinity for an absent spike${time === null ? " (which JSON turns into null)" : ""}.`;
  throw new OptionError(where, `${what} is ${shown(time)}`, hint);
}
