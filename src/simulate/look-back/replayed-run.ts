/** What a replay gives in the place of the run that it repeats. */
import type { Run } from "../../compile/run.ts";
import type { RunVariables } from "../../compile/run-variables.ts";
import { UnsupportedError } from "../../errors.ts";
import { parametersOf } from "../../network/parameters.ts";
import type { Observation } from "../../tape/observation.ts";
import type { SampleTable } from "../../tape/solution.ts";
import { questions } from "./observe.ts";
import { resultsOf } from "./results.ts";

/** The numbers of a replay. */
export interface Replayed {
  readonly variables: RunVariables;
  readonly spikeTimes: Float64Array;
  readonly samples: ReadonlyMap<SampleTable, Float64Array>;
  /** By question. */
  readonly observations: Map<string, Observation>;
}

/** The recorded run with the repeated spike times and samples in place of its own. */
export function replayedRun(run: Run, { variables, spikeTimes, samples, observations }: Replayed): Run {
  const tables = run.sampleTables.map((table) => ({ ...table, values: samples.get(table)! }));
  const time = { data: spikeTimes, length: spikeTimes.length };
  const refuse = (): never => {
    throw new UnsupportedError(
      "checkGradients",
      "a replay has no traces",
      "Read spikes or samples of the run.",
    );
  };
  /** Where something is was looked for in the run itself. */
  const answer = (question: string): Observation => observations.get(question) ?? refuse();
  return {
    ...run,
    ...resultsOf(time, (_, name) => run.spikeTrains(name), tables, run.until),
    tape: { ...run.tape, spikes: { ...run.tape.spikes, time } },
    parameters: parametersOf(run.parameters.layout, variables.parameters),
    holder: {},
    sampleTables: tables,
    trace: refuse,
    events: refuse,
    approaches: refuse,
    observations,
    maxima: (population, name) => answer(questions.maxima(population, name)),
    stateAtEvents: (population, state, side, event) =>
      answer(questions.events(population, state, side, event)),
  };
}
