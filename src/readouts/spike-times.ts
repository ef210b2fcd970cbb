/** Spike times as numbers: the first of every neuron, or the first few. */
import type { Described } from "../described.ts";
import { checkOptions, checkValue, rule } from "../options.ts";
import { checkSolution } from "../tape/check-solution.ts";
import type { Solution } from "../tape/solution.ts";
import { shown } from "../values.ts";
import { checkBars, checkTarget } from "./check-bars.ts";
import type { Readout } from "./readout.ts";

/** What a spike that never comes reads as. */
export interface SilentTimeOptions {
  /**
   * What stands for a spike that never comes: a time [ms], "until" for the end of the run, or Infinity
   * (default). Its gradient is zero.
   */
  readonly silentTime?: number | "until";
}

/** How many spikes to read. */
export interface SpikeTimesOptions extends SilentTimeOptions {
  /** Spikes per neuron, an integer ≥ 1. */
  readonly count: number;
}

const silentKind = rule(
  (time) => time === "until" || (typeof time === "number" && time >= 0),
  'Give a time ≥ 0 [ms], or "until".',
);

/**
 * First spike time of every neuron, [neurons], [ms]; Infinity, or `silentTime`, if it is silent.
 *
 * @param population  its name; a source, too, may be read
 * @throws OptionError if `silentTime` is not a time, or for an unknown option;
 *   ShapeError when pulled back, for another number of cotangents than there are values
 */
export function firstSpikeTimes(population: string, options: SilentTimeOptions = {}): Readout {
  const name = `firstSpikeTimes(${shown(population)})`;
  checkValue(name, "the population", population, "text");
  checkOptions(name, options, { silentTime: silentKind });
  const { silentTime = Number.POSITIVE_INFINITY } = options;
  const description = { kind: "firstSpikeTimes", population, silentTime };
  return readSpikeTimes(name, description, 1, (size) => [size]);
}

/**
 * The first `count` spike times of every neuron, ascending, [neurons, count], [ms]; the places of spikes that never
 * come hold Infinity, or `silentTime`.
 *
 * @throws OptionError if `count` is not a whole number ≥ 1 or `silentTime` is not a time, or for an unknown option;
 *   ShapeError when pulled back, for another number of cotangents than there are values
 */
export function spikeTimes(population: string, options: SpikeTimesOptions): Readout {
  const name = `spikeTimes(${shown(population)})`;
  checkValue(name, "the population", population, "text");
  checkOptions(name, options, { count: "count", silentTime: silentKind }, ["count"]);
  const { count, silentTime = Number.POSITIVE_INFINITY } = options;
  const description = { kind: "spikeTimes", population, count, silentTime };
  return readSpikeTimes(name, description, count, (size) => [size, count]);
}

function readSpikeTimes(
  name: string,
  description: Described & { readonly population: string; readonly silentTime: number | "until" },
  count: number,
  shape: (size: number) => readonly number[],
): Readout {
  const { population, silentTime } = description;
  /** Calls `visit` with every present spike's place in the output and its record. */
  const forEachSpike = (solution: Solution, visit: (at: number, record: number) => void): number => {
    const { size, start, records } = solution.spikeTrains(population);
    for (let neuron = 0; neuron < size; neuron++) {
      const found = Math.min(count, start[neuron + 1]! - start[neuron]!);
      for (let k = 0; k < found; k++) visit(neuron * count + k, records[start[neuron]! + k]!);
    }
    return size;
  };
  return Object.freeze<Readout>({
    name,
    description: Object.freeze(description),
    needs: { population, spikes: count },
    shape,
    read: (solution) => {
      checkSolution(name, solution);
      const values = new Float64Array(solution.spikeTrains(population).size * count);
      values.fill(silentTime === "until" ? solution.until : silentTime);
      const times = solution.tape.spikes.time.data;
      forEachSpike(solution, (at, record) => {
        values[at] = times[record]!;
      });
      return values;
    },
    pullback: (solution, bars, cotangents) => {
      checkSolution(name, solution);
      checkBars(name, bars, solution.spikeTrains(population).size * count);
      checkTarget(name, "spike times", cotangents?.spikeTimes, solution.tape.spikes.time.length);
      forEachSpike(solution, (at, record) => {
        cotangents.spikeTimes[record]! += bars[at]!;
      });
    },
    missing: (solution, bars) => {
      const { size, start } = solution.spikeTrains(population);
      const neurons: number[] = [];
      for (let neuron = 0; neuron < size; neuron++) {
        const found = start[neuron + 1]! - start[neuron]!;
        if (found < count && bars[neuron * count + found]! > 0) neurons.push(neuron);
      }
      return neurons;
    },
  });
}
