/**
 * Sine, cosine and tangent from additions, multiplications and a table alone: the same bits on every engine, and a
 * WebAssembly kernel repeats them inline (`codegen/wasm-trigonometric.ts`).
 *
 *   x = n π/64 + r ,  |r| ≤ π/128 ,   sin x = S + σ r + (C − σ) r + C (sin r − r) + S (cos r − 1)
 *
 * S and C the sine and cosine of n π/64, σ the sign of C: the first sum is exact with its rounding error kept, and
 * what follows is small against it. cos x is the sine a quarter further.
 *
 * Source: Gal & Bachelis (1991), ACM Trans. Math. Softw. 17(1), 26–45 (table and short series); Cody & Waite
 *   (1980), Software Manual for the Elementary Functions (reduction in parts).
 */
import { circleTable, stepParts, stepsPerRadian } from "./circle-table.ts";
import { rounder } from "./exponential.ts";
import { reduceLargeAngle } from "./large-angle.ts";

/** Up to this |x| the multiples of the parts of π/64 are exact. */
export const largestPlainAngle = 800000;
/** A quarter of the circle in steps. */
export const quarterTurn = 32;

const [part1, part2, part3, part4] = stepParts;

/** n, r and what r lacks. */
const angle = new Float64Array(3);

function reduce(x: number): void {
  if (!(Math.abs(x) <= largestPlainAngle)) {
    reduceLargeAngle(x, angle);
    return;
  }
  const n = x * stepsPerRadian + rounder - rounder;
  const first = x - n * part1;
  const w2 = n * part2;
  const second = first - w2;
  const w3 = n * part3;
  const r = second - w3;
  angle[0] = n;
  angle[1] = r;
  angle[2] = first - second - w2 + (second - r - w3) - n * part4;
}

/** The sine of what `reduce` found, `ahead` steps further. */
function sine(ahead: number): number {
  const at = ((angle[0]! + ahead) & 127) << 2;
  const r = angle[1]!;
  const s = circleTable[at]!;
  const rise = circleTable[at + 2]!;
  const sign = circleTable[at + 3]!;
  const turned = sign * r;
  const sum = s + turned;
  const r2 = r * r;
  const sineRest = r2 * r * (-1 / 6 + r2 * (1 / 120 + r2 * (-1 / 5040)));
  const cosineRest = r2 * (-0.5 + r2 * (1 / 24 + r2 * (-1 / 720)));
  const small = rise * r + (sign * angle[2]! + (turned - (sum - s) + circleTable[at + 1]!));
  return sum + ((sign + rise) * sineRest + (s * cosineRest + small));
}

/** Sine of x in radians, with the sign of x at ±0; NaN of ±Infinity; maximum error 0.6 ulp. */
export function sin(x: number): number {
  reduce(x);
  const y = sine(0);
  return x === 0 ? x : y;
}

/** Cosine of x in radians; NaN of ±Infinity; maximum error 0.6 ulp. */
export function cos(x: number): number {
  reduce(x);
  return sine(quarterTurn);
}

/** Tangent of x in radians, with the sign of x at ±0; NaN of ±Infinity; maximum error 1.7 ulp. */
export function tan(x: number): number {
  reduce(x);
  const y = sine(0) / sine(quarterTurn);
  return x === 0 ? x : y;
}
