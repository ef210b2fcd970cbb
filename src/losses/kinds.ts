/** The functions that make losses, by their names. */
import type { Makers } from "../described.ts";
import { crossEntropy } from "./cross-entropy.ts";
import { firstSpikeCrossEntropy } from "./first-spike-cross-entropy.ts";
import { firstSpikeHinge } from "./first-spike-hinge.ts";
import type { Loss } from "./loss.ts";
import { meanSquaredError } from "./mean-squared-error.ts";
import { penaltyAbove, penaltyBelow } from "./penalties.ts";
import { spikeTimeError } from "./spike-time-error.ts";
import { tracedLoss } from "./traced-loss.ts";
import { vanRossumDistance } from "./van-rossum-distance.ts";

// biome-ignore lint/suspicious/noExplicitAny: each takes targets of its own
export const lossKinds: Makers<Loss<any>> = {
  crossEntropy,
  firstSpikeCrossEntropy,
  firstSpikeHinge,
  meanSquaredError,
  penaltyAbove,
  penaltyBelow,
  spikeTimeError,
  tracedLoss,
  vanRossumDistance,
};
