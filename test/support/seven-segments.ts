/** Digits of seven segments, each a little elsewhere and of another darkness, as files of MNIST. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { randomGenerator } from "../../src/numeric/random.ts";

const side = 28;
/** Which segments make a digit: top, upper left, upper right, middle, lower left, lower right, bottom. */
const segments = [
  "abcefg",
  "cf",
  "acdeg",
  "acdfg",
  "bcdf",
  "abdfg",
  "abdefg",
  "acf",
  "abcdefg",
  "abcdfg",
] as const;
/** Left, top, width and height [px]. */
const bars: Readonly<Record<string, readonly [number, number, number, number]>> = {
  a: [7, 3, 12, 3],
  b: [6, 4, 3, 9],
  c: [17, 4, 3, 9],
  d: [7, 12, 12, 3],
  e: [6, 13, 3, 9],
  f: [17, 13, 3, 9],
  g: [7, 21, 12, 3],
};

/** Two IDX files: `count` digits, 0 to 9 again and again, and their labels. */
export function sevenSegments(count: number, seed: number): { images: Uint8Array; labels: Uint8Array } {
  const random = randomGenerator(seed);
  const labels = new Uint8Array(8 + count);
  const images = new Uint8Array(16 + count * side * side);
  labels.set([0, 0, 8, 1, 0, 0, count >> 8, count & 255]);
  images.set([0, 0, 8, 3, 0, 0, count >> 8, count & 255, 0, 0, 0, side, 0, 0, 0, side]);

  for (let k = 0; k < count; k++) {
    labels[8 + k] = k % 10;
    const [dx, dy] = [random.integer(3) - 1, random.integer(3) - 1];
    for (const name of segments[k % 10]!) {
      const [left, top, width, height] = bars[name]!;
      for (let y = top + dy; y < top + dy + height; y++) {
        for (let x = left + dx; x < left + dx + width; x++)
          images[16 + (k * side + y) * side + x] = 155 + random.integer(101);
      }
    }
  }
  return { images, labels };
}

/** The four files in a folder, compressed. */
export function writeDigits(folder: string, train: number, test: number): void {
  mkdirSync(folder, { recursive: true });
  for (const [part, count, seed] of [["train", train, 1] as const, ["t10k", test, 2] as const]) {
    const { images, labels } = sevenSegments(count, seed);
    writeFileSync(join(folder, `${part}-images-idx3-ubyte.gz`), gzipSync(images));
    writeFileSync(join(folder, `${part}-labels-idx1-ubyte.gz`), gzipSync(labels));
  }
}
