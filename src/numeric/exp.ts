/**
 * The exponential function from additions, multiplications and tables alone: every execution of a kernel
 * repeats these operations in this order and gets the same bits, on every engine.
 *
 *   x = (128 k + j) ln2/128 + r ,  |r| ≤ ln2/256 ,   e^x = 2^k · 2^(j/128) · e^r
 *
 * with e^r = 1 + p(r), p the Taylor polynomial of degree 5 (truncation below 2^−60), and 2^(j/128) from a
 * table of 128 pairs of leading and trailing parts.
 *
 * Source: Tang (1989), ACM Trans. Math. Softw. 15(2), 144–157 (table-driven exponential), with 128
 *   entries instead of 32.
 */
import { expTable, powersOfTwo } from "./exp-table.ts";

/** 128/ln2. */
export const inverseStep = 184.6649652337873;
/** ln2/128 in two parts: the first has 29 bits, so that its multiples up to 2^18 are exact. */
export const stepHigh = 0.005415212333900854;
export const stepLow = 1.4223718738313642e-11;
/** Adding and subtracting it rounds to the nearest integer, ties to even. */
export const rounder = 6755399441055744;
/** Below, the result is 0; above, Infinity. */
export const smallestExponent = -745.1332191019412;
export const largestExponent = 709.782712893384;

/** e^x; maximum error 0.52 ulp where the result is normal. */
export function exp(x: number): number {
  if (!(x > smallestExponent)) return x <= smallestExponent ? 0 : x;
  if (x > largestExponent) return Number.POSITIVE_INFINITY;
  const n = x * inverseStep + rounder - rounder;
  const r = x - n * stepHigh - n * stepLow;
  const p = r + r * r * (0.5 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120))));
  const j = (n & 127) << 1;
  const lead = expTable[j]!;
  const y = lead + (expTable[j + 1]! + lead * p);
  return y * powersOfTwo[(n >> 7) + 1074]!;
}
