/** How a run ends early. */
import { namesIn, noValueRemedy, underflowRemedy } from "../../compile/no-value.ts";
import { switchText } from "../../compile/switches.ts";
import { SimulationError } from "../../errors.ts";
import type { NeuronPopulation } from "../../network/population.ts";
import { remedies, type Status } from "../../tape/status.ts";
import type { NeuronRun } from "./neuron-run.ts";

/**
 * @param remedy  by default what the formulas show, or that of the status
 * @throws SimulationError with the neuron, the time, its state and the remedy
 */
export function fail(
  run: NeuronRun,
  status: Exclude<Status, "completed">,
  what: string,
  remedy?: string,
): never {
  const { memory, frame, program } = run;
  const state = program.model.states
    .slice(0, program.model.ownStates)
    .map(({ name }, i) => `${name} = ${memory[frame + i]}`)
    .join(", ");
  const who = `neuron ${run.index} of "${program.population.name}"`;
  const message = `${who} ${what} at t = ${run.t}, where ${state}.`;
  throw new SimulationError(
    run.settings.where,
    status,
    message,
    remedy ?? shownRemedy(run, status) ?? remedies[status],
  );
}

/** What the model's formulas show at the state where the run ends. */
export function shownRemedy(run: NeuronRun, status: Status): string | undefined {
  if (status !== "non-finite" && status !== "step-size-underflow") return undefined;
  const { memory, frame, program, stepSizeSlot } = run;
  // With its comparisons as they were written.
  const { model } = program.population.definition as NeuronPopulation;
  const values = Object.fromEntries(
    namesIn(model).map((name) => [name, memory[frame + program.programs.frame.slot(name)]!]),
  );
  return status === "non-finite"
    ? noValueRemedy(model, values, memory[frame + stepSizeSlot]!)
    : underflowRemedy(model, values);
}

/** An event as messages call it. */
export function eventText({ program: { model } }: NeuronRun, event: number): string {
  if (event < model.ownEvents) return `event "${model.events[event]!.name}"`;
  return `the switch at ${switchText(model.switches[model.watches[event - model.ownEvents]!.switch]!)} = 0`;
}
