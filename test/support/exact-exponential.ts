/** e^x of doubles to 250 bits in fixed point, as the yardstick for ulps. */

export const fractionBits = 320n;
const fraction = fractionBits;
const one = 1n << fraction;

/** x · 2^1074 as an integer. */
export function scaled(x: number): bigint {
  const [negative, magnitude] = [x < 0, Math.abs(x)];
  let exponent = 0;
  let value = magnitude;
  // Powers of two keep every bit; a subnormal is a multiple of 2^−1074 already.
  while (!Number.isInteger(value)) {
    value *= 2;
    exponent++;
  }
  const integer = BigInt(value) << BigInt(1074 - exponent);
  return negative ? -integer : integer;
}

/** A double as a fixed-point number, rounded down below 2^−320. */
export function fixed(x: number): bigint {
  return (scaled(x) << fraction) >> 1074n;
}

/** e^x for x ≥ 0: Taylor's series of x/2^10, squared ten times. */
function positivePower(x: bigint): bigint {
  const reduced = x >> 10n;
  let term = one;
  let sum = one;
  for (let k = 1n; term > 0n; k++) {
    term = ((term * reduced) >> fraction) / k;
    sum += term;
  }
  for (let k = 0; k < 10; k++) sum = (sum * sum) >> fraction;
  return sum;
}

/** Quotients n/d of fixed-point numbers, n and d of any size. */
export interface Quotient {
  readonly n: bigint;
  readonly d: bigint;
}

/** e^x of a fixed-point number, exact to 1e-70 of itself for |x| ≤ 750. */
export function exactExpOf(x: bigint): Quotient {
  return x < 0n ? { n: one, d: positivePower(-x) } : { n: positivePower(x), d: one };
}

/** e^x of a double. */
export function exactExp(x: number): Quotient {
  return x < 0 ? { n: one, d: positivePower(fixed(-x)) } : exactExpOf(fixed(x));
}

/** ⌊log₂(n/d)⌋ for n, d > 0. */
function exponentOf(n: bigint, d: bigint): number {
  const guess = n.toString(2).length - d.toString(2).length;
  const atLeast = guess >= 0 ? n >= d << BigInt(guess) : n << BigInt(-guess) >= d;
  return atLeast ? guess : guess - 1;
}

/** |y − n/d| in units of the last place of a double of the size of n/d (2^−1074 where that is subnormal). */
export function ulpError(y: number, { n, d }: Quotient): number {
  if (!Number.isFinite(y)) return Number.POSITIVE_INFINITY;
  const exponent = Math.max(-1022, exponentOf(n < 0n ? -n : n, d));
  // (y − n/d) / 2^(exponent − 52), the difference being over 2^1074 · d.
  const difference = scaled(y) * d - (n << 1074n);
  const inUlps = (difference << 30n) / (d << BigInt(1074 + exponent - 52));
  return Math.abs(Number(inUlps)) / 2 ** 30;
}
