/** Spike trains as functions of time: every spike replaced by a kernel. */
import { OptionError } from "../errors.ts";
import { differenceKernel, exponentialKernel } from "../numeric/spike-kernel.ts";
import { checkOptions, checkValue, listOf } from "../options.ts";
import { checkSolution } from "../tape/check-solution.ts";
import { sides } from "../tape/side.ts";
import type { Solution } from "../tape/solution.ts";
import { shown } from "../values.ts";
import { checkBars, checkTarget } from "./check-bars.ts";
import { checkReached } from "./check-reached.ts";
import type { Readout } from "./readout.ts";

/** The kernel, and which limit to read. */
export interface FilteredSpikeTrainOptions {
  /** Time constant of the decay, positive [ms]. */
  readonly tau: number;
  /** Time constant of the rise, positive [ms]; without one the kernel jumps up. */
  readonly tauRise?: number;
  /** Whether a spike exactly at a time counts there ("after", default) or not ("before"), where the kernel jumps. */
  readonly side?: "after" | "before";
}

/**
 * Spike trains filtered by a kernel of unit area, at given times: a rate that has a gradient, [times, neurons]
 * row-major in the order of `times`, [1/ms].
 *
 *   r_n(t) = Σ_k κ(t − t_k) ,   ∂r_n(t)/∂t_k = −κ'(t − t_k)
 *   κ(s) = e^(−s/τ) / τ ,   with τ_rise:  (e^(−s/τ) − e^(−s/τ_rise)) / (τ − τ_rise) ,   0 for s < 0
 *
 * Equal time constants make an alpha function. Spikes that do not come have no part in it, and no gradient.
 *
 * With the kernel that jumps, a spike that moves over one of the times changes the value by a jump, which no gradient
 * sees: it sees only how the spikes that are there fade, and says that earlier spikes lower the rate. What is to become
 * more or less by training is read with `tauRise`, at times that lie closer than the kernel is wide.
 *
 * @param population  its name; a source, too, may be read
 * @param times       any order, within the run [ms]; copied
 * @throws OptionError if there are no times, one is negative or not finite, a time constant is not positive, or for an
 *   unknown option; when a run is read that ends before one of the times; ShapeError when pulled back, for another number
 *   of cotangents than there are values
 *
 * Source: van Rossum (2001), A novel spike distance, Neural Computation 13, 751–763.
 * @example
 * const rates = filteredSpikeTrain("hidden", [20, 40], { tau: 10, tauRise: 2 });
 */
export function filteredSpikeTrain(
  population: string,
  times: readonly number[],
  options: FilteredSpikeTrainOptions,
): Readout {
  const name = `filteredSpikeTrain(${shown(population)})`;
  checkValue(name, "the population", population, "text");
  checkOptions(name, options, { tau: "positive", tauRise: "positive", side: sides }, ["tau"]);
  checkValue(name, "times", times, listOf("nonnegative"));
  if (times.length === 0) throw new OptionError(name, "there are no times", "Give at least one.");
  const { tau, tauRise, side = "after" } = options;
  const kernel = tauRise === undefined ? exponentialKernel(tau) : differenceKernel(tau, tauRise);
  const own = Object.freeze(Array.from(times));
  const last = Math.max(...own);
  /** Calls `visit` with every value's place, and a spike's record and time before it. */
  const forEachPair = (
    solution: Solution,
    visit: (at: number, record: number, elapsed: number) => void,
  ): number => {
    const { size, start, records } = solution.spikeTrains(population);
    const spikes = solution.tape.spikes.time.data;
    for (let n = 0; n < size; n++) {
      for (let r = start[n]!; r < start[n + 1]!; r++) {
        const record = records[r]!;
        for (let k = 0; k < own.length; k++) {
          const elapsed = own[k]! - spikes[record]!;
          if (elapsed > 0 || (elapsed === 0 && side === "after")) visit(k * size + n, record, elapsed);
        }
      }
    }
    return size;
  };
  return Object.freeze<Readout>({
    name,
    description: Object.freeze({
      kind: "filteredSpikeTrain",
      population,
      times: own,
      tau,
      ...(tauRise !== undefined && { tauRise }),
      side,
    }),
    needs: Object.freeze({ population, spikes: Number.POSITIVE_INFINITY, until: last }),
    shape: (size) => [own.length, size],
    read: (solution) => {
      checkSolution(name, solution);
      for (const time of own) checkReached(name, time, solution);
      const values = new Float64Array(own.length * solution.spikeTrains(population).size);
      forEachPair(solution, (at, _, elapsed) => {
        values[at]! += kernel.value(elapsed);
      });
      return values;
    },
    pullback: (solution, bars, cotangents) => {
      checkSolution(name, solution);
      checkBars(name, bars, own.length * solution.spikeTrains(population).size);
      checkTarget(name, "spike times", cotangents?.spikeTimes, solution.tape.spikes.time.length);
      const slopes = new Float64Array(cotangents.spikeTimes.length);
      forEachPair(solution, (at, record, elapsed) => {
        slopes[record]! -= bars[at]! * kernel.slope(elapsed);
      });
      slopes.forEach((slope, record) => {
        cotangents.spikeTimes[record]! += slope;
      });
    },
  });
}
