/** What an accepted step leaves: its record, the neuron at its end, and the events that may happen next. */

import { noise } from "../../compile/event-decisions.ts";
import { anchor, arming } from "../../compile/place-codes.ts";
import { loadSignals } from "../../compile/signals.ts";
import { appendRecord } from "../../tape/page.ts";
import { eventCause, recordKind } from "../../tape/tape.ts";
import { advanceClock, setClock } from "./clock.ts";
import { eventText, fail } from "./failure.ts";
import { cross, fire, isOwnDue } from "./instant.ts";
import { kinkBelow, onlyBends } from "./modes.ts";
import type { NeuronRun } from "./neuron-run.ts";
import { isArmedBy, noteAbove } from "./never-armed.ts";
import { noteApproach } from "./note-approach.ts";
import { noteCrossing } from "./steps-here.ts";
import { takeSamples } from "./take-samples.ts";
import { dueTimers } from "./timers.ts";

/**
 * Accepts the step in the frame, which ends at the root of an event, and lets the event happen.
 *
 * @param arrives  as of `accept`
 */
export function acceptEvent(run: NeuronRun, event: number, arrives: boolean): void {
  const { model } = run.program;
  const watch = model.watches[event - model.ownEvents];
  noteApproach(run);
  if (watch !== undefined && onlyBends(run, event)) {
    // Nothing jumps there: when it happens has no influence, and the size of the step counts as given.
    accept(run, recordKind.step, -1, arrives);
  } else {
    noteCrossing(run, event, arrives ? run.target : endOfStep(run));
    accept(run, recordKind.stepToEvent, event, arrives);
  }
  const { memory, frame, events } = run;
  const { armed, due } = events[event]!;
  memory[frame + armed] = arming.disarmed;
  rearm(run, event);
  memory[frame + due] = -1;
  run.round = 0;
  if (watch !== undefined) {
    run.crossed = event;
    // At once: arrivals and breakpoints of this instant come after it. An event that has its root here too, in the
    // field that was, has its turn before.
    const first = kinkBelow(run, event);
    if (isOwnDue(run)) memory[frame + events[first]!.due] = eventCause.root;
    else cross(run, first);
    return;
  }
  if (isOwnDue(run)) {
    // Another event has its root here too: both have their turn in the order of declaration.
    memory[frame + due] = eventCause.root;
    return;
  }
  fire(run, event, eventCause.root);
  // If it may repeat, then in the next round.
  run.turn = event + 1;
}

/** Time at the end of the step in the frame, in one double, as the clock and the kernels have it. */
export function endOfStep({ memory, frame, stepSizeSlot, t, rest }: NeuronRun): number {
  return t + (rest + memory[frame + stepSizeSlot]!);
}

/**
 * Records the step in the frame, with the samples inside it, and moves to its end.
 *
 * @param arrives  whether it leads to the target, whatever the sum of times rounds to
 */
export function accept(run: NeuronRun, kind: number, reference: number, arrives: boolean): void {
  const { memory, frame, states } = run;
  const h = memory[frame + run.stepSizeSlot]!;
  const end = arrives ? run.target : endOfStep(run);
  if (run.samples.length > 0 && takeSamples(run, end)) {
    memory[frame + run.stepSizeSlot] = h;
    run.stepKernel(frame);
  }
  appendRecord(run, kind, reference, h);
  for (let i = 0; i < states; i++) memory[frame + i] = memory[frame + run.nextSlot + i]!;
  run.promised = Number.NaN;
  run.anchor = anchor.none;
  if (arrives) setClock(run, run.target);
  else advanceClock(run, h);
  // Jumps read the signals at their own time.
  if (run.signals !== undefined) loadSignals(run.signals, memory, frame, run.index, run.segment, end);
  if (run.switches.length > 0) noteLanding(run);
  run.counters.acceptedSteps++;
}

/** How well the step that ended tells where the switching functions are. */
function noteLanding(run: NeuronRun): void {
  const { memory, frame, events, ownEvents } = run;
  run.crossed = -1;
  run.departures = 0;
  for (const { located } of run.switches) memory[frame + located] = 0;
  for (let e = ownEvents; e < events.length; e++) {
    const { landed, rounding } = events[e]!;
    memory[frame + landed] = memory[frame + rounding]!;
  }
}

/**
 * After a step: an event whose function ended below zero may fire again; one that rose to ≥ 0 just at
 * the end, where something else is to happen, is due.
 *
 * @param happened  the event at the end of the step, which at the end of a run may be a rounding below its zero
 * @returns whether one became due
 * @throws SimulationError if an event function fell from zero and came back with all that was in rounding, as that
 *   of a ball whose bounces are lower than its position can tell
 */
export function rearm(run: NeuronRun, happened = -1): boolean {
  const { memory, frame, events } = run;
  let isDue = dueTimers(run);
  for (let e = 0; e < events.length; e++) {
    if (run.timers[e] !== undefined || e === happened) continue;
    const { armed, due, end, peak, rounding } = events[e]!;
    const value = memory[frame + end]!;
    if (memory[frame + armed] !== arming.armed && e < run.ownEvents) noteAbove(run, e, memory[frame + peak]!);
    if (value < 0) {
      if (isArmedBy(run, e, value)) memory[frame + armed] = arming.armed;
    } else if (memory[frame + armed] === arming.armed && memory[frame + due] === -1) {
      memory[frame + due] = eventCause.root;
      isDue = true;
    } else if (memory[frame + armed] === arming.hanging && value > noise * memory[frame + rounding]!) {
      fail(run, "event-accumulation", `has ${eventText(run, e)} again within what its state can tell`);
    }
  }
  return isDue;
}
