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
  /** Place of each synapse among those that the user listed; undefined where that is its index. */
  readonly listed: Int32Array | undefined;
  /** Which weight each synapse has, where several share one. */
  readonly weight: Int32Array | undefined;
}

/** Every neuron with every other: synapse pre·postSize + post. */
export function everySynapse(preSize: number, postSize: number): Synapses {
  const lists = { start: undefined, post: undefined, listed: undefined, weight: undefined };
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
export function weightOf({ weight, listed }: Synapses, synapse: number): number {
  if (weight !== undefined) return weight[synapse]!;
  return listed === undefined ? synapse : listed[synapse]!;
}

/** What has a delay of its own: a projection, each of its presynaptic or postsynaptic neurons, or each synapse. */
export type DelayPer = "projection" | "axon" | "dendrite" | "synapse";

/** Index of a synapse's delay among those of its projection. */
export function delayOf(
  per: DelayPer,
  { listed }: Synapses,
  pre: number,
  post: number,
  synapse: number,
): number {
  if (per === "projection") return 0;
  if (per === "axon") return pre;
  if (per === "dendrite") return post;
  return listed === undefined ? synapse : listed[synapse]!;
}

/**
 * The synapses of a projection, in the order in which values for each of them are given: from all to all and where
 * they are drawn, presynaptic neurons in order and for each its postsynaptic ones; listed pairs as they were listed.
 */
export interface SynapseList {
  /** Index of the presynaptic and of the postsynaptic neuron in their populations, [synapses]. */
  readonly pre: Int32Array;
  readonly post: Int32Array;
  /** Index of the synapse's weight in the view of each weight channel, and of its delay in that of the delays. */
  readonly weight: Int32Array;
  readonly delay: Int32Array;
}

/** Made anew each time: from all to all they are as many as the weights. */
export function synapseList(synapses: Synapses, per: DelayPer): SynapseList {
  const { count, preSize, listed } = synapses;
  const list = (): Int32Array => new Int32Array(count);
  const [pre, post, weight, delay] = [list(), list(), list(), list()];
  for (let p = 0; p < preSize; p++) {
    const end = firstSynapse(synapses, p + 1);
    for (let s = firstSynapse(synapses, p); s < end; s++) {
      const at = listed === undefined ? s : listed[s]!;
      pre[at] = p;
      post[at] = postOf(synapses, s);
      weight[at] = weightOf(synapses, s);
      delay[at] = delayOf(per, synapses, p, post[at]!, s);
    }
  }
  return { pre, post, weight, delay };
}

/** By postsynaptic neuron: its synapses and their presynaptic neurons, [start[post], start[post + 1]). */
export function incomingSynapses(synapses: Synapses): {
  readonly start: Int32Array;
  readonly synapse: Int32Array;
  readonly pre: Int32Array;
} {
  const { count, preSize, postSize } = synapses;
  const start = new Int32Array(postSize + 1);
  for (let s = 0; s < count; s++) start[postOf(synapses, s) + 1]!++;
  for (let post = 0; post < postSize; post++) start[post + 1]! += start[post]!;
  const next = start.slice();
  const [synapse, from] = [new Int32Array(count), new Int32Array(count)];
  for (let pre = 0; pre < preSize; pre++) {
    const end = firstSynapse(synapses, pre + 1);
    for (let s = firstSynapse(synapses, pre); s < end; s++) {
      const at = next[postOf(synapses, s)]!++;
      synapse[at] = s;
      from[at] = pre;
    }
  }
  return { start, synapse, pre: from };
}
