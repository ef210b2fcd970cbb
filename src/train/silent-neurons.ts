/** What happens to neurons that fall silent: without a spike there is no gradient to bring them back. */
import { OptionError } from "../errors.ts";
import type { Network, NetworkPopulation } from "../network/network.ts";
import type { Parameters } from "../network/parameters.ts";
import { incomingSynapses, weightOf } from "../network/synapses.ts";
import { checkOptions, numbers } from "../options.ts";
import type { Solution } from "../tape/solution.ts";
import { shown } from "../values.ts";

/**
 * After every batch `bump` is added to all trainable weights into a neuron that never fired in it. For a
 * sample whose loss wants the spike of a silent neuron (a missing label's) it is added to the weights from
 * those neurons that fired in that sample, the ones that could have brought the spike about; such a
 * sample gives no gradient instead: what is left of it only delays the spikes of the others, which
 * silences more and more neurons. A weight that several synapses share is raised once where it is for one.
 *
 * Source: Göltz et al. (2021), Nat. Mach. Intell. 3, 823–835, Methods ("weight bumping"); Wunderlich &
 *   Pehle (2021), Sci. Rep. 11, 12829, Methods, for neurons that never fire.
 */
export interface WeightBump {
  /** Positive, in the units of the weights. */
  readonly bump: number;
}

/** What helps neurons without spikes, whose gradient is 0: nothing, or a push of their weights. */
export type SilentNeuronPolicy = "none" | WeightBump;

/** A policy at work: told of every sample, it acts after every batch. What it was told stands in numbers that add up. */
export interface SilentNeurons {
  /** Whether a term that misses a spike gives no gradient. */
  readonly leaveOutMissing: boolean;
  /** How many numbers there are. */
  readonly length: number;
  /**
   * @param missing  neurons of the network whose missing spike the sample's loss wants
   * @param seen     [length], added to
   */
  readonly observe: (solution: Solution, missing: readonly number[], seen: Float64Array) => void;
  /** Ends a batch; returns how many neurons were helped. */
  readonly apply: (parameters: Parameters, seen: Float64Array) => number;
}

const bumpKind = numbers((bump) => bump > 0 && bump < Infinity, 'Give a positive number, or silent: "none".');

/**
 * The policy at work on a network.
 *
 * @param read  names of the populations whose spikes a loss may miss
 * @throws OptionError if the policy is none, or its bump is not a positive number
 */
export function silentNeurons(
  network: Network,
  policy: SilentNeuronPolicy,
  read: readonly string[],
): SilentNeurons {
  if (policy === "none") return { leaveOutMissing: false, length: 0, observe: () => {}, apply: () => 0 };
  if (typeof policy === "string") {
    const hint = 'Give { bump: … } with a positive number, or "none".';
    throw new OptionError("fit", `silent is ${shown(policy)}`, hint);
  }
  checkOptions("fit: silent", policy, { bump: bumpKind }, ["bump"]);
  const { bump } = policy;
  const { neurons, layout } = network;
  // How many samples each neuron fired in, how many missed its spike, and how many want a weight raised.
  const [firedAt, missedAt] = [0, neurons];
  let length = 2 * neurons;
  /** Rows of weights by their offset, and where their numbers stand; tied projections share weights. */
  const wantedAt = new Map<number, { readonly first: number; readonly weights: number }>();
  const inputs = network.projections
    .filter(({ post }) => mayFire(post))
    .flatMap(({ name, pre, post, synapses }) =>
      layout.rows
        .filter((row) => row.owner === name && row.kind === "weight" && row.trainable)
        .map(({ offset, length: weights }) => {
          if (read.includes(post.name) && !wantedAt.has(offset)) {
            wantedAt.set(offset, { first: length, weights });
            length += weights;
          }
          return { offset, pre, post, synapses, incoming: incomingSynapses(synapses) };
        }),
    );
  /** The last sample that wants a number raised: it does so once. */
  const wantedBy = new Float64Array(length);
  let sample = 0;
  // What a batch has to raise: few of the weights, and all zeros between batches.
  const raises = new Float64Array(layout.size);
  const raised = new Uint32Array(layout.size);
  return {
    leaveOutMissing: true,
    length,
    observe: (solution, missing, seen) => {
      sample++;
      for (const { name, firstNeuron, size } of network.populations) {
        const { start } = solution.spikeTrains(name);
        for (let n = 0; n < size; n++) if (start[n + 1]! > start[n]!) seen[firedAt + firstNeuron + n]!++;
      }
      for (const neuron of missing) {
        seen[missedAt + neuron]!++;
        for (const { offset, pre, post, synapses, incoming } of inputs) {
          const n = neuron - post.firstNeuron;
          if (n < 0 || n >= post.size) continue;
          const { first } = wantedAt.get(offset)!;
          const { start } = solution.spikeTrains(pre.name);
          for (let k = incoming.start[n]!; k < incoming.start[n + 1]!; k++) {
            const at = first + weightOf(synapses, incoming.synapse[k]!);
            const i = incoming.pre[k]!;
            if (start[i + 1] === start[i] || wantedBy[at] === sample) continue;
            wantedBy[at] = sample;
            seen[at]!++;
          }
        }
      }
    },
    apply: ({ values }, seen) => {
      const helped = new Set<number>();
      for (let n = 0; n < neurons; n++) if (seen[missedAt + n]! > 0) helped.add(n);
      let count = 0;
      const raise = (at: number, times: number): void => {
        if (raises[at] === 0) raised[count++] = at;
        raises[at] = times;
      };
      for (const [offset, { first, weights }] of wantedAt) {
        for (let k = 0; k < weights; k++) if (seen[first + k] !== 0) raise(offset + k, seen[first + k]!);
      }
      for (const { offset, post, synapses, incoming } of inputs) {
        const silent: number[] = [];
        for (let n = 0; n < post.size; n++) {
          if (seen[firedAt + post.firstNeuron + n]! === 0) silent.push(n);
        }
        for (const n of silent) helped.add(post.firstNeuron + n);
        const { start, synapse } = incoming;
        // The first synapse of all, then the second: where all have one from every other, their weights lie side by side.
        for (let k = 0, left = silent.length; left > 0; k++) {
          left = 0;
          for (const n of silent) {
            const at = start[n]! + k;
            if (at >= start[n + 1]!) continue;
            left++;
            raise(offset + weightOf(synapses, synapse[at]!), 1);
          }
        }
      }
      for (let k = 0; k < count; k++) {
        const at = raised[k]!;
        values[at]! += bump * raises[at]!;
        raises[at] = 0;
      }
      return helped.size;
    },
  };
}

/** Whether a population has an event that it sends: a readout neuron without one is no silent neuron. */
function mayFire({ definition }: NetworkPopulation): boolean {
  return definition.kind === "neurons" && definition.model.events.some(({ emits }) => emits);
}
