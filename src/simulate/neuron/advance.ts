/**
 * The event loop of one neuron: settle what happens at an instant, then step towards the next target
 * (an arrival, a breakpoint of a signal, the end), stopping at the first event on the way.
 */
import { noise } from "../../compile/event-decisions.ts";
import { anchor, arming } from "../../compile/place-codes.ts";
import { loadSignals } from "../../compile/signals.ts";
import { appendRecord } from "../../tape/page.ts";
import { eventCause, recordKind } from "../../tape/tape.ts";
import { counted } from "../../values.ts";
import { accept, acceptEvent, endOfStep, rearm } from "./accept-step.ts";
import { sizeBeforeSwitch } from "./beyond-switch.ts";
import { smallestStep, timeUntil } from "./clock.ts";
import { fail } from "./failure.ts";
import { inspectStep } from "./inspect-step.ts";
import { type Inspection, verdict } from "./inspection.ts";
import { settle, settleRounds } from "./instant.ts";
import { leaveTo } from "./modes.ts";
import type { NeuronRun } from "./neuron-run.ts";
import { isArmedBy, isCarried } from "./never-armed.ts";
import { noteApproach } from "./note-approach.ts";
import { countStep } from "./progress.ts";
import { goOnQuietly, isQuiet, quietly } from "./quiet-stretch.ts";
import { noteRest, resolveStep, wake } from "./resolve-step.ts";
import { finiteStates, longestStep, rejected } from "./step-size.ts";
import { takeSamples } from "./take-samples.ts";
import { nextTimer, timeOf } from "./timers.ts";

/**
 * Goes on from where the neuron stands.
 *
 * @param isOver  whether a quiet stretch has just ended
 * @returns true at the end of the run or at the last wanted spike, false past the horizon or before a step
 *   that an arrival may shorten that is not known yet
 */
export function goOn(run: NeuronRun, inspection: Inspection, isOver = false): boolean {
  const { settings, signals } = run;
  for (;;) {
    if (run.t === run.instant) {
      // Its neighbours may have more for this instant, in later rounds.
      settleRounds(run, true, run.knownRound);
      return false;
    }
    settle(run);
    if (run.spikes >= run.stopAfter) return true;
    if (timeUntil(run, settings.until) <= 0) break;
    if (!isOver) {
      const gone = goOnQuietly(run);
      if (gone === quietly.through) return run.finished;
      if (gone === quietly.on) {
        isOver = true;
        continue;
      }
    }
    // What has just ended a stretch takes a step, and the next may begin; where none began it is not tried every step.
    const mayBegin = isOver;
    isOver = false;
    run.target = settings.until;
    let kind: number = recordKind.stepToFixed;
    const breakpoint = signals?.breakpoints[run.segment + 1] ?? Number.POSITIVE_INFINITY;
    if (breakpoint < run.target) run.target = breakpoint;
    if (run.arrival >= 0) {
      const time = run.tape.arrivals.time.data[run.arrival]!;
      // At a breakpoint the segment changes first: the breakpoint stays where it is when the arrival moves.
      if (time < breakpoint) {
        run.target = time;
        kind = recordKind.stepToArrival;
      }
    }
    const timer = nextTimer(run);
    // What arrives at the very time comes first, and so do the signals of then.
    if (timer >= 0 && timeOf(run, timer) < run.target) {
      run.target = timeOf(run, timer);
      kind = recordKind.stepToEvent;
    }
    const keeps = run.arrival >= 0 && run.tape.arrivals.time.data[run.arrival]! > run.promised;
    if (keeps) {
      run.target = run.promisedTarget;
      kind = run.promisedKind;
      run.promised = Number.NaN;
    }
    let outcome: number;
    do outcome = stepTowards(run, kind, timer, inspection);
    while (outcome === stop.none && !keeps && !(mayBegin && isQuiet(run)));
    if (outcome === stop.waits) return false;
    if (timeUntil(run, breakpoint) > 0) continue;
    // What an event at this time causes happens when it does, not when the signals change.
    if (outcome !== stop.arrived) settle(run, false);
    enterSegment(run, run.segment + 1, outcome === stop.arrived);
  }
  takeSamples(run, Number.POSITIVE_INFINITY);
  return true;
}

