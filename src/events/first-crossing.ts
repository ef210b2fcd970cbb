/**
 * Where an event function, known over a step as a polynomial with an error bound, first rises
 * through zero: nowhere (proved), at an isolated root, or too close to tell.
 *
 * The polynomial starts below zero. On a piece [a, b] of [0, 1] its error is at most
 * margin·b + rounding: it agrees with the computed map at θ = 0. A piece whose Bernstein coefficients
 * all lie below minus that bound has no crossing; a piece that ends above the bound after exactly one
 * change of sign has exactly one; any other piece is halved, the left half first.
 */
import { bernsteinDerivative, bernsteinValue, signChanges, splitBernstein } from "./bernstein.ts";

export type Crossing =
  | { readonly kind: "none" }
  /** The first root of the polynomial. */
  | { readonly kind: "root"; readonly theta: number }
  /** A maximum, or a piece near it, within the bound of zero. */
  | { readonly kind: "unclear"; readonly theta: number };

const none: Crossing = { kind: "none" };
const deepest = 12;

/**
 * @param coefficients  Bernstein coefficients of g over the step; the first is < 0
 * @param margin        bound on |polynomial − computed map| at θ = 1, without rounding
 * @param rounding      size below which a value of g has no sign
 */
export function firstCrossing(coefficients: readonly number[], margin: number, rounding: number): Crossing {
  const visit = (piece: readonly number[], from: number, to: number, depth: number): Crossing => {
    const bound = margin * to + rounding;
    if (piece.every((value) => value < -bound)) return none;
    if (from === 0 && piece.every((value, k) => k === 0 || value <= piece[k - 1]!)) return none;
    if (piece[piece.length - 1]! > bound && piece[0]! < 0 && signChanges(piece) === 1) {
      return { kind: "root", theta: from + (to - from) * rootOf(piece) };
    }
    if (depth === deepest) return { kind: "unclear", theta: nextMaximum(coefficients, from, to) };
    const { left, right } = splitBernstein(piece, 0.5);
    const middle = 0.5 * (from + to);
    const first = visit(left, from, middle, depth + 1);
    return first.kind === "none" ? visit(right, middle, to, depth + 1) : first;
  };
  return visit(coefficients, 0, 1, 0);
}

/** The root of a polynomial that is negative at 0, positive at 1 and changes sign once: bisection with secants. */
function rootOf(piece: readonly number[]): number {
  let [low, high] = [0, 1];
  let [below, above] = [piece[0]!, piece[piece.length - 1]!];
  for (let i = 0; i < 60 && high - low > 1e-15; i++) {
    const secant = low + ((high - low) * below) / (below - above);
    const middle = i % 3 === 2 ? 0.5 * (low + high) : secant;
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

/** The first place at or after `from` where the polynomial stops rising; at least `to`, at most 1. */
function nextMaximum(coefficients: readonly number[], from: number, to: number): number {
  const slope = bernsteinDerivative(coefficients);
  const samples = 64;
  let low = from;
  for (let j = 1; j <= samples; j++) {
    const theta = from + ((1 - from) * j) / samples;
    if (bernsteinValue(slope, theta) > 0) {
      low = theta;
      continue;
    }
    let high = theta;
    for (let i = 0; i < 40; i++) {
      const middle = 0.5 * (low + high);
      if (bernsteinValue(slope, middle) > 0) low = middle;
      else high = middle;
    }
    return Math.max(high, to);
  }
  return 1;
}
