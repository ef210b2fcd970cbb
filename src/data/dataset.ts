/** Labelled samples in two flat arrays, and the ways to cut them into parts and batches. */
import { OptionError, ShapeError } from "../errors.ts";
import type { RandomGenerator } from "../numeric/random.ts";
import { isBytes, isDoubles, shown } from "../values.ts";

/** Labelled samples in two flat arrays; `dataset` makes one of arrays that it checks. */
export interface Dataset {
  /** Number of samples. */
  readonly count: number;
  /** Number of features of one sample. */
  readonly width: number;
  /** [count, width], row-major. */
  readonly features: Float64Array;
  /** Class of each sample [count]. */
  readonly labels: Uint8Array;
}

/** One sample of a dataset. */
export interface Sample {
  /** [width], a view. */
  readonly features: Float64Array;
  readonly label: number;
}

/**
 * A set of labelled samples.
 *
 * @param features  [count, width] row-major; kept, not copied
 * @param labels    [count]; kept, not copied
 * @throws OptionError for arrays of another kind; ShapeError if the features do not fill `labels.length` rows
 *   of equal width
 */
export function dataset(features: Float64Array, labels: Uint8Array): Dataset {
  if (!isDoubles(features) || !isBytes(labels)) {
    const hint = "Give a Float64Array of features and a Uint8Array of labels.";
    throw new OptionError("dataset", "features or labels are of another kind", hint);
  }
  const count = labels.length;
  const width = count === 0 ? 0 : features.length / count;
  if (!Number.isInteger(width) || width * count !== features.length) {
    throw new ShapeError(
      "dataset",
      `${features.length} features cannot be shared out to ${count} labels`,
      "Give the same number of features for every label, one sample after the other.",
    );
  }
  return Object.freeze({ count, width, features, labels });
}

/**
 * The sample with this index, counted from 0.
 *
 * @returns a view: writing to its features changes the dataset
 * @throws OptionError if there is no sample with this index
 */
export function sampleAt(data: Dataset, index: number): Sample {
  checkDataset("sampleAt", data);
  if (!(Number.isInteger(index) && index >= 0 && index < data.count)) {
    throw new OptionError("sampleAt", `index is ${shown(index)}`, `Indices go from 0 to ${data.count - 1}.`);
  }
  const start = index * data.width;
  return { features: data.features.subarray(start, start + data.width), label: data.labels[index]! };
}

/**
 * Parts of a dataset: consecutive ones of the given sizes, or random ones if a generator is given;
 * samples beyond the sum of the sizes are left out.
 *
 * @returns views without a generator, copies with one
 * @throws OptionError if a size is not an integer ≥ 0 or the sizes ask for more than there is
 */
export function splitDataset(data: Dataset, sizes: readonly number[], random?: RandomGenerator): Dataset[] {
  checkDataset("splitDataset", data);
  if (!Array.isArray(sizes)) {
    throw new OptionError(
      "splitDataset",
      "the sizes are no array",
      "Give the size of every part, in an array.",
    );
  }
  checkGenerator("splitDataset", random);
  const wrong = sizes.find((size) => !(Number.isInteger(size) && size >= 0));
  const wanted = sizes.reduce((sum, size) => sum + size, 0);
  if (wrong !== undefined || wanted > data.count) {
    throw new OptionError(
      "splitDataset",
      `cannot cut ${data.count} samples into [${sizes.join(", ")}]`,
      `Give whole numbers with a sum of at most ${data.count}.`,
    );
  }
  const whole = random === undefined ? data : reordered(data, random.permutation(data.count));
  let start = 0;
  return sizes.map((size) => {
    const end = start + size;
    const features = whole.features.subarray(start * data.width, end * data.width);
    const part = Object.freeze({
      count: size,
      width: data.width,
      features,
      labels: whole.labels.subarray(start, end),
    });
    start = end;
    return part;
  });
}

function reordered(data: Dataset, order: Uint32Array): Dataset {
  const features = new Float64Array(data.features.length);
  const labels = new Uint8Array(data.count);
  for (let row = 0; row < data.count; row++) {
    const { features: from, label } = sampleAt(data, order[row]!);
    features.set(from, row * data.width);
    labels[row] = label;
  }
  return dataset(features, labels);
}

/**
 * The order in which an epoch takes its samples.
 *
 * @returns the indices 0 … count − 1 in a new array, shuffled if a generator is given
 * @throws OptionError if the count is no whole number from 0 to 2³² − 1, or for what is no generator
 */
export function sampleOrder(count: number, random?: RandomGenerator): Uint32Array {
  if (!(Number.isInteger(count) && count >= 0 && count < 4_294_967_296)) {
    throw new OptionError("sampleOrder", `count is ${shown(count)}`, "Give a whole number ≥ 0.");
  }
  checkGenerator("sampleOrder", random);
  return random === undefined ? Uint32Array.from({ length: count }, (_, i) => i) : random.permutation(count);
}

/**
 * The order in pieces of `batchSize` indices; the last piece may be shorter.
 *
 * @returns views of `order`
 * @throws OptionError if the batch size is not an integer ≥ 1
 * @example
 * for (const batch of batches(sampleOrder(10), 4)) console.log(batch.length); // 4, 4, 2
 */
export function batches(order: Uint32Array, batchSize: number): Uint32Array[] {
  if (!(order instanceof Uint32Array)) {
    throw new OptionError(
      "batches",
      "the order is no Uint32Array",
      "Make it with sampleOrder(count, random).",
    );
  }
  if (!(Number.isInteger(batchSize) && batchSize >= 1)) {
    throw new OptionError("batches", `batchSize is ${shown(batchSize)}`, "Give a positive integer.");
  }
  const count = Math.ceil(order.length / batchSize);
  return Array.from({ length: count }, (_, i) => order.subarray(i * batchSize, (i + 1) * batchSize));
}

function checkDataset(where: string, data: Dataset): void {
  if (isDoubles(data?.features) && Number.isInteger(data.count)) return;
  throw new OptionError(where, "what it is given is no dataset", "Make it with dataset(features, labels).");
}

function checkGenerator(where: string, random: RandomGenerator | undefined): void {
  if (random === undefined || typeof random?.permutation === "function") return;
  throw new OptionError(where, `random is ${shown(random)}`, "Make it with randomGenerator(seed).");
}