/**
 * Begins a segment of the signals; a jump of a signal may carry an event function to ≥ 0. After an event
 * at the very same time (`arrived` is false) a zero-length step leads to the breakpoint.
 */
function enterSegment(run: NeuronRun, segment: number, arrived: boolean): void {
  const { memory, frame } = run;
  if (!arrived) {
    appendRecord(run, recordKind.stepToFixed, segment, 0);
    run.anchor = anchor.none;
  }
  run.segment = segment;
  loadSignals(run.signals!, memory, frame, run.index, segment, run.t);
  run.program.kernels.eventValues(frame);
  run.unsettled = run.switches.length > 0;
  for (const { signalled, moved } of run.switches) if (signalled) memory[frame + moved] = 1;
  run.events.forEach(({ value, end, rounding, armed, due, cause }, e) => {
    if (memory[frame + value]! < 0) {
      const change = Math.abs(memory[frame + value]! - memory[frame + end]!);
      const isMoved = !(change <= noise * memory[frame + rounding]!);
      if (isMoved || isArmedBy(run, e, memory[frame + value]!)) memory[frame + armed] = arming.armed;
    } else if (e < run.ownEvents && isCarried(run, e) && memory[frame + due] === -1) {
      memory[frame + due] = eventCause.jump;
      memory[frame + cause] = anchor.none;
    }
  });
}

/** Why steps towards a target ended. */
const stop = {
  /** At a step that the controller chose, with nothing due. */
  none: 0,
  /** At the target. */
  arrived: 1,
  /** At an event, or before one that is due. */
  happened: 2,
  /** Past the horizon, or before a step that an arrival may shorten that is not known yet. */
  waits: 3,
} as const;

/**
 * One accepted step: to the target if that is near, as far as the controller allows, or to an event.
 *
 * @param timer  the event at the target if its `kind` is that of a step to an event
 */
