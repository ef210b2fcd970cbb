/**
 * What happens at one instant, in rounds: arrivals, then own events in the order of declaration, of which those that have
 * a time of their own wait for those that a jump causes. What a round sends with zero delay arrives in the next.
 */
import { loadArrival, weightIndex } from "../../compile/arrival.ts";
import { noise } from "../../compile/event-decisions.ts";
import type { JumpEffects } from "../../compile/jump-programs.ts";
import { anchor, arming } from "../../compile/place-codes.ts";
import { appendRecord } from "../../tape/page.ts";
import { appendSpike, eventCause, recordKind } from "../../tape/tape.ts";
import { counted } from "../../values.ts";
import { timeUntil } from "./clock.ts";
import { eventText, fail } from "./failure.ts";
import { onlyBends, recordModes, settleModes } from "./modes.ts";
import type { NeuronRun } from "./neuron-run.ts";
import { isArmedBy, isCarried, noteAbove } from "./never-armed.ts";
import { locateHere, recordRootHere, stepToCause, stepToRootHere } from "./steps-here.ts";
import { tendencyOf } from "./tendency.ts";
import { updateTimer } from "./timers.ts";

/**
 * Applies all arrivals due at the present time, fires all events that they or their resets cause, and sets the
 * modes of switches, which may cause more.
 *
 * @param receives  false to leave the arrivals for later
 */
export function settle(run: NeuronRun, receives = true): void {
  settleRounds(run, receives, Number.POSITIVE_INFINITY);
  while (run.unsettled) {
    settleInstantModes(run);
    settleRounds(run, receives, Number.POSITIVE_INFINITY);
  }
  run.round = 0;
}

/** Whether anything is to happen at the present time. */
export function isPending(run: NeuronRun, receives = true): boolean {
  const { memory, frame, events, tape, arrival, t, instant } = run;
  for (let e = 0; e < events.length; e++) if (memory[frame + events[e]!.due] !== -1) return true;
  if (!receives || arrival < 0) return false;
  const time = tape.arrivals.time.data[arrival]!;
  // What neurons share of an instant is its time in one double.
  return t === instant ? time <= t : timeUntil(run, time) <= 0;
}

/** Sets the modes of switches when all rounds of an instant are over, which may make something happen. */
export function settleInstantModes(run: NeuronRun): void {
  if (!run.unsettled) return;
  run.unsettled = false;
  settleModes(run);
}

/** The rounds up to one of them. */
export function settleRounds(run: NeuronRun, receives: boolean, last: number): void {
  const { memory, frame, events, tape, dues, settings } = run;
  const times = tape.arrivals.time.data;
  const rounds = tape.arrivals.round.data;
  while (run.round <= last && isPending(run, receives)) {
    while (
      receives &&
      run.arrival >= 0 &&
      times[run.arrival] === run.t &&
      rounds[run.arrival]! <= run.round
    ) {
      run.last = run.arrival;
      run.taken++;
      run.arrival = dues.next.data[run.arrival]!;
      deliver(run, run.last);
    }
    const hasJumped = jumped(run);
    for (let e = run.turn; e < events.length; e++) {
      const due = frame + events[e]!.due;
      if (memory[due] === -1) continue;
      // What a jump causes belongs to it; what has a time of its own, if the same now, comes after all of that.
      if (hasJumped && memory[due] === eventCause.root) continue;
      if (e >= run.ownEvents) {
        // What events cause has their time, not that of a switch beside them: it comes first.
        if (isOwnDue(run)) break;
        cross(run, e);
        continue;
      }
      fireRestarted(run, e);
      if (memory[due] !== -1) fireDue(run, e);
    }
    run.turn = 0;
    if (++run.round > settings.maxRounds) {
      fail(run, "event-storm", `had more than ${settings.maxRounds} rounds of events`);
    }
  }
  run.turn = 0;
}

