/** What follows from a step in which something happens, or may. */

import { leastRest, noise } from "../../compile/event-decisions.ts";
import { arming } from "../../compile/place-codes.ts";
import { smallestStep } from "./clock.ts";
import { valueAfter } from "./close-look.ts";
import { fail } from "./failure.ts";
import { inspectStep } from "./inspect-step.ts";
import { type Inspection, verdict } from "./inspection.ts";
import { locateEvent } from "./locate-event.ts";
import type { NeuronRun } from "./neuron-run.ts";

export interface Resolution {
  /** The event at the end of the step, −1 if there is none. */
  event: number;
  h: number;
  /** Whether a step of this size is to be made although nothing happens at its end. */
  rests: boolean;
}

/** One object, overwritten. */
const resolution: Resolution = { event: -1, h: 0, rests: false };

/**
 * Decides about a step that is not clear: an event and where it is, or the size of a shorter step, to be tried, or
 * to be made because an event function comes to rest on zero there. The step to an event, or to be made, is left in the frame.
 */
export function resolveStep(run: NeuronRun, inspection: Inspection, size: number): Readonly<Resolution> {
  let h = size;
  let landed = -1;
  resolution.rests = false;
  for (let attempt = 0; attempt < 100; attempt++) {
    const { event, theta } = inspection;
    resolution.event = -1;
    resolution.h = h * (theta < 0.9 && theta > 0 ? theta : 0.5);
    if (inspection.verdict === verdict.leaves) return resolution;
    if (inspection.verdict === verdict.unclear) {
      resolution.h = h * theta;
      return resolution;
    }
    const atEnd = run.memory[run.frame + run.events[event]!.end]!;
    const root = locateEvent(run, event, theta * h, inspection.limit * h);
    if (Number.isNaN(root)) return resolution;
    if (comesToRest(run, event, root, { size: h, value: atEnd })) {
      run.memory[run.frame + run.events[event]!.armed] = arming.resting;
      const isStart = restsUntil(run, event, root);
      run.memory[run.frame + run.stepSizeSlot] = isStart ? h : root;
      run.stepKernel(run.frame);
      if (isStart) {
        inspectStep(run, inspection, landed);
        if (inspection.verdict !== verdict.clear) continue;
      }
      resolution.event = isStart ? landed : -1;
      resolution.h = isStart ? h : root;
      resolution.rests = resolution.event < 0;
      return resolution;
    }
    // Nothing lies before where an event was found already: the two coincide.
    const again = landed >= 0 && root === h;
    if (!again) {
      landed = event;
      inspectStep(run, inspection, event);
    }
    if (again || inspection.verdict === verdict.clear) {
      resolution.event = landed;
      resolution.h = root;
      return resolution;
    }
    h = root;
  }
  fail(run, "grazing-event", "could not tell the first of many crossings apart");
}

/** What rests on zero is looked at anew in every step: it may leave. */
export function wake({ memory, frame, events }: NeuronRun): void {
  for (let e = 0; e < events.length; e++) {
    const { armed } = events[e]!;
    if (memory[frame + armed] === arming.resting) memory[frame + armed] = arming.armed;
  }
}

/** Parts of what is left of a step behind a root. */
const places = [1 / 64, 1 / 16, 1 / 4, 63 / 64];

/**
 * Whether an event function comes to rest on zero at a root, as one that goes there for ever: from there to the end
 * of the step of this size, where it has this value, rounding does not tell it from zero.
 */
function comesToRest(
  run: NeuronRun,
  event: number,
  root: number,
  { size, value }: { readonly size: number; readonly value: number },
): boolean {
  const { memory, frame, counters } = run;
  const bound = noise * memory[frame + run.events[event]!.rounding]!;
  if (event >= run.ownEvents || !(Math.abs(value) <= bound) || size - root <= leastRest * size) return false;
  const rests = places.every(
    (part) => Math.abs(valueAfter(run, event, root + part * (size - root))) <= bound,
  );
  memory[frame + run.stepSizeSlot] = root;
  run.program.kernels.locate[event]!(frame);
  if (rests) counters.nearGrazing++;
  return rests;
}

/** Whether an event function that rests on zero from a root on does so before, too, from the start of the step on. */
function restsUntil(run: NeuronRun, event: number, root: number): boolean {
  const bound = noise * run.memory[run.frame + run.events[event]!.rounding]!;
  if (!(root > smallestStep(run))) return true;
  return [0, ...places].every((part) => Math.abs(valueAfter(run, event, part * root)) <= bound);
}

/** Of events whose functions a step ends on zero, those that had come to rest there before its end. */
export function noteRest(run: NeuronRun): void {
  const { memory, frame, events, ownEvents } = run;
  const size = memory[frame + run.stepSizeSlot]!;
  for (let e = 0; e < ownEvents; e++) {
    const { armed, end, rounding } = events[e]!;
    const bound = noise * memory[frame + rounding]!;
    if (memory[frame + armed] !== arming.armed || run.timers[e] !== undefined) continue;
    if (!(Math.abs(memory[frame + end]!) <= bound)) continue;
    if (Math.abs(valueAfter(run, e, (63 / 64) * size)) <= bound) memory[frame + armed] = arming.resting;
    valueAfter(run, e, size);
  }
}
