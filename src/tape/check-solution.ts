/** What reads a run is given one. */
import { OptionError, type Where } from "../errors.ts";
import { shown } from "../values.ts";
import type { Solution } from "./solution.ts";

/** @throws OptionError for what `simulate` did not give */
export function checkSolution(where: Where, solution: Solution): void {
  if (typeof solution?.spikeTrains === "function" && solution.tape?.spikes !== undefined) return;
  throw new OptionError(where, `the run is ${shown(solution)}`, "Give what simulate returned.");
}
