/** Doubles as text, bit for bit: base64 of their little-endian bytes. */

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const codes = new TextEncoder().encode(alphabet);
const padding = "=".charCodeAt(0);

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

export function base64OfDoubles(values: Float64Array): string {
  const bytes = bytesOf(values);
  const { length } = bytes;
  // Written as bytes: a text that grows character by character takes twenty times as long.
  const text = new Uint8Array(4 * Math.ceil(length / 3));
  let end = 0;
  for (let k = 0; k < length; k += 3) {
    // Beyond the end a byte is undefined, and 0 as a number of bits.
    const [first, second, third] = [bytes[k]!, bytes[k + 1]!, bytes[k + 2]!];
    text[end++] = codes[first >> 2]!;
    text[end++] = codes[((first & 3) << 4) | (second >> 4)]!;
    text[end++] = codes[((second & 15) << 2) | (third >> 6)]!;
    text[end++] = codes[third & 63]!;
  }
  for (let missing = (3 - (length % 3)) % 3; missing > 0; missing--) text[end - missing] = padding;
  return new TextDecoder().decode(text);
}

/** @returns undefined if the text is not what `base64OfDoubles` gives */
export function doublesOfBase64(text: string): Float64Array | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return undefined;
  const binary = atob(text);
  if (binary.length % 8 !== 0) return undefined;
  const bytes = new Uint8Array(binary.length);
  for (let k = 0; k < binary.length; k++) bytes[k] = binary.charCodeAt(k);
  const values = new Float64Array(bytes.buffer);
  return isLittleEndian ? values : new Float64Array(turned(bytes).buffer);
}

/** Of all doubles, the low byte of each first. */
function bytesOf({ buffer, byteOffset, byteLength }: Float64Array): Uint8Array {
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  return isLittleEndian ? bytes : turned(bytes);
}

/** A copy with the bytes of each double the other way round. */
function turned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(bytes);
  for (let k = 0; k < copy.length; k += 8) copy.subarray(k, k + 8).reverse();
  return copy;
}
