/** Where a neuron stands when it is left for others to catch up, so that it can go on without a bit's difference. */
import { nextDue } from "./dues.ts";
import type { NeuronRun } from "./neuron-run.ts";

/** The places of all neurons of a population; its states stay in its frames. */
export interface Places {
  readonly numbers: Float64Array;
  /** [neurons, stride] */
  readonly counts: Int32Array;
  readonly stride: number;
  readonly events: Int8Array;
  /** 1 for a neuron that is not to go on. */
  readonly finished: Uint8Array;
}

/** Whole numbers that every neuron has, before the places in its samples and the causes of its events. */
const counts = 10;

/** Numbers kept of a neuron; its steps may be more than an Int32 holds. */
function numbersOf({ controllerState, lastFired, landed, located }: NeuronRun): number {
  return 8 + controllerState.length + lastFired.length + landed.length + located.length;
}

function countsOf({ samples, causes }: NeuronRun): number {
  return counts + samples.length + causes.length;
}

/** Small numbers kept of a neuron. */
function eventsOf({ armed, moved }: NeuronRun): number {
  return 2 * armed.length + moved.length;
}

export function createPlaces(run: NeuronRun, size: number): Places {
  const stride = countsOf(run);
  const whole = new Int32Array(size * stride);
  // Nobody has had an arrival yet.
  for (let neuron = 0; neuron < size; neuron++) whole[neuron * stride] = -1;
  return {
    numbers: new Float64Array(size * numbersOf(run)),
    counts: whole,
    stride,
    events: new Int8Array(size * eventsOf(run)),
    finished: new Uint8Array(size),
  };
}

/** Called for every neuron and stage: nothing is allocated. */
export function suspend(run: NeuronRun, { numbers, counts: whole, stride, events }: Places): void {
  const { index, samples, controllerState, lastFired, landed, located, armed, due, causes, moved } = run;
  let number = index * numbersOf(run);
  numbers[number++] = run.t;
  numbers[number++] = run.rest;
  numbers[number++] = run.proposal;
  numbers[number++] = run.grazed;
  numbers[number++] = run.steps;
  numbers[number++] = run.promised;
  numbers[number++] = run.promisedTarget;
  numbers[number++] = run.promisedKind;
  for (let k = 0; k < controllerState.length; k++) numbers[number++] = controllerState[k]!;
  for (let k = 0; k < lastFired.length; k++) numbers[number++] = lastFired[k]!;
  for (let k = 0; k < landed.length; k++) numbers[number++] = landed[k]!;
  for (let k = 0; k < located.length; k++) numbers[number++] = located[k]!;
  const count = index * stride;
  whole[count] = run.last;
  whole[count + 1] = run.anchor;
  whole[count + 2] = run.segment;
  whole[count + 3] = run.round;
  whole[count + 4] = run.spikes;
  whole[count + 5] = run.fired;
  whole[count + 6] = run.crossed;
  whole[count + 7] = run.unsettled ? 1 : 0;
  whole[count + 8] = run.departures;
  whole[count + 9] = run.refused;
  for (let k = 0; k < samples.length; k++) whole[count + counts + k] = samples[k]!.next;
  for (let e = 0; e < causes.length; e++) whole[count + counts + samples.length + e] = causes[e]!;
  const event = firstEvent(run, index);
  for (let e = 0; e < armed.length; e++) {
    events[event + e] = armed[e]!;
    events[event + armed.length + e] = due[e]!;
  }
  for (let s = 0; s < moved.length; s++) events[event + 2 * armed.length + s] = moved[s]!;
}

/** The last arrival that a suspended neuron has had, −1 if none. */
export function lastArrival({ counts: whole, stride }: Places, index: number): number {
  return whole[index * stride]!;
}

/** Where the events of a neuron begin in `events`: whether each is armed, then whether each is due. */
export function firstEvent(run: NeuronRun, index: number): number {
  return index * eventsOf(run);
}

export function resume(
  run: NeuronRun,
  index: number,
  { numbers, counts: whole, stride, events }: Places,
): void {
  const { program, samples, controllerState, lastFired, landed, located, armed, due, causes, moved } = run;
  run.index = index;
  run.neuron = program.population.firstNeuron + index;
  run.frame = program.base + index * program.programs.frame.size;
  let number = index * numbersOf(run);
  run.t = numbers[number++]!;
  run.rest = numbers[number++]!;
  run.proposal = numbers[number++]!;
  run.grazed = numbers[number++]!;
  run.steps = numbers[number++]!;
  run.promised = numbers[number++]!;
  run.promisedTarget = numbers[number++]!;
  run.promisedKind = numbers[number++]!;
  for (let k = 0; k < controllerState.length; k++) controllerState[k] = numbers[number++]!;
  for (let k = 0; k < lastFired.length; k++) lastFired[k] = numbers[number++]!;
  for (let k = 0; k < landed.length; k++) landed[k] = numbers[number++]!;
  for (let k = 0; k < located.length; k++) located[k] = numbers[number++]!;
  const count = index * stride;
  run.last = whole[count]!;
  run.arrival = nextDue(run.dues, index, run.last);
  run.anchor = whole[count + 1]!;
  run.segment = whole[count + 2]!;
  run.round = whole[count + 3]!;
  run.spikes = whole[count + 4]!;
  run.fired = whole[count + 5]!;
  run.crossed = whole[count + 6]!;
  run.unsettled = whole[count + 7] === 1;
  run.departures = whole[count + 8]!;
  run.refused = whole[count + 9]!;
  for (let k = 0; k < samples.length; k++) samples[k]!.next = whole[count + counts + k]!;
  for (let e = 0; e < causes.length; e++) causes[e] = whole[count + counts + samples.length + e]!;
  const event = firstEvent(run, index);
  for (let e = 0; e < armed.length; e++) {
    armed[e] = events[event + e]!;
    due[e] = events[event + armed.length + e]!;
  }
  for (let s = 0; s < moved.length; s++) moved[s] = events[event + 2 * armed.length + s]!;
}
