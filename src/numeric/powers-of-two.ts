/** Powers of two and the bits of doubles, without the engine's power. */

/** 2^k for k = −1022 … 1023 at index k + 1022, from exact doublings and halvings. */
export const powersOfTwo: Float64Array = new Float64Array(2046);
powersOfTwo[1022] = 1;
for (let k = 1; k <= 1023; k++) powersOfTwo[1022 + k] = 2 * powersOfTwo[1021 + k]!;
for (let k = 1; k <= 1022; k++) powersOfTwo[1022 - k] = 0.5 * powersOfTwo[1023 - k]!;

/** 2^k for a whole k from −1022 to 1023. */
export function powerOfTwo(k: number): number {
  return powersOfTwo[k + 1022]!;
}

/** 2^−1022, below which doubles lose digits. */
export const smallestNormal = 2.2250738585072014e-308;

/** A double, and its two halves: write one, read the other. */
export const double: Float64Array = new Float64Array(1);
export const halves: Int32Array = new Int32Array(double.buffer);
/** Index of the half with sign, exponent and the first 20 digits; engines run on machines of either order. */
export const upper: 0 | 1 = new Uint8Array(Int32Array.of(1).buffer)[0] === 1 ? 1 : 0;
