/**
 * What the event functions do over a step that was just computed: nothing, a crossing, or something
 * that a shorter step must decide.
 *
 * The dense output with its error margin settles most steps. Where it does not, the computed map
 * itself is sampled; a maximum of it within the step's error estimate of zero is refined, because there
 * the solution might do otherwise than the computed map.
 */

import { noise } from "../../compile/event-decisions.ts";
import type { EventSlots } from "../../compile/frame-slots.ts";
import { arming } from "../../compile/place-codes.ts";
import { bernsteinValue, nextMaximum } from "../../events/bernstein.ts";
import { type Crossing, firstCrossing, smallestPiece } from "../../events/first-crossing.ts";
import { smallestStep } from "./clock.ts";
import { crossingOfMap, lookClosely, type Part, valueAfter } from "./close-look.ts";
import { clear, type Inspection, report, verdict } from "./inspection.ts";
import type { NeuronRun } from "./neuron-run.ts";
import { asksForResolution, decideBySummit } from "./summit.ts";
import { tendencyOf } from "./tendency.ts";
import { timeOf } from "./timers.ts";

/** A crossing or a doubt in this last part of a step that lands on zero is the landing itself. */
const landing = 1 - 16 * smallestPiece;
const whole: Part = { from: 0, to: 1, sign: 1 };

/**
 * Writes the earliest thing that any event does in the step; `landed` is an event known to cross at its end. What rests
 * on zero is passed over.
 */
export function inspectStep(run: NeuronRun, inspection: Inspection, landed = -1): void {
  const { memory, frame, events, program } = run;
  const { shape, summit } = program.kernels;
  const { stepHasShape } = program.programs;
  clear(inspection);
  for (let e = 0; e < events.length; e++) {
    if (run.timers[e] !== undefined) {
      if (timeOf(run, e) <= run.target) inspection.quiet = false;
      continue;
    }
    const slots = events[e]!;
    const armed = memory[frame + slots.armed]!;
    if (armed === arming.resting) {
      inspection.quiet = false;
      continue;
    }
    const isArmed = armed === arming.armed;
    const top = summit[e];
    if (isArmed && isQuiet(run, e, stepHasShape)) continue;
    if (isArmed && top !== undefined) {
      top(frame);
      if (isQuiet(run, e, true)) continue;
    }
    inspection.quiet = false;
    if (isArmed && isBelow(run, slots)) continue;
    if (isArmed && top !== undefined && decideBySummit(run, inspection, e, landed)) continue;
    shape[e]!(frame);
    if (top !== undefined && asksForResolution(run, inspection, e)) continue;
    if (isArmed) {
      if (e !== landed || !landsCleanly(run, slots)) inspectArmed(run, inspection, e, landed);
    } else if (e < run.ownEvents || !inspectAtRest(run, inspection, e)) {
      inspectDisarmed(run, inspection, e, landed);
    }
  }
}

/** Whether an event function keeps below zero in the step in the frame. */
function isBelow({ memory, frame }: NeuronRun, { peak, margin }: EventSlots): boolean {
  return memory[frame + peak]! < -memory[frame + margin]!;
}

/**
 * Whether it has no maximum inside that is closer to zero than others, either.
 *
 * @param knowsStart  whether its first coefficient is that of this step
 */
function isQuiet(run: NeuronRun, event: number, knowsStart: boolean): boolean {
  const slots = run.events[event]!;
  const { memory, frame, counters, ownEvents } = run;
  const peak = memory[frame + slots.peak]!;
  return (
    isBelow(run, slots) &&
    (event >= ownEvents ||
      peak <= counters.closest ||
      peak <= memory[frame + slots.end]! ||
      (knowsStart && peak <= memory[frame + slots.bernstein]!))
  );
}

/**
 * Whether all coefficients but the last lie so far below zero that the end is the first crossing:
 * below 2.5 times the margin μ, because 2.5 μ (1 − θ^d) ≥ μ min(1, 4 (1 − θ)) for every degree d ≥ 2.
 */
function landsCleanly({ memory, frame }: NeuronRun, { bernstein, count, margin }: EventSlots): boolean {
  const bound = -2.5 * memory[frame + margin]!;
  for (let k = 0; k < count - 1; k++) if (!(memory[frame + bernstein + k]! < bound)) return false;
  return true;
}

/** Bernstein coefficients of an event function over the step in the frame. */
export function coefficientsOf({ memory, frame }: NeuronRun, { bernstein, count }: EventSlots): number[] {
  const coefficients: number[] = [];
  for (let k = 0; k < count; k++) coefficients.push(memory[frame + bernstein + k]!);
  return coefficients;
}

/** Whether an event function keeps within so many of its roundings of zero in the step in the frame. */
function isOnZero(run: NeuronRun, slots: EventSlots, roundings: number): boolean {
  const bound = roundings * run.memory[run.frame + slots.rounding]!;
  return coefficientsOf(run, slots).every((value) => Math.abs(value) <= bound);
}

