/** Logarithms, powers and functions of the circle of doubles to 250 bits and more, as the yardstick for ulps. */
import { exactExpOf, fractionBits, type Quotient, scaled } from "./exact-exponential.ts";

/** Finer than what exp takes: sines of arguments near multiples of π, and powers, lose digits. */
const bits = 640n;
const one = 1n << bits;

/** Σ sign^k t^(2k + 1)/(2k + 1), |t| < 1. */
function oddSeries(t: bigint, sign: 1n | -1n): bigint {
  const square = (t * t) >> bits;
  let power = t;
  let sum = t;
  for (let k = 3n; power !== 0n && power !== -1n; k += 2n) {
    power = (sign * power * square) >> bits;
    sum += power / k;
  }
  return sum;
}

/** π by Euler's series for arctan 1/2 + arctan 1/3, to tell it from the library's. */
const pi = 4n * (oddSeries(one / 2n, -1n) + oddSeries(one / 3n, -1n));
const ln2 = 2n * oddSeries(one / 3n, 1n);

/** π to 1400 bits, for reductions. */
const finePi = ((): { readonly value: bigint; readonly bits: bigint } => {
  const fine = 1400n;
  const arctangent = (q: bigint): bigint => {
    let power = (1n << fine) / q;
    let sum = power;
    for (let k = 3n; power !== 0n; k += 2n) {
      power = -power / (q * q);
      sum += power / k;
    }
    return sum;
  };
  return { value: 4n * (arctangent(2n) + arctangent(3n)), bits: fine };
})();

/** n/d in units of 2^−640. */
function quotient(n: bigint, d: bigint): bigint {
  return (n << bits) / d;
}

/** log(n/d). */
function logOf(n: bigint, d: bigint): bigint {
  const k = n.toString(2).length - d.toString(2).length;
  const [a, b] = k >= 0 ? [n, d << BigInt(k)] : [n << BigInt(-k), d];
  return BigInt(k) * ln2 + 2n * oddSeries(quotient(a - b, a + b), 1n);
}

const lastPlace = 1n << 1074n;

/** log x for x > 0. */
export function exactLog(x: number): Quotient {
  return { n: logOf(scaled(x), lastPlace), d: one };
}

/** log(1 + x) for x > −1 and |x| > 1e-60. */
export function exactLog1p(x: number): Quotient {
  return { n: logOf(lastPlace + scaled(x), lastPlace), d: one };
}

/** x^y for x > 0 where it is between 1e-330 and 1e310. */
export function exactPow(x: number, y: number): Quotient {
  const e = (logOf(scaled(x), lastPlace) * scaled(y)) >> (1074n + bits - fractionBits);
  return exactExpOf(e);
}

/** x less the nearest multiple of π/2, and which multiple that is, modulo 4. */
export function quarterTurns(x: number): { readonly quarter: number; readonly rest: bigint } {
  const { value, bits: fine } = finePi;
  const size = (scaled(Math.abs(x)) << fine) >> 1074n;
  const turn = value / 2n;
  const n = (size + turn / 2n) / turn;
  const rest = (size - n * turn) >> (fine - bits);
  return x < 0 ? { quarter: Number(-n & 3n), rest: -rest } : { quarter: Number(n & 3n), rest };
}

/** Σ (−x²)^k x^(2k + start)/(2k + start)!. */
function circleSeries(x: bigint, start: 0n | 1n): bigint {
  const square = (x * x) >> bits;
  let term = start === 0n ? one : x;
  let sum = term;
  for (let k = start + 1n; term !== 0n && term !== -1n; k += 2n) {
    term = -((term * square) >> bits) / (k * (k + 1n));
    sum += term;
  }
  return sum;
}

function circle(x: number, ahead: number): Quotient {
  const { quarter, rest } = quarterTurns(x);
  const place = (quarter + ahead) & 3;
  const value = circleSeries(rest, place % 2 === 0 ? 1n : 0n);
  return { n: place < 2 ? value : -value, d: one };
}

/** sin x for |x| > 1e-60 or 0. */
export const exactSin = (x: number): Quotient => circle(x, 0);
export const exactCos = (x: number): Quotient => circle(x, 1);
export function exactTan(x: number): Quotient {
  const [s, c] = [exactSin(x).n, exactCos(x).n];
  return c < 0n ? { n: -s, d: -c } : { n: s, d: c };
}

/** arctan x for |x| > 1e-60. */
export function exactAtan(x: number): Quotient {
  const size = scaled(Math.abs(x));
  // arctan(n/d) = π/4 − arctan((d − n)/(d + n)), halved once more where that is not small.
  const small = (n: bigint, d: bigint): bigint => {
    if (4n * n < d) return oddSeries(quotient(n, d), -1n);
    // arctan t = arctan ½ + arctan((t − ½)/(1 + t/2))
    const [a, b] = [2n * n - d, 2n * d + n];
    const rest = a < 0n ? -oddSeries(quotient(-a, b), -1n) : oddSeries(quotient(a, b), -1n);
    return oddSeries(one / 2n, -1n) + rest;
  };
  const value = size <= lastPlace ? small(size, lastPlace) : pi / 2n - small(lastPlace, size);
  return { n: x < 0 ? -value : value, d: one };
}
