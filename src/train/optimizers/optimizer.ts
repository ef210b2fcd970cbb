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

/** Where an optimizer stands. */
export interface Point {
  readonly state: OptimizerState;
  readonly values: Float64Array;
}

/**
 * The step of an optimizer from one point to another, which may be the same: every value by itself, so that a part of
 * the values with the same part of the moments can be moved alone.
 */
export type Move = (from: Point, gradient: Float64Array, learningRate: number, to: Point) => void;

/** Not a property: a copy with an update of its own would keep it. */
const moves = new WeakMap<Optimizer, Move>();

/** How an optimizer of the library steps; undefined for others. */
export function moveOf(optimizer: Optimizer): Move | undefined {
  return moves.get(optimizer);
}

/** An optimizer that steps like this, in place. */
export function optimizerOf(kind: Omit<Optimizer, "update">, move: Move): Optimizer {
  const optimizer = Object.freeze<Optimizer>({
    ...kind,
    update: (state, gradient, learningRate, values) => {
      for (const name of Object.keys(kind.init(0).moments))
        checkMoment(kind.name, state, name, gradient, values);
      const point = { state, values };
      move(point, gradient, learningRate, point);
    },
  });
  moves.set(optimizer, move);
  return optimizer;
}

/** What a running average may keep of itself in one step. */
export const decay: Check = numbers((value) => value >= 0 && value < 1, "Give a number in [0, 1).");

function checkMoment(
  where: string,
  state: OptimizerState,
  name: string,
  gradient: Float64Array,
  values: Float64Array,
): void {
  const moment = state.moments[name];
  if (moment?.length === values.length && gradient.length === values.length) return;
  throw new ShapeError(
    where,
    `${counted(values.length, "value")}, ${counted(gradient.length, "gradient entry", "gradient entries")}, state "${name}" of ${counted(moment?.length, "entry", "entries")}`,
    `Make the state with init(${values.length}) of this optimizer.`,
  );
}
