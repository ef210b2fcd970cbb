/** What is on its way to the neurons of a population: lists of arrivals, each in the order in which they are applied. */
import { placesFor } from "../../compile/routines/routine-columns.ts";
import { type Growing, growing, push } from "../../tape/growing.ts";
import type { Tape } from "../../tape/tape.ts";

/** One list that all neurons go through, or one for each. */
export interface Dues {
  readonly shared: boolean;
  /** First and last arrival of every list; −1 where there is none. */
  readonly first: Int32Array;
  readonly last: Int32Array;
  /** By arrival of the tape: the one after it in its list, −1 at the end. */
  readonly next: Growing<Int32Array>;
  /** How many arrivals there are in all lists, and how many of them found their place before others. */
  count: number;
  inserted: number;
}

const kept = new WeakMap<object, Growing<Int32Array>>();

/** The successors of the arrivals of one run, in whichever lists; with room that runs of the same program have left. */
export function successors(program: object = {}): Growing<Int32Array> {
  let own = kept.get(program);
  if (own === undefined) kept.set(program, (own = growing(new Int32Array(16))));
  own.length = 0;
  return own;
}

export function createDues(size: number, shared: boolean, next: Growing<Int32Array>): Dues {
  const empty = new Int32Array(shared ? 1 : size).fill(-1);
  return { shared, first: empty, last: empty.slice(), next, count: 0, inserted: 0 };
}

/** Empties all lists. */
export function clearDues(dues: Dues): void {
  dues.first.fill(-1);
  dues.last.fill(-1);
  dues.count = 0;
  dues.inserted = 0;
}

/** The arrival that a neuron takes next, after `last`, or as its first if that is −1; −1 if there is none. */
export function nextDue({ shared, first, next }: Dues, neuron: number, last: number): number {
  return last < 0 ? first[shared ? 0 : neuron]! : next.data[last]!;
}

/**
 * All arrivals of the list that serves all neurons, in order; undefined where each has its own.
 *
 * @param before  of a run that is over: overwritten where there are as many
 */
export function sharedList(
  { shared, first, next, count }: Dues,
  before?: Int32Array | undefined,
): Int32Array | undefined {
  if (!shared) return undefined;
  const list = before?.length === count ? before : new Int32Array(count);
  for (let k = 0, arrival = first[0]!; k < count; k++, arrival = next.data[arrival]!) list[k] = arrival;
  return list;
}

/**
 * Puts an arrival of the tape in its place in a list; all before it on the tape are in theirs.
 *
 * @param after  an arrival of the list after which it comes, or −1
 */
export function enlist(dues: Dues, tape: Tape, arrival: number, list: number, after: number): void {
  const { first, last, next } = dues;
  dues.count++;
  const end = last[list]!;
  if (end < 0) {
    push(next, -1);
    first[list] = arrival;
    last[list] = arrival;
    return;
  }
  if (precedes(tape, end, arrival)) {
    push(next, -1);
    next.data[end] = arrival;
    last[list] = arrival;
    return;
  }
  dues.inserted++;
  let before = after;
  let following = before < 0 ? first[list]! : next.data[before]!;
  while (precedes(tape, following, arrival)) {
    before = following;
    following = next.data[before]!;
  }
  push(next, following);
  if (before < 0) first[list] = arrival;
  else next.data[before] = arrival;
}

/** Whether one arrival comes before another: by time, round, projection, presynaptic neuron and spike. */
export function precedes({ arrivals, spikes }: Tape, a: number, b: number): boolean {
  const time = arrivals.time.data[a]! - arrivals.time.data[b]!;
  if (time !== 0) return time < 0;
  const round = arrivals.round.data[a]! - arrivals.round.data[b]!;
  if (round !== 0) return round < 0;
  const projection = arrivals.projection.data[a]! - arrivals.projection.data[b]!;
  if (projection !== 0) return projection < 0;
  const [one, other] = [arrivals.spike.data[a]!, arrivals.spike.data[b]!];
  const neuron = spikes.neuron.data[one]! - spikes.neuron.data[other]!;
  return neuron === 0 ? one < other : neuron < 0;
}

/** Which arrivals of a population lie in the columns of its network. */
export interface LaidOut {
  /** The first of the population's places, and how many arrivals they are for. */
  readonly base: number;
  readonly room: number;
  /** Of the neuron, or 0 where one list serves all; −1 while there is none. */
  list: number;
  /** What the lists had when they were laid out. */
  count: number;
  inserted: number;
  /** The one behind the last, −1 if that was the last of the list. */
  next: number;
  length: number;
  /** Which arrival of a neuron the first of them is, counted from 0. */
  first: number;
}

const nothing = { list: -1, count: 0, inserted: 0, next: -1, length: 0, first: 0 };

/** @param population  index among all of the network's */
export function nothingLaidOut(population: number, populations: number): LaidOut {
  const places = placesFor(populations);
  const [base, room] = [population * places, places - 1];
  return { base, room, ...nothing };
}

export function forgetLaidOut(laidOut: LaidOut): void {
  Object.assign(laidOut, nothing);
}
