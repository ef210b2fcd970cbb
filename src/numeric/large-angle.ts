/**
 * The reduction of angles of any size, in integers: π to 1300 bits, of which a double may need all.
 *
 * Source: Payne & Hanek (1983), SIGNUM Newsl. 18(1), 19–24.
 * Variant: all bits at once instead of a window of them.
 */
import { piTimes } from "./fixed-point.ts";
import { double, halves, upper } from "./powers-of-two.ts";
import { nearestQuotient } from "./rational.ts";

/** The largest double is below 2^1024, and no double is nearer than 2^−62 of itself to a multiple of π/2. */
const bits = 1300n;
const unit = 1n << bits;
/** π/64 in multiples of 1/unit, when it is first wanted. */
let step: bigint | undefined;

/**
 * x = n π/64 + r.
 *
 * @param x       |x| ≥ 2, or not finite
 * @param result  n modulo 128, r and what r lacks; NaN if x is not finite
 */
export function reduceLargeAngle(x: number, result: Float64Array): void {
  if (!Number.isFinite(x)) {
    result.fill(Number.NaN);
    return;
  }
  step ??= piTimes(unit << 6n) >> 12n;
  const size = exact(Math.abs(x));
  const n = (size + (step >> 1n)) / step;
  const rest = size - n * step;
  const r = nearestQuotient(rest, unit);
  const sign = x < 0 ? -1 : 1;
  result[0] = sign * Number(n & 127n);
  result[1] = sign * r;
  result[2] = sign * nearestQuotient(rest - exact(Math.abs(r)) * (r < 0 ? -1n : 1n), unit);
}

/** A double ≥ 0 in multiples of 1/unit; the last bits of one below 2^−1200 are lost. */
function exact(x: number): bigint {
  double[0] = x;
  const high = BigInt(halves[upper]!);
  const low = BigInt(halves[1 - upper]! >>> 0);
  const exponent = high >> 20n;
  const digits = ((high & 0xfffffn) << 32n) + low + (exponent === 0n ? 0n : 1n << 52n);
  const shift = bits + exponent - 1075n;
  return shift < 0n ? digits >> -shift : digits << shift;
}
