/** Readouts: from solutions to numbers. */
export { allSpikeTimes } from "./all-spike-times.ts";
export type { Readout, ReadoutNeeds } from "./readout.ts";
export {
  firstSpikeTimes,
  type SilentTimeOptions,
  type SpikeTimesOptions,
  spikeTimes,
} from "./spike-times.ts";
export { type StateAtTimesOptions, stateAtTimes } from "./state-at-times.ts";
