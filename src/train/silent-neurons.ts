/** What happens to neurons that never fire in a batch, and so have no gradient to bring them back. */
import { OptionError } from "../errors.ts";
import type { Network } from "../network/network.ts";
import type { Parameters } from "../network/parameters.ts";

/** Nothing, or a number added to all weights into such a neuron after each batch. */
export type SilentNeuronPolicy = "none" | { readonly bump: number };

export interface SilentNeurons {
  readonly name: string;
  /**
   * @param fired  by neuron of the network, 1 if it fired in the batch
   * @returns how many neurons were helped
   */
  readonly apply: (fired: Uint8Array, parameters: Parameters) => number;
}

/**
 * `{ bump: x }` adds x to every trainable weight into a neuron that did not fire in a batch.
 *
 * Source: Wunderlich & Pehle (2021), Sci. Rep. 11, 12829, Methods, "Gradient-based learning".
 *
 * @throws OptionError if the bump is not a positive number
 */
export function silentNeurons(network: Network, policy: SilentNeuronPolicy): SilentNeurons {
  if (policy === "none") return { name: "none", apply: () => 0 };
  const { bump } = policy;
  if (!(bump > 0 && bump < Infinity)) {
    throw new OptionError("fit", `silent: { bump: ${bump} }`, 'Give a positive number, or "none".');
  }
  const inputs = network.projections.flatMap(({ name, pre, post }) =>
    network.layout.rows
      .filter((row) => row.owner === name && row.kind === "weight" && row.trainable)
      .map(({ offset }) => ({ offset, pre, post })),
  );
  return {
    name: `bump ${bump}`,
    apply: (fired, { values }) => {
      const helped = new Set<number>();
      for (const { offset, pre, post } of inputs) {
        for (let n = 0; n < post.size; n++) {
          if (fired[post.firstNeuron + n] === 1) continue;
          helped.add(post.firstNeuron + n);
          for (let i = 0; i < pre.size; i++) values[offset + i * post.size + n]! += bump;
        }
      }
      return helped.size;
    },
  };
}
