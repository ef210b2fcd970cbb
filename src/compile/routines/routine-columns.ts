/** What the event loop and the routines tell each other, in columns beside the frames. */
import type { Columns } from "../../codegen/memory.ts";
import { type Doubles, type Integers, type PageShapes, unfoldedRoom } from "../../tape/page.ts";
import { mostCommon } from "../slots.ts";

/** Arrivals of one list that are laid out at a time, and of all populations together. */
const laidOut = 4096;
const laidOutOfAll = 4 * laidOut;

/** Arrivals behind the first in one folded record: unfolded, each is two records at most. */
export const mostFolded: number = unfoldedRoom / 2 - 2;

/** Spikes that neurons may have before those are put on the tape. */
export const spikeRoom = 256;

/** Records of a neuron that are pulled back ahead of its turn, at most. */
export const roomAhead = 512;

/** Sweeps over more than this are made record by record. */
const mostSpikes = 16384;
const mostArrivals = 16384;

/** Types and lengths of the columns. */
export type RoutineShapes = {
  /** Values of the network. */
  readonly parameters: Doubles;
  readonly dueTime: Doubles;
  readonly duePayload: Doubles;
  readonly dueArrival: Integers;
  readonly duePort: Integers;
  /** By channel of the port: index of its weight among the parameters, less `own` [arrivals, channels]. */
  readonly dueWeight: Integers;
  /** By place of the arrival that a step leads to, or of the end: its size, and what such steps have in common [arrivals + 1, values]. */
  readonly commonSize: Doubles;
  readonly common: Doubles;
  /** The same of steps that are far from events. */
  readonly farSize: Doubles;
  readonly farCommon: Doubles;
  /** Spikes that are not on the tape yet, of neurons by their index in the network. */
  readonly firedTime: Doubles;
  readonly firedNeuron: Integers;
  readonly firedPayload: Doubles;
  /** The frame of a neuron as it was before it was taken ahead of its turn. */
  readonly keptFrame: Doubles;
  readonly numbers: Doubles;
  readonly counts: Integers;
  /** Gradient with respect to `parameters`. */
  readonly gradient: Doubles;
  /** Sums of cotangents, as `ExactSums`: of the present time of every neuron, of all delays, of the times of spikes. */
  readonly timeLeading: Doubles;
  readonly timeRest: Doubles;
  readonly delayLeading: Doubles;
  readonly delayRest: Doubles;
  readonly spikeLeading: Doubles;
  readonly spikeRest: Doubles;
  /** Cotangents of what spikes carry, and which events of their neurons they are. */
  readonly spikePayload: Doubles;
  readonly spikeEvent: Integers;
  /** By arrival of the tape: its spike, its delay, −1 if that is not wanted, its port, whether its weights are wanted. */
  readonly arrivalSpike: Integers;
  readonly arrivalDelay: Integers;
  readonly arrivalPort: Integers;
  readonly arrivalWanted: Integers;
  /**
   * What its spike carries, and by channel the index of its weight among the parameters [arrivals, channels], for the
   * first neuron of the population where it is `shared` by all of them.
   */
  readonly arrivalPayload: Doubles;
  readonly arrivalWeight: Integers;
  readonly arrivalShared: Integers;
  /**
   * By record that is pulled back ahead of its turn, what is then to be done: see `later`; the neuron's time, as it is added to
   * that of an arrival, and the cotangents of what arrived [records, channels].
   */
  readonly laterKind: Integers;
  readonly laterLeading: Doubles;
  readonly laterRest: Doubles;
  readonly laterCarried: Doubles;
  readonly laterWeight: Doubles;
};

export type RoutineColumns = Columns<RoutineShapes & PageShapes>;

/** How much of what a network has. */
export interface Amounts {
  /** The most weights that an arrival brings. */
  readonly channels: number;
  readonly parameters: number;
  readonly neurons: number;
  readonly delays: number;
  readonly populations: number;
  /** Slots of the largest frame. */
  readonly slots: number;
}

/** How many of the places for arrivals each population has, one behind the other; the last is for the end of the run. */
export function placesFor(populations: number): number {
  return Math.max(2, Math.min(laidOut, Math.floor(laidOutOfAll / Math.max(1, populations))));
}

