/** Readouts: from solutions to numbers. */
export { type AllSpikeTimesOptions, allSpikeTimes } from "./all-spike-times.ts";
export { type FilteredSpikeTrainOptions, filteredSpikeTrain } from "./filtered-spike-train.ts";
export { maximum } from "./maximum.ts";
export type { Reading, Readout, ReadoutNeeds, ReadoutWithoutGradient } from "./readout.ts";
export { type SpikeCountOptions, spikeCounts, spikeRates } from "./spike-counts.ts";
export {
  firstSpikeTimes,
  type SilentTimeOptions,
  type SpikeTimesOptions,
  spikeTimes,
} from "./spike-times.ts";
export { type StateAtSpikesOptions, stateAtSpikes } from "./state-at-spikes.ts";
export { type StateAtTimesOptions, stateAtTimes } from "./state-at-times.ts";
