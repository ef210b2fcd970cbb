import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readMnist } from "../../src/node/index.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "saltus-mnist-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const images = (count: number) =>
  Uint8Array.of(0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 2, 0, 0, 0, 3, ...Array(6 * count).keys());
const labels = (count: number) =>
  Uint8Array.of(0, 0, 8, 1, 0, 0, 0, count, ...Array.from({ length: count }, (_, k) => 9 - k));

function put(name: string, bytes: Uint8Array): void {
  writeFileSync(join(folder, name), bytes);
}

describe("readMnist", () => {
  it("reads the four files, compressed or not", async () => {
    put("train-images-idx3-ubyte", images(3));
    put("train-labels-idx1-ubyte.gz", gzipSync(labels(3)));
    put("t10k-images-idx3-ubyte.gz", gzipSync(images(1)));
    put("t10k-labels-idx1-ubyte", labels(1));
    const { train, test } = await readMnist(folder);
    expect([train.count, train.rows, train.columns]).toEqual([3, 2, 3]);
    expect([...train.pixels]).toEqual([...Array(18).keys()]);
    expect([...train.labels]).toEqual([9, 8, 7]);
    expect(test.count).toBe(1);
  });

  it("says which file is missing, and where to get it", async () => {
    put("train-images-idx3-ubyte", images(3));
    put("train-labels-idx1-ubyte", labels(3));
    await expect(readMnist(folder)).rejects.toThrow(
      /readMnist: .* has neither t10k-(images|labels)-idx\d-ubyte nor [^\n]*\n {2}The four files are .*https:/,
    );
  });

  it("says which file is wrong", async () => {
    put("train-images-idx3-ubyte", images(3));
    put("train-labels-idx1-ubyte", labels(2));
    put("t10k-images-idx3-ubyte", images(1));
    put("t10k-labels-idx1-ubyte", labels(1));
    await expect(readMnist(folder)).rejects.toThrow(/3 pictures and 2 labels in the train files/);
    put("train-labels-idx1-ubyte", images(3));
    await expect(readMnist(folder)).rejects.toThrow(/train-labels-idx1-ubyte has numbers .* 3 dimensions/);
    put("train-labels-idx1-ubyte", labels(3).subarray(0, 9));
    await expect(readMnist(folder)).rejects.toThrow(
      /train-labels-idx1-ubyte: parseIdx: the file has 9 bytes/,
    );
    rmSync(join(folder, "train-labels-idx1-ubyte"));
    put("train-labels-idx1-ubyte.gz", gzipSync(labels(3)).subarray(0, 20));
    await expect(readMnist(folder)).rejects.toThrow(/train-labels-idx1-ubyte\.gz: unexpected end of file/);
  });

  const digits = join(import.meta.dirname, "../../../shared/data/mnist");
  it.skipIf(!existsSync(digits))("reads the digits (skipped where they are not there)", async () => {
    const { train, test } = await readMnist(digits);
    expect([train.count, test.count, train.rows, train.columns]).toEqual([60_000, 10_000, 28, 28]);
    expect([...train.labels.subarray(0, 5)]).toEqual([5, 0, 4, 1, 9]);
    // Published mean and standard deviation of the pixels of the training set.
    const sum = train.pixels.reduce((total, pixel) => total + pixel, 0);
    expect(sum / train.pixels.length / 255).toBeCloseTo(0.1307, 4);
  });
});
