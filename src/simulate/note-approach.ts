/** The closest that event functions came to zero without crossing it, for the statistics of a run. */
import { bernsteinDerivative, bernsteinValue, signChanges } from "../events/bernstein.ts";
import { firstCrossing, smallestPiece } from "../events/first-crossing.ts";
import { maximaOf } from "../events/maxima.ts";
import { isExact } from "../solvers/method.ts";
import { type CloseLook, lookClosely, noise, type Part, valueAfter } from "./close-look.ts";
import { coefficientsOf } from "./inspect-step.ts";
import type { NeuronRun } from "./neuron-run.ts";
import { arming } from "./never-armed.ts";

/** Beside its distance from zero, how far off a polynomial may be at all and how far at its maximum, to tell where that is. */
const accuracy = { bound: 10, seen: 0.05 };
/** A solution that grows without bound may never be told: a statistic is not worth more than so many looks at one step. */
const mostLooks = 128;
const whole: Part = { from: 0, to: 1, sign: 1 };

/** Keeps the closest maximum inside an accepted step that stayed below zero. */
export function noteApproach(run: NeuronRun): void {
  const { memory, frame, events, ownEvents, armed, counters, program } = run;
  const keep = isExact(program.programs.method) ? searchMaximum : keepMaximum;
  for (let e = 0; e < ownEvents; e++) {
    const { peak, bernstein, end } = events[e]!;
    const value = memory[frame + peak]!;
    if (
      run.timers[e] !== undefined ||
      armed[e] !== arming.armed ||
      !(value > counters.closest) ||
      memory[frame + end]! >= 0
    )
      continue;
    program.kernels.shape[e]!(frame);
    if (value <= memory[frame + end]! || value <= memory[frame + bernstein]!) continue;
    const { repeatedSteps } = counters;
    keep(run, e);
    // How much is looked at depends on what other neurons came to before.
    counters.repeatedSteps = repeatedSteps;
  }
}

/** The maxima of the polynomial of the step in the frame. */
function keepMaximum(run: NeuronRun, event: number): void {
  const { memory, frame, events } = run;
  const coefficients = coefficientsOf(run, events[event]!);
  for (const theta of maximaOf(coefficients)) {
    note(run, bernsteinValue(coefficients, theta), theta * memory[frame + run.stepSizeSlot]!);
  }
}

function note({ counters, neuron, t }: NeuronRun, value: number, elapsed: number): void {
  if (!(value > counters.closest) || value >= 0) return;
  counters.closest = value;
  counters.closestNeuron = neuron;
  counters.closestTime = t + elapsed;
}

/** The place of the maximum of a polynomial that rises first and turns once, by its coefficients; else all maxima. */
function turnsOf(coefficients: readonly number[]): number[] {
  const slopes = bernsteinDerivative(coefficients).map((value) => -value);
  if (!(slopes[0]! < 0) || signChanges(slopes) !== 1) return maximaOf(coefficients);
  const turn = firstCrossing(slopes, 0, 0);
  return turn.kind === "root" ? [turn.theta] : maximaOf(coefficients);
}

/**
 * The maxima of an exact flow, by repeated steps: a step of any length may have been dismissed by a bound, and its
 * polynomial tell nothing. Then smaller parts of it are looked at, as long as there may be a closer maximum in them.
 */
function searchMaximum(run: NeuronRun, event: number): void {
  const { memory, frame, counters, events } = run;
  const size = memory[frame + run.stepSizeSlot]!;
  let looks = 0;
  const visit = (part: Part, { coefficients, margin }: CloseLook): void => {
    const { from, to } = part;
    const top = Math.max(...coefficients);
    if (!(top + margin > counters.closest)) return;
    const isLast =
      margin <= noise * memory[frame + events[event]!.rounding]! || to - from < smallestPiece * smallestPiece;
    let tells = isLast || margin <= -accuracy.bound * top;
    if (tells) {
      for (const theta of turnsOf(coefficients)) {
        const elapsed = (from + theta * (to - from)) * size;
        const value = valueAfter(run, event, elapsed);
        const difference = Math.abs(value - bernsteinValue(coefficients, theta));
        if (!isLast && difference > -accuracy.seen * value) tells = false;
        note(run, value, elapsed);
      }
    }
    if (tells || looks >= mostLooks) return;
    looks += 2;
    const middle = 0.5 * (from + to);
    for (const half of [
      { ...part, to: middle },
      { ...part, from: middle },
    ]) {
      visit(half, lookClosely(run, event, size, half));
    }
  };
  visit(whole, {
    coefficients: coefficientsOf(run, events[event]!),
    margin: memory[frame + events[event]!.margin]!,
  });
  valueAfter(run, event, size);
}
