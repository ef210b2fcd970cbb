/** Where a polynomial in Bernstein form has its maxima. */
import { bernsteinDerivative, nextMaximum, signChanges } from "./bernstein.ts";
import { firstCrossing, smallestPiece } from "./first-crossing.ts";

/** Places of the maxima inside (0, 1); see `nextMaximum` for those that may escape. */
export function maximaOf(coefficients: readonly number[]): number[] {
  // One that rises first and turns once, as its coefficients prove, has one.
  const fall = bernsteinDerivative(coefficients).map((value) => -value);
  if (fall[0]! < 0 && signChanges(fall) === 1) {
    const turn = firstCrossing(fall, 0, 0);
    if (turn.kind === "root") return [turn.theta];
  }
  const found: number[] = [];
  for (let theta = nextMaximum(coefficients, 0); theta < 1; ) {
    found.push(theta);
    theta = nextMaximum(coefficients, theta + smallestPiece);
  }
  return found;
}
