/** The deliveries to one population, in the order in which they are applied. */
import type { PopulationProgram } from "../compile/network-program.ts";
import { push } from "../tape/growing.ts";
import type { SpikeTrains } from "../tape/solution.ts";
import type { Tape } from "../tape/tape.ts";

export interface ArrivalRange {
  /** First arrival record and one past the last. */
  readonly from: number;
  readonly to: number;
  /** How many would arrive after the end of the run. */
  readonly ignored: number;
}

/**
 * Appends the arrivals at a population with from ≤ time < before to the tape, ordered by (time, round, projection, presynaptic
 * neuron, spike). A spike sent with zero delay arrives one round after the round it happened in;
 * given spikes, and all that travel, arrive in round 0.
 */
export function gatherArrivals(
  tape: Tape,
  { incoming }: PopulationProgram,
  trainsOf: (population: string) => SpikeTrains,
  parameters: Float64Array,
  from: number,
  before: number,
  until: number,
): ArrivalRange {
  const { spikes, arrivals } = tape;
  const trains = incoming.map(({ projection }) => trainsOf(projection.pre.name));
  const count = trains.reduce((sum, { records }) => sum + records.length, 0);
  const times = new Float64Array(count);
  const rounds = new Int32Array(count);
  const sources = new Int32Array(count);
  const projections = new Int32Array(count);
  let found = 0;
  let ignored = 0;
  incoming.forEach(({ delay, index }, p) => {
    const lag = parameters[delay]!;
    for (const spike of trains[p]!.records) {
      const time = spikes.time.data[spike]! + lag;
      if (time < from || time >= before) continue;
      if (time > until) {
        ignored++;
        continue;
      }
      times[found] = time;
      rounds[found] = lag > 0 ? 0 : spikes.round.data[spike]! + 1;
      sources[found] = spike;
      projections[found++] = index;
    }
  });
  const order = mergeSort(
    found,
    (a, b) => times[a]! < times[b]! || (times[a] === times[b] && rounds[a]! <= rounds[b]!),
  );
  const first = arrivals.time.length;
  for (const i of order) {
    push(arrivals.time, times[i]!);
    push(arrivals.spike, sources[i]!);
    push(arrivals.projection, projections[i]!);
    push(arrivals.round, rounds[i]!);
  }
  return { from: first, to: first + found, ignored };
}

/**
 * Indices 0 … count − 1 in order, equal ones as they were: records already come by projection,
 * neuron and spike. Typed and without a comparator's boxing: this runs once per population and run.
 *
 * @param inOrder  whether a may stand before b
 */
function mergeSort(count: number, inOrder: (a: number, b: number) => boolean): Int32Array {
  let from = Int32Array.from({ length: count }, (_, i) => i);
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
