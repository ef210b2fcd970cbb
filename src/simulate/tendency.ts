/** Where a function of the solution goes from zero, where its own value has no sign. */
import type { NeuronRun } from "./neuron-run.ts";

/** The sign of the first of two derivatives that is not 0. */
export function tendency(slope: number, bend: number): number {
  return Math.sign(slope === 0 ? bend : slope);
}

/** Whether an event function falls from the present state, along the field. */
export function isFalling({ memory, frame, events, program }: NeuronRun, event: number): boolean {
  const { slope, bend } = events[event]!;
  program.kernels.eventRates(frame);
  return tendency(memory[frame + slope]!, memory[frame + bend]!) < 0;
}
