/**
 * The exponential function and what is built on it, from additions, multiplications and a table alone.
 * Engines differ in the last bits of `Math.exp`; these operations in this order give the same bits
 * everywhere, and a WebAssembly kernel repeats them inline (`codegen/wasm-exponential.ts`).
 *
 *   x = (128 k + j) ln2/128 + r ,  |r| ≤ ln2/256 ,   e^x = 2^k · 2^(j/128) · (1 + p(r))
 *
 * with p the Taylor polynomial of e^r − 1 of degree 5, cut off below 2^−60, and 2^(j/128) = lead (1 + tail)
 * from a table.
 *
 * Source: Tang (1989), ACM Trans. Math. Softw. 15(2), 144–157 (exp) and (1992) 18(2), 211–222 (expm1).
 * Variant: 128 entries in place of 32, and no intervals of their own for small arguments.
 */
import { expTable } from "./exp-table.ts";
import { powersOfTwo } from "./powers-of-two.ts";

/** 128/ln2. */
export const inverseStep = 184.6649652337873;
/** ln2/128 in two parts: the first has 29 bits, so that its multiples up to 2^18 are exact. */
export const stepHigh = 0.005415212333900854;
export const stepLow = 1.4223718738313642e-11;
/** 1.5 · 2^52: a number plus this is rounded to an integer, which the low 32 bits then hold. */
export const rounder = 6755399441055744;
/** Up to this |x| neither 2^k nor 2^k p leaves the normal numbers. */
export const plainRange = 650;

/** Below the first the result is 0, above the second Infinity. */
const smallestExponent = -745.1332191019412;
const largestExponent = 709.782712893384;

/** e^x; maximum error 0.52 ulp, 0.76 ulp where the result is subnormal. */
export function exp(x: number): number {
  const n = x * inverseStep + rounder - rounder;
  const r = x - n * stepHigh - n * stepLow;
  if (Math.abs(x) <= plainRange) return scaledPower(n, r, powersOfTwo[(n >> 7) + 1022]!);
  if (!(x > smallestExponent)) return x <= smallestExponent ? 0 : x;
  if (x > largestExponent) return Number.POSITIVE_INFINITY;
  // Two more factors, so that neither overflows and a subnormal result is rounded once.
  const half = n >> 8;
  return scaledPower(n, r, 1) * powersOfTwo[half + 1022]! * powersOfTwo[(n >> 7) - half + 1022]!;
}

/** scale · 2^(j/128) · e^r, j = n mod 128; the product of tail and p is below the last bit. */
export function scaledPower(n: number, r: number, scale: number): number {
  const j = (n & 127) << 1;
  const lead = scale * expTable[j]!;
  const r2 = r * r;
  const p = expTable[j + 1]! + r + r2 * (0.5 + r * (1 / 6)) + r2 * r2 * (1 / 24 + r * (1 / 120));
  return lead + lead * p;
}

/**
 * e^x − 1, with the sign of x, −0 included; maximum error 1.6 ulp.
 *
 * With m = 2^k lead − 1 it is m + (p + m p + 2^k lead tail): where m is small, so is what its product rounds
 * off.
 * Its polynomial is of degree 6: where e^x − 1 is no larger than r, the degree counts.
 */
export function expm1(x: number): number {
  if (!(Math.abs(x) <= plainRange)) return x < 0 ? -1 : exp(x);
  const n = x * inverseStep + rounder - rounder;
  const r = x - n * stepHigh - n * stepLow;
  const r2 = r * r;
  const q = r2 * (0.5 + r * (1 / 6) + r2 * (1 / 24 + r * (1 / 120) + r2 * (1 / 720)));
  const j = (n & 127) << 1;
  const lead = powersOfTwo[(n >> 7) + 1022]! * expTable[j]!;
  const m = lead - 1;
  const y = m + (r + (q + (m * (r + q) + lead * expTable[j + 1]!)));
  return x === 0 ? x : y;
}

/**
 * (e^x − 1)/x, 1 at 0; maximum error 4.1 ulp. Finite as long as the quotient is, beyond the range of e^x.
 */
export function exprel(x: number): number {
  if (!(x > plainRange)) return x === 0 ? 1 : expm1(x) / x;
  // Here e^x − 1 is e^x to the last bit, and its root does not overflow.
  const root = exp(x / 2);
  return x < Number.POSITIVE_INFINITY ? (root / x) * root : x;
}

/** 1/(1 + e^−x) without overflow, e^x/(1 + e^x) for x < 0; maximum error 2.5 ulp. */
export function sigmoid(x: number): number {
  const small = exp(-Math.abs(x));
  return (x < 0 ? small : 1) / (1 + small);
}

/** From here on the tangent is 1 to the last bit. */
export const tanhSaturation = 20;

/** Hyperbolic tangent, with the sign of x, −0 included; maximum error 4 ulp. */
export function tanh(x: number): number {
  const fall = expm1(-2 * Math.min(Math.abs(x), tanhSaturation));
  const y = -fall / (fall + 2);
  return x === 0 ? x : x < 0 ? -y : y;
}
