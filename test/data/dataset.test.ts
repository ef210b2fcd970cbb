import { describe, expect, it } from "vitest";
import { batches, dataset, sampleAt, sampleOrder, splitDataset } from "../../src/data/dataset.ts";
import { OptionError, ShapeError } from "../../src/errors.ts";
import { randomGenerator } from "../../src/numeric/random.ts";

/** Sample i is (i, 10 i) with label i. */
function ramp(count: number): ReturnType<typeof dataset> {
  const features = Float64Array.from({ length: 2 * count }, (_, i) =>
    i % 2 === 0 ? i / 2 : (10 * (i - 1)) / 2,
  );
  return dataset(
    features,
    Uint8Array.from({ length: count }, (_, i) => i),
  );
}

describe("dataset", () => {
  it("has samples by index, as views", () => {
    const data = ramp(4);
    expect([data.count, data.width]).toEqual([4, 2]);
    const sample = sampleAt(data, 3);
    expect(Array.from(sample.features)).toEqual([3, 30]);
    expect(sample.label).toBe(3);
    expect(sample.features.buffer).toBe(data.features.buffer);
  });

  it("may be empty", () => {
    expect(dataset(new Float64Array(0), new Uint8Array(0)).count).toBe(0);
  });

  it("refuses arrays that do not fit and indices that do not exist", () => {
    expect(() => dataset(new Float64Array(5), new Uint8Array(2))).toThrow(ShapeError);
    expect(() => dataset(new Float64Array(5), new Uint8Array(0))).toThrow(/5 features/);
    expect(() => sampleAt(ramp(4), 4)).toThrow(/index is 4/);
    expect(() => sampleAt(ramp(4), -1)).toThrow(OptionError);
  });
});

describe("splitDataset", () => {
  it("cuts consecutive parts, as views", () => {
    const data = ramp(10);
    const [first, second] = splitDataset(data, [6, 3]);
    expect(Array.from(first!.labels)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(Array.from(second!.labels)).toEqual([6, 7, 8]);
    expect(Array.from(sampleAt(second!, 0).features)).toEqual([6, 60]);
    expect(second!.features.buffer).toBe(data.features.buffer);
    expect(splitDataset(data, [0, 10])[0]).toMatchObject({ count: 0, width: 2 });
  });

  it("cuts random parts that share nothing and keep features with labels", () => {
    const parts = splitDataset(ramp(20), [12, 8], randomGenerator("split"));
    const labels = parts.flatMap((part) => Array.from(part.labels));
    expect(labels).not.toEqual(labels.toSorted((a, b) => a - b));
    expect(new Set(labels).size).toBe(20);
    for (const part of parts) {
      for (let i = 0; i < part.count; i++) {
        const { features, label } = sampleAt(part, i);
        expect(Array.from(features)).toEqual([label, 10 * label]);
      }
    }
  });

  it("refuses sizes that it cannot serve", () => {
    expect(() => splitDataset(ramp(4), [3, 2])).toThrow(/cannot cut 4 samples into \[3, 2\]/);
    expect(() => splitDataset(ramp(4), [-1])).toThrow(OptionError);
  });
});

describe("sampleOrder and batches", () => {
  it("visit every sample once, in order or shuffled by the generator", () => {
    expect(Array.from(sampleOrder(3))).toEqual([0, 1, 2]);
    const order = sampleOrder(10, randomGenerator(1));
    expect(order).toEqual(randomGenerator(1).permutation(10));
    const pieces = batches(order, 4);
    expect(pieces.map((piece) => piece.length)).toEqual([4, 4, 2]);
    expect(pieces.flatMap((piece) => Array.from(piece))).toEqual(Array.from(order));
    expect(batches(sampleOrder(0), 4)).toEqual([]);
  });

  it("refuse a batch size below one", () => {
    expect(() => batches(sampleOrder(3), 0)).toThrow(/batchSize is 0/);
  });
});

describe("datasets, misused", () => {
  it.each<[string, () => unknown, string]>([
    [
      "dataset of nothing",
      () => dataset(undefined as never, undefined as never),
      "dataset: features is undefined",
    ],
    [
      "dataset of plain arrays",
      () => dataset([1] as never, [1] as never),
      "dataset: features is an array of 1\n  Give a Float64Array.",
    ],
    [
      "a sample of nothing",
      () => sampleAt(undefined as never, 0),
      "sampleAt: data is undefined\n  Make it with dataset(features, labels).",
    ],
    ["parts of nothing", () => splitDataset({} as never, [1]), "splitDataset: data is an object"],
    [
      "parts without sizes",
      () => splitDataset(ramp(2), 1 as never),
      "splitDataset: sizes is 1\n  Give an array",
    ],
    ["a seed for a generator", () => splitDataset(ramp(2), [1], 5 as never), "splitDataset: random is 5"],
    ["an order of a text", () => sampleOrder("3" as never), 'sampleOrder: count is "3"'],
    ["an order of −1", () => sampleOrder(-1), "sampleOrder: count is -1"],
    ["an order by a seed", () => sampleOrder(3, 5 as never), "sampleOrder: random is 5"],
    [
      "batches of nothing",
      () => batches(undefined as never, 1),
      "batches: order is undefined\n  Make it with sampleOrder",
    ],
  ])("%s", (_, attempt, message) => {
    expect(attempt).toThrow(OptionError);
    expect(attempt).toThrow(message);
  });
});
