/** What happens to neurons that fall silent: without a spike there is no gradient to bring them back. */
import { OptionError } from "../errors.ts";
import type { Network, NetworkPopulation } from "../network/network.ts";
import type { Parameters } from "../network/parameters.ts";

/**
 * After every batch `bump` is added to all trainable weights into a neuron that never fired in it, and
 * into a neuron that was silent in a sample whose loss wants its spike (a missing label's). Such a
 * sample gives no gradient instead: what is left of it only delays the spikes of the others, which
 * silences more and more neurons.
 */
export interface WeightBump {
  readonly bump: number;
}

export type SilentNeuronPolicy = "none" | WeightBump;

export interface SilentNeurons {
  /** Whether a term that misses a spike gives no gradient. */
  readonly leaveOutMissing: boolean;
  /**
   * After a batch.
   *
   * @param silent  by neuron of the network, 1 if it is to be helped
   * @returns how many neurons were helped
   */
  readonly apply: (silent: Uint8Array, parameters: Parameters) => number;
}

/**
 * Source: Göltz et al. (2021), Nat. Mach. Intell. 3, 823–835, Methods ("weight bumping"); Wunderlich &
 *   Pehle (2021), Sci. Rep. 11, 12829, Methods, for neurons that never fire.
 *
 * @throws OptionError if the bump is not a positive number
 */
export function silentNeurons(network: Network, policy: SilentNeuronPolicy): SilentNeurons {
  if (policy === "none") return { leaveOutMissing: false, apply: () => 0 };
  const { bump } = policy;
  if (!(bump > 0 && bump < Infinity)) {
    throw new OptionError("fit", `silent: { bump: ${bump} }`, 'Give a positive number, or "none".');
  }
  const spiking = network.projections.filter(({ post }) => mayFire(post));
  const inputs = spiking.flatMap(({ name, pre, post }) =>
    network.layout.rows
      .filter((row) => row.owner === name && row.kind === "weight" && row.trainable)
      .map(({ offset }) => ({ offset, pre, post })),
  );
  return {
    leaveOutMissing: true,
    apply: (silent, { values }) => {
      const helped = new Set<number>();
      for (const { offset, pre, post } of inputs) {
        for (let n = 0; n < post.size; n++) {
          if (silent[post.firstNeuron + n] === 0) continue;
          helped.add(post.firstNeuron + n);
          for (let i = 0; i < pre.size; i++) values[offset + i * post.size + n]! += bump;
        }
      }
      return helped.size;
    },
  };
}

/** Whether a population has an event that it sends: a readout neuron without one is no silent neuron. */
function mayFire({ definition }: NetworkPopulation): boolean {
  return definition.kind === "neurons" && definition.model.events.some(({ emits }) => emits);
}