function stepTowards(run: NeuronRun, kind: number, timer: number, inspection: Inspection): number {
  const { memory, frame, settings, controller, target } = run;
  const { endCheck } = run.program.kernels;
  const remaining = timeUntil(run, target);
  // A step that ended a rounding short of the target may have ended there all the same.
  if (remaining <= 0) return stop.happened;
  if (run.t >= run.horizon) return stop.waits;
  const longest = longestStep(run);
  if (target >= run.known && !(run.looksAhead || longest < timeUntil(run, run.known))) return stop.waits;
  if (longest < remaining && !(longest > smallestStep(run))) {
    if (run.switches.length > 0 && sizeBeforeSwitch(run) === 0) return stop.happened;
    fail(run, "step-size-underflow", `needs steps of ${longest} to follow its fastest rate`);
  }
  let h = Math.min(longest, remaining);
  let refined = false;
  // Runs for every step tried: nothing is allocated unless an event is near.
  for (;;) {
    countStep(run);
    if (++run.steps > settings.maxSteps) fail(run, "max-steps", `made ${counted(settings.maxSteps, "step")}`);
    memory[frame + run.stepSizeSlot] = h;
    run.stepKernel(frame);
    endCheck(frame);
    // A state that is not finite has an error that is not, so the norm tells; without one the states do.
    if (controller.adaptive ? isInexact(run) : !finiteStates(run)) {
      h = rejected(run, h, memory[frame + run.errorNormSlot]!);
      if (h === 0) return stop.happened;
      continue;
    }
    wake(run);
    inspectStep(run, inspection);
    if (inspection.verdict === verdict.clear) break;
    if (inspection.verdict === verdict.leaves) {
      const { watches } = run.program.model;
      leaveTo(run, watches[inspection.event - run.ownEvents]!.switch, inspection.theta);
      return stop.happened;
    }
    const located = resolveStep(run, inspection, h);
    // The error of a part may be larger than that of the whole, in which it vanishes by chance.
    if (controller.adaptive && (located.event >= 0 || located.rests) && located.h < h && isInexact(run)) {
      h = rejected(run, located.h, memory[frame + run.errorNormSlot]!);
      if (h === 0) return stop.happened;
      continue;
    }
    if (located.rests) {
      h = located.h;
      refined = true;
      break;
    }
    if (located.event >= 0) {
      if (located.h < remaining || kind !== recordKind.stepToArrival) {
        if (run.looksAhead && isAhead(run, kind, located.h < remaining ? endOfStep(run) : target))
          return stop.waits;
        acceptEvent(run, located.event, !(located.h < remaining));
        return stop.happened;
      }
      // The event coincides with an arrival: the arrival comes first, then the event has its turn.
      memory[frame + run.stepSizeSlot] = h = remaining;
      run.stepKernel(frame);
      break;
    }
    if (!(located.h > smallestStep(run)))
      fail(run, "undecided-event", "cannot tell whether an event happens");
    refined = true;
    h = located.h;
  }
  const cut = h === remaining;
  if (!inspection.quiet) noteRest(run);
  if (run.looksAhead && isAhead(run, kind, cut ? target : endOfStep(run))) return stop.waits;
  if (cut && kind === recordKind.stepToEvent) {
    memory[frame + run.events[timer]!.rate] = 1;
    acceptEvent(run, timer, true);
    return stop.happened;
  }
  if (cut && kind === recordKind.stepToFixed && target === settings.until) {
    const event = endsOnZero(run);
    if (event >= 0) {
      acceptEvent(run, event, true);
      return stop.happened;
    }
  }
  // A step that something else cut short tells the controller nothing.
  if (h === run.proposal && !cut && !refined) {
    const norm = memory[frame + run.errorNormSlot]!;
    run.proposal = controller.propose(run.remembered, run.rememberedAt, h, norm, true);
  }
  const isArrival = cut && kind === recordKind.stepToArrival;
  const reference = isArrival ? run.arrival : cut && target < settings.until ? run.segment + 1 : -1;
  if (!inspection.quiet) noteApproach(run);
  accept(run, cut ? kind : recordKind.step, reference, cut);
  if (isArrival) run.anchor = run.arrival;
  const isDue = !inspection.quiet && rearm(run);
  return cut ? stop.arrived : isDue ? stop.happened : stop.none;
}

/** Whether the error of the step in the frame is larger than it may be. */
function isInexact({ memory, frame, errorNormSlot }: NeuronRun): boolean {
  return !(memory[frame + errorNormSlot]! <= 1);
}

/**
 * Whether a step that was tried ends later than arrivals are known; nothing happens before. One far below an ulp of the
 * time does not: what was to happen at that time has happened.
 */
function isAhead(run: NeuronRun, kind: number, end: number): boolean {
  if (end < run.known || end === run.instant || end === run.t) return false;
  run.ahead = end;
  run.promised = end;
  run.promisedTarget = run.target;
  run.promisedKind = kind;
  run.counters.repeatedSteps++;
  return true;
}

/** An event whose function rises to zero, within rounding, just where the run ends; −1 if there is none. */
function endsOnZero({ memory, frame, events, ownEvents, program }: NeuronRun): number {
  for (let e = 0; e < ownEvents; e++) {
    const { armed, end, rounding, rate } = events[e]!;
    if (
      memory[frame + armed] !== arming.armed ||
      !(Math.abs(memory[frame + end]!) <= memory[frame + rounding]!)
    )
      continue;
    program.kernels.locate[e]!(frame);
    if (memory[frame + rate]! > 0) return e;
  }
  return -1;
}
