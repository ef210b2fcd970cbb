/** The deliveries of spikes that have happened to one population, in the order in which they are applied. */
import type { ProjectionProgram } from "../compile/network-program.ts";
import { delayOf, firstSynapse, postOf } from "../network/synapses.ts";
import type { SpikeTrains } from "../tape/solution.ts";
import { appendArrival, type Tape } from "../tape/tape.ts";
import { type Dues, enlist } from "./dues.ts";

/** Whether one delivery can serve all neurons of a population. */
export function reachesAll({ projection }: ProjectionProgram): boolean {
  const { delayPer, synapses } = projection;
  return synapses.start === undefined && (delayPer === "projection" || delayPer === "axon");
}

/** Which arrivals to gather, and of what. */
export interface Gathering {
  readonly projections: readonly ProjectionProgram[];
  readonly trainsOf: (population: string) => SpikeTrains;
  /** Parameter values of the network. */
  readonly parameters: Float64Array;
  /** Those with from ≤ time < before, and none after `until`. */
  readonly from: number;
  readonly before: number;
  readonly until: number;
  /** An arrival of a list after which all that are gathered come, or −1. */
  readonly after: (list: number) => number;
}

/** The round of its instant in which what was sent at one time arrives: a spike without delay comes one round later. */
export function roundOfArrival({ spikes }: Tape, spike: number, time: number): number {
  return time > spikes.time.data[spike]! ? 0 : spikes.round.data[spike]! + 1;
}

/**
 * Appends arrivals to the tape and to the lists of their neurons, in order of (time, round, projection, presynaptic neuron,
 * spike). Given spikes, and all that travel, arrive in round 0.
 *
 * @returns how many would arrive after the end of the run
 */
export function gatherArrivals(tape: Tape, dues: Dues, gathering: Gathering): number {
  const { projections, trainsOf, parameters, from, before, until, after } = gathering;
  const { spikes } = tape;
  const trains = projections.map(({ projection }) => trainsOf(projection.pre.name));
  const count = projections.reduce((sum, own, p) => sum + deliveries(own, trains[p]!, dues.shared), 0);
  const times = new Float64Array(count);
  const rounds = new Int32Array(count);
  const sources = new Int32Array(count);
  const indices = new Int32Array(count);
  const synapses = new Int32Array(count);
  const lists = new Int32Array(count);
  let found = 0;
  let ignored = 0;
  projections.forEach((own, p) => {
    const { delay, index, projection } = own;
    const { start, records } = trains[p]!;
    let spike = -1;
    const add = (time: number, synapse: number, list: number): void => {
      if (time < from || time >= before) return;
      if (time > until) {
        ignored++;
        return;
      }
      times[found] = time;
      rounds[found] = roundOfArrival(tape, spike, time);
      sources[found] = spike;
      indices[found] = index;
      synapses[found] = synapse;
      lists[found++] = list;
    };
    for (let pre = 0; pre < start.length - 1; pre++) {
      for (let k = start[pre]!; k < start[pre + 1]!; k++) {
        spike = records[k]!;
        const sent = spikes.time.data[spike]!;
        if (dues.shared) {
          const { delayPer, synapses: connected } = projection;
          add(sent + parameters[delay + delayOf(delayPer, connected, pre, 0, 0)]!, -1, 0);
        } else forEachDelivery(own, parameters, { pre, sent }, add);
      }
    }
  });
  const order = mergeSort(
    found,
    (a, b) => times[a]! < times[b]! || (times[a] === times[b] && rounds[a]! <= rounds[b]!),
  );
  for (const i of order) {
    appendArrival(tape.arrivals, {
      time: times[i]!,
      spike: sources[i]!,
      projection: indices[i]!,
      round: rounds[i]!,
      synapse: synapses[i]!,
    });
    enlist(dues, tape, lists[i]!, after(lists[i]!));
  }
  return ignored;
}

/** A spike as its projections see it: the neuron, by its index in the population, and when. */
export interface Sent {
  readonly pre: number;
  readonly sent: number;
}

/** Calls `visit` with every synapse that a spike goes through, where that leads, and when it arrives there. */
export function forEachDelivery(
  { projection: { synapses, delayPer }, delay }: ProjectionProgram,
  parameters: Float64Array,
  { pre, sent }: Sent,
  visit: (time: number, synapse: number, post: number) => void,
): void {
  const end = firstSynapse(synapses, pre + 1);
  for (let synapse = firstSynapse(synapses, pre); synapse < end; synapse++) {
    const post = postOf(synapses, synapse);
    visit(sent + parameters[delay + delayOf(delayPer, synapses, pre, post, synapse)]!, synapse, post);
  }
}

/** How many deliveries the spikes of some trains make through a projection. */
function deliveries(
  { projection }: ProjectionProgram,
  { start, records }: SpikeTrains,
  shared: boolean,
): number {
  if (shared) return records.length;
  const { synapses } = projection;
  let count = 0;
  for (let pre = 0; pre < start.length - 1; pre++) {
    const fanOut = firstSynapse(synapses, pre + 1) - firstSynapse(synapses, pre);
    count += fanOut * (start[pre + 1]! - start[pre]!);
  }
  return count;
}

/**
 * Indices 0 … count − 1 in order, equal ones as they were: records already come by projection,
 * neuron and spike. Typed and without a comparator's boxing: this runs for every population and run.
 *
 * @param inOrder  whether a may stand before b
 */
function mergeSort(count: number, inOrder: (a: number, b: number) => boolean): Int32Array {
  let from = new Int32Array(count);
  for (let i = 0; i < count; i++) from[i] = i;
  let to = new Int32Array(count);
  for (let width = 1; width < count; width *= 2) {
    for (let start = 0; start < count; start += 2 * width) {
      const middle = Math.min(start + width, count);
      const end = Math.min(start + 2 * width, count);
      let left = start;
      let right = middle;
      for (let k = start; k < end; k++) {
        const takeLeft = left < middle && (right >= end || inOrder(from[left]!, from[right]!));
        to[k] = takeLeft ? from[left++]! : from[right++]!;
      }
    }
    [from, to] = [to, from];
  }
  return from;
}
