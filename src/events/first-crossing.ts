/**
 * Where an event function, known over a step as a polynomial with an error bound, first rises
 * through zero: nowhere (proved), at an isolated root, or too close to tell.
 *
 * The polynomial starts below zero. At θ it is off the computed map by at most
 *
 *   margin·min(1, 4θ, 4(1 − θ)) + rounding,
 *
 * because it agrees with the map at both ends of the step. A piece [a, b] of [0, 1] whose Bernstein
 * coefficients all lie below minus that bound has no crossing, nor has a first piece that falls faster
 * than the bound grows, or a last piece that rises faster than it shrinks and ends below zero; a piece that ends above the bound after exactly one change of sign has exactly
 * one; any other piece is halved, the left half first.
 */
import { powerOfTwo } from "../numeric/powers-of-two.ts";
import { bernsteinValue, signChanges, splitBernstein } from "./bernstein.ts";

export type Crossing =
  | { readonly kind: "none" }
  /** The first root of the polynomial. */
  | { readonly kind: "root"; readonly theta: number }
  /** In the smallest piece that begins at `theta`; no coefficient of it is larger than `size`. */
  | { readonly kind: "unclear"; readonly theta: number; readonly size: number };

const none: Crossing = { kind: "none" };
const deepest = 12;

/** Width of the pieces that are not halved any more. */
export const smallestPiece: number = powerOfTwo(-deepest);

/**
 * @param coefficients  Bernstein coefficients of g over the step; the first is < 0
 * @param margin        bound on |polynomial − computed map|, without rounding
 * @param rounding      size below which a value of g has no sign
 */
export function firstCrossing(coefficients: readonly number[], margin: number, rounding: number): Crossing {
  const visit = (piece: readonly number[], from: number, to: number, depth: number): Crossing => {
    const bound = margin * Math.min(1, 4 * to, 4 * (1 - from)) + rounding;
    if (piece.every((value) => value < -bound)) return none;
    const steepness = (4 * margin * (to - from)) / (piece.length - 1);
    if (from === 0 && falls(piece, steepness)) return none;
    if (to === 1 && piece[piece.length - 1]! < -rounding && rises(piece, steepness)) return none;
    const last = margin * Math.min(1, 4 * to, 4 * (1 - to)) + rounding;
    if (piece[piece.length - 1]! > last && piece[0]! < 0 && signChanges(piece) === 1) {
      return { kind: "root", theta: from + (to - from) * rootOf(piece) };
    }
    if (depth === deepest) return { kind: "unclear", theta: from, size: Math.max(...piece.map(Math.abs)) };
    const { left, right } = splitBernstein(piece, 0.5);
    const middle = 0.5 * (from + to);
    const first = visit(left, from, middle, depth + 1);
    return first.kind === "none" ? visit(right, middle, to, depth + 1) : first;
  };
  return visit(coefficients, 0, 1, 0);
}

/** Whether every coefficient lies below the one before it by at least `decrement`. */
function falls(piece: readonly number[], decrement: number): boolean {
  for (let k = 1; k < piece.length; k++) if (!(piece[k - 1]! - piece[k]! >= decrement)) return false;
  return true;
}

function rises(piece: readonly number[], increment: number): boolean {
  for (let k = 1; k < piece.length; k++) if (!(piece[k]! - piece[k - 1]! >= increment)) return false;
  return true;
}

/** The root of a polynomial that is negative at 0, positive at 1 and changes sign once: bisection with secants. */
function rootOf(piece: readonly number[]): number {
  let [low, high] = [0, 1];
  let [below, above] = [piece[0]!, piece[piece.length - 1]!];
  for (let i = 0; i < 60 && high - low > 1e-15; i++) {
    const secant = low + ((high - low) * below) / (below - above);
    // An end that is positive by next to nothing is not the root: the polynomial may be so on the way down.
    const middle = i % 3 === 2 || secant === 1 ? 0.5 * (low + high) : secant;
    const value = bernsteinValue(piece, middle);
    if (value === 0) return middle;
    if (value < 0) {
      if (low === middle) break;
      [low, below] = [middle, value];
    } else {
      if (high === middle) break;
      [high, above] = [middle, value];
    }
  }
  return low + ((high - low) * below) / (below - above);
}