export function routineShapes({
  channels,
  parameters,
  neurons,
  delays,
  populations,
  slots,
}: Amounts): RoutineShapes {
  const places = Math.max(1, populations) * placesFor(populations);
  return {
    parameters: ["f64", parameters],
    dueTime: ["f64", places],
    duePayload: ["f64", places],
    dueArrival: ["i32", places],
    duePort: ["i32", places],
    dueWeight: ["i32", places * channels],
    commonSize: ["f64", places],
    common: ["f64", places * mostCommon],
    farSize: ["f64", places],
    farCommon: ["f64", places * mostCommon],
    firedTime: ["f64", spikeRoom],
    firedNeuron: ["i32", spikeRoom],
    firedPayload: ["f64", spikeRoom],
    keptFrame: ["f64", slots],
    numbers: ["f64", Object.keys(numbers).length],
    counts: ["i32", Object.keys(counts).length],
    gradient: ["f64", parameters],
    timeLeading: ["f64", neurons],
    timeRest: ["f64", neurons],
    delayLeading: ["f64", delays],
    delayRest: ["f64", delays],
    spikeLeading: ["f64", mostSpikes],
    spikeRest: ["f64", mostSpikes],
    spikePayload: ["f64", mostSpikes],
    spikeEvent: ["i32", mostSpikes],
    arrivalSpike: ["i32", mostArrivals],
    arrivalDelay: ["i32", mostArrivals],
    arrivalPort: ["i32", mostArrivals],
    arrivalWanted: ["i32", mostArrivals],
    arrivalPayload: ["f64", mostArrivals],
    arrivalWeight: ["i32", mostArrivals * channels],
    arrivalShared: ["i32", mostArrivals],
    laterKind: ["i32", roomAhead],
    laterLeading: ["f64", roomAhead],
    laterRest: ["f64", roomAhead],
    laterCarried: ["f64", roomAhead],
    laterWeight: ["f64", roomAhead * channels],
  };
}

/** Places in the column `numbers`. */
export const numbers = {
  /** The times between which the run goes. */
  from: 0,
  until: 1,
  /** All arrivals before this time are known. */
  known: 2,
  /** From this time on no step begins. */
  horizon: 3,
  /** Nothing is done that ends at the time of the next sample or later. */
  sample: 4,
  /** The longest step that the user allows; the most steps and events of a neuron. */
  longest: 5,
  maxSteps: 6,
  maxSpikes: 7,
  /** After so many spikes a neuron is not followed any further. */
  stopAfter: 8,
  /** What a neuron that begins has for a proposal. */
  firstStepSize: 9,
  /** Of event functions that did not rise to zero, the closest that is known. */
  closest: 10,
  /** The smallest rate at which one crossed it, and when. */
  smallestRate: 11,
  smallestRateTime: 12,
  /** Left by a routine: the time before which everything has happened to neurons that have to wait. */
  reached: 13,
} as const;

/** Places in the column `counts`. */
export const counts = {
  /** Records of the page, and numbers of their states. */
  records: 0,
  states: 1,
  /** Numbers of states on the tape before the page. */
  before: 2,
  /** Where the arrivals end that are laid out, and which of a neuron's would lie in the first place of all. */
  dues: 3,
  dueFirst: 4,
  /** Whether there are no more in the list than are laid out. */
  mayEnd: 5,
  /** Whether their weights are those of the first neuron, and others' lie beside them. */
  shared: 6,
  /** Neurons to advance, by index in the population: from one, which becomes that of the first that is not advanced, to another. */
  index: 7,
  end: 8,
  /** Whether they are to begin, and whether the one that is not advanced has. */
  begins: 9,
  hasBegun: 10,
  /** Whether all of them have the same parameters, so that their steps have something in common. */
  shares: 26,
  /** Whether steps far from events leave folded records. */
  folds: 27,
  /** In a sweep: whether nobody asks for the times of what arrives at the population. */
  timeless: 28,
  /** Whether spikes of the population may reach it without going through another. */
  returns: 32,
  /** The first record of the page that is to be pulled back. */
  lowest: 29,
  /** Whether neurons may be left to wait, and be done with at the end of the run. */
  mayWait: 11,
  mayFinish: 12,
  /** Steps that may be made; arrivals that were received, steps that were repeated, and steps that were refused. */
  budget: 13,
  received: 14,
  repeated: 15,
  refused: 30,
  /** Spikes that are on the tape, and those that are to be put there. */
  spikesBefore: 16,
  spikes: 17,
  smallestRateNeuron: 18,
  /** Whether steps may be made that the controller has proposed. */
  proposes: 19,
  /** Whether the error norm decides about a step, and not only whether the states are finite. */
  adaptive: 20,
  /** In a sweep: the record of the page that comes next. */
  record: 21,
  /** The first neuron of the population, their number, where their frames begin, in doubles, and the size of one. */
  firstNeuron: 22,
  neurons: 23,
  frames: 24,
  frameSize: 25,
  /** Whether a neuron has begun of which an event was not armed. */
  unarmed: 31,
} as const;
