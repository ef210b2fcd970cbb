/** What an optimizer is: a rule that moves free coordinates, with all its memory in a plain value. */
import { ShapeError } from "../../errors.ts";
import { type Check, numbers } from "../../options.ts";
import { counted } from "../../values.ts";

/** An optimizer's memory: enough to continue from, and ready to be saved. */
export interface OptimizerState {
  /** Number of updates made. */
  steps: number;
  /** Running averages by name, each [values]. */
  readonly moments: Readonly<Record<string, Float64Array>>;
}

/**
 * A rule that moves values downhill. They are free coordinates: whoever calls maps them to parameters in their domains, and pulls the
 * gradient back through that map, before and after.
 */
export interface Optimizer {
  /** What snapshots know it by. */
  readonly name: string;
  /** The numbers that it was made with, so that a training is resumed with the same. */
  readonly settings?: Readonly<Record<string, number>>;
  /** The memory before the first update of `count` values. */
  readonly init: (count: number) => OptimizerState;
  /**
   * One step downhill; allocates nothing.
   *
   * @param state         in place
   * @param gradient      dloss/dvalues [values]; read, not changed
   * @param learningRate  of this step
   * @param values        [values], in place
   * @throws ShapeError if state, gradient and values differ in length
   */
  readonly update: (
    state: OptimizerState,
    gradient: Float64Array,
    learningRate: number,
    values: Float64Array,
  ) => void;
}

/** What a running average may keep of itself in one step. */
export const decay: Check = numbers((value) => value >= 0 && value < 1, "Give a number in [0, 1).");

/** The named moment, after a check that everything has as many entries as there are values. */
export function momentOf(
  where: string,
  state: OptimizerState,
  name: string,
  gradient: Float64Array,
  values: Float64Array,
): Float64Array {
  const moment = state.moments[name];
  if (moment?.length !== values.length || gradient.length !== values.length) {
    throw new ShapeError(
      where,
      `${counted(values.length, "value")}, ${counted(gradient.length, "gradient entry", "gradient entries")}, state "${name}" of ${counted(moment?.length, "entry", "entries")}`,
      `Make the state with init(${values.length}) of this optimizer.`,
    );
  }
  return moment;
}
