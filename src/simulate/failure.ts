/** How a run ends early. */
import { SimulationError } from "../errors.ts";
import { remedies, type Status } from "../tape/status.ts";
import type { NeuronRun } from "./neuron-run.ts";

/** @throws SimulationError with the neuron, the time, its state and a remedy, by default that of the status */
export function fail(
  run: NeuronRun,
  status: Exclude<Status, "completed">,
  what: string,
  remedy: string = remedies[status],
): never {
  const { memory, frame, program } = run;
  const state = program.model.states
    .slice(0, program.model.ownStates)
    .map(({ name }, i) => `${name} = ${memory[frame + i]}`)
    .join(", ");
  const who = `neuron ${run.index} of "${program.population.name}"`;
  const message = `${who} ${what} at t = ${run.t}, where ${state}.`;
  throw new SimulationError(run.settings.where, status, message, remedy);
}
