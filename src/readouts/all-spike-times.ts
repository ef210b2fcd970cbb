/** Every spike of a population as a number. */
import { checkOptions, checkValue } from "../options.ts";
import { checkSolution } from "../tape/check-solution.ts";
import type { Solution } from "../tape/solution.ts";
import { shown } from "../values.ts";
import { checkBars, checkTarget } from "./check-bars.ts";
import type { Readout } from "./readout.ts";

/** How the times are arranged. */
export interface AllSpikeTimesOptions {
  /**
   * Whether every neuron has a row of its own, as long as the longest of them (and 1 at least), with Infinity in the
   * places of spikes that it does not have: [neurons, most spikes]. Default false: one list without gaps.
   */
  readonly perNeuron?: boolean;
}

/**
 * The times of all spikes of a population, neuron by neuron and ascending in each, [spikes], [ms]. How many there are
 * is up to the run: a loss of them has to take any number, as `vanRossumDistance` does. The number itself has no gradient.
 *
 * @param population  its name; a source, too, may be read
 * @throws OptionError for a wrong option, and when it reads or pulls back what is no run; ShapeError when pulled back,
 *   for another number of cotangents than there are values
 */
export function allSpikeTimes(population: string, options: AllSpikeTimesOptions = {}): Readout {
  const name = `allSpikeTimes(${shown(population)})`;
  checkValue(name, "the population", population, "text");
  checkOptions(name, options, { perNeuron: "flag" });
  const { perNeuron = false } = options;
  /** Where every record stands among the values, and how many values there are. */
  const placesOf = (solution: Solution): { records: Int32Array; places: Int32Array; count: number } => {
    checkSolution(name, solution);
    const { size, start, records } = solution.spikeTrains(population);
    const places = Int32Array.from(records, (_, k) => k);
    if (!perNeuron) return { records, places, count: records.length };
    let width = 1;
    for (let n = 0; n < size; n++) width = Math.max(width, start[n + 1]! - start[n]!);
    for (let n = 0; n < size; n++) {
      for (let k = start[n]!; k < start[n + 1]!; k++) places[k]! += n * width - start[n]!;
    }
    return { records, places, count: size * width };
  };
  return Object.freeze<Readout>({
    name,
    description: Object.freeze({ kind: "allSpikeTimes", population, perNeuron }),
    needs: Object.freeze({ population, spikes: Number.POSITIVE_INFINITY }),
    read: (solution) => {
      const { records, places, count } = placesOf(solution);
      const times = solution.tape.spikes.time.data;
      const values = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
      records.forEach((record, k) => {
        values[places[k]!] = times[record]!;
      });
      return values;
    },
    pullback: (solution, bars, cotangents) => {
      const { records, places, count } = placesOf(solution);
      checkBars(name, bars, count);
      checkTarget(name, "spike times", cotangents?.spikeTimes, solution.tape.spikes.time.length);
      records.forEach((record, k) => {
        cotangents.spikeTimes[record]! += bars[places[k]!]!;
      });
    },
  });
}
