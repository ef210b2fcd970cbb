/** The deliveries of spikes that have happened to one population, in the order in which they are applied. */
import type { ProjectionProgram } from "../../compile/network-program.ts";
import { delayOf, firstSynapse, postOf } from "../../network/synapses.ts";
import { appendArrival, type Tape } from "../../tape/tape.ts";
import { type Dues, enlist } from "../neuron/dues.ts";

/** Whether one delivery can serve all neurons of a population. */
export function reachesAll({ projection }: ProjectionProgram): boolean {
  const { delayPer, synapses } = projection;
  return synapses.start === undefined && (delayPer === "projection" || delayPer === "axon");
}

/** Which arrivals to gather, and of what. */
export interface Gathering {
  readonly projections: readonly ProjectionProgram[];
  /** Of these spike records, from the first to be looked at on. */
  readonly isSent: (record: number) => boolean;
  readonly first: number;
  /** Parameter values of the network. */
  readonly parameters: Float64Array;
  /** Those with from ≤ time < before, and none after `until`. */
  readonly from: number;
  readonly before: number;
  readonly until: number;
  /** An arrival of a list after which all that are gathered come, or −1. */
  readonly after: (list: number) => number;
}

export interface Gathered {
  /** How many would arrive after the end of the run. */
  readonly ignored: number;
  /** The first record of which something arrives later than what was gathered. */
  readonly first: number;
}

/** The round of its instant in which what was sent at one time arrives: a spike without delay comes one round later. */
export function roundOfArrival({ spikes }: Tape, spike: number, time: number): number {
  return time > spikes.time.data[spike]! ? 0 : spikes.round.data[spike]! + 1;
}

/**
 * Appends arrivals to the tape and to the lists of their neurons, in order of (time, round, projection, presynaptic neuron,
 * spike). Given spikes, and all that travel, arrive in round 0.
 */
export function gatherArrivals(tape: Tape, dues: Dues, gathering: Gathering): Gathered {
  const { projections, isSent, parameters, from, before, until, after } = gathering;
  const { spikes } = tape;
  const times: number[] = [];
  const rounds: number[] = [];
  const sources: number[] = [];
  const indices: number[] = [];
  const synapses: number[] = [];
  const lists: number[] = [];
  let ignored = 0;
  let first = spikes.time.length;
  for (const own of projections) {
    const { delay, index, projection } = own;
    const { firstNeuron, size } = projection.pre;
    let spike = gathering.first;
    const add = (time: number, synapse: number, list: number): void => {
      if (time < from) return;
      if (time >= before) {
        if (spike < first) first = spike;
        return;
      }
      if (time > until) {
        ignored++;
        return;
      }
      times.push(time);
      rounds.push(roundOfArrival(tape, spike, time));
      sources.push(spike);
      indices.push(index);
      synapses.push(synapse);
      lists.push(list);
    };
    for (; spike < spikes.time.length; spike++) {
      const pre = spikes.neuron.data[spike]! - firstNeuron;
      if (pre < 0 || pre >= size || !isSent(spike)) continue;
      const sent = spikes.time.data[spike]!;
      if (dues.shared) {
        const { delayPer, synapses: connected } = projection;
        add(sent + parameters[delay + delayOf(delayPer, connected, pre, 0, 0)]!, -1, 0);
      } else forEachDelivery(own, parameters, { pre, sent }, add);
    }
  }
  const order = mergeSort(times.length, (a, b) => {
    if (times[a] !== times[b]) return times[a]! < times[b]!;
    if (rounds[a] !== rounds[b]) return rounds[a]! < rounds[b]!;
    if (indices[a] !== indices[b]) return indices[a]! < indices[b]!;
    return spikes.neuron.data[sources[a]!]! <= spikes.neuron.data[sources[b]!]!;
  });
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
  return { ignored, first };
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

/**
 * Indices 0 … count − 1 in order, equal ones as they were: those of one neuron come by spike and
 * synapse. Typed and without a comparator's boxing: this runs for every population and run.
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
