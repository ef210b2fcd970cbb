/** The deliveries of spikes that have happened to one population, in the order in which they are applied. */
import type { ProjectionProgram } from "../../compile/network-program.ts";
import { delayOf, firstSynapse, postOf, type Synapses } from "../../network/synapses.ts";
import { mergeSort } from "../../numeric/merge-sort.ts";
import { growing, reserve } from "../../tape/growing.ts";
import { appendArrival, type Tape } from "../../tape/tape.ts";
import { type Dues, enlist, precedes } from "../neuron/dues.ts";

/** Whether one delivery can serve all neurons of a population. */
export function reachesAll({ projection }: ProjectionProgram): boolean {
  const { delayPer, synapses } = projection;
  return synapses.start === undefined && (delayPer === "projection" || delayPer === "axon");
}

/** Which arrivals to gather, and of what. */
export interface Gathering {
  readonly projections: readonly ProjectionProgram[];
  /** Of these spike records, in this order, and behind it as they come; from the first to be looked at on. */
  readonly isSent: (record: number) => boolean;
  inOrder: Int32Array;
  first: number;
  /** Parameter values of the network. */
  readonly parameters: Float64Array;
  /** Those with from ≤ time < before, and none after `until`. */
  from: number;
  before: number;
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
 * spike). Given spikes, and all that travel, arrive in round 0. What is gathered next begins with the first record of which
 * something arrives later.
 *
 * @returns how many would arrive after the end of the run
 */
export function gatherArrivals(tape: Tape, dues: Dues, gathering: Gathering): number {
  const { projections, isSent, inOrder, parameters, from, before, until, after } = gathering;
  const { spikes, arrivals } = tape;
  const begin = arrivals.time.length;
  let ignored = 0;
  let first = spikes.time.length;
  let isSorted = true;
  // Without closures and objects for what comes and goes: a digit has a thousand arrivals.
  for (const own of projections) {
    const { index, projection } = own;
    const { firstNeuron, size } = projection.pre;
    for (let place = gathering.first; place < spikes.time.length; place++) {
      const spike = place < inOrder.length ? inOrder[place]! : place;
      const pre = spikes.neuron.data[spike]! - firstNeuron;
      if (pre < 0 || pre >= size || !isSent(spike)) continue;
      const sent = spikes.time.data[spike]!;
      const end = dues.shared ? 0 : firstSynapse(projection.synapses, pre + 1);
      for (
        let synapse = dues.shared ? -1 : firstSynapse(projection.synapses, pre);
        synapse < end;
        synapse++
      ) {
        const time = sent + delayThrough(own, parameters, pre, synapse);
        if (time < from) continue;
        if (time >= before) {
          if (place < first) first = place;
        } else if (time > until) ignored++;
        else {
          const arrival = appendArrival(
            arrivals,
            time,
            spike,
            index,
            roundOfArrival(tape, spike, time),
            synapse,
          );
          if (isSorted && arrival > begin && precedes(tape, arrival, arrival - 1)) isSorted = false;
        }
      }
    }
  }
  if (!isSorted) sortArrivals(tape, begin);
  for (let arrival = begin; arrival < arrivals.time.length; arrival++) {
    const synapse = arrivals.synapse.data[arrival]!;
    const list =
      synapse < 0 ? 0 : postOf(synapsesOf(projections, arrivals.projection.data[arrival]!), synapse);
    enlist(dues, tape, arrival, list, after(list));
  }
  gathering.first = first;
  return ignored;
}

function synapsesOf(projections: readonly ProjectionProgram[], index: number): Synapses {
  return projections.find((own) => own.index === index)!.projection.synapses;
}

/** The delay of what a neuron sends through a synapse, or through all of its own at once, which is −1. */
export function delayThrough(
  { delay, projection: { synapses, delayPer } }: ProjectionProgram,
  parameters: Float64Array,
  pre: number,
  synapse: number,
): number {
  const post = synapse < 0 ? 0 : postOf(synapses, synapse);
  return parameters[delay + delayOf(delayPer, synapses, pre, post, synapse)]!;
}

/** What sorting works on, kept. */
const orders = { from: growing(new Int32Array(16)), to: growing(new Int32Array(16)) };
const values = growing(new Float64Array(16));

/** Puts the arrivals of the tape from one on in order, equal ones as they were: those of one neuron come by spike and synapse. */
function sortArrivals(tape: Tape, begin: number): void {
  const count = tape.arrivals.time.length - begin;
  for (const scratch of [orders.from, orders.to]) reserve(scratch, count);
  reserve(values, count);
  const { time, spike, projection, round, synapse } = tape.arrivals;
  const order = mergeSort(count, orders.from.data, orders.to.data, (a, b) => {
    const later = time.data[begin + b]! - time.data[begin + a]!;
    return later > 0 || (later === 0 && precedes(tape, begin + a, begin + b));
  });
  for (const { data } of [time, spike, projection, round, synapse]) {
    for (let k = 0; k < count; k++) values.data[k] = data[begin + order[k]!]!;
    for (let k = 0; k < count; k++) data[begin + k] = values.data[k]!;
  }
}
