/** What the event loop and the routines tell each other, in columns beside the frames. */
import type { Columns } from "../codegen/memory.ts";
import type { Doubles, Integers, PageShapes } from "../tape/page.ts";

/** Arrivals of one list that are laid out at a time. */
const laidOut = 1024;

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
  /** By arrival of the tape: its spike, its delay, its port, whether its weights are wanted. */
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
};

export type RoutineColumns = Columns<RoutineShapes & PageShapes>;

/** How much of what a network has. */
export interface Amounts {
  /** The most weights that an arrival brings. */
  readonly channels: number;
  readonly parameters: number;
  readonly neurons: number;
  readonly delays: number;
}

export function routineShapes({ channels, parameters, neurons, delays }: Amounts): RoutineShapes {
  return {
    parameters: ["f64", parameters],
    dueTime: ["f64", laidOut],
    duePayload: ["f64", laidOut],
    dueArrival: ["i32", laidOut],
    duePort: ["i32", laidOut],
    dueWeight: ["i32", laidOut * channels],
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
  };
}

/** Places in the column `numbers`. */
export const numbers = {
  /** End of the run. */
  until: 0,
  /** Nothing is done that ends at this time or later. */
  limit: 1,
  /** From this time on no step begins. */
  horizon: 2,
  /** The longest step that the user allows. */
  longest: 3,
  /** Of event functions that did not rise to zero, the closest that is known. */
  closest: 4,
} as const;

/** Places in the column `counts`. */
export const counts = {
  /** Records of the page, and numbers of their states. */
  records: 0,
  states: 1,
  /** Numbers of states on the tape before the page. */
  before: 2,
  /** The arrival that comes next, and how many are laid out. */
  due: 3,
  dues: 4,
  /** What the present time is that of, see `anchorKind`. */
  anchor: 5,
  /** Steps that may be made. */
  budget: 6,
  /** Added to the indices of weights. */
  own: 7,
  neuron: 8,
  segment: 9,
  /** Whether the step to the end of the run may be made. */
  mayEnd: 10,
  /** Whether steps may be made that the controller has proposed. */
  proposes: 11,
  /** Whether the error norm decides about a step, and not only whether the states are finite. */
  adaptive: 12,
  /** In a sweep: the record of the page that comes next. */
  record: 13,
  /** The first neuron of the population, their number, where their frames begin, in doubles, and the size of one. */
  firstNeuron: 14,
  neurons: 15,
  frames: 16,
  frameSize: 17,
} as const;

export const anchorKind = {
  none: 0,
  /** The arrival that comes next: the last step led to it. */
  next: 1,
  /** The one that came last. */
  last: 2,
} as const;
