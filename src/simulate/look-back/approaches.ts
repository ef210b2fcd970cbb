/** How near to their threshold neurons came without firing, found along the steps of the tape. */

import { frameSlots } from "../../compile/frame-slots.ts";
import { loadRecord } from "../../compile/load-record.ts";
import { loadSignals } from "../../compile/signals.ts";
import { maximaOf } from "../../events/maxima.ts";
import { isExact } from "../../solvers/method.ts";
import type { Approach } from "../../tape/look-back.ts";
import { recordKind } from "../../tape/tape.ts";
import { type FlowStep, forEachPiece } from "../neuron/flow-pieces.ts";
import {
  endOfRecord,
  forEachRecord,
  frameOfNeuron,
  type Recorded,
  type RecordedPopulation,
  recordedPopulation,
  repeatStep,
} from "./recorded.ts";

/** An event function since the event fired last: the ends of the steps and the maxima inside them. */
interface Course {
  from: number;
  /** Whether the event fired at `from`. */
  fired: boolean;
  times: number[];
  values: number[];
}

/** See `Solution.approaches`. */
export function approachesOf(run: Recorded, population: string): Approach[] {
  const at = recordedPopulation("approaches", run, population);
  const { tape } = run;
  const { model, population: own } = at.program;
  const events = model.events.slice(0, model.ownEvents).map(({ name }) => name);
  // Timers come to nothing but their times.
  const followed = [...events.keys()].filter((e) => model.timers[e] === undefined);
  const courses = Array.from({ length: own.size }, () =>
    events.map((): Course => ({ from: run.from, fired: false, times: [], values: [] })),
  );
  const found: Approach[] = [];
  const end = (neuron: number, e: number, to: number, fires: boolean): void => {
    const course = courses[neuron]![e]!;
    const best = closest(course, fires);
    if (best >= 0) {
      const [value, time] = [course.values[best]!, course.times[best]!];
      found.push({ neuron, event: events[e]!, from: course.from, to, value, time });
    }
    courses[neuron]![e] = { from: to, fired: true, times: [], values: [] };
  };
  const reached = new Float64Array(own.size);
  forEachRecord(at, (record, neuron, kind) => {
    reached[neuron] = endOfRecord(at, record);
    if (tape.stepSize.data[record]! > 0) follow(at, record, courses[neuron]!, followed);
    if (kind !== recordKind.reset) return;
    const spike = tape.reference.data[record]!;
    const event = tape.spikes.event.data[spike]!;
    if (model.timers[event] === undefined) end(neuron, event, tape.spikes.time.data[spike]!, true);
  });
  courses.forEach((_, neuron) => {
    for (const e of followed) end(neuron, e, reached[neuron]!, false);
  });
  return found.sort((a, b) => a.neuron - b.neuron || a.time - b.time);
}

/** Adds the event functions along one step to their courses. */
function follow(
  at: RecordedPopulation,
  record: number,
  courses: readonly Course[],
  followed: readonly number[],
): void {
  const { run, memory, program } = at;
  const neuron = run.tape.neuron.data[record]! - program.population.firstNeuron;
  const frame = frameOfNeuron(at, neuron);
  const slots = frameSlots(program.programs).events;
  const { time, stepSize } = run.tape;
  const [start, size] = [time.data[record]!, stepSize.data[record]!];
  loadRecord(run, at, frame, record);
  repeatStep(at, frame, size);
  for (const e of followed) program.kernels.shape[e]!(frame);
  const shapes = followed.map((e) => {
    const { bernstein, count, rounding, end } = slots[e]!;
    return {
      coefficients: Array.from({ length: count }, (_, k) => memory[frame + bernstein + k]!),
      rounding: memory[frame + rounding]!,
      end: memory[frame + end]!,
    };
  });
  followed.forEach((e, i) => {
    const { times, values } = courses[e]!;
    const { coefficients, rounding, end } = shapes[i]!;
    const add = (when: number, value: number): void => {
      times.push(when);
      values.push(value);
    };
    const first = coefficients[0]!;
    // Where one step ends and the next begins there is one point, unless something jumped.
    if (!(Math.abs(first - (values.at(-1) ?? Number.NaN)) <= 2 * rounding)) add(start, first);
    const turns = (elapsed: number, piece: number, maxima: readonly number[]): void => {
      for (const theta of maxima) {
        repeatStep(at, frame, theta * piece);
        add(start + elapsed + theta * piece, memory[frame + slots[e]!.end]!);
      }
    };
    if (isExact(program.programs.method)) forEachPiece(flowStep(at, neuron, record, e), size, lowest, turns);
    else turns(0, size, maximaOf(coefficients));
    add(endOfRecord(at, record), end);
  });
}

const lowest = (): number => Number.NEGATIVE_INFINITY;

function flowStep(at: RecordedPopulation, neuron: number, record: number, event: number): FlowStep {
  const { run, memory, program, index } = at;
  const frame = frameOfNeuron(at, neuron);
  const signals = run.signals[index];
  const { kernels, programs } = program;
  return {
    ...at,
    frame,
    step: kernels.step,
    shape: kernels.shape[event]!,
    event: frameSlots(programs).events[event]!,
    load: (time) => {
      if (signals === undefined) return;
      loadSignals(signals, memory, frame, neuron, run.tape.segment.data[record]!, time);
    },
  };
}

/**
 * The place of the largest value below zero without the fall after the last firing and the rise to the next; −1 if
 * that leaves nothing.
 */
function closest({ fired, values }: Course, fires: boolean): number {
  let [low, high] = [0, values.length - 1];
  if (fired) {
    // An event that has fired may stay above zero for a while, as that of a broad spike does.
    while (low < high && values[low]! >= 0) low++;
    while (low < high && values[low + 1]! <= values[low]!) low++;
  }
  if (fires) while (high > low && values[high - 1]! <= values[high]!) high--;
  if ((fired || fires) && low >= high) return -1;
  let best = -1;
  for (let k = low; k <= high; k++) {
    if (values[k]! < 0 && !(values[k]! <= (values[best] ?? Number.NEGATIVE_INFINITY))) best = k;
  }
  return best;
}
