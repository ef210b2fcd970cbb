/**
 * 2^(j/128) for j = 0 … 127 as the nearest double and the rest, from exact integer arithmetic: the same
 * bits on every engine, without a page of digits.
 */
import { nearestQuotient } from "./rational.ts";

const bits = 160n;
const unit = 1n << bits;

/** ⌊√n⌋ by Newton's method. */
function squareRoot(n: bigint): bigint {
  let root = 1n << BigInt((n.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (root + n / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** [2^(j/128) rounded, the rest rounded] for j = 0, 1, …, one after the other: [256]. */
function makeTable(): Float64Array {
  // Seven square roots of 2 give 2^(1/128), each to 2^−160.
  let ratio = 2n * unit;
  for (let k = 0; k < 7; k++) ratio = squareRoot(ratio * unit);
  const table = new Float64Array(256);
  let power = unit;
  for (let j = 0; j < 128; j++) {
    const lead = nearestQuotient(power, unit);
    const shift = 2 ** 60;
    const leadScaled = BigInt(lead * shift) * (unit >> 60n);
    table[2 * j] = lead;
    table[2 * j + 1] = nearestQuotient(power - leadScaled, unit);
    power = (power * ratio) >> bits;
  }
  return table;
}

export const expTable: Float64Array = makeTable();

/** 2^k for k = −1074 … 1024 at index k + 1074, the last being Infinity: [2099]. */
export const powersOfTwo: Float64Array = Float64Array.from({ length: 2099 }, (_, i) => 2 ** (i - 1074));
