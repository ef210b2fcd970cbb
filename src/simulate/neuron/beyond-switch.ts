/** Steps whose stages reach beyond a switch, where the branch that holds before it need not have a value. */

import { noise } from "../../compile/event-decisions.ts";
import { arming } from "../../compile/place-codes.ts";
import { eventCause } from "../../tape/tape.ts";
import { smallestStep } from "./clock.ts";
import type { NeuronRun } from "./neuron-run.ts";

/**
 * How much of the way to a switch a step is to take: the next ones come closer by as much again. More would save steps,
 * but where a function has no slope at the switch, derivatives are lost with what a step leaves of the way.
 */
const share = 0.9;

/**
 * The size of a step that ends short of the nearest switch ahead, as in (v − k)^1.5 while v falls to k; 0 if the
 * neuron has come so close that its state or its clock cannot tell the two apart, and the switch is due; not a number
 * if there is none ahead.
 */
export function sizeBeforeSwitch(run: NeuronRun): number {
  const { memory, frame, events, ownEvents, program } = run;
  let nearest = Number.POSITIVE_INFINITY;
  for (let e = ownEvents; e < events.length; e++) {
    const { armed, due, landed, end, rate, rounding } = events[e]!;
    if (memory[frame + armed] !== arming.armed) continue;
    memory[frame + run.stepSizeSlot] = 0;
    program.kernels.locate[e]!(frame);
    const speed = memory[frame + rate]!;
    if (!(speed > 0)) continue;
    const distance = Math.abs(memory[frame + end]!);
    const size = distance / speed;
    if (distance <= noise * memory[frame + rounding]! || (1 - share) * size <= smallestStep(run)) {
      memory[frame + due] = eventCause.root;
      // However small a state is that ends at zero itself: here it is zero to the clock.
      memory[frame + landed] = Math.max(memory[frame + landed]!, distance);
      nearest = 0;
    } else nearest = Math.min(nearest, size);
  }
  return nearest < Number.POSITIVE_INFINITY ? share * nearest : Number.NaN;
}
