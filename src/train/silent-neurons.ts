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

/** A policy at work: told of every sample, it acts after every batch. */
export interface SilentNeurons {
  /** Whether a term that misses a spike gives no gradient. */
  readonly leaveOutMissing: boolean;
  /** @param missing  neurons of the network whose missing spike the sample's loss wants */
  readonly observe: (solution: Solution, missing: readonly number[]) => void;
  /** Ends a batch; returns how many neurons were helped. */
  readonly apply: (parameters: Parameters) => number;
  /** Forgets what was observed of a batch that is not to be. */
  readonly forget: () => void;
}

const bumpKind = numbers((bump) => bump > 0 && bump < Infinity, 'Give a positive number, or silent: "none".');

/**
 * The policy at work on a network.
 *
 * @throws OptionError if the policy is none, or its bump is not a positive number
 */
export function silentNeurons(network: Network, policy: SilentNeuronPolicy): SilentNeurons {
  if (policy === "none")
    return { leaveOutMissing: false, observe: () => {}, apply: () => 0, forget: () => {} };
  if (typeof policy === "string") {
    const hint = 'Give { bump: … } with a positive number, or "none".';
    throw new OptionError("fit", `silent is ${shown(policy)}`, hint);
  }
  checkOptions("fit: silent", policy, { bump: bumpKind }, ["bump"]);
  const { bump } = policy;
  const inputs = network.projections
    .filter(({ post }) => mayFire(post))
    .flatMap(({ name, pre, post, synapses }) =>
      network.layout.rows
        .filter((row) => row.owner === name && row.kind === "weight" && row.trainable)
        .map(({ offset }) => ({ offset, pre, post, synapses, incoming: incomingSynapses(synapses) })),
    );
  const fired = new Uint8Array(network.neurons);
  /** How many samples want a weight raised, and the last of them; tied projections share weights. */
  const wanted = new Float64Array(network.layout.size);
  const wantedBy = new Float64Array(network.layout.size);
  let sample = 0;
  const helped = new Set<number>();
  const forget = (): void => {
    fired.fill(0);
    wanted.fill(0);
    helped.clear();
  };
  return {
    leaveOutMissing: true,
    observe: (solution, missing) => {
      sample++;
      for (const { name, firstNeuron, size } of network.populations) {
        const { start } = solution.spikeTrains(name);
        for (let n = 0; n < size; n++) if (start[n + 1]! > start[n]!) fired[firstNeuron + n] = 1;
      }
      for (const neuron of missing) {
        helped.add(neuron);
        for (const { offset, pre, post, synapses, incoming } of inputs) {
          const n = neuron - post.firstNeuron;
          if (n < 0 || n >= post.size) continue;
          const { start } = solution.spikeTrains(pre.name);
          for (let k = incoming.start[n]!; k < incoming.start[n + 1]!; k++) {
            const at = offset + weightOf(synapses, incoming.synapse[k]!);
            const i = incoming.pre[k]!;
            if (start[i + 1] === start[i] || wantedBy[at] === sample) continue;
            wantedBy[at] = sample;
            wanted[at]!++;
          }
        }
      }
    },
    apply: ({ values }) => {
      for (const { offset, post, synapses, incoming } of inputs) {
        for (let n = 0; n < post.size; n++) {
          if (fired[post.firstNeuron + n] === 1) continue;
          helped.add(post.firstNeuron + n);
          for (let k = incoming.start[n]!; k < incoming.start[n + 1]!; k++) {
            wanted[offset + weightOf(synapses, incoming.synapse[k]!)] = 1;
          }
        }
      }
      for (let at = 0; at < wanted.length; at++) if (wanted[at] !== 0) values[at]! += bump * wanted[at]!;
      const count = helped.size;
      forget();
      return count;
    },
    forget,
  };
}

/** Whether a population has an event that it sends: a readout neuron without one is no silent neuron. */
function mayFire({ definition }: NetworkPopulation): boolean {
  return definition.kind === "neurons" && definition.model.events.some(({ emits }) => emits);
}
