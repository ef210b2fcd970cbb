/**
 * Events that did not happen because their function was at or above zero from the start and never below it:
 * an event fires when its function rises through zero.
 */

import { noise } from "../../compile/event-decisions.ts";
import { arming } from "../../compile/place-codes.ts";
import { twinOf } from "../../network/event-names.ts";
import type { NeverArmed } from "../../tape/solution.ts";
import type { NeuronRun } from "./neuron-run.ts";

/** Whether an event happens whose function something has carried to zero or above; one that rests there is not. */
export function isCarried({ memory, frame, events }: NeuronRun, event: number): boolean {
  const { armed: slot, value, rounding } = events[event]!;
  const armed = memory[frame + slot]!;
  if (armed !== arming.resting) return armed === arming.armed;
  return memory[frame + value]! > noise * memory[frame + rounding]!;
}

/**
 * Whether an event is armed by a value of its function below zero. What comes down from above may be turned back just there:
 * zero within rounding does not arm it.
 */
export function isArmedBy(
  { memory, frame, events, ownEvents }: NeuronRun,
  event: number,
  value: number,
): boolean {
  const { armed: slot, rounding, landed } = events[event]!;
  const armed = memory[frame + slot]!;
  const comesDown = (armed === arming.never || armed === arming.above) && event < ownEvents;
  return !comesDown || value < -noise * Math.max(memory[frame + rounding]!, memory[frame + landed]!);
}

/**
 * Of an event that is not armed, whether it was clearly above zero, and what its function was rounded to of late: a last step
 * may be so short, or lead from zero to zero, that its own rounding tells nothing.
 *
 * @param highest  value of the function in what has just happened
 */
export function noteAbove({ memory, frame, events }: NeuronRun, event: number, highest: number): void {
  const { armed, rounding, landed } = events[event]!;
  memory[frame + landed] = Math.max(0.5 * memory[frame + landed]!, memory[frame + rounding]!);
  const isAbove = highest > noise * memory[frame + landed]!;
  if (memory[frame + armed] === arming.disarmed && isAbove) memory[frame + armed] = arming.above;
}

/** Counts the events of the neuron at hand that were never armed in the run. */
export function countNeverArmed({ program, counters, memory, frame, events, index }: NeuronRun): void {
  const { model, population } = program;
  const isNever = (e: number): boolean => memory[frame + events[e]!.armed] === arming.never;
  for (let e = 0; e < model.events.length; e++) {
    if (!isNever(e)) continue;
    // Of an event in either direction one is above zero wherever the other is below.
    const twin = twinOf(
      e,
      model.events.map(({ name }) => name),
    );
    if (twin >= 0 && !isNever(twin)) continue;
    add(counters.neverArmed, population.name, model.events[e]!.name, index);
  }
}

function add(counts: NeverArmed[], population: string, event: string, neuron: number): void {
  const at = counts.findIndex((entry) => entry.population === population && entry.event === event);
  const known = counts[at];
  if (known === undefined) counts.push({ population, event, neurons: 1, first: neuron });
  else counts[at] = { ...known, neurons: known.neurons + 1, first: Math.min(known.first, neuron) };
}
