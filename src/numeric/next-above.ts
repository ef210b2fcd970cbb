/** The next double above a number. */

const bits = new DataView(new ArrayBuffer(8));

/** The smallest double that is larger than `value`, which is finite and ≥ 0. */
export function nextAbove(value: number): number {
  if (value === 0) return Number.MIN_VALUE;
  bits.setFloat64(0, value);
  bits.setBigUint64(0, bits.getBigUint64(0) + 1n);
  return bits.getFloat64(0);
}
