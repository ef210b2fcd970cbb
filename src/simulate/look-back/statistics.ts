/** The counters of a run in the form that users read. */
import type { Network } from "../../network/network.ts";
import type { Extreme, Statistics } from "../../tape/solution.ts";
import type { Counters } from "../neuron/neuron-run.ts";

export function statisticsOf(network: Network, counters: Counters): Statistics {
  const extreme = (value: number, neuron: number, time: number): Extreme | undefined => {
    const population = network.populations.find(
      ({ firstNeuron, size }) => neuron >= firstNeuron && neuron < firstNeuron + size,
    );
    return (
      population && { value, population: population.name, neuron: neuron - population.firstNeuron, time }
    );
  };
  const { acceptedSteps, rejectedSteps, repeatedSteps, arrivals, ignoredArrivals, nearGrazing } = counters;
  return {
    acceptedSteps,
    rejectedSteps,
    repeatedSteps,
    arrivals,
    ignoredArrivals,
    nearGrazing,
    smallestCrossingRate: extreme(
      counters.smallestRate,
      counters.smallestRateNeuron,
      counters.smallestRateTime,
    ),
    closestApproach: extreme(counters.closest, counters.closestNeuron, counters.closestTime),
    neverArmed: counters.neverArmed,
  };
}
