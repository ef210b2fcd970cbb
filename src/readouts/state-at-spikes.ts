/** A state of every neuron at its first spikes. */
import { checkOptions, checkValue, numbers } from "../options.ts";
import { checkSolution } from "../tape/check-solution.ts";
import type { Observation } from "../tape/observation.ts";
import { sides } from "../tape/side.ts";
import type { Solution } from "../tape/solution.ts";
import { shown } from "../values.ts";
import { checkBars } from "./check-bars.ts";
import { observedBars } from "./observed-bars.ts";
import type { Readout } from "./readout.ts";

/** Which spikes, and which limit of the state. */
export interface StateAtSpikesOptions {
  /** Spikes per neuron, an integer ≥ 1; default 1. */
  readonly count?: number;
  /** The state that the spike finds ("before", default), or what its reset leaves. */
  readonly side?: "after" | "before";
  /** An event of the model by its name in place of the spikes, also one that is not sent. */
  readonly event?: string;
  /** What stands for the state at a spike that never comes; default Infinity. Its gradient is zero. */
  readonly silentValue?: number;
}

const silentKind = numbers((value) => value > -Infinity, "Give a finite number, or Infinity.");

/**
 * A state at the first `count` spikes of every neuron, [neurons, count], in the unit of the state; the places of spikes
 * that never come hold Infinity, or `silentValue`.
 *
 *   d y(t_k)/dp = ∂y/∂p + ẏ ∂t_k/∂p
 *
 * "before" is the state that the reset finds, with the arrivals and the events that came before it in the same instant;
 * "after" what it leaves, without those that follow. The gradient is that of the state and of the time of the spike.
 *
 * @param population  its name
 * @param state       name of a state, discrete ones included
 * @throws OptionError for a wrong option; for an unknown state or event, or a source, when an objective is made of it or
 *   a run is read; ShapeError when pulled back, for another number of cotangents than there are values
 * @example
 * const adaptation = stateAtSpikes("hidden", "w", { count: 3, side: "after" });
 */
export function stateAtSpikes(
  population: string,
  state: string,
  options: StateAtSpikesOptions = {},
): Readout {
  const name = `stateAtSpikes(${shown(population)}, ${shown(state)})`;
  checkValue(name, "the population", population, "text");
  checkValue(name, "the state", state, "text");
  checkOptions(name, options, { count: "count", side: sides, event: "text", silentValue: silentKind });
  const { count = 1, side = "before", event, silentValue = Number.POSITIVE_INFINITY } = options;
  /** Calls `visit` with every present spike's place in the output and its row of the observation. */
  const forEachSpike = ({ start }: Observation, visit: (at: number, row: number) => void): void => {
    for (let neuron = 0; neuron + 1 < start.length; neuron++) {
      const present = Math.min(count, start[neuron + 1]! - start[neuron]!);
      for (let k = 0; k < present; k++) visit(neuron * count + k, start[neuron]! + k);
    }
  };
  const find = (solution: Solution): Observation => {
    checkSolution(name, solution);
    return solution.stateAtEvents(population, state, side, event);
  };
  return Object.freeze<Readout>({
    name,
    description: Object.freeze({
      kind: "stateAtSpikes",
      population,
      state,
      count,
      side,
      ...(event !== undefined && { event }),
      silentValue,
    }),
    // Of an event that is not sent nobody knows when the last has come.
    needs: Object.freeze({
      population,
      state,
      ...(event !== undefined && { event }),
      spikes: event === undefined ? count : Number.POSITIVE_INFINITY,
    }),
    shape: (size) => [size, count],
    read: (solution) => {
      const found = find(solution);
      const values = new Float64Array((found.start.length - 1) * count).fill(silentValue);
      forEachSpike(found, (at, row) => {
        values[at] = found.values[row]!;
      });
      return values;
    },
    pullback: (solution, bars, cotangents) => {
      const found = find(solution);
      checkBars(name, bars, (found.start.length - 1) * count);
      const target = observedBars(name, cotangents, found);
      forEachSpike(found, (at, row) => {
        target[row]! += bars[at]!;
      });
    },
  });
}
