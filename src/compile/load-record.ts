/** A record of the tape put back into the frame of its neuron. */
import type { PopulationProgram } from "./network-program.ts";
import type { Run } from "./run.ts";
import { loadSignals } from "./signals.ts";

/** Where the records of one population go. */
export interface RecordPlace {
  readonly program: PopulationProgram;
  /** Of the population in the program of the network. */
  readonly index: number;
  /** Number of states, modes included. */
  readonly states: number;
  readonly timeSlot: number;
  readonly restSlot: number;
  readonly stepSizeSlot: number;
}

/** Writes state, time, step size and signals of a record to its neuron's frame. */
export function loadRecord(
  run: Pick<Run, "tape" | "signals" | "program">,
  place: RecordPlace,
  frame: number,
  record: number,
): void {
  const { tape } = run;
  const { memory } = run.program;
  const start = tape.stateStart.data[record]!;
  const state = tape.state.data;
  for (let i = 0; i < place.states; i++) memory[frame + i] = state[start + i]!;
  const time = tape.time.data[record]!;
  memory[frame + place.timeSlot] = time;
  memory[frame + place.restSlot] = 0;
  memory[frame + place.stepSizeSlot] = tape.stepSize.data[record]!;
  const signals = run.signals[place.index];
  if (signals !== undefined) {
    const neuron = tape.neuron.data[record]! - place.program.population.firstNeuron;
    loadSignals(signals, memory, frame, neuron, tape.segment.data[record]!, time);
  }
}
