/** Where a function of the solution goes from zero, where its own value has no sign. */
import type { NeuronRun } from "./neuron-run.ts";

/** The sign of the first of two derivatives that is not 0. */
export function tendency(slope: number, bend: number): number {
  return Math.sign(slope === 0 ? bend : slope);
}

/** Where an event function goes from the present state, along the field: 1, −1, or 0 if it rests. */
export function tendencyOf({ memory, frame, events, program }: NeuronRun, event: number): number {
  const { slope, bend } = events[event]!;
  program.kernels.eventRates(frame);
  return tendency(memory[frame + slope]!, memory[frame + bend]!);
}
