/** How a neuron begins: from its initial values, or as the run left it that this one continues. */
import { loadSignals, segmentAt } from "../compile/signals.ts";
import { appendRecord } from "../tape/page.ts";
import { eventCause, recordKind } from "../tape/tape.ts";
import { setClock } from "./clock.ts";
import type { NeuronsLeft } from "./continuation.ts";
import { nextDue } from "./dues.ts";
import { forgetCrossings, settleModes } from "./modes.ts";
import { anchor, type NeuronRun } from "./neuron-run.ts";
import { arming, isCarried } from "./never-armed.ts";
import { takeSamples } from "./take-samples.ts";
import { dueTimers } from "./timers.ts";

/** Puts a neuron at the beginning of the run; what is to happen there is due. */
export function begin(run: NeuronRun, index: number): void {
  const { program, memory, taken, settings } = run;
  const { programs, base, population } = program;
  const { from } = settings;
  run.index = index;
  run.neuron = population.firstNeuron + index;
  run.frame = base + index * programs.frame.size;
  setClock(run, from);
  run.proposal = run.controller.firstStepSize ?? Number.NaN;
  run.last = -1;
  run.arrival = nextDue(run.dues, index, -1);
  run.promised = Number.NaN;
  run.anchor = anchor.none;
  run.causes.fill(anchor.none);
  run.segment = 0;
  run.round = 0;
  run.turn = 0;
  run.spikes = 0;
  run.fired = 0;
  run.steps = 0;
  run.refused = 0;
  run.grazed = 0;
  for (let k = 0; k < run.lastFired.length; k++) run.lastFired[k] = Number.NaN;
  run.unsettled = false;
  if (run.switches.length > 0) {
    forgetCrossings(run);
    run.moved.fill(1);
  }
  run.controller.init(run.controllerState, 0);
  for (const cursor of run.samples) cursor.next = 0;
  memory[run.frame + run.timeSlot] = from;
  memory[run.frame + run.restSlot] = 0;
  if (taken === undefined) beginAnew(run);
  else takeUp(run, taken);
  program.kernels.stepCap(run.frame);
  if (run.samples.length > 0) takeSamples(run, from);
}

function beginAnew(run: NeuronRun): void {
  const { program, memory, frame } = run;
  const { kernels, model } = program;
  if (run.signals !== undefined) loadSignals(run.signals, memory, frame, run.index, 0, 0);
  kernels.initial(frame);
  appendRecord(run, recordKind.start, -1, 0);
  kernels.eventValues(frame);
  run.events.forEach(({ value }, e) => {
    const below = memory[frame + value]! < 0;
    run.armed[e] = below ? arming.armed : arming.never;
    run.due[e] = !below && model.events[e]!.fireAtStart ? eventCause.start : -1;
  });
  dueTimers(run);
  if (run.switches.length > 0) settleModes(run);
}

/**
 * Nothing of an instant that is over happens again. An event function or a switch with another value than it was left
 * with has been carried there by other parameters or signals: that is a jump.
 */
function takeUp(run: NeuronRun, left: NeuronsLeft): void {
  const { program, memory, frame, index, events, switches, states, signals, t } = run;
  const { kernels } = program;
  memory.set(left.states.subarray(index * states, (index + 1) * states), frame);
  if (signals !== undefined) {
    run.segment = segmentAt(signals, t);
    loadSignals(signals, memory, frame, index, run.segment, t);
  }
  appendRecord(run, recordKind.continued, -1, 0);
  if (Number.isNaN(run.proposal)) run.proposal = left.stepSizes[index]!;
  kernels.eventValues(frame);
  for (let e = 0; e < events.length; e++) {
    const at = index * events.length + e;
    run.armed[e] = left.armed[at]!;
    run.due[e] = -1;
    const value = memory[frame + events[e]!.value]!;
    if (run.timers[e] !== undefined || Object.is(value, left.eventValues[at])) continue;
    if (value < 0) run.armed[e] = arming.armed;
    else if (e < run.ownEvents && isCarried(run, e)) run.due[e] = eventCause.jump;
  }
  dueTimers(run);
  if (switches.length === 0) return;
  kernels.switchValues(frame);
  for (let s = 0; s < switches.length; s++) {
    const value = memory[frame + switches[s]!.value]!;
    run.moved[s] = Object.is(value, left.switchValues[index * switches.length + s]) ? 0 : 1;
  }
  if (run.moved.includes(1)) settleModes(run);
}

/** Keeps how a neuron stands at the end of the run. */
export function leave({ left, memory, frame, states, armed, index, proposal }: NeuronRun): void {
  if (left === undefined) return;
  let at = index * (states + armed.length + 1);
  for (let i = 0; i < states; i++) left[at++] = memory[frame + i]!;
  for (let e = 0; e < armed.length; e++) left[at++] = armed[e]!;
  left[at] = proposal;
}
