/** Where the cotangents of what a readout looked for in a run go. */
import type { Observation } from "../tape/observation.ts";
import type { Cotangents } from "../tape/solution.ts";
import { checkTarget } from "./check-bars.ts";

/** @throws OptionError for what are no cotangents */
export function observedBars(where: string, cotangents: Cotangents, observation: Observation): Float64Array {
  const { values } = observation;
  const bars = cotangents?.observations?.get(observation) ?? new Float64Array(values.length);
  checkTarget(where, "states that were looked for", cotangents?.observations && bars, values.length);
  cotangents.observations.set(observation, bars);
  return bars;
}
