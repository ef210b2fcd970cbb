/** What is reported beside the loss: shares of samples, measured on each run. */
import type { Solution } from "../tape/solution.ts";

/** A number measured on the run of every sample and reported beside the loss. */
export interface Metric {
  /** Its key in reports: two metrics need two names. */
  readonly name: string;
  /** For one sample; reports give the mean. */
  readonly measure: (solution: Solution, target: unknown) => number;
}

/** The index of the earliest time, the lowest of equals; −1 if all are silent (Infinity) or NaN. */
export function earliestIndex(times: ArrayLike<number>): number {
  let earliest = Infinity;
  let index = -1;
  for (let i = 0; i < times.length; i++) {
    if (times[i]! < earliest) {
      earliest = times[i]!;
      index = i;
    }
  }
  return index;
}

/**
 * The neuron of a population that spikes first, the lowest index of equals; −1 if none does.
 *
 * @throws OptionError for an unknown population
 */
export function firstToSpike(solution: Solution, population: string): number {
  const { size, start, records } = solution.spikeTrains(population);
  const times = solution.tape.spikes.time.data;
  return earliestIndex(
    Float64Array.from({ length: size }, (_, n) =>
      start[n] === start[n + 1] ? Infinity : times[records[start[n]!]!]!,
    ),
  );
}

/**
 * Share of samples whose label is the neuron that spikes first; a sample without spikes is wrong.
 *
 * @param population  one neuron per class; the sample's target is the label
 * @returns a metric called `accuracy`
 */
export function firstSpikeAccuracy(population: string): Metric {
  return {
    name: "accuracy",
    measure: (solution, target) => (firstToSpike(solution, population) === target ? 1 : 0),
  };
}

/**
 * Share of samples whose label's neuron does not spike.
 *
 * @param population  one neuron per class; the sample's target is the label
 * @returns a metric called `silentLabels`
 */
export function silentLabels(population: string): Metric {
  return {
    name: "silentLabels",
    measure: (solution, target) => {
      const { start } = solution.spikeTrains(population);
      const label = target as number;
      return start[label] === start[label + 1] ? 1 : 0;
    },
  };
}
