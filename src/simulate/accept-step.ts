/** What an accepted step leaves: its record, the neuron at its end, and the events that may happen next. */
import { loadSignals } from "../compile/signals.ts";
import { appendRecord, eventCause, recordKind } from "../tape/tape.ts";
import { advanceClock, type Clock, setClock } from "./clock.ts";
import { noteApproach } from "./inspect-step.ts";
import { cross, fire, noteCrossing } from "./instant.ts";
import type { NeuronRun } from "./neuron-run.ts";
import { takeSamples } from "./take-samples.ts";

/**
 * Accepts the step in the frame, of size h, which ends at the root of an event, and lets the event happen.
 *
 * @param target  as of `land`
 */
export function acceptEvent(run: NeuronRun, event: number, h: number, target: number): void {
  land(run, h, target);
  const { model } = run.program;
  const watch = model.watches[event - model.ownEvents];
  if (watch !== undefined && model.switches[watch.switch]!.continuous) {
    // Nothing jumps there: when it happens has no influence, and the size of the step counts as given.
    accept(run, recordKind.step, -1, h);
  } else {
    noteCrossing(run, event, landing.t);
    accept(run, recordKind.stepToEvent, event, h);
  }
  run.armed[event] = 0;
  rearm(run);
  run.round = 0;
  if (watch !== undefined) {
    // At once: what else happens at this instant has its time after it, with a derivative of its own.
    run.crossed = event;
    cross(run, event);
    return;
  }
  for (let e = 0; e < event; e++) {
    if (run.due[e] === -1) continue;
    // An event declared before this one has its root here too: both have their turn in that order.
    run.due[event] = eventCause.root;
    return;
  }
  fire(run, event, eventCause.root);
}

/** Where the step that is about to be accepted ends. */
const landing: Clock = { t: 0, rest: 0 };

/** @param target  the time to which the step leads, NaN if its size decides */
export function land(run: NeuronRun, h: number, target: number): void {
  if (Number.isNaN(target)) {
    landing.t = run.t;
    landing.rest = run.rest;
    advanceClock(landing, h);
  } else {
    setClock(landing, target);
  }
}

/** Records the step in the frame, with the samples inside it, and moves to the landing. */
export function accept(run: NeuronRun, kind: number, reference: number, h: number): void {
  const { memory, frame, states, tape } = run;
  const end = landing.t;
  if (run.samples.length > 0 && takeSamples(run, end)) {
    memory[frame + run.stepSizeSlot] = h;
    run.stepKernel(frame);
  }
  noteApproach(run);
  appendRecord(tape, kind, run.neuron, reference, run.t, h, run.segment, memory, frame, states);
  for (let i = 0; i < states; i++) memory[frame + i] = memory[frame + run.nextSlot + i]!;
  run.t = end;
  run.rest = landing.rest;
  memory[frame + run.timeSlot] = end;
  memory[frame + run.restSlot] = landing.rest;
  // Jumps read the signals at their own time.
  if (run.signals !== undefined) loadSignals(run.signals, memory, frame, run.index, run.segment, end);
  run.crossed = -1;
  for (let e = run.ownEvents; e < run.events.length; e++) {
    run.landed[e] = memory[frame + run.events[e]!.rounding]!;
  }
  run.located.fill(0);
  run.departures = 0;
  run.counters.acceptedSteps++;
}

/**
 * After a step: an event whose function ended below zero may fire again; one that rose to ≥ 0 just at
 * the end, where something else is to happen, is due.
 */
export function rearm(run: NeuronRun): void {
  const { memory, frame, events, armed, due } = run;
  for (let e = 0; e < events.length; e++) {
    const value = memory[frame + events[e]!.end]!;
    if (value < 0) armed[e] = 1;
    else if (armed[e] === 1 && due[e] === -1) due[e] = eventCause.root;
  }
}
