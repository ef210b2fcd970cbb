/**
 * One population's part in a run: all at once, or in stages, so that a run can end when everything that
 * is read from it has happened. A stage bends nothing: a neuron is left where it stands, between two
 * steps, and makes no step whose end depends on arrivals that are not known yet.
 */
import type { NetworkProgram, PopulationProgram } from "../compile/network-program.ts";
import type { PopulationSignals } from "../compile/signals.ts";
import type { SampleTable, SpikeTrains } from "../tape/solution.ts";
import type { Tape } from "../tape/tape.ts";
import { goOn, runNeuron } from "./advance.ts";
import { gatherArrivals } from "./arrivals.ts";
import { type Inspection, verdict } from "./inspect-step.ts";
import { type Counters, createNeuronRun, type NeuronRun } from "./neuron-run.ts";
import { countNeverArmed } from "./never-armed.ts";
import type { Settings } from "./options.ts";
import { createPlaces, firstEvent, leave, type Places, takeUp } from "./pause.ts";
import { emittedTrains } from "./spike-trains.ts";

export interface PopulationRun {
  readonly program: PopulationProgram;
  readonly run: NeuronRun;
  readonly inspection: Inspection;
  /** Set by the first stage that leaves a neuron unfinished; without it, none is left once the run has begun. */
  places: Places | undefined;
  begun: boolean;
  /** All events before this time have been found; Infinity at the end. */
  reached: number;
}

export function createPopulationRun(
  program: NetworkProgram,
  own: PopulationProgram,
  parameters: Float64Array,
  settings: Settings,
  tape: Tape,
  counters: Counters,
  signals: PopulationSignals | undefined,
  tables: readonly SampleTable[],
): PopulationRun {
  const { name } = own.population;
  const sampled = tables.filter((table) => table.population === name);
  const projects = program.network.projections.some((projection) => projection.pre === own.population);
  const stopAfter = projects || sampled.length > 0 ? undefined : settings.stopAfterSpikes[name];
  const run = createNeuronRun(
    settings,
    own,
    program.memory,
    parameters,
    tape,
    counters,
    signals,
    sampled,
    stopAfter ?? Number.POSITIVE_INFINITY,
  );
  const inspection: Inspection = { verdict: verdict.clear, quiet: false, event: -1, theta: 0 };
  return { program: own, run, inspection, places: undefined, begun: false, reached: 0 };
}

/**
 * Takes every neuron past `horizon`, or as far as the arrivals before `known` allow.
 *
 * @param known  Infinity if no arrival is to come that is not on its way
 */
export function runStage(
  stage: PopulationRun,
  network: NetworkProgram,
  trains: Map<string, SpikeTrains>,
  horizon: number,
  known: number,
): void {
  const { program, run, inspection } = stage;
  const { population } = program;
  const hasNewArrivals = known > run.known;
  if (hasNewArrivals) {
    const range = gatherArrivals(
      run.tape,
      program,
      (name) => trains.get(name)!,
      run.parameters,
      run.known,
      known,
      run.settings.until,
    );
    run.arrivals = range;
    run.counters.ignoredArrivals += range.ignored;
    run.known = known;
  }
  const before = run.tape.spikes.time.length;
  // Whoever waits for arrivals first takes in all that are known, so that the next ones only follow.
  run.horizon = known === Number.POSITIVE_INFINITY ? horizon : Number.POSITIVE_INFINITY;
  let reached = Number.POSITIVE_INFINITY;
  for (let neuron = 0; neuron < population.size; neuron++) {
    let finished: boolean;
    if (stage.begun) {
      if (stage.places?.finished[neuron] !== 0) continue;
      takeUp(run, neuron, stage.places);
      if (hasNewArrivals) run.arrival = run.arrivals.from;
      finished = goOn(run, inspection);
    } else {
      finished = runNeuron(run, neuron, inspection);
    }
    if (!finished && stage.places === undefined) {
      stage.places = createPlaces(run, population.size);
      stage.places.finished.fill(1, 0, neuron);
    }
    if (finished) {
      countNeverArmed(run, neuron, run.armed);
      if (stage.places !== undefined) stage.places.finished[neuron] = 1;
    } else {
      leave(run, stage.places!);
      reached = Math.min(reached, run.t);
    }
  }
  const isFirst = !stage.begun;
  stage.begun = true;
  stage.reached = reached;
  if (isFirst || run.tape.spikes.time.length > before) {
    trains.set(population.name, emittedTrains(run.tape, network, population));
  }
}

/** Counts the silent events of the neurons that a run leaves unfinished: the others have been counted. */
export function leaveUnfinished({ places, run, program }: PopulationRun): void {
  if (places === undefined) return;
  for (let neuron = 0; neuron < program.population.size; neuron++) {
    if (places.finished[neuron] === 1) continue;
    countNeverArmed(run, neuron, places.events, firstEvent(run, neuron));
  }
}
