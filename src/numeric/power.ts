/**
 * The power x^y = e^(y log x), the logarithm in two doubles with an error of 2^−68 of itself: in the exponent it
 * is multiplied by up to 745.
 *
 * Source: Dekker (1971), Numer. Math. 18, 224–242 (products without rounding).
 */
import { inverseStep, plainRange, rounder, scaledPower, stepHigh, stepLow } from "./exponential.ts";
import { largestReduced, reduced, reduceLogarithm, rescaling } from "./logarithm.ts";
import { powersOfTwo, smallestNormal } from "./powers-of-two.ts";

/** 1.5 · 2^18: a number below 2^−7 plus this is rounded to 34 binary places; its square is then exact. */
export const squareRounder = 393216;
/** 2^27 + 1, which cuts a double into two of 26 bits. */
export const splitter = 134217729;

/** Exponent e and its rest for x^y = e^(exponent + rest). */
const exponent = new Float64Array(2);

/** y log(x 2^shift) for x as of `reduceLogarithm`; not a number if y is too large to be cut. */
function findExponent(x: number, shift: number, y: number): void {
  reduceLogarithm(x, 0, shift);
  const t = reduced[0]!;
  const r = reduced[2]!;
  const rest = reduced[3]!;
  const sum = t + r;
  const head = r + squareRounder - squareRounder;
  const half = 0.5 * head * head;
  const high = sum - half;
  const r2 = r * r;
  const p = 1 / 3 + r * (-1 / 4) + r2 * (1 / 5 + r * (-1 / 6) + r2 * (1 / 7 + r * (-1 / 8) + r2 * (1 / 9)));
  const low =
    t -
    sum +
    r +
    (sum - high - half) +
    (reduced[1]! + (rest - rest * r)) +
    (r2 * r * p - 0.5 * (r - head) * (r + head));
  const lead = high + low;
  const tail = high - lead + low;
  const product = y * lead;
  const yCut = y * splitter;
  const yHead = yCut - (yCut - y);
  const yTail = y - yHead;
  const leadCut = lead * splitter;
  const leadHead = leadCut - (leadCut - lead);
  const leadTail = lead - leadHead;
  exponent[0] = product;
  exponent[1] =
    yHead * leadHead - product + yHead * leadTail + yTail * leadHead + (yTail * leadTail + y * tail);
}

/** x^y as ECMAScript has it: 1^NaN and (±1)^±Infinity are NaN; maximum error 0.53 ulp, 0.8 where it is subnormal. */
export function pow(x: number, y: number): number {
  if (x >= smallestNormal && x < largestReduced) {
    findExponent(x, 0, y);
    const e = exponent[0]!;
    if (Math.abs(e + exponent[1]!) <= plainRange) {
      const n = e * inverseStep + rounder - rounder;
      const r = e - n * stepHigh - n * stepLow + exponent[1]!;
      return scaledPower(n, r, powersOfTwo[(n >> 7) + 1022]!);
    }
  }
  return anyPower(x, y);
}

function anyPower(x: number, y: number): number {
  if (y === 0) return 1;
  const size = Math.abs(x);
  if (Number.isNaN(x) || Number.isNaN(y) || (size === 1 && Math.abs(y) === Number.POSITIVE_INFINITY)) {
    return Number.NaN;
  }
  const isWhole = Number.isInteger(y);
  // From 2^53 on all doubles are even.
  const isOdd = isWhole && y % 2 !== 0;
  const sign = isOdd && (x < 0 || Object.is(x, -0)) ? -1 : 1;
  if (size === 0 || size === Number.POSITIVE_INFINITY) {
    return sign * ((size === 0) === y < 0 ? Number.POSITIVE_INFINITY : 0);
  }
  if (x < 0 && !isWhole && Number.isFinite(y)) return Number.NaN;
  return sign * positivePower(size, y);
}

/** x^y for x finite and positive. */
function positivePower(x: number, y: number): number {
  if (x === 1) return 1;
  const grows = x > 1 === y > 0;
  // |log x| is at least 2^−53: from here on the power is 0 or Infinity.
  if (Math.abs(y) > 1e20) return grows ? Number.POSITIVE_INFINITY : 0;
  if (x < smallestNormal) findExponent(x * rescaling, -54, y);
  else if (x >= largestReduced) findExponent(x / rescaling, 54, y);
  else findExponent(x, 0, y);
  const e = exponent[0]!;
  if (Math.abs(e) > 760) return grows ? Number.POSITIVE_INFINITY : 0;
  const n = e * inverseStep + rounder - rounder;
  const r = e - n * stepHigh - n * stepLow + exponent[1]!;
  // Two more factors, so that neither overflows and a subnormal result is rounded once.
  const half = n >> 8;
  return scaledPower(n, r, 1) * powersOfTwo[half + 1022]! * powersOfTwo[(n >> 7) - half + 1022]!;
}
