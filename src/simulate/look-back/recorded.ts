/** A finished run looked at again: records of a neuron, put into its frame and repeated. */
import { fixedTime } from "../../compile/fixed-time.ts";
import { loadParameters } from "../../compile/network-program.ts";
import type { RepeatedPlace } from "../../compile/repeat-record.ts";
import type { Run } from "../../compile/run.ts";
import { nextSlot, restSlot, stepSizeSlot, timeSlot } from "../../compile/slots.ts";
import { knownHere, OptionError } from "../../errors.ts";
import { recordKind } from "../../tape/tape.ts";
import { shown } from "../../values.ts";

/** A run without what is asked of it afterwards. */
export type Recorded = Omit<Run, "trace" | "events" | "approaches" | "maxima" | "stateAtEvents">;

/** One population of a run in the frames of its program, which hold its parameters until something else runs. */
export interface RecordedPopulation extends RepeatedPlace {
  readonly run: Recorded;
  readonly memory: Float64Array;
  /** The states that the model has itself, without modes. */
  readonly names: readonly string[];
}

/** @throws OptionError for an unknown population, or a source */
export function recordedPopulation(where: string, run: Recorded, name: string): RecordedPopulation {
  const { program } = run;
  const { definition } = program.network.population(name);
  if (definition.kind === "source") {
    const hint = "Ask a population of neurons, or spikes(population) for its times.";
    throw new OptionError(where, `"${name}" is a source, which has only spikes`, hint);
  }
  const index = program.populations.findIndex(({ population }) => population.name === name);
  const own = program.populations[index]!;
  const { frame } = own.programs;
  const names = own.model.states.map((state) => state.name);
  loadParameters(program, run.parameters.values, run.holder);
  return {
    run,
    memory: program.memory,
    program: own,
    index,
    names: names.slice(0, own.model.ownStates),
    states: names.length,
    nextSlot: frame.slot(nextSlot(names[0]!)),
    timeSlot: frame.slot(timeSlot),
    restSlot: frame.slot(restSlot),
    stepSizeSlot: frame.slot(stepSizeSlot),
  };
}

/**
 * Index of a state of the population.
 *
 * @throws OptionError for an unknown one
 */
export function componentOf(where: string, { names }: RecordedPopulation, state: string): number {
  const component = names.indexOf(state);
  if (component >= 0) return component;
  throw new OptionError(where, `there is no state ${shown(state)}`, knownHere(state, names));
}

/** Calls `visit` with every record of the population and the index of its neuron, samples and modes left out. */
export function forEachRecord(
  { run, program: { population } }: RecordedPopulation,
  visit: (record: number, neuron: number, kind: number) => void,
): void {
  const { firstNeuron, size } = population;
  const { length } = run.tape.kind;
  const [kind, neuron] = [run.tape.kind.data, run.tape.neuron.data];
  for (let record = 0; record < length; record++) {
    const own = neuron[record]! - firstNeuron;
    if (own < 0 || own >= size) continue;
    const what = kind[record]!;
    if (what !== recordKind.sample && what !== recordKind.modes) visit(record, own, what);
  }
}

/** Whether a record stands for a jump of the state, which it holds as it is before. */
export function isJump(kind: number): boolean {
  return kind === recordKind.arrival || kind === recordKind.reset;
}

export function frameOfNeuron({ program }: RecordedPopulation, neuron: number): number {
  return program.base + neuron * program.programs.frame.size;
}

/** When what a record stands for is over [ms]. */
export function endOfRecord({ run, index }: RecordedPopulation, record: number): number {
  const { kind, time, stepSize } = run.tape;
  // The sum of start and size may be a rounding off.
  if (kind.data[record] === recordKind.stepToFixed) return fixedTime(run, index, record);
  return time.data[record]! + stepSize.data[record]!;
}

/** Repeats a step of a record, `size` long, in the frame; its end is left behind `nextSlot`. */
export function repeatStep(at: RecordedPopulation, frame: number, size: number): void {
  at.memory[frame + at.stepSizeSlot] = size;
  at.program.kernels.step(frame);
}
