/** Labelled samples in two flat arrays, and the ways to cut them into parts and batches. */
import { OptionError, ShapeError, type Where } from "../errors.ts";
import type { RandomGenerator } from "../numeric/random.ts";
import { arrayOf, checkValue, integer, rule } from "../options.ts";
import { counted, isBytes, isDoubles } from "../values.ts";

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

const datasetKind = rule((data) => {
  const { features, count } = (data ?? {}) as Partial<Dataset>;
  return isDoubles(features) && Number.isInteger(count);
}, "Make it with dataset(features, labels).");
const orderKind = rule((order) => order instanceof Uint32Array, "Make it with sampleOrder(count, random).");

const generatorKind = rule(
  (random) => typeof (random as Partial<RandomGenerator> | null)?.permutation === "function",
  "Make it with randomGenerator(seed).",
);

function checkRandom(where: Where, random: RandomGenerator | undefined): void {
  if (random !== undefined) checkValue(where, "random", random, generatorKind);
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
  checkValue("dataset", "features", features, rule(isDoubles, "Give a Float64Array."));
  checkValue("dataset", "labels", labels, rule(isBytes, "Give a Uint8Array."));
  const count = labels.length;
  const width = count === 0 ? 0 : features.length / count;
  if (!Number.isInteger(width) || width * count !== features.length) {
    const hint = "Give the same number of features for every label, one sample after the other.";
    throw new ShapeError(
      "dataset",
      `${features.length} features cannot be shared out to ${count} labels`,
      hint,
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
  checkValue("sampleAt", "data", data, datasetKind);
  checkValue("sampleAt", "index", index, integer(0, data.count - 1));
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
  const where = "splitDataset";
  checkValue(where, "data", data, datasetKind);
  checkValue(where, "sizes", sizes, arrayOf("whole"));
  checkRandom(where, random);
  const wanted = sizes.reduce((sum, size) => sum + size, 0);
  if (wanted > data.count) {
    const what = `cannot cut ${counted(data.count, "sample")} into [${sizes.join(", ")}]`;
    throw new OptionError(where, what, `Give whole numbers with a sum of at most ${data.count}.`);
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
  checkValue("sampleOrder", "count", count, integer(0, 4_294_967_295));
  checkRandom("sampleOrder", random);
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
  checkValue("batches", "order", order, orderKind);
  checkValue("batches", "batchSize", batchSize, "count");
  const count = Math.ceil(order.length / batchSize);
  return Array.from({ length: count }, (_, i) => order.subarray(i * batchSize, (i + 1) * batchSize));
}
