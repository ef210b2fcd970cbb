/** What an arrival on the tape is: through which synapse, with which weights and delay. */
import { delayOf, postOf, weightOf } from "../network/synapses.ts";
import type { Tape } from "../tape/tape.ts";
import type { NetworkProgram, ProjectionProgram } from "./network-program.ts";

/** The projection of an arrival. */
export function projectionOf(
  { projections }: NetworkProgram,
  tape: Tape,
  arrival: number,
): ProjectionProgram {
  return projections[tape.arrivals.projection.data[arrival]!]!;
}

function preOf({ projection }: ProjectionProgram, { arrivals, spikes }: Tape, arrival: number): number {
  return spikes.neuron.data[arrivals.spike.data[arrival]!]! - projection.pre.firstNeuron;
}

/** The synapse through which an arrival reaches a neuron of the network; one that serves all of them has none of its own. */
function synapseOf(own: ProjectionProgram, tape: Tape, arrival: number, neuron: number): number {
  const synapse = tape.arrivals.synapse.data[arrival]!;
  if (synapse >= 0) return synapse;
  const { post } = own.projection;
  return preOf(own, tape, arrival) * post.size + neuron - post.firstNeuron;
}

/** The neuron of the network that an arrival reaches, the first of a population all of which it reaches. */
export function reachedFirst(
  { projection: { post, synapses } }: ProjectionProgram,
  tape: Tape,
  arrival: number,
): number {
  const synapse = tape.arrivals.synapse.data[arrival]!;
  return post.firstNeuron + (synapse < 0 ? 0 : postOf(synapses, synapse));
}

/** Index of the weights of an arrival at a neuron, counted from a channel's `offset`. */
export function weightIndex(own: ProjectionProgram, tape: Tape, arrival: number, neuron: number): number {
  return weightOf(own.projection.synapses, synapseOf(own, tape, arrival, neuron));
}

/** Index of the delay of an arrival at a neuron, counted from the `delay` of the projection. */
export function delayIndex(own: ProjectionProgram, tape: Tape, arrival: number, neuron: number): number {
  const { delayPer, post, synapses } = own.projection;
  if (delayPer === "projection") return 0;
  const pre = preOf(own, tape, arrival);
  const synapse = synapseOf(own, tape, arrival, neuron);
  return delayOf(delayPer, synapses, pre, neuron - post.firstNeuron, synapse);
}

/** Writes the weights with an index to a frame, and what the spike carries. */
export function loadArrival(
  memory: Float64Array,
  frame: number,
  values: Float64Array,
  own: ProjectionProgram,
  index: number,
  payload: number,
): void {
  const { channels } = own;
  if (own.payload !== undefined) memory[frame + own.payload.slot] = payload;
  for (let c = 0; c < channels.length; c++) {
    memory[frame + channels[c]!.slot] = values[channels[c]!.offset + index]!;
  }
}
