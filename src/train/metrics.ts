/** What a network predicts, and how often it is right. */
import { ShapeError } from "../errors.ts";

/** The index of the earliest time, the lowest of equals; −1 if all are silent (Infinity) or NaN. */
export function earliestIndex(times: ArrayLike<number>): number {
  let earliest = Infinity;
  let index = -1;
  for (let i = 0; i < times.length; i++) {
    if (times[i]! < earliest) {
      earliest = times[i]!;
      index = i;
    }
  }
  return index;
}

/** The index of the largest value, the lowest of equals; −1 if none is above −Infinity. */
export function largestIndex(values: ArrayLike<number>): number {
  let largest = -Infinity;
  let index = -1;
  for (let i = 0; i < values.length; i++) {
    if (values[i]! > largest) {
      largest = values[i]!;
      index = i;
    }
  }
  return index;
}

/**
 * The share of predictions that equal their label; a prediction of −1 is always wrong.
 *
 * @returns a number in [0, 1], NaN for no predictions at all
 * @throws ShapeError if there are more of the ones than of the others
 */
export function accuracy(predictions: ArrayLike<number>, labels: ArrayLike<number>): number {
  if (predictions.length !== labels.length) {
    throw new ShapeError(
      "accuracy",
      `${predictions.length} predictions for ${labels.length} labels`,
      "Give one prediction for every label.",
    );
  }
  let right = 0;
  for (let i = 0; i < labels.length; i++) if (predictions[i] === labels[i]) right++;
  return right / labels.length;
}
