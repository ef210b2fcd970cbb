/** Neurons of several compartments: mechanisms, geometry, and morphologies from SWC files. */

export {
  type Compartment,
  type CompartmentModelOptions,
  compartmentModel,
  type SpikeSite,
} from "./compartment-model.ts";
export type { Cylinder } from "./geometry.ts";
export { type HodgkinHuxleyOptions, hodgkinHuxleyChannels } from "./hodgkin-huxley-channels.ts";
export { type LeakOptions, leak } from "./leak.ts";
export { type CompartmentEvent, type Mechanism, type MechanismDefinition, mechanism } from "./mechanism.ts";
export { type Morphology, readSwc, type SectionType, type SwcSample } from "./read-swc.ts";
export { type ReducedMorphology, type ReduceOptions, reduceMorphology } from "./reduce-morphology.ts";
