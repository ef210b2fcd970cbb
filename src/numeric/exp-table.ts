/**
 * The table of the exponential function: 2^(j/128) for j = 0 … 127 as lead (1 + tail), lead the nearest
 * double, from exact integer arithmetic, so that every engine has the same bits without a page of digits.
 */
import { powerOfTwo } from "./powers-of-two.ts";
import { nearestQuotient } from "./rational.ts";

const fractionBits = 160n;
const unit = 1n << fractionBits;

/** ⌊√n⌋ by Newton's method from above. */
function squareRoot(n: bigint): bigint {
  let root = 1n << BigInt((n.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (root + n / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

function makeTable(): Float64Array {
  // Seven square roots take 2 to 2^(1/128).
  let ratio = 2n * unit;
  for (let k = 0; k < 7; k++) ratio = squareRoot(ratio * unit);
  const table = new Float64Array(256);
  let power = unit;
  for (let j = 0; j < 128; j++) {
    const lead = nearestQuotient(power, unit);
    // A double in [1, 2) is a multiple of 2^−52.
    const rounded = BigInt(lead * powerOfTwo(52)) << (fractionBits - 52n);
    table[2 * j] = lead;
    table[2 * j + 1] = nearestQuotient(power - rounded, rounded);
    power = (power * ratio) >> fractionBits;
  }
  return table;
}

/** Lead and tail of 2^(j/128) for j = 0, 1, … in turn: [256]. */
export const expTable: Float64Array = makeTable();
