/** Whether two networks are the same, whatever the values of their parameters. */
import { type Difference, difference } from "../expr/difference.ts";
import type { Network } from "../network/network.ts";
import type { NeuronPopulation } from "../network/population.ts";

/** The first difference in populations, models or projections; undefined between networks of one description. */
export function networkDifference(first: Network, second: Network): Difference | undefined {
  return first === second ? undefined : difference(structureOf(first), structureOf(second));
}

/** By name, in the order of the network. */
function structureOf({ populations, projections }: Network): object {
  return {
    populations: Object.fromEntries(
      populations.map(({ name, size, definition }) => {
        const model = definition.kind === "source" ? "source" : (definition as NeuronPopulation).model;
        return [name, { size, model }];
      }),
    ),
    projections: Object.fromEntries(
      projections.map(({ name, pre, post, port, topology, delayPer }) => [
        name,
        { pre: pre.name, post: post.name, port, topology, delayPer },
      ]),
    ),
  };
}