/** Fires an event that is due, at its own time. */
function fireDue(run: NeuronRun, event: number): void {
  const { memory, frame } = run;
  const { armed, due, cause: causeSlot } = run.events[event]!;
  const cause = memory[frame + due]!;
  memory[frame + due] = -1;
  memory[frame + armed] = arming.disarmed;
  if (cause === eventCause.root) stepToRootHere(run, event);
  else stepToCause(run, memory[frame + causeSlot]!);
  fire(run, event, cause);
}

/** What is due now happens before a timer is started anew by an event, which would put it off. */
function fireRestarted(run: NeuronRun, event: number): void {
  const { memory, frame, events, ownEvents } = run;
  const { starts } = run.program.programs.resets[event]!;
  for (let e = 0; e < ownEvents; e++) {
    const isDue = memory[frame + events[e]!.due] === eventCause.root;
    if (e !== event && starts[e] === true && isDue) fireDue(run, e);
  }
}

/** Whether an event of the model itself is due. */
export function isOwnDue({ memory, frame, events, ownEvents }: NeuronRun): boolean {
  for (let e = 0; e < ownEvents; e++) if (memory[frame + events[e]!.due] !== -1) return true;
  return false;
}

function jumped({ memory, frame, events, ownEvents }: NeuronRun): boolean {
  for (let e = 0; e < ownEvents; e++) if (memory[frame + events[e]!.due]! > eventCause.root) return true;
  return false;
}

/** Changes the mode of the switch that an event watches, at its crossing. */
export function cross(run: NeuronRun, event: number): void {
  const { memory, frame, program } = run;
  const { switch: index, next } = program.model.watches[event - run.ownEvents]!;
  const { armed, due, landed: landedSlot, end, rate, rounding } = run.events[event]!;
  const landed = memory[frame + landedSlot]!;
  memory[frame + due] = -1;
  memory[frame + armed] = arming.disarmed;
  if (event !== run.crossed) {
    // Another switch changed here before; this one has a derivative of its own if it is crossed in the new field, too.
    locateHere(run, event);
    const isRoot = Math.abs(memory[frame + end]!) <= noise * Math.max(memory[frame + rounding]!, landed);
    if (isRoot && memory[frame + rate]! > 0 && !onlyBends(run, event)) recordRootHere(run, event);
    if (isRoot && tendencyOf(run, event) === 0) {
      // It came here as part of the other, and rests now: floor(max(0, v)) does not fall below 0.
      run.unsettled = true;
      return;
    }
  }
  checkAccumulation(run, event);
  countEvent(run);
  const { mode, located } = run.switches[index]!;
  memory[frame + mode] = next(memory[frame + mode]!);
  memory[frame + located] = landed;
  recordModes(run);
  run.unsettled = true;
}

/** Applies one arrival; a zero-length step leads to it unless the last step ended there. */
function deliver(run: NeuronRun, arrival: number): void {
  const { memory, frame, tape, program } = run;
  run.promised = Number.NaN;
  if (arrival !== run.anchor) appendRecord(run, recordKind.stepToArrival, arrival, 0);
  run.anchor = arrival;
  const projection = run.projections[tape.arrivals.projection.data[arrival]!]!;
  const weights = weightIndex(projection, tape, arrival, run.neuron);
  const payload = tape.spikes.payload.data[tape.arrivals.spike.data[arrival]!]!;
  loadArrival(memory, frame, run.parameters, projection, weights, payload);
  appendRecord(run, recordKind.arrival, arrival, 0);
  program.kernels.input[projection.port]!(frame);
  run.counters.arrivals++;
  updateEvents(run, program.programs.inputs[projection.port]!, -1);
}

/** Records an event of the current neuron at the present time, and resets. */
export function fire(run: NeuronRun, event: number, cause: number): void {
  const { memory, frame, tape, program, t, neuron, round } = run;
  const { emits, repeats, payload } = program.model.events[event]!;
  run.promised = Number.NaN;
  checkAccumulation(run, event);
  const spike = appendSpike(tape.spikes, { time: t, neuron, event, cause, round, payload: 1 });
  appendRecord(run, recordKind.reset, spike, 0);
  program.kernels.reset[event]!(frame);
  if (run.anchor === anchor.none) run.anchor = anchor.atSpike(spike);
  if (payload !== undefined) tape.spikes.payload.data[spike] = memory[frame + program.sent!.slot]!;
  if (emits) run.spikes++;
  countEvent(run);
  updateEvents(run, program.programs.resets[event]!, repeats ? event : -1);
}

