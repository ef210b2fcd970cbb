/** The adjoint along time, λ(t): what a small kick of a state at a time does to what was read from a run. */
import { fixedTime } from "../compile/fixed-time.ts";
import { loadRecord } from "../compile/load-record.ts";
import type { Run } from "../compile/run.ts";
import { loadSignals } from "../compile/signals.ts";
import { nextSlot } from "../compile/slots.ts";
import { OptionError } from "../errors.ts";
import { totalOf } from "../numeric/exact-sums.ts";
import { type Check, checkOptions, listOf } from "../options.ts";
import { placesOf } from "../tape/observation.ts";
import { tableOfSample } from "../tape/sample-table.ts";
import { sides } from "../tape/side.ts";
import type { Cotangents } from "../tape/solution.ts";
import { recordKind } from "../tape/tape.ts";
import { listsInJson, shown } from "../values.ts";
import { checkCotangents, checkRun } from "./pullback.ts";
import { reverseSweep } from "./reverse-sweep.ts";
import { observedBars, type Sweep, type SweepPopulation, type SweepVisit } from "./sweep-state.ts";

/** Which states are kicked, and when. */
export interface AdjointAtOptions {
  /** Its neurons are kicked, one by one. */
  readonly population: string;
  /** Any order, within the run [ms]. */
  readonly times: readonly number[];
  /** Whether the kick comes after all that happens at a time (default), or before it. */
  readonly side?: "after" | "before";
}

/** Influences of kicks. */
export interface AdjointTrace {
  /** As they were asked for [ms]. */
  readonly times: Float64Array;
  /** Names, in the order of the values. */
  readonly states: readonly string[];
  /** [neurons, states, times], [unit of what was read / unit of the state]. */
  readonly values: Float64Array;
}

const where = "adjointAt";

/**
 * The adjoint of the states of a population at given times: λ = dL/dε, where a state is kicked from y to y + ε at the
 * time t, for the sum L of all that was read, weighed by its cotangents.
 *
 * λ(t) jumps where something happens to the neuron, and at the times at which it was sampled. "after" is its limit from
 * the right: the kick comes after all events of the instant and is not seen by samples there. "before" is the limit from
 * the left, and is seen by all of them; "before" at t = 0 is the gradient to the initial value, and of a run that continues
 * another, where it begins, the gradient to the state that it was left. After all that was read, λ is 0.
 *
 * Where a step of the neuron begins or ends, λ is exact for the mesh as it was, as gradients are. Inside a step it is that of
 * the rest of the step, begun anew from the state that a sample has there: exact for the run that had a step ending at
 * this time, which differs from this run by the error of one step; by rounding under `exactFlow`.
 *
 * @param cotangents  made by `zeroCotangents(run)` and filled in, as by a readout's `pullback`; not changed
 * @returns new; neurons without influence have zeros
 * @throws OptionError for an unknown population or a source, a time outside the run, a wrong option, and for what is no
 *   run or no cotangents of it; ShapeError if there is not one cotangent for each spike record and each sampled value
 * @example
 * const cotangents = zeroCotangents(run);
 * readout.pullback(run, Float64Array.of(1), cotangents);
 * const { values } = adjointAt(run, cotangents, { population: "hidden", times: [0, 5, 10] });
 */
