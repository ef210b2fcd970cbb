/** The pixels of a PNG file as the renderer writes it: eight bits, RGBA, not interlaced. */
import { inflateSync } from "node:zlib";

export interface DecodedPng {
  readonly width: number;
  readonly height: number;
  /** RGBA by rows. */
  readonly pixels: Uint8Array;
}

/** Source: PNG Specification, 3rd edition (W3C 2025), §5.2, §11.2 and, for the filters, §9. */
export function decodePng(file: Uint8Array): DecodedPng {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (view.getBigUint64(0) !== 0x89504e470d0a1a0an) throw new Error("not the signature of a PNG file");
  const data: Uint8Array[] = [];
  for (let at = 8; at < file.length; at += 12 + view.getUint32(at)) {
    const type = String.fromCharCode(...file.subarray(at + 4, at + 8));
    if (type === "IDAT") data.push(file.subarray(at + 8, at + 8 + view.getUint32(at)));
  }
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const format = [...file.subarray(24, 29)].join(" ");
  if (format !== "8 6 0 0 0") throw new Error(`format ${format} is not read here`);
  return { width, height, pixels: unfilter(inflateSync(Buffer.concat(data)), 4 * width, height) };
}

function unfilter(filtered: Uint8Array, stride: number, height: number): Uint8Array {
  const bytes = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = filtered[y * (stride + 1)]!;
    for (let x = 0; x < stride; x++) {
      const left = x < 4 ? 0 : bytes[y * stride + x - 4]!;
      const up = y === 0 ? 0 : bytes[(y - 1) * stride + x]!;
      const corner = x < 4 || y === 0 ? 0 : bytes[(y - 1) * stride + x - 4]!;
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]!;
      bytes[y * stride + x] = filtered[y * (stride + 1) + 1 + x]! + predicted;
    }
  }
  return bytes;
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}
