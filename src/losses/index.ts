/** Losses: from values and a target to a number and its gradient. */
export { type CrossEntropyOptions, crossEntropy } from "./cross-entropy.ts";
export { type FirstSpikeCrossEntropyOptions, firstSpikeCrossEntropy } from "./first-spike-cross-entropy.ts";
export { type FirstSpikeHingeOptions, firstSpikeHinge } from "./first-spike-hinge.ts";
export type { Label, Loss, LossResult, Numbers, Trains } from "./loss.ts";
export { meanSquaredError } from "./mean-squared-error.ts";
export { type PenaltyOptions, penaltyAbove, penaltyBelow } from "./penalties.ts";
export { type SpikeTimeErrorOptions, spikeTimeError } from "./spike-time-error.ts";
export { type LossOfAll, type LossOfEach, type TracedLossOptions, tracedLoss } from "./traced-loss.ts";
export { type VanRossumDistanceOptions, vanRossumDistance } from "./van-rossum-distance.ts";
