/** All maxima of a polynomial in Bernstein form. */
import { nextMaximum } from "./bernstein.ts";
import { smallestPiece } from "./first-crossing.ts";

/** Places of the maxima inside (0, 1), ascending; see `nextMaximum` for what may escape. */
export function maximaOf(coefficients: readonly number[]): number[] {
  const found: number[] = [];
  let theta = nextMaximum(coefficients, 0);
  while (theta < 1) {
    found.push(theta);
    theta = nextMaximum(coefficients, theta + smallestPiece);
  }
  return found;
}