function inspectArmed(run: NeuronRun, inspection: Inspection, event: number, landed: number): void {
  const { memory, frame } = run;
  const slots = run.events[event]!;
  const rounding = memory[frame + slots.rounding]!;
  if (isOnZero(run, slots, noise)) {
    if (event < run.ownEvents) memory[frame + slots.armed] = arming.resting;
    return;
  }
  const end = memory[frame + slots.end]!;
  // Where the step ends on this event's zero its last part tells nothing new.
  const onZero = landed === event || (Math.abs(end) <= rounding && (landed >= 0 || end < 0));
  const last = onZero ? landing : Number.POSITIVE_INFINITY;
  const margin = memory[frame + slots.margin]! - rounding;
  let crossing = firstCrossing(coefficientsOf(run, slots), margin, rounding);
  if (crossing.kind === "unclear" && crossing.theta < last) {
    const size = memory[frame + run.stepSizeSlot]!;
    if (!refines(run, inspection, event, 1)) crossing = decide(run, event, size, last);
    else crossing = { kind: "none" };
    valueAfter(run, event, size);
  }
  if (crossing.kind === "root" && crossing.theta < last) {
    report(inspection, { verdict: verdict.crossing, event, theta: crossing.theta }, crossing.theta);
  }
}

/** The first crossing of the computed map; where its sign is lost in rounding, the value at the maximum decides. */
function decide(run: NeuronRun, event: number, size: number, last: number): Crossing {
  const left = leavesZero(run, event, size);
  const part = {
    ...(left.side < 0 && left.theta < 1 ? { ...whole, from: left.theta } : whole),
    landing: last,
  };
  const crossing = crossingOfMap(run, event, size, part);
  if (crossing.kind !== "unclear") return crossing;
  const summit = summitOf(run, event, size, { ...whole, from: crossing.theta });
  return valueAfter(run, event, summit * size) >= 0 ? { kind: "root", theta: summit } : { kind: "none" };
}

/** The maximum of sign·g along the computed map near the begin of a part, from where on its sign is lost in rounding. */
function summitOf(run: NeuronRun, event: number, size: number, part: Part): number {
  const { from } = part;
  const to = Math.min(1, from + 4 * smallestPiece);
  const top = nextMaximum(lookClosely(run, event, size, { ...part, to }).coefficients, 0);
  return from + (Number.isNaN(top) ? 1 : top) * (to - from);
}

/**
 * Asks for a shorter step if a maximum lies within the error estimate of zero and a step can be shorter. Steps of
 * a size that was asked for stay as they are: what they compute is what was wanted.
 */
function refines(run: NeuronRun, inspection: Inspection, event: number, sign: number): boolean {
  const { memory, frame, counters, t } = run;
  const size = memory[frame + run.stepSizeSlot]!;
  const { estimate, rounding } = run.events[event]!;
  const bound = memory[frame + estimate]!;
  if (!(bound > noise * memory[frame + rounding]!)) return false;
  const { coefficients } = lookClosely(run, event, size, { ...whole, sign });
  let theta = nextMaximum(coefficients, 0);
  while (bernsteinValue(coefficients, theta) < -bound) {
    theta = nextMaximum(coefficients, theta + smallestPiece);
  }
  if (!(bernsteinValue(coefficients, theta) <= bound) || 0.5 * theta * size <= smallestStep(run))
    return false;
  if (t >= run.grazed) counters.nearGrazing++;
  run.grazed = Math.max(run.grazed, t + 1.05 * theta * size);
  if (!run.controller.adaptive) return false;
  // First a step that just holds the maximum; if its error is too large still, a step towards it.
  report(
    inspection,
    { verdict: verdict.unclear, event, theta: theta < 0.75 ? 1.2 * theta : 0.5 * theta },
    theta,
  );
  return true;
}

/**
 * A disarmed event function falls below zero somewhere: once is well; if it then rises again the step
 * is to end where it is below, which arms the event, or if its size was asked for, where it rises.
 */
function inspectDisarmed(run: NeuronRun, inspection: Inspection, event: number, landed: number): void {
  const { memory, frame } = run;
  const slots = run.events[event]!;
  const margin = memory[frame + slots.margin]!;
  let stays = true;
  let falls = true;
  for (let k = 1; k < slots.count; k++) {
    const value = memory[frame + slots.bernstein + k]!;
    if (!(value >= margin)) stays = false;
    if (!(memory[frame + slots.bernstein + k - 1]! - value > margin)) falls = false;
  }
  if (stays || falls) return;
  const size = memory[frame + run.stepSizeSlot]!;
  inspectDip(run, inspection, event, landed);
  valueAfter(run, event, size);
}

/**
 * A switching function that begins the step on zero: it may rest there, leave to the side of its mode, or leave to
 * another, which is then to be the mode; true if no more is to be asked.
 */
