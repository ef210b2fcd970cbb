/**
 * The table of the inverse tangent: for 16 intervals an octave from 1/32 to 32 their centre c and arctan c, and
 * one entry each for what lies below (c = 0) and above (c = ∞), from exact integer arithmetic.
 */
import { inverseTangent, piTimes } from "./fixed-point.ts";
import { nearestQuotient } from "./rational.ts";

/** Upper half of 1/32 over 2^16, less one: entry 0 is for what is smaller. */
export const arctangentOffset = 0x3f9f;
/** Index of the entry for 32 and more. */
export const lastEntry = 161;

const unit = 1n << 160n;

/** The centre of an interval, over 2^10. */
function centre(i: number): bigint {
  const octave = BigInt((i - 1) >> 4);
  // 2^(octave − 5) (1 + (2 place + 1)/32)
  return (33n + 2n * BigInt((i - 1) & 15)) << octave;
}

/** The double nearest to value/unit, and what remains. */
function split(value: bigint): [number, number] {
  const lead = nearestQuotient(value, unit);
  // A double from 1/32 on is a multiple of 2^−57.
  const exact = (BigInt(lead * 144115188075855872) * unit) >> 57n;
  return [lead, nearestQuotient(value - exact, unit)];
}

function makeTable(): Float64Array {
  const table = new Float64Array(4 * (lastEntry + 1));
  const denominator = 1n << 10n;
  table.set([1, 0, 0, 0], 0);
  let angle = 0n;
  let before = 0n;
  for (let i = 1; i < lastEntry; i++) {
    const c = centre(i);
    // arctan a − arctan b = arctan((a − b)/(1 + a b))
    angle += inverseTangent((c - before) * denominator, denominator * denominator + c * before, unit, -1n);
    before = c;
    table.set([1, nearestQuotient(c, denominator), ...split(angle)], 4 * i);
  }
  table.set([0, 1, ...split(piTimes(unit) / 2n)], 4 * lastEntry);
  return table;
}

/** For each entry in turn: a and b of the quotient (a u − b)/(a + b u), and its angle in two parts: [648]. */
export const arctangentTable: Float64Array = makeTable();
