/** Reads the two kinds of .npy file that published data sets come in: float64 and int64, row-major. */
import { readFileSync } from "node:fs";

export interface NpyArray {
  readonly shape: readonly number[];
  /** int64 entries as numbers. */
  readonly values: Float64Array;
}

/** Source: NumPy Enhancement Proposal 1, format version 1.0. */
export function readNpy(path: string): NpyArray {
  const bytes = readFileSync(path);
  const headerEnd = 10 + bytes.readUInt16LE(8);
  const header = bytes.toString("latin1", 10, headerEnd);
  const type = /'descr': '([^']+)'/.exec(header)?.[1];
  const shape = /'shape': \(([^)]*)\)/.exec(header)?.[1];
  if (
    bytes[6] !== 1 ||
    (type !== "<f8" && type !== "<i8") ||
    !shape ||
    !/'fortran_order': False/.test(header)
  ) {
    throw new TypeError(`${path}: cannot read ${header}`);
  }
  const count = (bytes.length - headerEnd) / 8;
  const values = Float64Array.from({ length: count }, (_, i) => {
    const offset = headerEnd + 8 * i;
    return type === "<f8" ? bytes.readDoubleLE(offset) : Number(bytes.readBigInt64LE(offset));
  });
  return { shape: shape.split(",").filter(Boolean).map(Number), values };
}
