/** Which neurons a projection connects: its synapses in the order of the presynaptic neurons, counted from 0. */

/** The synapses of a projection; those from all neurons to all need no lists. */
export interface Synapses {
  readonly count: number;
  /** Sizes of the two populations. */
  readonly preSize: number;
  readonly postSize: number;
  /** Where those of a presynaptic neuron begin, [preSize + 1]; undefined from all to all. */
  readonly start: Int32Array | undefined;
  /** Postsynaptic neuron of each synapse, ascending for one presynaptic neuron; undefined from all to all. */
  readonly post: Int32Array | undefined;
  /** Which weight each synapse has, where several share one; undefined if each has its own. */
  readonly weight: Int32Array | undefined;
}

/** Every neuron with every other: synapse pre·postSize + post. */
export function allToAll(preSize: number, postSize: number): Synapses {
  const lists = { start: undefined, post: undefined, weight: undefined };
  return Object.freeze({ count: preSize * postSize, preSize, postSize, ...lists });
}

/** The first synapse of a presynaptic neuron; its last is before the first of the next. */
export function firstSynapse({ start, postSize }: Synapses, pre: number): number {
  return start === undefined ? pre * postSize : start[pre]!;
}

/** The postsynaptic neuron of a synapse. */
export function postOf({ post, postSize }: Synapses, synapse: number): number {
  return post === undefined ? synapse % postSize : post[synapse]!;
}

/** Index of a synapse's weight among those of its projection. */
export function weightOf({ weight }: Synapses, synapse: number): number {
  return weight === undefined ? synapse : weight[synapse]!;
}

/** What has a delay of its own: a projection, or each of its presynaptic neurons, postsynaptic ones, or synapses. */
export type DelayPer = "projection" | "axon" | "dendrite" | "synapse";

/** Index of a synapse's delay among those of its projection. */
export function delayOf(per: DelayPer, pre: number, post: number, synapse: number): number {
  if (per === "projection") return 0;
  return per === "axon" ? pre : per === "dendrite" ? post : synapse;
}
