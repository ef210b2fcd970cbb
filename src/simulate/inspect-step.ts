/**
 * What the event functions do over a step that was just computed: nothing, a crossing, or something
 * that a shorter step must decide.
 */

import { signChanges } from "../events/bernstein.ts";
import { firstCrossing } from "../events/first-crossing.ts";
import type { EventSlots, NeuronRun } from "./neuron-run.ts";

export const verdict = {
  /** No event crosses zero. */
  clear: 0,
  /** Event `event` crosses near `theta`. */
  crossing: 1,
  /** The step is too coarse to tell near `theta`. */
  unclear: 2,
} as const;

/** The verdict on one step; one object per population, overwritten. */
export interface Inspection {
  verdict: number;
  event: number;
  theta: number;
}

/** Writes the earliest thing that any event does in the step; `landed` is an event known to cross at its end. */
export function inspectStep(run: NeuronRun, inspection: Inspection, landed = -1): void {
  const { memory, frame, events, armed } = run;
  inspection.verdict = verdict.clear;
  inspection.theta = Number.POSITIVE_INFINITY;
  for (let e = 0; e < events.length; e++) {
    const slots = events[e]!;
    if (armed[e] === 1) {
      const peak = memory[frame + slots.peak]!;
      if (peak < -memory[frame + slots.margin]!) {
        if (peak > run.counters.closest) noteApproach(run, slots, peak);
        continue;
      }
      if (e === landed && landsCleanly(run, slots)) continue;
      inspectArmed(run, inspection, e, slots, e === landed);
    } else {
      inspectDisarmed(run, inspection, e, slots);
    }
  }
}

function coefficientsOf({ memory, frame }: NeuronRun, { bernstein, count }: EventSlots): number[] {
  const coefficients: number[] = [];
  for (let k = 0; k < count; k++) coefficients.push(memory[frame + bernstein + k]!);
  return coefficients;
}

function inspectArmed(
  run: NeuronRun,
  inspection: Inspection,
  event: number,
  slots: EventSlots,
  landed: boolean,
): void {
  const { memory, frame } = run;
  const rounding = memory[frame + slots.rounding]!;
  const margin = memory[frame + slots.margin]! - rounding;
  const crossing = firstCrossing(coefficientsOf(run, slots), margin, rounding);
  if (crossing.kind === "none" || crossing.theta >= inspection.theta) return;
  // The end of a step that lands on this event is the crossing itself.
  if (landed && crossing.theta > 1 - 1e-3) return;
  inspection.verdict = crossing.kind === "root" ? verdict.crossing : verdict.unclear;
  inspection.event = event;
  inspection.theta = crossing.theta;
}

/** A disarmed event function falls below zero somewhere: once is well, more often needs shorter steps. */
function inspectDisarmed(run: NeuronRun, inspection: Inspection, event: number, slots: EventSlots): void {
  const { memory, frame } = run;
  const coefficients = coefficientsOf(run, slots);
  const bound = -memory[frame + slots.margin]!;
  if (coefficients.every((value) => value >= bound)) return;
  const falls = memory[frame + slots.end]! < 0 && signChanges(coefficients) <= 1;
  if (falls || inspection.theta <= 0.5) return;
  inspection.verdict = verdict.unclear;
  inspection.event = event;
  inspection.theta = 0.5;
}

/** Whether all coefficients but the last are clearly below zero, so that the end is the first crossing. */
function landsCleanly({ memory, frame }: NeuronRun, { bernstein, count, margin }: EventSlots): boolean {
  const bound = -memory[frame + margin]!;
  for (let k = 0; k < count - 1; k++) if (!(memory[frame + bernstein + k]! < bound)) return false;
  return true;
}

/** Keeps the closest maximum inside a step; one at an end is not a maximum of the trajectory. */
function noteApproach(run: NeuronRun, slots: EventSlots, peak: number): void {
  const { memory, frame, counters } = run;
  if (peak <= memory[frame + slots.end]! || peak <= memory[frame + slots.bernstein]!) return;
  counters.closest = peak;
  counters.closestNeuron = run.neuron;
  counters.closestTime = run.t;
}
