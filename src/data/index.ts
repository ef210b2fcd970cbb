/** Datasets, their parts and batches, and spikes that stand for features. */
export { type RandomGenerator, type RandomState, randomGenerator } from "../numeric/random.ts";
export {
  batches,
  type Dataset,
  dataset,
  type Sample,
  sampleAt,
  sampleOrder,
  splitDataset,
} from "./dataset.ts";
export { type IdxArray, parseIdx } from "./idx.ts";
export {
  type EncodedSpikes,
  type LatencyEncoder,
  type LatencyEncodingOptions,
  latencyEncoding,
} from "./latency-encoding.ts";
export { type MersenneTwister, mersenneTwister } from "./mersenne-twister.ts";
export {
  type YinYangOptions,
  yinYang,
  yinYangClasses,
  yinYangLabel,
  yinYangTest,
  yinYangTrain,
  yinYangValidation,
} from "./yin-yang.ts";
