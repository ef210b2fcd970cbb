/** The arrivals of a run as routines of the reverse sweep read them. */
import { delayIndex, reachedFirst, weightIndex } from "../compile/arrival.ts";
import type { ProjectionProgram } from "../compile/network-program.ts";
import type { Run } from "../compile/run.ts";

/** A projection's part in a sweep. */
export interface SweepProjection extends ProjectionProgram {
  readonly weightWanted: boolean;
  readonly delayWanted: boolean;
  /** Index of its first delay among the cotangents. */
  readonly firstDelay: number;
}

/** Whether all that routines read has room, which is laid out then. */
export function layOutArrivals({ tape, program }: Run, projections: readonly SweepProjection[]): boolean {
  const { columns } = program;
  const { arrivals, spikes } = tape;
  const { arrivalSpike, arrivalDelay, arrivalPort, arrivalWanted, arrivalPayload } = columns;
  const { arrivalWeight, arrivalShared, spikeEvent } = columns;
  const count = arrivals.time.length;
  if (count > arrivalSpike.length || spikes.time.length > spikeEvent.length) return false;
  for (let spike = 0; spike < spikes.event.length; spike++) spikeEvent[spike] = spikes.event.data[spike]!;
  const channels = arrivalWeight.length / arrivalSpike.length;
  for (let arrival = 0; arrival < count; arrival++) {
    const own = projections[arrivals.projection.data[arrival]!]!;
    const spike = arrivals.spike.data[arrival]!;
    const neuron = reachedFirst(own, tape, arrival);
    const weights = weightIndex(own, tape, arrival, neuron);
    arrivalSpike[arrival] = spike;
    arrivalDelay[arrival] = own.delayWanted ? own.firstDelay + delayIndex(own, tape, arrival, neuron) : -1;
    arrivalPort[arrival] = own.port;
    arrivalWanted[arrival] = own.weightWanted ? 1 : 0;
    arrivalPayload[arrival] = spikes.payload.data[spike]!;
    arrivalShared[arrival] = arrivals.synapse.data[arrival]! < 0 ? 1 : 0;
    for (let c = 0; c < own.channels.length; c++) {
      arrivalWeight[arrival * channels + c] = own.channels[c]!.offset + weights;
    }
  }
  return true;
}
