/** Inputs: spike trains of sources and noise currents, drawn from seeds. */
export { type FilteredNoiseOptions, filteredNoise } from "./filtered-noise.ts";
export type { NoiseOptions, NoiseSignal } from "./noise.ts";
export { ornsteinUhlenbeck } from "./ornstein-uhlenbeck.ts";
export type { PerChannel } from "./per-channel.ts";
export { type PoissonSpikesOptions, poissonSpikes, type RateSteps } from "./poisson-spikes.ts";
export { type RegularSpikesOptions, regularSpikes } from "./regular-spikes.ts";
