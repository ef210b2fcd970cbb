/**
 * The largest value of a function along one step of a run, where it is above what is known.
 *
 * The function is interpolated through Chebyshev points. Where the polynomial tells what it looks like, its maxima are
 * made exact as zeros of the rate, by which the value there does not depend on where it is looked at; where it does
 * not, or more may be hidden than it shows, the halves are looked at.
 */
import {
  bernsteinDerivative,
  bernsteinInterpolation,
  bernsteinValue,
  signChanges,
} from "../../events/bernstein.ts";
import { maximaOf } from "../../events/maxima.ts";
import { chebyshevPoints } from "../../numeric/lagrange.ts";
import { cos } from "../../numeric/trigonometric.ts";
import { flowDegree } from "../../solvers/method.ts";

/** A function of the part of a step that has elapsed [ms]. */
export interface Course {
  readonly size: number;
  /** Whether it is certain that its rate changes its sign at most once. */
  readonly turnsOnce?: boolean;
  readonly value: (elapsed: number) => number;
  readonly rate: (elapsed: number) => number;
  /**
   * What is certain of the function in a part: a bound on its values, and on its distance from the polynomial of degree
   * `flowDegree` through the Chebyshev points. Without it both are judged by single values.
   */
  readonly span:
    | ((from: number, to: number) => { readonly most: number; readonly margin: number })
    | undefined;
}

export interface Point {
  readonly elapsed: number;
  readonly value: number;
}

const nodes = chebyshevPoints(flowDegree);
const weights = bernsteinInterpolation(nodes);
/** Extrema of the node polynomial, where the error of interpolation shows most. */
const checks = [1, 4, 6].map((j) => 0.5 - 0.5 * cos((Math.PI * (j + 0.5)) / flowDegree));
/** How far a polynomial may be off, as a part of how far its coefficients spread, to tell where it is largest. */
const resolution = 1e-6;
/** Roundings of values up to this many units are noise, and so is what has no more digits. */
const noise = 64 * Number.EPSILON;
const leastValue = 1e-290;
/**
 * What rounding makes of a small difference of large numbers no polynomial ever tells: after so many pieces of one step
 * those that are left are taken as they look.
 */
const mostPieces = 1000;
/** Around a maximum of the polynomial, as a part of its piece, the true one is sought so far and then farther. */
const nearby: readonly number[] = [1 / 256, 1 / 32, 1 / 4];
const wholly: readonly number[] = [1];

/**
 * @param floor  what the value has to exceed; no less than those at both ends of the step
 * @returns the earliest of the largest; undefined if nothing inside the step exceeds the floor
 */
export function highestInside(course: Course, floor: number): Point | undefined {
  let best = floor;
  let found: Point | undefined;
  /** Whether the function turns there. */
  const lookAt = (elapsed: number, width: number, reaches: readonly number[]): boolean => {
    const top = turningPoint(course, elapsed, width, reaches);
    if (Number.isNaN(top)) return false;
    const value = course.value(top);
    if (value > best) {
      best = value;
      found = { elapsed: top, value };
    }
    return true;
  };
  let pieces = 0;
  const visit = (from: number, to: number): void => {
    const span = course.span?.(from, to);
    if (span !== undefined && !(span.most > best)) return;
    const width = to - from;
    const { coefficients, difference } = interpolated(course, from, width);
    const [low, top] = [Math.min(...coefficients), Math.max(...coefficients)];
    const rounding = noise * Math.max(Math.abs(low), Math.abs(top), leastValue);
    const margin = span?.margin ?? 2 * difference;
    if (!(top + margin > best)) return;
    if (margin <= Math.max(resolution * (top - low), rounding) || ++pieces > mostPieces) {
      // One that begins flat does not rise at the very start.
      if (turnsOnce(coefficients) && lookAt(from + 0.5 * width, 0.5 * width, wholly)) return;
      for (const theta of maximaOf(coefficients)) lookAt(from + theta * width, width, nearby);
      return;
    }
    const middle = from + 0.5 * width;
    visit(from, middle);
    // Where two pieces meet neither has a maximum.
    lookAt(middle, 0.5 * width, nearby);
    visit(middle, to);
  };
  if (course.turnsOnce) lookAt(0.5 * course.size, 0.5 * course.size, wholly);
  else if (!isLow(course, floor)) visit(0, course.size);
  return found;
}

/**
 * Whether a function without bounds keeps below the floor by more than what its rates at both ends and in the middle
 * would make of it in the whole step.
 */
function isLow({ size, value, rate, span }: Course, floor: number): boolean {
  if (span !== undefined) return false;
  let [most, steepness] = [Number.NEGATIVE_INFINITY, 0];
  for (const elapsed of [0, 0.5 * size, size]) {
    most = Math.max(most, value(elapsed));
    steepness += Math.abs(rate(elapsed));
  }
  return most + size * steepness < floor;
}

/** Bernstein coefficients of the polynomial over a part, and its largest distance from values between its nodes. */
function interpolated(
  { value }: Course,
  from: number,
  width: number,
): { readonly coefficients: number[]; readonly difference: number } {
  const values = nodes.map((theta) => value(from + theta * width));
  const coefficients = weights.map((row) => row.reduce((sum, weight, j) => sum + weight * values[j]!, 0));
  coefficients[0] = values[0]!;
  coefficients[flowDegree] = values[flowDegree]!;
  const difference = checks.reduce(
    (largest, theta) =>
      Math.max(largest, Math.abs(bernsteinValue(coefficients, theta) - value(from + theta * width))),
    0,
  );
  return { coefficients, difference };
}

/** Whether a polynomial rises first, and then falls to the end. */
function turnsOnce(coefficients: readonly number[]): boolean {
  const slopes = bernsteinDerivative(coefficients);
  return slopes[0]! > 0 && signChanges(slopes) === 1;
}

/** Where the rate falls through zero near a place inside the step; NaN if it does not. */
function turningPoint(course: Course, elapsed: number, width: number, reaches: readonly number[]): number {
  for (const reach of reaches) {
    const low = Math.max(0, elapsed - reach * width);
    const high = Math.min(course.size, elapsed + reach * width);
    if (course.rate(low) > 0 && course.rate(high) < 0) return fallThroughZero(course, low, high);
  }
  return Number.NaN;
}

/** By the secant, of whose ends one that stays counts half (Illinois), and now and then by halving. */
function fallThroughZero({ rate }: Course, from: number, to: number): number {
  let [low, high] = [from, to];
  let [rising, falling] = [rate(low), rate(high)];
  let side = 0;
  for (let iteration = 1; iteration <= 200; iteration++) {
    const secant = low + ((high - low) * rising) / (rising - falling);
    const middle =
      iteration % 8 === 0 || !(secant > low && secant < high) ? low + 0.5 * (high - low) : secant;
    if (middle === low || middle === high) break;
    const slope = rate(middle);
    if (slope === 0) return middle;
    if (slope > 0) {
      [low, rising] = [middle, slope];
      if (side > 0) falling *= 0.5;
      side = 1;
    } else {
      [high, falling] = [middle, slope];
      if (side < 0) rising *= 0.5;
      side = -1;
    }
  }
  return Math.abs(rate(low)) <= Math.abs(rate(high)) ? low : high;
}
