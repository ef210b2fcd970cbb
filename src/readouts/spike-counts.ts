/** Numbers of spikes, and how often neurons spike: what can be reported, and has no gradient. */
import { OptionError } from "../errors.ts";
import { checkOptions, checkValue, dependingOn, numbers } from "../options.ts";
import { checkSolution } from "../tape/check-solution.ts";
import type { Solution } from "../tape/solution.ts";
import { shown } from "../values.ts";
import { checkReached } from "./check-reached.ts";
import type { ReadoutWithoutGradient } from "./readout.ts";

/** In which part of a run spikes are counted, both ends included. */
export interface SpikeCountOptions {
  /** ≥ 0, default: the beginning of the run [ms]. */
  readonly from?: number;
  /** Default: the end of the run [ms]. */
  readonly to?: number;
}

const kinds = {
  from: "nonnegative",
  to: dependingOn<SpikeCountOptions>(({ from = 0 }) =>
    numbers((to) => to > from && to < Infinity, `Give a finite time after from, which is ${from}.`),
  ),
} as const;

/**
 * How many spikes every neuron sends, [neurons]. A count has no gradient: it changes by whole spikes only, and no
 * objective can be made of it. `predict` and metrics read it; `filteredSpikeTrain` is a rate with a gradient.
 *
 * @param population  its name; a source, too, may be read
 * @throws OptionError for times that are negative, out of order or not finite, or an unknown option; when a run is read
 *   that ends earlier
 */
export function spikeCounts(population: string, options: SpikeCountOptions = {}): ReadoutWithoutGradient {
  return counting("spikeCounts", population, options, () => 1);
}

/**
 * How often every neuron spikes: its spikes divided by the time in which they are counted, [neurons], [1/ms]; times
 * 1000 it is in Hz. As a count it has no gradient; `filteredSpikeTrain` is a rate that has one.
 *
 * @param population  its name; a source, too, may be read
 * @throws OptionError for times that are negative, out of order or not finite, or an unknown option; when a run is read
 *   that ends earlier, or that lasts no time
 */
export function spikeRates(population: string, options: SpikeCountOptions = {}): ReadoutWithoutGradient {
  return counting("spikeRates", population, options, (duration, name) => {
    if (duration > 0) return duration;
    throw new OptionError(name, "what it counts in lasts no time", "Let the run last longer.");
  });
}

function counting(
  kind: string,
  population: string,
  options: SpikeCountOptions,
  unitOf: (duration: number, name: string) => number,
): ReadoutWithoutGradient {
  const name = `${kind}(${shown(population)})`;
  checkValue(name, "the population", population, "text");
  checkOptions(name, options, kinds);
  const { from = 0, to } = options;
  const read = (solution: Solution): Float64Array => {
    checkSolution(name, solution);
    const begin = options.from ?? solution.from;
    const end = to ?? solution.until;
    checkReached(name, begin, solution);
    checkReached(name, end, solution);
    const { size, start, records } = solution.spikeTrains(population);
    const times = solution.tape.spikes.time.data;
    const unit = unitOf(end - begin, name);
    return Float64Array.from({ length: size }, (_, n) => {
      const own = records.subarray(start[n], start[n + 1]);
      return own.filter((record) => times[record]! >= begin && times[record]! <= end).length / unit;
    });
  };
  return Object.freeze<ReadoutWithoutGradient>({
    name,
    description: Object.freeze({
      kind,
      population,
      ...(options.from !== undefined && { from }),
      ...(to !== undefined && { to }),
    }),
    needs: Object.freeze({ population, spikes: Number.POSITIVE_INFINITY, until: to ?? from }),
    shape: (size) => [size],
    read,
  });
}
