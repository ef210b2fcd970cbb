/** The counters of a run in the form that users read. */
import type { Network } from "../../network/network.ts";
import type { Extreme, Statistics } from "../../tape/solution.ts";
import type { Counters } from "../neuron/neuron-run.ts";

/** Statistics of a run that may be made once more: put together where they are asked for, which few are. */
export interface StatisticsWhenAsked {
  readonly get: () => Statistics;
  readonly forget: () => void;
}

export function statisticsWhenAsked(network: Network, counters: Counters): StatisticsWhenAsked {
  let known: Statistics | undefined;
  return {
    get: () => (known ??= statisticsOf(network, counters)),
    forget: () => {
      known = undefined;
    },
  };
}

function statisticsOf(network: Network, counters: Counters): Statistics {
  const { acceptedSteps, rejectedSteps, repeatedSteps, arrivals, ignoredArrivals, nearGrazing } = counters;
  return {
    acceptedSteps,
    rejectedSteps,
    repeatedSteps,
    arrivals,
    ignoredArrivals,
    nearGrazing,
    smallestCrossingRate: extreme(
      network,
      counters.smallestRate,
      counters.smallestRateNeuron,
      counters.smallestRateTime,
    ),
    closestApproach: extreme(network, counters.closest, counters.closestNeuron, counters.closestTime),
    neverArmed: counters.neverArmed,
  };
}

function extreme({ populations }: Network, value: number, neuron: number, time: number): Extreme | undefined {
  for (const { firstNeuron, size, name } of populations) {
    if (neuron >= firstNeuron && neuron < firstNeuron + size) {
      return { value, population: name, neuron: neuron - firstNeuron, time };
    }
  }
  return undefined;
}
