/** The IDX format, in which MNIST and its relatives come. */
import { OptionError } from "../errors.ts";
import { checkValue, rule } from "../options.ts";
import { counted, isBytes } from "../values.ts";

/** Numbers by the letters of NumPy, as an IDX file has them. */
const readers: Readonly<
  Record<number, { readonly size: number; readonly read: (view: DataView, at: number) => number }>
> = {
  8: { size: 1, read: (view, at) => view.getUint8(at) },
  9: { size: 1, read: (view, at) => view.getInt8(at) },
  11: { size: 2, read: (view, at) => view.getInt16(at) },
  12: { size: 4, read: (view, at) => view.getInt32(at) },
  13: { size: 4, read: (view, at) => view.getFloat32(at) },
  14: { size: 8, read: (view, at) => view.getFloat64(at) },
};

/** An array of an IDX file. */
export interface IdxArray {
  /** Lengths of its dimensions, the slowest first. */
  readonly shape: readonly number[];
  /** Row-major; bytes as bytes, all other numbers as doubles. */
  readonly values: Uint8Array | Float64Array;
}

/**
 * The array in the bytes of an IDX file, which is not compressed.
 *
 * @param bytes  of the whole file; an array of bytes is a view of them
 * @throws OptionError for bytes that are no IDX file, are cut off or go on behind it
 *
 * Source: LeCun, Cortes & Burges, The MNIST database of handwritten digits, "File formats".
 * @example
 * const { shape } = parseIdx(Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 7, 3)); // [2]
 */
export function parseIdx(bytes: Uint8Array): IdxArray {
  const where = "parseIdx";
  checkValue(where, "bytes", bytes, rule(isBytes, "Give the bytes of the file."));
  const wrong = (what: string, hint: string): OptionError => new OptionError(where, what, hint);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    throw wrong("the bytes are compressed", "Decompress them first: gunzipSync of node:zlib does.");
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const reader = bytes.length < 4 || view.getUint16(0) !== 0 ? undefined : readers[bytes[2]!];
  if (reader === undefined) {
    const first = Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
    const hint = "It begins with 00 00, a type of number and how many dimensions there are.";
    throw wrong(`the bytes are no IDX file: they begin with ${first || "nothing"}`, hint);
  }
  const dimensions = bytes[3]!;
  const start = 4 + 4 * dimensions;
  const isCut = bytes.length < start;
  const shape = isCut ? [] : Array.from({ length: dimensions }, (_, k) => view.getUint32(4 + 4 * k));
  const count = shape.reduce((product, length) => product * length, 1);
  const length = start + count * reader.size;
  if (bytes.length !== length) {
    const needs = isCut ? "" : `, and [${shape.join(", ")}] needs ${length}`;
    throw wrong(`the file has ${counted(bytes.length, "byte")}${needs}`, "Is the download complete?");
  }
  const values =
    bytes[2] === 8
      ? bytes.subarray(start)
      : Float64Array.from({ length: count }, (_, k) => reader.read(view, start + k * reader.size));
  return { shape, values };
}
