/** What the event loop and the routines tell each other, in columns beside the frames. */
import type { Columns } from "../codegen/memory.ts";
import type { PageShapes } from "../tape/page.ts";

/** Arrivals of one list that are laid out at a time. */
const laidOut = 1024;

type Doubles = readonly ["f64", number];
type Integers = readonly ["i32", number];

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
};

export type RoutineColumns = Columns<RoutineShapes & PageShapes>;

/**
 * @param channels    the most weights that an arrival brings
 * @param parameters  number of values of the network
 */
export function routineShapes(channels: number, parameters: number): RoutineShapes {
  return {
    parameters: ["f64", parameters],
    dueTime: ["f64", laidOut],
    duePayload: ["f64", laidOut],
    dueArrival: ["i32", laidOut],
    duePort: ["i32", laidOut],
    dueWeight: ["i32", laidOut * channels],
    numbers: ["f64", Object.keys(numbers).length],
    counts: ["i32", Object.keys(counts).length],
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
  /** The longest step that the controller and the user allow. */
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
  /** Whether the last step led to the arrival that comes next. */
  anchored: 5,
  /** Steps that may be made. */
  budget: 6,
  /** Added to the indices of weights. */
  own: 7,
  neuron: 8,
  segment: 9,
  /** Whether the step to the end of the run may be made, and whether it was. */
  mayEnd: 10,
  ended: 11,
  /** Whether the error norm decides about a step, and not only whether the states are finite. */
  adaptive: 12,
} as const;