function countEvent(run: NeuronRun): void {
  const { maxSpikes } = run.settings;
  if (++run.fired > maxSpikes) fail(run, "event-storm", `fired more than ${counted(maxSpikes, "time")}`);
}

/**
 * Keeps when an event fires.
 *
 * @throws SimulationError if it fired before and the time between the two is lost in that of the run
 */
function checkAccumulation(run: NeuronRun, event: number): void {
  const { memory, frame, t, rest } = run;
  const { firedAt, firedRest } = run.events[event]!;
  const between = t - memory[frame + firedAt]! + (rest - memory[frame + firedRest]!);
  if (between > 0 && t + between === t) {
    fail(run, "event-accumulation", `has ${eventText(run, event)} again after ${between}`);
  }
  memory[frame + firedAt] = t;
  memory[frame + firedRest] = rest;
}

/**
 * After a jump: an event function below zero arms its event, one carried to ≥ 0 makes it due. An
 * event may repeat after its own reset although it is disarmed. One that was kept above zero, and is let go where it
 * happened, is on its root: which side of it rounding says is chance.
 */
function updateEvents(run: NeuronRun, { touches, starts }: JumpEffects, repeating: number): void {
  if (!touches.includes(true)) return;
  const { memory, frame, events, switches } = run;
  run.program.kernels.eventValues(frame);
  for (let e = 0; e < events.length; e++) {
    const { armed, due, cause, value: valueSlot } = events[e]!;
    if (e >= run.ownEvents && touches[e]) {
      run.unsettled = true;
      memory[frame + switches[run.program.model.watches[e - run.ownEvents]!.switch]!.moved] = 1;
    }
    const timer = run.timers[e];
    if (timer !== undefined) {
      const started = starts[e] === true && memory[frame + timer.start] !== 0;
      if (started) checkPeriod(run, e, memory[frame + timer.due]! - run.t);
      updateTimer(run, e, started);
      continue;
    }
    const value = memory[frame + valueSlot]!;
    const present = memory[frame + due]!;
    if (value < 0) {
      // What is not moved has no new value, whatever its rounding is now.
      if (e < run.ownEvents && !touches[e] && memory[frame + armed] !== arming.armed) continue;
      if (!isArmedBy(run, e, value)) continue;
      memory[frame + armed] = arming.armed;
      memory[frame + due] = -1;
    } else if (e >= run.ownEvents) {
      // A jump across a switch is no crossing of it; one that is left where it is keeps its turn.
      if (touches[e]) memory[frame + due] = -1;
    } else if (isCarried(run, e) || (e === repeating && !fallsFromZero(run, e))) {
      // One that has its root here keeps it, unless the jump has moved its function.
      if (present === eventCause.jump || (present === eventCause.root && !touches[e])) continue;
      memory[frame + due] = eventCause.jump;
      memory[frame + cause] = run.anchor;
    } else if (touches[e]) noteAbove(run, e, value);
  }
}

function checkPeriod(run: NeuronRun, event: number, period: number): void {
  if (period >= 0 && period < Number.POSITIVE_INFINITY) return;
  const what = `starts the timer of ${eventText(run, event)} for ${period} ms`;
  fail(run, period < 0 ? "negative-period" : "non-finite", what);
}

/** Whether an event function that is zero but for rounding goes below it: which side of it a root has is chance. */
function fallsFromZero(run: NeuronRun, event: number): boolean {
  const { memory, frame } = run;
  const { value, rounding } = run.events[event]!;
  return Math.abs(memory[frame + value]!) <= noise * memory[frame + rounding]! && tendencyOf(run, event) < 0;
}
