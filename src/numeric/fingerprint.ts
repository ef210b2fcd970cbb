/**
 * A fingerprint of plain values: equal values have equal ones, and others by accident once in 2⁶⁴.
 * It tells a mistake, not a forgery.
 *
 * Source: Appleby (2011), MurmurHash3, github.com/aappleby/smhasher, MurmurHash3.cpp (public domain).
 * Variant: two 32-bit streams with different seeds over the same words, instead of one of 128 bits.
 */

const bytes = new DataView(new ArrayBuffer(8));

/** Marks before a value, so that [1] is not 1 and "1" not either. */
const mark = { number: 1, text: 2, list: 3, record: 4, other: 5, integers: 6 } as const;

/**
 * Sixteen hexadecimal digits.
 *
 * @param value  numbers, texts, truth values, arrays, typed arrays, maps and plain objects, nested
 *   without cycles; a function is like any other
 */
export function fingerprint(value: unknown): string {
  const state = new Uint32Array([0x9747b28c, 0x3c6ef372]);
  addValue(state, value);
  return Array.from(state, (word) => finished(word).toString(16).padStart(8, "0")).join("");
}

function addValue(state: Uint32Array, value: unknown): void {
  if (typeof value === "number") {
    addWord(state, mark.number);
    addNumber(state, value);
  } else if (typeof value === "string") {
    addText(state, value);
  } else if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    if (value instanceof Int32Array) addIntegers(state, value);
    else addNumbers(state, value as Float64Array);
  } else if (Array.isArray(value)) {
    addWord(state, mark.list);
    addWord(state, value.length);
    for (let k = 0; k < value.length; k++) addValue(state, value[k]);
  } else if (typeof value === "object" && value !== null) {
    const entries = value instanceof Map ? [...value] : Object.entries(value);
    addWord(state, mark.record);
    addWord(state, entries.length);
    for (const [key, entry] of entries) {
      addText(state, String(key));
      addValue(state, entry);
    }
  } else {
    addWord(state, mark.other);
    addText(state, typeof value === "function" ? "function" : String(value));
  }
}

/** As a list of numbers, with the state at hand: samples are made of such arrays. */
function addNumbers(state: Uint32Array, numbers: Float64Array): void {
  addWord(state, mark.list);
  addWord(state, numbers.length);
  const before = scrambled(mark.number);
  let first = state[0]! | 0;
  let second = state[1]! | 0;
  for (let k = 0; k < numbers.length; k++) {
    setNumber(numbers[k]!);
    const high = scrambled(bytes.getInt32(0));
    const low = scrambled(bytes.getInt32(4));
    first = mixed(mixed(mixed(first, before), high), low);
    second = mixed(mixed(mixed(second, before), high), low);
  }
  state[0] = first;
  state[1] = second;
}

function addIntegers(state: Uint32Array, numbers: Int32Array): void {
  addWord(state, mark.integers);
  addWord(state, numbers.length);
  let first = state[0]! | 0;
  let second = state[1]! | 0;
  for (let k = 0; k < numbers.length; k++) {
    const word = scrambled(numbers[k]!);
    first = mixed(first, word);
    second = mixed(second, word);
  }
  state[0] = first;
  state[1] = second;
}

function addNumber(state: Uint32Array, value: number): void {
  setNumber(value);
  addWord(state, bytes.getInt32(0));
  addWord(state, bytes.getInt32(4));
}

function setNumber(value: number): void {
  bytes.setFloat64(0, value);
  // Engines write NaN with one sign or the other.
  if (Number.isNaN(value)) bytes.setBigUint64(0, 0x7ff8000000000000n);
}

function addText(state: Uint32Array, text: string): void {
  addWord(state, mark.text);
  addWord(state, text.length);
  for (let k = 0; k < text.length; k++) addWord(state, text.charCodeAt(k));
}

function addWord(state: Uint32Array, word: number): void {
  const k = scrambled(word);
  state[0] = mixed(state[0]!, k);
  state[1] = mixed(state[1]!, k);
}

function scrambled(word: number): number {
  const k = Math.imul(word, 0xcc9e2d51);
  return Math.imul((k << 15) | (k >>> 17), 0x1b873593);
}

function mixed(state: number, scrambledWord: number): number {
  const h = state ^ scrambledWord;
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
}

function finished(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
