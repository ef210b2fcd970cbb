/** Steps of no length: to the root of an event that coincides with something else, and back to what caused an event. */

import { noise } from "../../compile/event-decisions.ts";
import { anchor } from "../../compile/place-codes.ts";
import { appendRecord } from "../../tape/page.ts";
import { recordKind } from "../../tape/tape.ts";
import { eventText, fail, shownRemedy } from "./failure.ts";
import type { NeuronRun } from "./neuron-run.ts";

/**
 * A zero-length step to the root of an event that coincides with what the last step ended at: the
 * event's time is that of its root, not that of what happens beside it.
 *
 * @throws SimulationError if the event function does not rise at the present state
 */
export function stepToRootHere(run: NeuronRun, event: number): void {
  locateHere(run, event);
  recordRootHere(run, event);
}

/**
 * A zero-length step back to the arrival or the event that made an event happen, if something else of this instant came
 * between: the event has the time of its cause.
 */
export function stepToCause(run: NeuronRun, cause: number): void {
  if (cause === anchor.none || cause === run.anchor) return;
  if (cause >= 0) appendRecord(run, recordKind.stepToArrival, cause, 0);
  else appendRecord(run, recordKind.stepToSpike, anchor.ofSpike(cause), 0);
  run.anchor = cause;
}

/** Leaves a step of no length in the frame, with the crossing rate of the event. */
export function locateHere(run: NeuronRun, event: number): void {
  run.memory[run.frame + run.stepSizeSlot] = 0;
  run.program.kernels.locate[event]!(run.frame);
}

export function recordRootHere(run: NeuronRun, event: number): void {
  noteCrossing(run, event, run.t);
  appendRecord(run, recordKind.stepToEvent, event, 0);
  run.anchor = anchor.none;
}

/**
 * Counts the crossing rate that the last kernel left.
 *
 * @throws SimulationError if it is not positive and finite: then the event time has no derivative
 */
export function noteCrossing(run: NeuronRun, event: number, time: number): void {
  const { memory, frame, counters } = run;
  const rate = memory[frame + run.events[event]!.rate]!;
  if (!(rate > 0 && rate < Number.POSITIVE_INFINITY)) failAtCrossing(run, event, time, rate);
  if (rate < counters.smallestRate) {
    counters.smallestRate = rate;
    counters.smallestRateNeuron = run.neuron;
    counters.smallestRateTime = time;
  }
}

/** Says which of three things it is: a rate that is no number, a jump over zero, or a graze. */
function failAtCrossing(run: NeuronRun, event: number, time: number, rate: number): never {
  const { memory, frame } = run;
  const { end, rounding } = run.events[event]!;
  const g = memory[frame + end]!;
  const what = `meets ${eventText(run, event)} with crossing rate ${rate}`;
  if (!Number.isFinite(rate)) {
    const hint = "The event time has no derivative: check time constants and other divisors near 0.";
    const place = `${what} at t = ${time}, in a step that begins`;
    fail(run, "non-finite", place, shownRemedy(run, "non-finite") ?? hint);
  }
  if (!(Math.abs(g) > noise * memory[frame + rounding]!)) fail(run, "grazing-event", what);
  const jump = `${what} at t = ${time}, where its function jumps over zero to ${g}, in the step that began`;
  const hint =
    "A derivative needs a continuous function: write v - vThreshold rather than a choice of 1 and −1.";
  fail(run, "grazing-event", jump, hint);
}
