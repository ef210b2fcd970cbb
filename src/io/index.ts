/** Networks as plain data, and as the bytes of a file; works in the browser. */
export { describeNetwork } from "./describe-network.ts";
export type { EventDescription, ModelDescription, StateDescription } from "./model-description.ts";
export { decodeNetwork, encodeNetwork, type SavedNetwork } from "./network-bytes.ts";
export type {
  NetworkDescription,
  PopulationDescription,
  ProjectionDescription,
  ValuesByName,
} from "./network-description.ts";
export { networkFromDescription } from "./network-from-description.ts";
export type { ValuesDescription } from "./values-description.ts";