export function adjointAt(run: Run, cotangents: Cotangents, options: AdjointAtOptions): AdjointTrace {
  checkRun(where, run);
  checkCotangents(where, run, cotangents);
  const kinds = { population: "text", times: withinRun(run), side: sides } as const;
  checkOptions(where, options, kinds, ["population", "times"]);
  const { population: name, side = "after" } = options;
  const times = Float64Array.from(options.times);
  const { program } = run;
  const { definition, size, firstNeuron } = program.network.population(name);
  if (definition.kind === "source") {
    const hint = "Pull back to its inputTimes, or ask a population of neurons.";
    throw new OptionError(where, `"${name}" is a source, which has no states`, hint);
  }
  const index = program.populations.findIndex(({ population }) => population.name === name);
  const { model } = program.populations[index]!;
  const states = model.states.slice(0, model.ownStates).map((state) => state.name);
  const values = new Float64Array(size * states.length * times.length);
  const latestFirst = Array.from(times, (_, k) => k).sort((a, b) => times[b]! - times[a]!);
  const neurons = Array.from(
    { length: size },
    (): Kicks => ({ left: latestFirst, inside: [], hasLater: false, next: undefined }),
  );
  const parameters = new Float64Array(program.network.layout.size);
  const visit: SweepVisit = (sweep, { own, frame, record, neuron: ofNetwork }) => {
    if (own.index !== index) return;
    const neuron = ofNetwork - firstNeuron;
    const kicks = neurons[neuron]!;
    const add = (time: number, bars: Float64Array): void => {
      bars.forEach((bar, i) => {
        values[(neuron * states.length + i) * times.length + time]! += bar;
      });
    };
    visitRecord({ sweep, own, frame, record, cotangents, times, isAfter: side === "after", add }, kicks);
  };
  reverseSweep(run, cotangents, { parameters, wanted: () => false }, { visit });
  return listsInJson({ times, states, values });
}

function withinRun({ from, until }: Run): Check {
  return listOf((at, name, time: unknown) => {
    if (typeof time === "number" && time >= from && time <= until) return;
    const hint = `Give times from ${from} to ${until}, the end of the run.`;
    throw new OptionError(at, `${name} is ${shown(time)}`, hint);
  });
}

/** The kicks of one neuron, while its records are visited backwards. */
interface Kicks {
  /** Indices of times in whose step the sweep has not been, the latest first. */
  left: readonly number[];
  /** Those of the step that the sweep is in: samples on branches of it see them. */
  inside: readonly KickInside[];
  /** Whether a later step has been visited, and the time of the record that was visited last. */
  hasLater: boolean;
  next: number | undefined;
}

/** A kick inside a step, and the state that it meets, modes included. */
interface KickInside {
  readonly at: number;
  readonly state: Float64Array;
}

/** A record about to be pulled back: the frame has the cotangents behind it. */
interface Visit {
  readonly sweep: Sweep;
  readonly own: SweepPopulation;
  readonly frame: number;
  readonly record: number;
  readonly cotangents: Cotangents;
  readonly times: Float64Array;
  readonly isAfter: boolean;
  /** Adds to λ at a time, by its index. */
  readonly add: (time: number, bars: Float64Array) => void;
}

function visitRecord(visit: Visit, kicks: Kicks): void {
  const { sweep, own, frame, record, times, isAfter, add } = visit;
  const { tape } = sweep.run;
  const kind = tape.kind.data[record]!;
  if (kind === recordKind.sample) {
    seenBySample(visit, kicks.inside);
    return;
  }
  kicks.inside = [];
  const isStep = kind >= recordKind.step && kind <= recordKind.stepToEvent;
  if (isStep) {
    const start = tape.time.data[record]!;
    const count = kicks.left.findIndex((k) => (isAfter ? times[k]! < start : times[k]! <= start));
    const due = count < 0 ? kicks.left : kicks.left.slice(0, count);
    kicks.left = count < 0 ? [] : kicks.left.slice(count);
    // The last step may end before: what is kicked behind it has no influence.
    const end = kicks.hasLater ? Number.POSITIVE_INFINITY : (kicks.next ?? endOf(visit));
    kicks.hasLater = true;
    kicks.inside = due
      .filter((k) => (isAfter ? times[k]! < end : times[k]! <= end))
      .map((k) => kickedInStep(visit, k));
    for (const place of placesOf(sweep.observed, record, true)) {
      seenByBranch(visit, kicks.inside, start + place.elapsed, observedBars(place, own.ownStates));
    }
  } else if ((kind === recordKind.start || kind === recordKind.continued) && !isAfter) {
    const { memory } = sweep;
    const first = frame + own.firstBar;
    for (const k of kicks.left) {
      if (times[k] === sweep.run.from) add(k, memory.slice(first, first + own.ownStates));
    }
  }
  kicks.next = tape.time.data[record]!;
}

