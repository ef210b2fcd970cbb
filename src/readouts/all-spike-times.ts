/** Every spike of a population as a number. */
import { checkValue } from "../options.ts";
import { checkSolution } from "../tape/check-solution.ts";
import { shown } from "../values.ts";
import { checkBars, checkTarget } from "./check-bars.ts";
import type { Readout } from "./readout.ts";

/**
 * The times of all spikes of a population, neuron by neuron and ascending in each, [spikes], [ms]. How many there are
 * is up to the run: a loss of them has to take any number. The number itself has no gradient.
 *
 * @param population  its name; a source, too, may be read
 * @throws OptionError when it reads or pulls back what is no run; ShapeError when pulled back, for another number of
 *   cotangents than there are spikes
 */
export function allSpikeTimes(population: string): Readout {
  const name = `allSpikeTimes(${shown(population)})`;
  checkValue(name, "the population", population, "text");
  return Object.freeze<Readout>({
    name,
    needs: Object.freeze({ population, spikes: Number.POSITIVE_INFINITY }),
    read: (solution) => {
      checkSolution(name, solution);
      const times = solution.tape.spikes.time.data;
      return Float64Array.from(solution.spikeTrains(population).records, (record) => times[record]!);
    },
    pullback: (solution, bars, cotangents) => {
      checkSolution(name, solution);
      const { records } = solution.spikeTrains(population);
      checkBars(name, bars, records.length);
      checkTarget(name, "spike times", cotangents?.spikeTimes, solution.tape.spikes.time.length);
      records.forEach((record, k) => {
        cotangents.spikeTimes[record]! += bars[k]!;
      });
    },
  });
}
