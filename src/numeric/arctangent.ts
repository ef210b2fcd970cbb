/**
 * The inverse tangent from the four operations and a table alone: the same bits on every engine, and a WebAssembly
 * kernel repeats them inline (`codegen/wasm-arctangent.ts`).
 *
 *   arctan u = arctan c + arctan t ,   t = (u − c)/(1 + c u) ,  |t| ≤ 1/32
 *
 * with c the centre of u's interval, 0 below the first and ∞ above the last (then t = −1/u).
 */
import { arctangentOffset, arctangentTable, lastEntry } from "./arctangent-table.ts";
import { double, halves, upper } from "./powers-of-two.ts";

/** Inverse tangent in [−π/2, π/2], with the sign of x, −0 included; maximum error 0.55 ulp. */
export function atan(x: number): number {
  const u = Math.abs(x);
  if (!(u < Number.POSITIVE_INFINITY)) return u === x || u === -x ? endOf(x) : x;
  double[0] = u;
  const place = (halves[upper]! >> 16) - arctangentOffset;
  const at = Math.max(0, Math.min(place, lastEntry)) << 2;
  const a = arctangentTable[at]!;
  const b = arctangentTable[at + 1]!;
  const t = (a * u - b) / (a + b * u);
  const t2 = t * t;
  const p = t2 * t * (-1 / 3 + t2 * (1 / 5) + t2 * t2 * (-1 / 7 + t2 * (1 / 9) + t2 * t2 * (-1 / 11)));
  const y = arctangentTable[at + 2]! + (arctangentTable[at + 3]! + (t + p));
  return x < 0 ? -y : x === 0 ? x : y;
}

/** ±π/2. */
function endOf(x: number): number {
  const half = arctangentTable[4 * lastEntry + 2]!;
  return x < 0 ? -half : half;
}
