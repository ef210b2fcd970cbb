/** The looks at a run that is under way: steps are counted, because there is no clock. */
import { whileInUse } from "../../compile/network-program.ts";
import type { Counters, NeuronRun } from "./neuron-run.ts";

/** How many steps are tried before a run is looked at again; a power of two. */
const interval = 4096;

/** Counts a step that is tried, and now and then lets those who watch have their say. Called for every step. */
export function countStep(run: NeuronRun): void {
  if ((++run.counters.triedSteps & (interval - 1)) === 0) look(run);
}

/** How many steps may be tried before the next look, that before which it is not counted. */
export function stepsToLook({ triedSteps }: Counters): number {
  return interval - 1 - (triedSteps & (interval - 1));
}

/** @throws the reason of the signal if it is aborted */
function look(run: NeuronRun): void {
  const { signal, onProgress, until } = run.settings;
  signal?.throwIfAborted();
  if (onProgress === undefined) return;
  const { counters, program, index: neuron, t: time } = run;
  const { name: population } = program.population;
  const progress = { population, neuron, time, until, steps: counters.triedSteps };
  whileInUse(run.memory, () => onProgress(progress));
  signal?.throwIfAborted();
}
