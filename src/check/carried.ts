/** What was read from one run, in another to which the same happened. */
import type { Run } from "../compile/run.ts";
import { askAgain } from "../simulate/look-back/observe.ts";
import type { Observation } from "../tape/observation.ts";
import type { Cotangents } from "../tape/solution.ts";
import { ordinals } from "./happenings.ts";

export interface Carried extends Cotangents {
  /** Whether a spike that has a cotangent is not there. */
  readonly lost: boolean;
}

/** The cotangents of one run for another: spikes and events by neuron and their number in it, samples as they are. */
export function cotangentsFor(
  other: Run,
  run: Run,
  { spikeTimes, samples, observations }: Cotangents,
): Carried {
  const partner = partnersIn(other, run);
  const carried = new Float64Array(other.tape.spikes.time.length);
  let lost = false;
  spikeTimes.forEach((bar, record) => {
    if (bar === 0) return;
    if (partner[record]! < 0) lost = true;
    else carried[partner[record]!] = bar;
  });
  const bars = run.sampleTables.map((table, t) => [other.sampleTables[t]!, samples.get(table)!] as const);
  const observed = new Map<Observation, Float64Array>();
  for (const [theirs, own] of observationsOf(other, run)) {
    const given = observations.get(own);
    if (given === undefined) continue;
    const result = new Float64Array(theirs.values.length);
    given.forEach((bar, at) => {
      if (bar === 0) return;
      const place = placeIn(theirs, own, at);
      if (place < 0) lost = true;
      else result[place] = bar;
    });
    observed.set(theirs, result);
  }
  return { spikeTimes: carried, samples: new Map(bars), observations: observed, lost };
}

/** What was looked for in `run`, in the other run and in itself. */
export function observationsOf(other: Run, run: Run): (readonly [theirs: Observation, own: Observation])[] {
  return [...run.observations].map(([question, own]) => [askAgain(other, question), own]);
}

/** Of one of our own rows the same among theirs; −1 if there is none. */
export function placeIn(theirs: Observation, own: Observation, row: number): number {
  const neuron = own.start.findIndex((_, n) => row < own.start[n + 1]!);
  const place = theirs.start[neuron]! + row - own.start[neuron]!;
  return place < theirs.start[neuron + 1]! ? place : -1;
}

/** For every spike of `run` the record of the same spike in `other`, −1 if there is none. */
export function partnersIn(other: Run, run: Run): Int32Array {
  const place = ({ tape }: Run, k: number, ordinal: number): string =>
    `${tape.spikes.neuron.data[k]}#${ordinal}`;
  const theirs = new Map(Array.from(ordinals(other), (ordinal, k) => [place(other, k, ordinal), k]));
  return ordinals(run).map((ordinal, k) => theirs.get(place(run, k, ordinal)) ?? -1);
}

/** Σ |cotangent| · |how far apart| of all that is read: no two errors cancel. */
export function distance(other: Run, run: Run, { spikeTimes, samples, observations }: Cotangents): number {
  const partner = partnersIn(other, run);
  let sum = 0;
  const add = (bar: number, theirs: number, own: number): void => {
    if (bar !== 0) sum += Math.abs(bar * (theirs - own));
  };
  spikeTimes.forEach((bar, k) => {
    add(bar, other.tape.spikes.time.data[partner[k]!]!, run.tape.spikes.time.data[k]!);
  });
  run.sampleTables.forEach((table, t) => {
    samples.get(table)!.forEach((bar, k) => {
      add(bar, other.sampleTables[t]!.values[k]!, table.values[k]!);
    });
  });
  for (const [theirs, own] of observationsOf(other, run)) {
    observations.get(own)?.forEach((bar, at) => {
      add(bar, theirs.values[placeIn(theirs, own, at)]!, own.values[at]!);
    });
  }
  return sum;
}
