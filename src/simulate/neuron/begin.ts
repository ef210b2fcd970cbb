/** How a neuron begins: from its initial values, or as the run left it that this one continues. */
import { anchor, arming } from "../../compile/place-codes.ts";
import { loadSignals, segmentAt } from "../../compile/signals.ts";
import { appendRecord } from "../../tape/page.ts";
import { eventCause, recordKind } from "../../tape/tape.ts";
import type { NeuronsLeft } from "../given/continuation.ts";
import { setClock } from "./clock.ts";
import { forgetCrossings, settleModes } from "./modes.ts";
import type { NeuronRun } from "./neuron-run.ts";
import { isCarried } from "./never-armed.ts";
import { takeSamples } from "./take-samples.ts";
import { dueTimers } from "./timers.ts";

/** Puts a neuron at the beginning of the run; what is to happen there is due. */
export function begin(run: NeuronRun, index: number): void {
  const { program, memory, startsFrom, settings } = run;
  const { from } = settings;
  run.turnToNew(index);
  setClock(run, from);
  run.proposal = run.controller.firstStepSize ?? Number.NaN;
  run.promised = Number.NaN;
  run.anchor = anchor.none;
  run.segment = 0;
  run.round = 0;
  run.turn = 0;
  run.spikes = 0;
  run.fired = 0;
  run.steps = 0;
  run.refused = 0;
  run.grazed = 0;
  run.finished = false;
  run.unsettled = false;
  for (const { cause, firedAt, landed } of run.events) {
    memory[run.frame + cause] = anchor.none;
    memory[run.frame + landed] = 0;
    memory[run.frame + firedAt] = Number.NaN;
  }
  if (run.switches.length > 0) {
    forgetCrossings(run);
    for (const { moved } of run.switches) memory[run.frame + moved] = 1;
  }
  run.controller.init(run.remembered, run.rememberedAt);
  if (startsFrom === undefined) beginAnew(run);
  else takeUp(run, startsFrom);
  if (run.events.some(({ armed }) => memory[run.frame + armed] === arming.never)) run.isUnarmed = true;
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
  run.events.forEach(({ value, armed, due }, e) => {
    const below = memory[frame + value]! < 0;
    memory[frame + armed] = below ? arming.armed : arming.never;
    memory[frame + due] = !below && model.events[e]!.fireAtStart ? eventCause.start : -1;
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
    const { armed, due, value: valueSlot } = events[e]!;
    memory[frame + armed] = left.armed[at]!;
    memory[frame + due] = -1;
    const value = memory[frame + valueSlot]!;
    if (run.timers[e] !== undefined || Object.is(value, left.eventValues[at])) continue;
    if (value < 0) memory[frame + armed] = arming.armed;
    else if (e < run.ownEvents && isCarried(run, e)) memory[frame + due] = eventCause.jump;
  }
  dueTimers(run);
  if (switches.length === 0) return;
  kernels.switchValues(frame);
  let hasMoved = false;
  for (let s = 0; s < switches.length; s++) {
    const { value, moved } = switches[s]!;
    const isSame = Object.is(memory[frame + value], left.switchValues[index * switches.length + s]);
    memory[frame + moved] = isSame ? 0 : 1;
    if (!isSame) hasMoved = true;
  }
  if (hasMoved) settleModes(run);
}
