/**
 * The table of the logarithm: for 128 intervals of [0.705, 1.410), G ≈ 1/centre and −log G, from exact integer
 * arithmetic. The interval around 1 has G = 1, so that nothing cancels there.
 */
import { inverseTangent, roundedTo } from "./fixed-point.ts";
import { nearestQuotient } from "./rational.ts";

/** Upper half of the double at which the first interval begins; an interval is 2^13 wide in upper halves. */
export const logOffset = 0x3fe69000;
const width = 0x2000;
const count = 128;
/** The interval whose centre is 1. */
const middle = 75;

/** G has so many binary places: times 32 bits of the argument it is exact. */
const places = 14n;
/** −log G and ln2 begin with a multiple of 2^−42: k ln2 − log G is exact in these parts. */
const leadBits = 42n;

const unit = 1n << 160n;

/** 2^14 G. */
function reciprocal(i: number): bigint {
  const centre = logOffset + i * width + width / 2;
  const digits = BigInt(0x100000 + (centre & 0xfffff));
  const shift = i < middle ? 21n : 20n;
  return ((1n << (places + shift + 1n)) / digits + 1n) / 2n;
}

/** log(a/b). */
function logarithmOfQuotient(a: bigint, b: bigint): bigint {
  return 2n * inverseTangent(a - b, a + b, unit, 1n);
}

/** A multiple of 2^−42 and the rest. */
function split(value: bigint): [number, number] {
  const lead = roundedTo(value, unit, leadBits);
  const lastPlace = 1n << leadBits;
  return [
    nearestQuotient(lead, lastPlace),
    nearestQuotient(value * lastPlace - lead * unit, unit * lastPlace),
  ];
}

function makeTable(): Float64Array {
  const table = new Float64Array(3 * count);
  const fill = (i: number, logarithm: bigint): void => {
    table[3 * i] = nearestQuotient(reciprocal(i), 1n << places);
    table.set(split(logarithm), 3 * i + 1);
  };
  fill(middle, 0n);
  for (let i = middle - 1, sum = 0n; i >= 0; i--) {
    sum += logarithmOfQuotient(reciprocal(i + 1), reciprocal(i));
    fill(i, sum);
  }
  for (let i = middle + 1, sum = 0n; i < count; i++) {
    sum += logarithmOfQuotient(reciprocal(i - 1), reciprocal(i));
    fill(i, sum);
  }
  return table;
}

/** G, and −log G in two parts, for each interval in turn: [384]. */
export const logTable: Float64Array = makeTable();

const ln2 = split(logarithmOfQuotient(2n, 1n));
/** ln2 in two parts, the first a multiple of 2^−42. */
export const ln2High: number = ln2[0];
export const ln2Low: number = ln2[1];
