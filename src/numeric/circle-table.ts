/**
 * The table of sine and cosine: for multiples of π/64 around the circle the sine in two parts, and the cosine as
 * its sign and the rest, from exact integer arithmetic.
 */
import { piTimes, roundedTo } from "./fixed-point.ts";
import { nearestQuotient } from "./rational.ts";

const unit = 1n << 192n;
/** π/64. */
const step = piTimes(unit) / 64n;

/** Σ (−x²)^k x^(2k + start)/(2k + start)!: sine from 1, cosine from 0. */
function series(start: 0n | 1n): bigint {
  let term = start === 0n ? unit : step;
  let sum = term;
  for (let k = start + 1n; term !== 0n; k += 2n) {
    term = (-((term * step) / unit) * step) / unit / (k * (k + 1n));
    sum += term;
  }
  return sum;
}

/** The double nearest to value/unit, and what remains. */
function split(value: bigint): [number, number] {
  const lead = nearestQuotient(value, unit);
  // A double below 1 here is a multiple of 2^−60.
  const exact = (BigInt(lead * 1152921504606846976) * unit) >> 60n;
  return [lead, nearestQuotient(value - exact, unit)];
}

function makeTable(): Float64Array {
  const [sine, cosine] = [series(1n), series(0n)];
  // The first quarter by rotations; the rest by symmetry, so that sin(−x) is −sin x to the last bit.
  const quarter = [0n];
  for (let j = 0, s = 0n, c = unit; j < 32; j++) {
    [s, c] = [(s * cosine + c * sine) / unit, (c * cosine - s * sine) / unit];
    quarter.push(j === 31 ? unit : s);
  }
  const sineOf = (j: number): bigint => {
    const half = j % 64;
    const value = quarter[half <= 32 ? half : 64 - half]!;
    return j % 128 < 64 ? value : -value;
  };
  const table = new Float64Array(512);
  for (let j = 0; j < 128; j++) {
    const cosineOf = sineOf(j + 32);
    const sign = cosineOf < 0n ? -1n : 1n;
    table.set(split(sineOf(j)), 4 * j);
    table[4 * j + 2] = nearestQuotient(cosineOf - sign * unit, unit);
    table[4 * j + 3] = Number(sign);
  }
  return table;
}

/** For j = 0, 1, … in turn: sin(jπ/64) in two parts, cos(jπ/64) less its sign, and that sign (1 for 0): [512]. */
export const circleTable: Float64Array = makeTable();

function partsOfStep(): readonly [number, number, number, number] {
  const parts: number[] = [];
  let rest = step;
  for (const bits of [33n, 61n, 89n]) {
    const part = roundedTo(rest, unit, bits);
    parts.push(nearestQuotient(part, 1n << bits));
    rest -= (part * unit) >> bits;
  }
  return [parts[0]!, parts[1]!, parts[2]!, nearestQuotient(rest, unit)];
}

/**
 * π/64 in four parts. The first three are multiples of 2^−33, 2^−61, 2^−89, each at most half the last place of the
 * one before: their multiples up to 2^24 are exact.
 */
export const stepParts: readonly [number, number, number, number] = partsOfStep();
/** 64/π. */
export const stepsPerRadian: number = nearestQuotient(unit, step);
