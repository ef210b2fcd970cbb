/**
 * What the event functions do over a step that was just computed: nothing, a crossing, or something
 * that a shorter step must decide.
 *
 * The dense output with its error margin settles most steps. Where it does not, the computed map
 * itself is sampled; a maximum of it within the step's error estimate of zero is refined, because there
 * the solution might do otherwise than the computed map.
 */
import { bernsteinValue, nextMaximum } from "../events/bernstein.ts";
import { type Crossing, firstCrossing, smallestPiece } from "../events/first-crossing.ts";
import { crossingOfMap, lookClosely, noise, type Part, valueAfter } from "./close-look.ts";
import type { EventSlots, NeuronRun } from "./neuron-run.ts";

export const verdict = {
  /** No event crosses zero. */
  clear: 0,
  /** Event `event` crosses near `theta`. */
  crossing: 1,
  /** A step of `theta` times the size is to be tried. */
  unclear: 2,
} as const;

/** The verdict on one step; one object per population, overwritten. */
export interface Inspection {
  verdict: number;
  event: number;
  theta: number;
}

/** Where in the step the reason of the present verdict lies: the earliest counts. Scratch of one call. */
let place = Number.POSITIVE_INFINITY;

/** A crossing or a doubt in this last part of a step that lands on zero is the landing itself. */
const landing = 1 - 16 * smallestPiece;
const whole: Part = { from: 0, to: 1, sign: 1 };

