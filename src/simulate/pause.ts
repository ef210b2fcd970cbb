/** Where a neuron stands when it is left for others to catch up, so that it can go on without a bit's difference. */
import { forgetCrossings } from "./modes.ts";
import type { NeuronRun } from "./neuron-run.ts";

/** The places of all neurons of a population; its states stay in its frames. */
export interface Places {
  readonly numbers: Float64Array;
  readonly counts: Int32Array;
  readonly events: Int8Array;
  /** 1 for a neuron that is not to go on. */
  readonly finished: Uint8Array;
}

const counts = 6;

/** Numbers kept of a neuron; its steps may be more than an Int32 holds. */
function numbersOf({ controllerState, lastFired }: NeuronRun): number {
  return 5 + controllerState.length + lastFired.length;
}

export function createPlaces(run: NeuronRun, size: number): Places {
  return {
    numbers: new Float64Array(size * numbersOf(run)),
    counts: new Int32Array(size * counts),
    events: new Int8Array(size * 2 * run.events.length),
    finished: new Uint8Array(size),
  };
}

/** Called for every neuron and stage: nothing is allocated. */
export function leave(run: NeuronRun, { numbers, counts: whole, events }: Places): void {
  const { index, controllerState, lastFired, armed, due } = run;
  let number = index * numbersOf(run);
  numbers[number++] = run.t;
  numbers[number++] = run.rest;
  numbers[number++] = run.proposal;
  numbers[number++] = run.grazed;
  numbers[number++] = run.steps;
  for (let k = 0; k < controllerState.length; k++) numbers[number++] = controllerState[k]!;
  for (let k = 0; k < lastFired.length; k++) numbers[number++] = lastFired[k]!;
  const count = index * counts;
  whole[count] = run.arrival;
  whole[count + 1] = run.reached;
  whole[count + 2] = run.segment;
  whole[count + 3] = run.round;
  whole[count + 4] = run.spikes;
  whole[count + 5] = run.fired;
  const event = firstEvent(run, index);
  for (let e = 0; e < armed.length; e++) {
    events[event + e] = armed[e]!;
    events[event + armed.length + e] = due[e]!;
  }
}

/** Where the events of a neuron begin in `events`: whether each is armed, then whether each is due. */
export function firstEvent({ armed }: NeuronRun, index: number): number {
  return index * 2 * armed.length;
}

export function takeUp(run: NeuronRun, index: number, { numbers, counts: whole, events }: Places): void {
  const { program, controllerState, lastFired, armed, due } = run;
  run.index = index;
  run.neuron = program.population.firstNeuron + index;
  run.frame = program.base + index * program.programs.frame.size;
  let number = index * numbersOf(run);
  run.t = numbers[number++]!;
  run.rest = numbers[number++]!;
  run.proposal = numbers[number++]!;
  run.grazed = numbers[number++]!;
  run.steps = numbers[number++]!;
  for (let k = 0; k < controllerState.length; k++) controllerState[k] = numbers[number++]!;
  for (let k = 0; k < lastFired.length; k++) lastFired[k] = numbers[number++]!;
  const count = index * counts;
  run.arrival = whole[count]!;
  run.reached = whole[count + 1]!;
  run.segment = whole[count + 2]!;
  run.round = whole[count + 3]!;
  run.spikes = whole[count + 4]!;
  run.fired = whole[count + 5]!;
  const event = firstEvent(run, index);
  if (run.switches.length > 0) forgetCrossings(run);
  for (let e = 0; e < armed.length; e++) {
    armed[e] = events[event + e]!;
    due[e] = events[event + armed.length + e]!;
  }
}
