/** Where a state of every neuron is largest in a run, found along the records of its tape. */
import { loadRecord } from "../../compile/load-record.ts";
import { repeatRecord } from "../../compile/repeat-record.ts";
import { loadSignals } from "../../compile/signals.ts";
import { courseMarginSlot, courseMostSlot, courseRateSlot } from "../../compile/slots.ts";
import { unfoldThose } from "../../compile/unfold.ts";
import type { Observation } from "../../tape/observation.ts";
import { type Course, highestInside } from "./highest-point.ts";
import { collectObservation, type Spot } from "./observe.ts";
import {
  componentOf,
  forEachRecord,
  frameOfNeuron,
  type Recorded,
  type RecordedPopulation,
  recordedPopulation,
  repeatStep,
} from "./recorded.ts";

/** Sums of so few terms are not off by more, times the size of their terms. */
const roundings = 64 * Number.EPSILON;

/** See `Solution.maxima`. */
export function maximaOf(run: Recorded, population: string, state: string): Observation {
  const at = recordedPopulation("maxima", run, population);
  const component = componentOf("maxima", at, state);
  unfoldHighest(at, component);
  const { tape } = run;
  const { stateStart, state: states, stepSize } = tape;
  // Most steps are seen not to reach what others begin with.
  const least = largestBegun(at, component);
  const { mayExceed, follower } = followerOf(at, component);
  const mayTurn = turnsOf(at, component);
  const moves = !at.program.model.states[component]!.discrete;
  // Columns, not objects: a state that rises is higher with every record.
  const { size } = at.program.population;
  const [value, elapsed] = [-Infinity, Number.NaN].map((none) =>
    new Float64Array(size).fill(none),
  ) as Doubles;
  /** The record of a neuron that has its largest value, or the one that begins with it, and the last of all; or −1. */
  const [place, next, last] = [0, 1, 2].map(() => new Int32Array(size).fill(-1)) as Integers;
  /** The last record of a neuron is over, with the value `ends[end]` at its end; the record `following` begins. */
  const finish = (neuron: number, ends: Float64Array, end: number, following: number): void => {
    const record = last[neuron]!;
    const floor = Math.max(value[neuron]!, least[neuron]!, ends[end]!);
    const mayBeInside = moves && stepSize.data[record]! > 0 && mayTurn(neuron, record, following);
    if (mayBeInside && mayExceed(neuron, record, floor)) {
      const found = highestInside(follower(neuron, record), floor);
      if (found !== undefined) {
        value[neuron] = found.value;
        elapsed[neuron] = found.elapsed;
        place[neuron] = record;
        next[neuron] = -1;
      }
    }
    if (!(ends[end]! > value[neuron]!)) return;
    value[neuron] = ends[end]!;
    elapsed[neuron] = Number.NaN;
    place[neuron] = record;
    next[neuron] = following;
  };
  forEachRecord(at, (record, neuron) => {
    // What a record begins with is what the one before it has led to.
    if (last[neuron]! >= 0) finish(neuron, states.data, stateStart.data[record]! + component, record);
    last[neuron] = record;
  });
  for (let neuron = 0; neuron < size; neuron++) {
    if (last[neuron]! < 0) continue;
    const first = repeatRecord(at.run, at, frameOfNeuron(at, neuron), last[neuron]!);
    finish(neuron, at.memory, first + component, -1);
  }
  const spotsOf = (neuron: number): Spot[] =>
    place[neuron]! < 0 ? [] : [{ record: place[neuron]!, elapsed: elapsed[neuron]!, next: next[neuron]! }];
  return collectObservation(
    at,
    component,
    Array.from({ length: size }, (_, neuron) => spotsOf(neuron)),
  );
}

type Doubles = [Float64Array, Float64Array];
type Integers = [Int32Array, Int32Array, Int32Array];

/** By neuron, the largest value with which one of its records begins. */
function largestBegun(at: RecordedPopulation, component: number): Float64Array {
  const { stateStart, state } = at.run.tape;
  const largest = new Float64Array(at.program.population.size).fill(Number.NEGATIVE_INFINITY);
  forEachRecord(at, (record, neuron) => {
    const begun = state.data[stateStart.data[record]! + component]!;
    if (begun > largest[neuron]!) largest[neuron] = begun;
  });
  return largest;
}

/** Writes out all folded records that may have a maximum, by the bounds that those of neurons without events have. */
function unfoldHighest(at: RecordedPopulation, component: number): void {
  const { run, program, states } = at;
  const { stateStart, state, neuron } = run.tape;
  const { firstNeuron, size } = program.population;
  let most: Float64Array | undefined;
  unfoldThose(run, (record) => {
    const own = neuron.data[record]! - firstNeuron;
    if (own < 0 || own >= size) return false;
    if (program.model.events.length > 0) return true;
    most ??= largestBegun(at, component);
    return !(state.data[stateStart.data[record]! + states + component]! <= most[own]!);
  });
}

