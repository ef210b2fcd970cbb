/** One state of every neuron at given times. */
import { knownHere, OptionError } from "../errors.ts";
import { checkOptions, checkValue, listOf } from "../options.ts";
import { checkSolution } from "../tape/check-solution.ts";
import { rowOfTime } from "../tape/sample-table.ts";
import { sides } from "../tape/side.ts";
import type { SampleTable, Solution } from "../tape/solution.ts";
import { shown } from "../values.ts";
import { checkBars, checkTarget } from "./check-bars.ts";
import type { Readout } from "./readout.ts";

/** Which limit to read where a state jumps. */
export interface StateAtTimesOptions {
  /** The state after all that happens at a time (default), or the left limit. */
  readonly side?: "after" | "before";
}

/**
 * Values of a state, [times, neurons] row-major in the order of `times`, in the unit of the state.
 *
 * @param times  any order, within the run [ms]; copied
 * @throws OptionError if there are no times, one is negative or not finite, or for a wrong option; for an unknown
 *   state when an objective is made of it or a run is read, and then also for a time that was not sampled;
 *   ShapeError when pulled back, for another number of cotangents than there are values
 */
export function stateAtTimes(
  population: string,
  state: string,
  times: readonly number[],
  options: StateAtTimesOptions = {},
): Readout {
  const name = `stateAtTimes(${shown(population)}, ${shown(state)})`;
  checkValue(name, "the population", population, "text");
  checkValue(name, "the state", state, "text");
  checkOptions(name, options, { side: sides });
  const { side = "after" } = options;
  checkValue(name, "times", times, listOf("nonnegative"));
  if (times.length === 0) throw new OptionError(name, "there are no times", "Give at least one.");
  // A copy: what is read must not change with the array of the caller.
  const own = Object.freeze(Array.from(times));
  /** Index of (time k, neuron 0) in the table's values, and the distance between neurons. */
  const place = (solution: Solution): { table: SampleTable; first: number[]; stride: number } => {
    checkSolution(name, solution);
    const table = solution.samples(population, side);
    const component = table.states.indexOf(state);
    if (component < 0) {
      throw new OptionError(name, `there is no state "${state}"`, knownHere(state, table.states));
    }
    const stride = table.states.length;
    const first = own.map((time) => {
      const row = rowOfTime(table, time);
      if (row < 0)
        throw new OptionError(name, `time ${time} was not sampled`, "Name it in the run's samples.");
      return row * table.size * stride + component;
    });
    return { table, first, stride };
  };
  return Object.freeze<Readout>({
    name,
    description: Object.freeze({ kind: "stateAtTimes", population, state, times: own, side }),
    needs: { population, times: own, side, state },
    shape: (size) => [own.length, size],
    read: (solution) => {
      const { table, first, stride } = place(solution);
      const { size, values } = table;
      return Float64Array.from({ length: own.length * size }, (_, at) => {
        const k = Math.floor(at / size);
        return values[first[k]! + (at % size) * stride]!;
      });
    },
    pullback: (solution, bars, cotangents) => {
      const { table, first, stride } = place(solution);
      const target = cotangents?.samples?.get(table);
      checkBars(name, bars, own.length * table.size);
      checkTarget(name, "samples", target, table.values.length);
      first.forEach((offset, k) => {
        for (let n = 0; n < table.size; n++) target[offset + n * stride]! += bars[k * table.size + n]!;
      });
    },
  });
}
