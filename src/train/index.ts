/** Training. */

export { type PredictOptions, predict } from "../objective/predict.ts";
export type { SampleList } from "../objective/sample-list.ts";
export type { WorkerPort } from "../workers/serve.ts";
export type { Measurement } from "./evaluator.ts";
export { fit, type TrainedEpoch } from "./fit.ts";
export type { BatchProgress, FitOptions, MayDiffer } from "./fit-options.ts";
export { type MeasureOptions, measureSamples } from "./measurement.ts";
export {
  earliestIndex,
  firstSpikeAccuracy,
  firstToSpike,
  type LabelMetricOptions,
  type Metric,
  maximumAccuracy,
  silentLabels,
} from "./metrics.ts";
export { type AdamOptions, adam } from "./optimizers/adam.ts";
export type { Optimizer, OptimizerState } from "./optimizers/optimizer.ts";
export { type SgdOptions, sgd } from "./optimizers/sgd.ts";
export { runAsWorker } from "./run-as-worker.ts";
export type { Samples } from "./samples.ts";
export { constantRate, cosineDecay, exponentialDecay, type Schedule, stepDecay } from "./schedules.ts";
export type { SilentNeuronPolicy, WeightBump } from "./silent-neurons.ts";
export { decodeSnapshot, encodeSnapshot } from "./snapshot-bytes.ts";
export type { EpochProgress, EpochReport, TrainingState } from "./training-state.ts";
