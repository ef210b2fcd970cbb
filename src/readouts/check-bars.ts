/** What a pullback is given has to fit the solution: a short array would read as zeros or NaN. */
import { OptionError, ShapeError } from "../errors.ts";
import { shown } from "../values.ts";

/** @throws ShapeError unless there is one cotangent for each of the `count` output values */
export function checkBars(where: string, bars: Float64Array, count: number): void {
  if (bars?.length === count) return;
  const what = `the cotangents of ${count} output values are ${bars?.length ?? shown(bars)}`;
  throw new ShapeError(where, what, "Give one for each value that the readout reads.");
}

/** @throws OptionError unless there is one cotangent for each of the `count` numbers of the solution */
export function checkTarget(
  where: string,
  what: string,
  target: Float64Array | undefined,
  count: number,
): asserts target is Float64Array {
  if (target?.length === count) return;
  const hint = "Make them with zeroCotangents of the run that is read.";
  throw new OptionError(where, `the cotangents of ${what} belong to another run`, hint);
}
