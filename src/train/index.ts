/** Training. */
export {
  type EpochReport,
  type FitOptions,
  fit,
  type Measurement,
  measureSamples,
  type Samples,
} from "./fit.ts";
export { earliestIndex, firstSpikeAccuracy, firstToSpike, type Metric, silentLabels } from "./metrics.ts";
export { type AdamOptions, adam } from "./optimizers/adam.ts";
export type { Optimizer, OptimizerState } from "./optimizers/optimizer.ts";
export { type SgdOptions, sgd } from "./optimizers/sgd.ts";
export { constantRate, cosineDecay, exponentialDecay, type Schedule, stepDecay } from "./schedules.ts";
export type { SilentNeuronPolicy, WeightBump } from "./silent-neurons.ts";