/** A state along the step of a record. */
interface Follower {
  /** Whether it is not certain that it stays below a value. */
  readonly mayExceed: (neuron: number, record: number, value: number) => boolean;
  /** Puts a record of a neuron into its frame, and gives the state along its step until another is put there. */
  readonly follower: (neuron: number, record: number) => Course;
}

/**
 * Whether it is not certain that a state has no maximum inside the step of a record: one that turns once at most has none
 * where it does not rise at first, or still rises at the end.
 *
 * @returns asked for a record of a neuron, and the one that begins where its step ends, −1 if there is none
 */
function turnsOf(
  at: RecordedPopulation,
  component: number,
): (neuron: number, record: number, next: number) => boolean {
  const { run, memory, program, states, stepSizeSlot, timeSlot, restSlot } = at;
  const { kernels, programs } = program;
  if (!programs.turnsOnce(component)) return () => true;
  const rateSlot = programs.frame.slot(courseRateSlot);
  const { stateStart, state } = run.tape;
  /** The rate of a state is affine in all of them: what it is at the origin, and its derivatives. */
  const rates = Array.from({ length: program.population.size }, (_, neuron) => {
    const frame = frameOfNeuron(at, neuron);
    memory[frame + timeSlot] = 0;
    memory[frame + restSlot] = 0;
    memory[frame + stepSizeSlot] = 0;
    const rateAt = (one: number): number => {
      for (let i = 0; i < states; i++) memory[frame + i] = i === one ? 1 : 0;
      kernels.course[component]!(frame);
      return memory[frame + rateSlot]!;
    };
    const drive = rateAt(-1);
    return { drive, slopes: Float64Array.from({ length: states }, (_, i) => rateAt(i) - drive) };
  });
  /** Of the rate with which a record begins; 0 where rounding may have made it. */
  const signOf = (neuron: number, record: number): number => {
    const { drive, slopes } = rates[neuron]!;
    const first = stateStart.data[record]!;
    let [rate, size] = [drive, Math.abs(drive)];
    for (let i = 0; i < slopes.length; i++) {
      const term = slopes[i]! * state.data[first + i]!;
      rate += term;
      size += Math.abs(term);
    }
    return Math.abs(rate) > roundings * size ? Math.sign(rate) : 0;
  };
  return (neuron, record, next) => signOf(neuron, record) >= 0 && (next < 0 || signOf(neuron, next) <= 0);
}

function followerOf(at: RecordedPopulation, component: number): Follower {
  const { run, memory, program, nextSlot, stepSizeSlot, timeSlot, states } = at;
  const { kernels, programs } = program;
  const [rateSlot, mostSlot, marginSlot] = [courseRateSlot, courseMostSlot, courseMarginSlot].map((name) =>
    programs.frame.slot(name),
  );
  const signals = run.signals[at.index];
  const course = kernels.course[component]!;
  const span = kernels.span?.[component];
  const turnsOnce = programs.turnsOnce(component);
  const mayExceed = (neuron: number, record: number, value: number): boolean => {
    if (span === undefined) return true;
    const frame = frameOfNeuron(at, neuron);
    loadRecord(run, at, frame, record);
    span(frame);
    return memory[frame + mostSlot!]! > value;
  };
  const follower = (neuron: number, record: number): Course => {
    const frame = frameOfNeuron(at, neuron);
    loadRecord(run, at, frame, record);
    /** Up to where the frame has the state. */
    let reached = Number.NaN;
    const follow = (elapsed: number): void => {
      if (elapsed === reached) return;
      memory[frame + stepSizeSlot] = elapsed;
      course(frame);
      reached = elapsed;
    };
    return {
      size: run.tape.stepSize.data[record]!,
      turnsOnce,
      value: (elapsed) => {
        follow(elapsed);
        return memory[frame + nextSlot + component]!;
      },
      rate: (elapsed) => {
        follow(elapsed);
        return memory[frame + rateSlot!]!;
      },
      span:
        span &&
        ((from, to) => {
          // The bounds are on a step from the state in the frame.
          if (from > 0) {
            repeatStep(at, frame, from);
            memory.copyWithin(frame, frame + nextSlot, frame + nextSlot + states);
            const time = run.tape.time.data[record]! + from;
            memory[frame + timeSlot] = time;
            if (signals !== undefined)
              loadSignals(signals, memory, frame, neuron, run.tape.segment.data[record]!, time);
          }
          memory[frame + stepSizeSlot] = to - from;
          span(frame);
          const bounds = { most: memory[frame + mostSlot!]!, margin: memory[frame + marginSlot!]! };
          if (from > 0) loadRecord(run, at, frame, record);
          reached = Number.NaN;
          return bounds;
        }),
    };
  };
  return { mayExceed, follower };
}