function inspectAtRest(run: NeuronRun, inspection: Inspection, event: number): boolean {
  const { memory, frame } = run;
  const slots = run.events[event]!;
  if (isOnZero(run, slots, 1)) return true;
  const coefficients = coefficientsOf(run, slots);
  const { switch: index, next } = run.program.model.watches[event - run.ownEvents]!;
  const mode = memory[frame + run.switches[index]!.mode]!;
  const hasNoSide = run.switches[index]!.kind === "sign" && mode === 0;
  const margin = memory[frame + slots.margin]!;
  if (!hasNoSide && coefficients.every((value, k) => k === 0 || coefficients[k - 1]! - value > margin))
    return true;
  const size = memory[frame + run.stepSizeSlot]!;
  const side = sideOfDeparture(run, event, size);
  valueAfter(run, event, size);
  if (side === 0) return true;
  if (hasNoSide) report(inspection, { verdict: verdict.leaves, event, theta: side }, 0);
  else if (side > 0) report(inspection, { verdict: verdict.leaves, event, theta: next(mode) }, 0);
  return hasNoSide || side > 0;
}

/** The sign of the event function where it is first clearly off zero; 0 if nowhere in the step. */
function sideOfDeparture(run: NeuronRun, event: number, size: number): number {
  const { memory, frame } = run;
  const { bernstein, rounding } = run.events[event]!;
  const start = 2 * Math.abs(memory[frame + bernstein]!);
  for (let theta = 1 / 1073741824; theta <= 1; theta *= 2) {
    const value = valueAfter(run, event, theta * size);
    if (Math.abs(value) > start + noise * memory[frame + rounding]!) return Math.sign(value);
  }
  return 0;
}

function inspectDip(run: NeuronRun, inspection: Inspection, event: number, landed: number): void {
  const { memory, frame } = run;
  const size = memory[frame + run.stepSizeSlot]!;
  const above = memory[frame + run.events[event]!.end]! >= 0;
  if (refines(run, inspection, event, -1)) return;
  const from = placeBelow(run, event, size);
  if (!(from < 1)) return;
  const rise = crossingOfMap(run, event, size, { ...whole, from });
  if (rise.kind !== "root" && !above) return;
  const to = rise.kind === "root" ? rise.theta : 1;
  if (run.controller.adaptive)
    report(inspection, { verdict: verdict.unclear, event, theta: 0.5 * (from + to) }, from);
  else if (event !== landed || to < landing)
    report(inspection, { verdict: verdict.crossing, event, theta: to }, to);
}

/**
 * To which side, and from where in the step on clearly, an event function leaves that begins within rounding of zero: there
 * its value has no sign, but its rate has, or its second derivative. The side is 0 for any other; θ is 1 if it is nowhere
 * so far.
 */
function leavesZero(
  run: NeuronRun,
  event: number,
  size: number,
): { readonly side: number; readonly theta: number } {
  const { memory, frame } = run;
  const { bernstein, slope: slopeSlot, rounding } = run.events[event]!;
  const start = memory[frame + bernstein]!;
  valueAfter(run, event, size);
  if (!(Math.abs(start) <= noise * memory[frame + rounding]!)) return { side: 0, theta: 0 };
  const side = tendencyOf(run, event);
  const slope = Math.abs(memory[frame + slopeSlot]!);
  const least = Math.max(Number.EPSILON * Number.EPSILON, smallestStep(run) / size);
  let theta = slope === 0 ? least : Math.max(least, (2 * Math.abs(start)) / (slope * size));
  for (; theta < 1 && side !== 0; theta *= 2) {
    if (side * valueAfter(run, event, theta * size) > memory[frame + rounding]!) return { side, theta };
  }
  return { side, theta: 1 };
}

/** Where in the step a disarmed event function has just fallen below zero; not a number if nowhere. */
function placeBelow(run: NeuronRun, event: number, size: number): number {
  const { memory, frame } = run;
  const { rounding, armed } = run.events[event]!;
  const isBelow = (theta: number): boolean =>
    valueAfter(run, event, theta * size) < -memory[frame + rounding]!;
  const left = leavesZero(run, event, size);
  if (left.side < 0 && left.theta < 1) return left.theta;
  // What rises from there was not below, whatever its first value is; it may be later.
  if (left.side > 0 && left.theta === 1) {
    valueAfter(run, event, size);
    if (isOnZero(run, run.events[event]!, noise)) return Number.NaN;
  }
  const fall = crossingOfMap(run, event, size, {
    ...whole,
    from: left.side > 0 && left.theta < 1 ? left.theta : 0,
    sign: -1,
  });
  if (fall.kind === "unclear") {
    const summit = summitOf(run, event, size, { from: fall.theta, to: 1, sign: -1 });
    if (valueAfter(run, event, summit * size) < 0) return summit;
  }
  if (fall.kind !== "root") {
    if (left.side < 0 && memory[frame + armed] === arming.disarmed && event < run.ownEvents) {
      memory[frame + armed] = arming.hanging;
    }
    return Number.NaN;
  }
  let from = fall.theta;
  for (let width = Number.EPSILON; from < 1 && !isBelow(from); width *= 2) from = fall.theta + width;
  return from;
}
