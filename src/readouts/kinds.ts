/** The functions that make readouts, by their names. */
import type { Makers } from "../described.ts";
import { allSpikeTimes } from "./all-spike-times.ts";
import { filteredSpikeTrain } from "./filtered-spike-train.ts";
import { maximum } from "./maximum.ts";
import type { Reading, Readout } from "./readout.ts";
import { spikeCounts, spikeRates } from "./spike-counts.ts";
import { firstSpikeTimes, spikeTimes } from "./spike-times.ts";
import { stateAtSpikes } from "./state-at-spikes.ts";
import { stateAtTimes } from "./state-at-times.ts";

/** Those that have a gradient. */
export const readoutKinds: Makers<Readout> = {
  allSpikeTimes,
  filteredSpikeTrain,
  firstSpikeTimes,
  maximum,
  spikeTimes,
  stateAtSpikes,
  stateAtTimes,
};

/** All of them. */
export const readingKinds: Makers<Reading> = { ...readoutKinds, spikeCounts, spikeRates };
