/** Constants in integers, to any number of digits: what tables are made from when the library loads. */

/**
 * arctan(p/q) for sign −1, artanh(p/q) for sign 1, |p| < q, in multiples of 1/unit: Σ (sign p²/q²)^k (p/q)/(2k + 1).
 * Every term is cut off, so the result is off by less than one for each; a term brings 2 log₂(q/p) bits.
 */
export function inverseTangent(p: bigint, q: bigint, unit: bigint, sign: 1n | -1n): bigint {
  const [numerator, denominator] = [sign * p * p, q * q];
  let power = (p * unit) / q;
  let sum = power;
  for (let k = 3n; power !== 0n; k += 2n) {
    power = (power * numerator) / denominator;
    sum += power / k;
  }
  return sum;
}

/**
 * π in multiples of 1/unit; off by less than unit's number of bits times eight.
 *
 * Source: Machin (1706): π/4 = 4 arctan 1/5 − arctan 1/239.
 */
export function piTimes(unit: bigint): bigint {
  return 16n * inverseTangent(1n, 5n, unit, -1n) - 4n * inverseTangent(1n, 239n, unit, -1n);
}

/** A number in multiples of 1/unit, rounded to a multiple of 2^−bits, in those multiples; unit a power of two. */
export function roundedTo(value: bigint, unit: bigint, bits: bigint): bigint {
  const scaled = (value << (bits + 1n)) / unit;
  return (scaled + (scaled < 0n ? -1n : 1n)) / 2n;
}
