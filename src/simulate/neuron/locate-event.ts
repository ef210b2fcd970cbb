/**
 * The root of g along the computed map, h ↦ g(Φ(t, y, h)), by Newton's method with full repeated
 * steps inside a bracket. It ends on the far side, g ≥ 0, within g's rounding bound of zero or with
 * the two ends of the bracket adjacent.
 */
import { mostIterations } from "../../compile/event-decisions.ts";
import type { NeuronRun } from "./neuron-run.ts";

/**
 * On success the frame holds the step of the returned size, with the crossing rate. Where g is within
 * rounding of zero but falls, the root lies further left.
 *
 * @param guess  where to start, in (0, limit]
 * @param limit  no root is looked for beyond it
 * @returns the step size, or NaN if the map has no root there
 */
export function locateEvent(run: NeuronRun, event: number, guess: number, limit: number): number {
  const { memory, frame } = run;
  const { end, rate, rounding } = run.events[event]!;
  const kernel = run.program.kernels.locate[event]!;
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let h = Math.min(guess, limit);
  for (let iteration = 0; iteration < mostIterations; iteration++) {
    memory[frame + run.stepSizeSlot] = h;
    kernel(frame);
    run.counters.repeatedSteps++;
    const g = memory[frame + end]!;
    const slope = memory[frame + rate]!;
    const bound = memory[frame + rounding]!;
    if (Number.isNaN(g)) return Number.NaN;
    if (g >= 0) {
      if (g <= bound && slope > 0) return h;
      high = h;
    } else {
      if (h === limit && high === Number.POSITIVE_INFINITY) return Number.NaN;
      low = h;
    }
    let next = h - (g - 0.5 * bound) / slope;
    if (next === h) next = g < 0 ? h + Math.max(bound / slope, h * Number.EPSILON) : h - h * Number.EPSILON;
    if (high === Number.POSITIVE_INFINITY) {
      next = next > low ? Math.min(next, limit) : limit;
    } else if (!(next > low && next < high) || iteration % 8 === 7 || iteration > 24) {
      next = low + 0.5 * (high - low);
      if (next === low || next === high) {
        if (h === high) return h;
        next = high;
      }
    }
    h = next;
  }
  return Number.NaN;
}
