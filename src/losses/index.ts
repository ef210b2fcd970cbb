/** Losses: from values and a target to a number and its gradient. */
export { type CrossEntropyOptions, crossEntropy } from "./cross-entropy.ts";
export { type FirstSpikeCrossEntropyOptions, firstSpikeCrossEntropy } from "./first-spike-cross-entropy.ts";
export { type FirstSpikeHingeOptions, firstSpikeHinge } from "./first-spike-hinge.ts";
export type { Label, Loss, LossResult, Numbers } from "./loss.ts";
export { meanSquaredError } from "./mean-squared-error.ts";
