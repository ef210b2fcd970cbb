/** Networks and data that the tests of this folder share. */
import { connect, type Network, network, population, source } from "../../src/index.ts";
import { lif } from "../../src/neurons/lif.ts";

/** Three channels, two layers; everything that there is trains. */
export function twoLayers(): Network {
  return network({
    populations: { input: source(3), hidden: population(lif, 4), output: population(lif, 2) },
    projections: [
      connect("input", "hidden", {
        weight: [
          [3.1, 2.4, 1.9, 2.2],
          [2.3, 3.4, 2.6, 1.7],
          [1.6, 2.1, 3.2, 3.3],
        ],
        delay: 0.7,
      }),
      connect("hidden", "output", {
        weight: [
          [2.5, 1.4],
          [1.6, 2.7],
          [2.1, 1.9],
          [1.3, 2.2],
        ],
        delay: 0.4,
      }),
      connect("input", "output", {
        weight: [
          [0.9, 0.3],
          [0.5, 0.8],
          [0.2, 0.6],
        ],
        delay: 0.2,
      }),
    ],
    trainable: ["weight", "delay", "tauMem", "vThreshold"],
  });
}

/** Spike times [batch][channels]. */
export const times = [
  [1, 2.5, 4],
  [3, 1.5, 2],
  [2.2, 3.1, 0.5],
];