/** Writes the earliest thing that any event does in the step; `landed` is an event known to cross at its end. */
export function inspectStep(run: NeuronRun, inspection: Inspection, landed = -1): void {
  const { memory, frame, events, armed } = run;
  inspection.verdict = verdict.clear;
  place = Number.POSITIVE_INFINITY;
  for (let e = 0; e < events.length; e++) {
    const slots = events[e]!;
    if (armed[e] !== 1) inspectDisarmed(run, inspection, e, slots, landed);
    else if (!(memory[frame + slots.peak]! < -memory[frame + slots.margin]!)) {
      if (e !== landed || !landsCleanly(run, slots)) inspectArmed(run, inspection, e, slots, landed);
    }
  }
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

function coefficientsOf({ memory, frame }: NeuronRun, { bernstein, count }: EventSlots): number[] {
  const coefficients: number[] = [];
  for (let k = 0; k < count; k++) coefficients.push(memory[frame + bernstein + k]!);
  return coefficients;
}

function report(inspection: Inspection, kind: number, event: number, theta: number, at: number): void {
  if (at >= place) return;
  place = at;
  inspection.verdict = kind;
  inspection.event = event;
  inspection.theta = theta;
}

function inspectArmed(
  run: NeuronRun,
  inspection: Inspection,
  event: number,
  slots: EventSlots,
  landed: number,
): void {
  const { memory, frame } = run;
  const rounding = memory[frame + slots.rounding]!;
  const end = memory[frame + slots.end]!;
  // Where the step ends on this event's zero its last part tells nothing new.
  const onZero = landed === event || (Math.abs(end) <= rounding && (landed >= 0 || end < 0));
  const last = onZero ? landing : Number.POSITIVE_INFINITY;
  const margin = memory[frame + slots.margin]! - rounding;
  let crossing = firstCrossing(coefficientsOf(run, slots), margin, rounding);
  if (crossing.kind === "unclear" && crossing.theta < last) {
    const size = memory[frame + run.stepSizeSlot]!;
    if (!refines(run, inspection, event, size, 1)) crossing = decide(run, event, size, last);
    else crossing = { kind: "none" };
    valueAfter(run, event, size);
  }
  if (crossing.kind === "root" && crossing.theta < last) {
    report(inspection, verdict.crossing, event, crossing.theta, crossing.theta);
  }
}

/** The first crossing of the computed map; where its sign is lost in rounding, the value at the maximum decides. */
function decide(run: NeuronRun, event: number, size: number, last: number): Crossing {
  const crossing = crossingOfMap(run, event, size, whole, last);
  if (crossing.kind !== "unclear") return crossing;
  const part: Part = { from: crossing.theta, to: Math.min(1, crossing.theta + 4 * smallestPiece), sign: 1 };
  const top = nextMaximum(lookClosely(run, event, size, part).coefficients, 0);
  const summit = part.from + (Number.isNaN(top) ? 1 : top) * (part.to - part.from);
  return valueAfter(run, event, summit * size) >= 0 ? { kind: "root", theta: summit } : { kind: "none" };
}

/**
 * Asks for a shorter step if a maximum lies within the error estimate of zero and a step can be shorter. Steps of
 * a size that was asked for stay as they are: what they compute is what was wanted.
 */
function refines(run: NeuronRun, inspection: Inspection, event: number, size: number, sign: number): boolean {
  const { memory, frame, counters, t } = run;
  const { estimate, rounding } = run.events[event]!;
  const bound = memory[frame + estimate]!;
  if (!(bound > noise * memory[frame + rounding]!)) return false;
  const { coefficients } = lookClosely(run, event, size, { ...whole, sign });
  let theta = nextMaximum(coefficients, 0);
  while (bernsteinValue(coefficients, theta) < -bound) {
    theta = nextMaximum(coefficients, theta + smallestPiece);
  }
  if (!(bernsteinValue(coefficients, theta) <= bound) || t + 0.5 * theta * size === t) return false;
  if (t >= run.grazed) counters.nearGrazing++;
  run.grazed = Math.max(run.grazed, t + 1.05 * theta * size);
  if (!run.controller.adaptive) return false;
  // First a step that just holds the maximum; if its error is too large still, a step towards it.
  report(inspection, verdict.unclear, event, theta < 0.75 ? 1.2 * theta : 0.5 * theta, theta);
  return true;
}

/**
 * A disarmed event function falls below zero somewhere: once is well; if it then rises again the step
 * is to end where it is below, which arms the event, or if its size was asked for, where it rises.
 */
function inspectDisarmed(
  run: NeuronRun,
  inspection: Inspection,
  event: number,
  slots: EventSlots,
  landed: number,
): void {
  const { memory, frame } = run;
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
  inspectDip(run, inspection, event, size, landed);
  valueAfter(run, event, size);
}

function inspectDip(
  run: NeuronRun,
  inspection: Inspection,
  event: number,
  size: number,
  landed: number,
): void {
  const { memory, frame } = run;
  const { end, rounding } = run.events[event]!;
  const above = memory[frame + end]! >= 0;
  if (refines(run, inspection, event, size, -1)) return;
  const fall = crossingOfMap(run, event, size, { ...whole, sign: -1 }, Number.POSITIVE_INFINITY);
  if (fall.kind !== "root") return;
  let from = fall.theta;
  let width = Number.EPSILON * Number.EPSILON;
  while (!(valueAfter(run, event, from * size) < -memory[frame + rounding]!)) {
    from = fall.theta + width;
    width *= 2;
    if (from >= 1) return;
  }
  const rise = crossingOfMap(run, event, size, { from, to: 1, sign: 1 }, Number.POSITIVE_INFINITY);
  if (rise.kind !== "root" && !above) return;
  if (!run.controller.adaptive) {
    const theta = rise.kind === "root" ? rise.theta : 1;
    if (event !== landed || theta < landing) report(inspection, verdict.crossing, event, theta, theta);
    return;
  }
  const to = rise.kind === "root" ? rise.theta : 1;
  report(inspection, verdict.unclear, event, 0.5 * (from + to), fall.theta);
}

/** Keeps the closest maximum inside an accepted step that stayed below zero. */
export function noteApproach(run: NeuronRun): void {
  const { memory, frame, events, armed, counters } = run;
  for (let e = 0; e < events.length; e++) {
    const { peak, bernstein, end } = events[e]!;
    const value = memory[frame + peak]!;
    if (armed[e] !== 1 || !(value > counters.closest) || memory[frame + end]! >= 0) continue;
    if (value <= memory[frame + end]! || value <= memory[frame + bernstein]!) continue;
    keepMaximum(run, events[e]!);
  }
}

function keepMaximum(run: NeuronRun, slots: EventSlots): void {
  const { memory, frame, counters } = run;
  const coefficients = coefficientsOf(run, slots);
  let theta = nextMaximum(coefficients, 0);
  while (theta < 1) {
    const value = bernsteinValue(coefficients, theta);
    if (value > counters.closest && value < 0) {
      counters.closest = value;
      counters.closestNeuron = run.neuron;
      counters.closestTime = run.t + theta * memory[frame + run.stepSizeSlot]!;
    }
    theta = nextMaximum(coefficients, theta + smallestPiece);
  }
}
