/** Observations of a run put together from where they are on its tape. */
import { loadRecord } from "../../compile/load-record.ts";
import { repeatRecord } from "../../compile/repeat-record.ts";
import type { Observation } from "../../tape/observation.ts";
import type { Solution } from "../../tape/solution.ts";
import { listsInJson } from "../../values.ts";
import { endOfRecord, frameOfNeuron, type RecordedPopulation, repeatStep } from "./recorded.ts";

/** A place on the tape. */
export interface Spot {
  readonly record: number;
  /** How far into the step of the record; NaN for what is behind it. */
  readonly elapsed: number;
  /** The record that begins there, −1 if there is none. */
  readonly next: number;
}

/** What observations are kept by: the question. */
export const questions = {
  maxima: (population: string, state: string): string => JSON.stringify(["maxima", population, state]),
  events: (population: string, state: string, side: string, event: string | undefined): string =>
    JSON.stringify(["events", population, state, side, event]),
} as const;

export function isAboutMaxima(question: string): boolean {
  return (JSON.parse(question) as string[])[0] === "maxima";
}

/** What another run answers to a question. */
export function askAgain(run: Solution, question: string): Observation {
  const [what, population, state, side, event] = JSON.parse(question);
  if (what === "maxima") return run.maxima(population, state);
  return run.stateAtEvents(population, state, side, event ?? undefined);
}

/** The answer to a question, found once. */
export function kept(
  observations: Map<string, Observation>,
  question: string,
  find: () => Observation,
): Observation {
  let known = observations.get(question);
  if (known === undefined) {
    known = find();
    observations.set(question, known);
  }
  return known;
}

/** @param spots  by neuron of the population */
export function collectObservation(
  at: RecordedPopulation,
  component: number,
  spots: readonly (readonly Spot[])[],
): Observation {
  const { run, memory, names, nextSlot, program } = at;
  const all = spots.flat();
  const start = new Int32Array(spots.length + 1);
  spots.forEach((own, neuron) => {
    start[neuron + 1] = start[neuron]! + own.length;
  });
  const times = new Float64Array(all.length);
  const values = new Float64Array(all.length);
  const { stateStart, state, time, neuron } = run.tape;
  all.forEach(({ record, elapsed, next }, row) => {
    const frame = frameOfNeuron(at, neuron.data[record]! - program.population.firstNeuron);
    let [data, first] = [memory, frame + nextSlot];
    if (!Number.isNaN(elapsed)) {
      loadRecord(run, at, frame, record);
      repeatStep(at, frame, elapsed);
    } else if (next >= 0) [data, first] = [state.data, stateStart.data[next]!];
    else first = repeatRecord(at.run, at, frame, record);
    times[row] = Number.isNaN(elapsed) ? endOfRecord(at, record) : time.data[record]! + elapsed;
    values[row] = data[first + component]!;
  });
  return listsInJson({
    population: program.population.name,
    state: names[component]!,
    component,
    start,
    records: Int32Array.from(all, ({ record }) => record),
    elapsed: Float64Array.from(all, ({ elapsed }) => elapsed),
    times,
    values,
  });
}
