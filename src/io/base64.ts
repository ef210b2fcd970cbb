/** Doubles as text, bit for bit: base64 of their little-endian bytes. */

/** Characters in one call of `String.fromCharCode`, whose arguments go on the stack. */
const chunk = 8192;

export function base64OfDoubles(values: Float64Array): string {
  const bytes = new Uint8Array(values.length * 8);
  const view = new DataView(bytes.buffer);
  for (let k = 0; k < values.length; k++) view.setFloat64(8 * k, values[k]!, true);
  let binary = "";
  for (let k = 0; k < bytes.length; k += chunk) {
    binary += String.fromCharCode(...bytes.subarray(k, k + chunk));
  }
  return btoa(binary);
}

/** @returns undefined if the text is not what `base64OfDoubles` gives */
export function doublesOfBase64(text: string): Float64Array | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return undefined;
  const binary = atob(text);
  if (binary.length % 8 !== 0) return undefined;
  const view = new DataView(new ArrayBuffer(binary.length));
  for (let k = 0; k < binary.length; k++) view.setUint8(k, binary.charCodeAt(k));
  return Float64Array.from({ length: binary.length / 8 }, (_, k) => view.getFloat64(8 * k, true));
}
