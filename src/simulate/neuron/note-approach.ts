/** The closest that event functions came to zero without crossing it, for the statistics of a run. */
import { arming } from "../../compile/place-codes.ts";
import { loadSignals } from "../../compile/signals.ts";
import { bernsteinValue } from "../../events/bernstein.ts";
import { maximaOf } from "../../events/maxima.ts";
import { isExact } from "../../solvers/method.ts";
import { valueAfter } from "./close-look.ts";
import { type FlowStep, forEachPiece, valueOfPiece } from "./flow-pieces.ts";
import { coefficientsOf } from "./inspect-step.ts";
import type { NeuronRun } from "./neuron-run.ts";

/** Keeps the closest maximum inside an accepted step that stayed below zero. */
export function noteApproach(run: NeuronRun): void {
  const { memory, frame, events, ownEvents, counters, program } = run;
  const keep = isExact(program.programs.method) ? searchMaximum : keepMaximum;
  for (let e = 0; e < ownEvents; e++) {
    const { armed, peak, summit, bernstein, end } = events[e]!;
    const value = memory[frame + peak]!;
    if (
      run.timers[e] !== undefined ||
      memory[frame + armed] !== arming.armed ||
      !(value > counters.closest) ||
      memory[frame + end]! >= 0
    )
      continue;
    const top = program.kernels.summit[e];
    if (top !== undefined) {
      if (Number.isNaN(memory[frame + summit]!)) top(frame);
      const share = memory[frame + summit]!;
      if (share < 1) note(run, memory[frame + peak]!, run.t + share * memory[frame + run.stepSizeSlot]!);
      continue;
    }
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
    note(run, bernsteinValue(coefficients, theta), run.t + theta * memory[frame + run.stepSizeSlot]!);
  }
}

function note({ counters, neuron }: NeuronRun, value: number, time: number): void {
  if (!(value > counters.closest) || value >= 0) return;
  counters.closest = value;
  counters.closestNeuron = neuron;
  counters.closestTime = time;
}

/** The maxima of an exact flow. */
function searchMaximum(run: NeuronRun, event: number): void {
  const { memory, frame, states, nextSlot, timeSlot, restSlot, stepSizeSlot } = run;
  const { counters, events, signals, index, segment, t } = run;
  const size = memory[frame + stepSizeSlot]!;
  const own: FlowStep = {
    memory,
    frame,
    states,
    nextSlot,
    timeSlot,
    restSlot,
    stepSizeSlot,
    step: run.stepKernel,
    shape: run.program.kernels.shape[event]!,
    event: events[event]!,
    load: (time) => {
      if (signals !== undefined) loadSignals(signals, memory, frame, index, segment, time);
    },
  };
  forEachPiece(
    own,
    size,
    () => counters.closest,
    (elapsed, piece, maxima) => {
      for (const theta of maxima) note(run, valueOfPiece(own, theta * piece), t + (elapsed + theta * piece));
    },
  );
  valueAfter(run, event, size);
}
