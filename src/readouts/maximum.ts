/** The largest value of a state in a run. */
import { checkValue } from "../options.ts";
import { checkSolution } from "../tape/check-solution.ts";
import type { Observation } from "../tape/observation.ts";
import type { Solution } from "../tape/solution.ts";
import { shown } from "../values.ts";
import { checkBars } from "./check-bars.ts";
import { observedBars } from "./observed-bars.ts";
import type { Readout } from "./readout.ts";

/**
 * The largest value that a state of every neuron has in the run, [neurons], in the unit of the state: what `crossEntropy`
 * makes a class of where output neurons are leaky integrators.
 *
 *   m = max_t y(t) ,   dm/dp = ∂y/∂p at the time of the maximum
 *
 * The maximum is that of the state itself and of no samples of it. The initial value, the end of the run and both sides
 * of every jump count. Inside a step the time of the maximum has no part in the derivative, because the state does not
 * change there; where it is cut off, as by a reset, it has. Of equal maxima the earliest is the one that is
 * differentiated: that is a kink.
 *
 * It is found when the run is over: asking for it changes nothing. `run.maxima(population, state)` has its time, too.
 *
 * @param population  its name
 * @param state       name of a state, discrete ones included
 * @throws OptionError for an unknown state, or a source, when an objective is made of it or a run is read;
 *   ShapeError when pulled back, for another number of cotangents than there are neurons
 *
 * Source: for classes by the largest membrane potential Cramer, Stradmann, Schemmel & Zenke (2022), The Heidelberg
 *   Spiking Data Sets, IEEE Trans. Neural Netw. Learn. Syst. 33, 2744–2757.
 * @example
 * const terms = [{ readout: maximum("output", "v"), loss: crossEntropy() }];
 */
export function maximum(population: string, state: string): Readout {
  const name = `maximum(${shown(population)}, ${shown(state)})`;
  checkValue(name, "the population", population, "text");
  checkValue(name, "the state", state, "text");
  const find = (solution: Solution): Observation => {
    checkSolution(name, solution);
    return solution.maxima(population, state);
  };
  return Object.freeze<Readout>({
    name,
    description: Object.freeze({ kind: "maximum", population, state }),
    needs: Object.freeze({ population, state, spikes: Number.POSITIVE_INFINITY }),
    shape: (size) => [size],
    read: (solution) => valuesOf(find(solution)),
    pullback: (solution, bars, cotangents) => {
      const found = find(solution);
      const { start } = found;
      checkBars(name, bars, start.length - 1);
      const target = observedBars(name, cotangents, found);
      bars.forEach((bar, neuron) => {
        if (start[neuron + 1]! > start[neuron]!) target[start[neuron]!]! += bar;
      });
    },
  });
}

/** Of a neuron that a failed run never came to there is no value. */
function valuesOf({ start, values }: Observation): Float64Array {
  return Float64Array.from({ length: start.length - 1 }, (_, neuron) =>
    start[neuron + 1]! > start[neuron]! ? values[start[neuron]!]! : Number.NaN,
  );
}
