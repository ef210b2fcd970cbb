/** Exact fractions over BigInt: the form in which coefficients of a method are written and checked. */
import { powerOfTwo } from "./powers-of-two.ts";

/** numerator / denominator, denominator > 0, not reduced. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * Numerator and positive denominator of `"35/384"`, `"-2187/6784"`, `"0"`, `"-0.161"` or
 * `"5.26e-2"`; `undefined` for any other text, a zero denominator included.
 */
export function parseFraction(text: string): Rational | undefined {
  const fraction = /^([+-]?\d+)(?:\/(\d+))?$/.exec(text);
  if (fraction !== null) {
    const denominator = BigInt(fraction[2] ?? 1);
    return denominator === 0n ? undefined : { numerator: BigInt(fraction[1]!), denominator };
  }
  const decimal = /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d{1,4}))?$/i.exec(text);
  if (decimal === null) return undefined;
  const [, sign, whole, places, exponent] = decimal as unknown as [string, string, string, string, string?];
  if (whole === "" && places === "") return undefined;
  const digits = BigInt(`${sign}${whole}${places}`);
  const power = Number(exponent ?? 0) - places.length;
  return power < 0
    ? { numerator: digits, denominator: 10n ** BigInt(-power) }
    : { numerator: digits * 10n ** BigInt(power), denominator: 1n };
}

/** The double nearest to n / d, d > 0, ties to even; the two need not be in lowest terms. */
export function nearestQuotient(n: bigint, d: bigint): number {
  const magnitude = n < 0n ? -n : n;
  // Two exact doubles: their quotient is rounded once.
  if (magnitude <= maxExact && d <= maxExact) return Number(n) / Number(d);
  if (n === 0n) return 0;
  const value = roundedQuotient(magnitude, d);
  return n < 0n ? -value : value;
}

const maxExact = BigInt(Number.MAX_SAFE_INTEGER);
const significand = 53;
const smallestExponent = -1074;

/** n / d for n, d > 0: the integer quotient in units of 2^exponent, rounded half to even by its remainder. */
function roundedQuotient(n: bigint, d: bigint): number {
  const exponent = Math.max(quotientBits(n, d) - significand, smallestExponent);
  const scaled = exponent < 0 ? n << BigInt(-exponent) : n;
  const unit = exponent < 0 ? d : d << BigInt(exponent);
  let quotient = scaled / unit;
  const twice = 2n * (scaled - quotient * unit);
  if (twice > unit || (twice === unit && quotient % 2n === 1n)) quotient += 1n;
  // Two exact factors, because 2^exponent alone may overflow.
  const half = Math.trunc(exponent / 2);
  return Number(quotient) * powerOfTwo(half) * powerOfTwo(exponent - half);
}

/** ⌊log₂(n/d)⌋ + 1, the number of bits before the point. */
function quotientBits(n: bigint, d: bigint): number {
  const difference = bits(n) - bits(d);
  const atLeast = difference >= 0 ? n >= d << BigInt(difference) : n << BigInt(-difference) >= d;
  return atLeast ? difference + 1 : difference;
}

/** The number of binary digits of n > 0, from its hexadecimal ones. */
function bits(n: bigint): number {
  const digits = n.toString(16);
  return 4 * digits.length - Math.clz32(Number.parseInt(digits[0]!, 16)) + 28;
}