/** When the step of a record ends [ms]; the sum of start and size may be a rounding off. */
function endOf({ sweep: { run }, own, record }: Visit): number {
  const { kind, time, stepSize } = run.tape;
  if (kind.data[record] === recordKind.stepToFixed) return fixedTime(run, own.index, record);
  return time.data[record]! + stepSize.data[record]!;
}

/** The influence of a kick inside the step of a record on the end of the step. */
function kickedInStep(visit: Visit, at: number): KickInside {
  const { sweep, own, frame, record, times, add } = visit;
  const { run, memory, timeBars } = sweep;
  const { tape } = run;
  loadRecord(run, own, frame, record);
  const start = tape.time.data[record]!;
  const size = tape.stepSize.data[record]!;
  const elapsed = times[at]! - start;
  if (elapsed > 0) {
    memory[frame + own.stepSizeSlot] = elapsed;
    own.program.kernels.step(frame);
    const next = frame + own.program.programs.frame.slot(nextSlot(own.program.model.states[0]!.name));
    memory.copyWithin(frame, next, next + own.states);
  }
  const state = memory.slice(frame, frame + own.states);
  const first = frame + own.firstBar;
  // Times are rounded: the end may be an ulp beyond the step.
  const bars = barsOver(
    visit,
    at,
    Math.max(0, size - elapsed),
    memory.slice(first, first + own.states),
    () => {
      if (tape.kind.data[record] !== recordKind.stepToEvent) own.kernels.step(frame);
      else {
        memory[frame + own.eventTimeBar] = totalOf(timeBars, tape.neuron.data[record]!);
        own.kernels.event[tape.reference.data[record]!]!(frame);
      }
    },
  );
  add(at, bars);
  return { at, state };
}

/** What kicks before a sample, in the step that it branches from, do to it. */
function seenBySample(visit: Visit, inside: readonly KickInside[]): void {
  const { sweep, own, record, cotangents } = visit;
  const { run } = sweep;
  const sample = run.tape.reference.data[record]!;
  const table = tableOfSample(run.sampleTables, sample);
  const place = (sample - table.first) * own.ownStates;
  const bars = cotangents.samples.get(table)!.subarray(place, place + own.ownStates);
  seenByBranch(visit, inside, table.times[Math.floor((sample - table.first) / table.size)]!, bars);
}

/** What kicks before the end of a branch of the step do to the states there. */
function seenByBranch(visit: Visit, inside: readonly KickInside[], end: number, numbers: Float64Array): void {
  const { sweep, own, frame, record, times, isAfter, add } = visit;
  const bars = new Float64Array(own.states);
  bars.set(numbers);
  if (bars.every((bar) => bar === 0)) return;
  for (const { at, state } of inside) {
    if (isAfter ? times[at]! >= end : times[at]! > end) continue;
    loadRecord(sweep.run, own, frame, record);
    sweep.memory.set(state, frame);
    add(
      at,
      barsOver(visit, at, end - times[at]!, bars, () => own.kernels.step(frame)),
    );
  }
}

/**
 * Cotangents of the state in the frame, which is that at a time inside the step of a record.
 *
 * @param size  of the step from there
 * @param bars  of its end [states]; those in the frame stay
 * @param pull  the pullback of the step
 */
function barsOver(
  { sweep, own, frame, record, times }: Visit,
  at: number,
  size: number,
  bars: Float64Array,
  pull: () => void,
): Float64Array {
  const { run, memory } = sweep;
  const first = frame + own.firstBar;
  const kept = memory.slice(first, first + own.states);
  memory.set(bars, first);
  memory[frame + own.timeSlot] = times[at]!;
  memory[frame + own.stepSizeSlot] = size;
  const signals = run.signals[own.index];
  const { tape } = run;
  if (signals !== undefined) {
    const neuron = tape.neuron.data[record]! - own.program.population.firstNeuron;
    loadSignals(signals, memory, frame, neuron, tape.segment.data[record]!, times[at]!);
  }
  pull();
  const result = memory.slice(first, first + own.ownStates);
  memory.set(kept, first);
  // A kick moves no signal.
  for (const { valueBar, slopeBar } of signals?.signals ?? []) {
    memory[frame + valueBar] = 0;
    memory[frame + slopeBar] = 0;
  }
  return result;
}
