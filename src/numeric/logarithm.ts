/**
 * Logarithms from additions, multiplications and a table alone: the same bits on every engine, and a WebAssembly
 * kernel repeats them inline (`codegen/wasm-logarithm.ts`).
 *
 *   x = 2^k z ,  z G = 1 + r ,  |r| < 2^−7.9 ,   log x = k ln2 − log G + log(1 + r)
 *
 * with G ≈ 1/z of 15 bits from a table. z is cut into 21 and 32 bits, whose products with G are exact: r is, too,
 * in two doubles.
 *
 * Source: Tang (1990), ACM Trans. Math. Softw. 16(4), 378–400.
 * Variant: reciprocals in the table instead of a division, and G = 1 around 1 instead of an interval of its own.
 */
import { ln2High, ln2Low, logOffset, logTable } from "./log-table.ts";
import { double, halves, powerOfTwo, powersOfTwo, smallestNormal, upper } from "./powers-of-two.ts";

/** 1.5 · 2^32: a number below 2 plus this is rounded to 20 binary places. */
export const headRounder = 6442450944;
/** Up to here log1p has its plain form; beyond, 1 is less than the last bit of the argument. */
export const largestLog1p = 1152921504606846976;

/** What `reduceLogarithm` leaves: k ln2 − log G as a sum, its lead exact; r as a sum. */
export const reduced: Float64Array = new Float64Array(4);

/** Numbers from here on have no 2^−k in the table. */
export const largestReduced: number = powerOfTwo(1000);
/** Carries numbers below the normal ones, and those above `largestReduced`, to those between. */
export const rescaling: number = powerOfTwo(54);

/**
 * @param x      positive and normal, below `largestReduced`
 * @param rest   added to x, below its last bit
 * @param shift  added to k
 */
export function reduceLogarithm(x: number, rest: number, shift: number): void {
  double[0] = x;
  const place = halves[upper]! - logOffset;
  const k = place >> 20;
  const scale = powersOfTwo[1022 - k]!;
  const z = x * scale;
  const at = 3 * ((place >> 13) & 127);
  const g = logTable[at]!;
  const head = z + headRounder - headRounder;
  const a = head * g - 1;
  const b = (z - head) * g + rest * scale * g;
  const r = a + b;
  const n = k + shift;
  reduced[0] = n * ln2High + logTable[at + 1]!;
  reduced[1] = n * ln2Low + logTable[at + 2]!;
  reduced[2] = r;
  reduced[3] = b - (r - a);
}

/** log(x + rest) + shift ln2. */
function plainLog(x: number, rest: number, shift: number): number {
  reduceLogarithm(x, rest, shift);
  const t = reduced[0]!;
  const r = reduced[2]!;
  const high = t + r;
  const r2 = r * r;
  const p = -0.5 + r * (1 / 3) + r2 * (-1 / 4 + r * (1 / 5) + r2 * (-1 / 6 + r * (1 / 7)));
  return high + (t - high + r + (reduced[1]! + reduced[3]! + r2 * p));
}

/** Natural logarithm; −Infinity at ±0, NaN below; maximum error 0.52 ulp. */
export function log(x: number): number {
  if (x >= smallestNormal && x < largestReduced) return plainLog(x, 0, 0);
  if (x > 1) return x === Number.POSITIVE_INFINITY ? x : plainLog(x / rescaling, 0, 54);
  if (x > 0) return plainLog(x * rescaling, 0, -54);
  return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
}

/** log(1 + x) without cancellation near 0, with the sign of x, −0 included; maximum error 0.52 ulp. */
export function log1p(x: number): number {
  if (!(x > -1 && x <= largestLog1p)) return x === -1 ? Number.NEGATIVE_INFINITY : log(x);
  const u = 1 + x;
  const added = u - 1;
  const y = plainLog(u, 1 - (u - added) + (x - added), 0);
  return x === 0 ? x : y;
}
