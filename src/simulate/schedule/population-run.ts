/**
 * One population's part in a run: all at once, or in stages, so that a run can end when everything that
 * is read from it has happened. A stage bends nothing: a neuron is left where it stands, between two
 * steps, and makes no step whose end depends on arrivals that are not known yet.
 */
import type { NetworkProgram, PopulationProgram, ProjectionProgram } from "../../compile/network-program.ts";
import type { PopulationSignals } from "../../compile/signals.ts";
import { isFull } from "../../tape/page.ts";
import type { SampleTable } from "../../tape/solution.ts";
import type { Tape } from "../../tape/tape.ts";
import type { Settings } from "../given/options.ts";
import { goOn } from "../neuron/advance.ts";
import { begin } from "../neuron/begin.ts";
import { createDues, nothingLaidOut, type successors } from "../neuron/dues.ts";
import { type Inspection, nothingInspected } from "../neuron/inspection.ts";
import { type Counters, NeuronRun } from "../neuron/neuron-run.ts";
import { countNeverArmed } from "../neuron/never-armed.ts";
import { advanceQuietly, hasBegun, reachedQuietly } from "../neuron/quiet-stretch.ts";
import { type Gathering, gatherArrivals, reachesAll } from "./arrivals.ts";
import { isSent } from "./spike-trains.ts";

/** What the parts of a run share. */
export interface Shared {
  readonly network: NetworkProgram;
  /** Values of those of the network. */
  readonly parameters: Float64Array;
  readonly settings: Settings;
  readonly tape: Tape;
  counters: Counters;
  readonly tables: readonly SampleTable[];
  readonly next: ReturnType<typeof successors>;
  /** The spike records with which the run begins, those of each source by time. */
  inOrder: Int32Array;
}

export interface PopulationRun {
  readonly program: PopulationProgram;
  readonly run: NeuronRun;
  readonly inspection: Inspection;
  /** Whether its neurons have begun, and whether one of them is to go on. */
  begun: boolean;
  unfinished: boolean;
  /** What comes from populations that are ahead. */
  readonly gathering: Gathering;
}

/** After how many spikes nothing of a neuron of the population matters: it neither projects nor is sampled. */
export function spikesFollowed(
  { projections }: NetworkProgram,
  { samples, stopAfterSpikes }: Pick<Settings, "samples" | "stopAfterSpikes">,
  name: string,
): number {
  const goesOn =
    projections.some(({ projection }) => projection.pre.name === name) ||
    samples.some(({ population }) => population === name);
  return (goesOn ? undefined : stopAfterSpikes[name]) ?? Number.POSITIVE_INFINITY;
}

/**
 * @param isAlone      whether nothing of what it sends comes back to it
 * @param projections  those from populations that are ahead
 */
export function createPopulationRun(
  shared: Shared,
  program: PopulationProgram,
  signals: PopulationSignals | undefined,
  isAlone: boolean,
  projections: readonly ProjectionProgram[],
): PopulationRun {
  const { network, settings, tables, next } = shared;
  const { name, size } = program.population;
  const index = network.populations.indexOf(program);
  const sampled = tables.filter((table) => table.population === name);
  const run = new NeuronRun({
    settings,
    network,
    parameters: shared.parameters,
    tape: shared.tape,
    counters: shared.counters,
    program,
    signals,
    tables: sampled,
    dues: createDues(size, isAlone && program.incoming.every(reachesAll), next),
    laidOut: nothingLaidOut(index, network.populations.length),
    startsFrom: settings.continued?.populations[index],
    stopAfter: spikesFollowed(network, settings, name),
  });
  const part: PopulationRun = {
    program,
    run,
    inspection: nothingInspected(),
    begun: false,
    unfinished: true,
    gathering: {
      projections,
      isSent: (record) => isSent(shared.tape, network, record),
      inOrder: shared.inOrder,
      first: 0,
      parameters: shared.parameters,
      from: 0,
      before: 0,
      until: settings.until,
      after: (list) => (part.begun && !run.dues.shared ? run.lastOf(list) : -1),
    },
  };
  return part;
}

/** Has it begin once more, in a run of the same settings, tape and parameters. */
export function restartPopulation(part: PopulationRun): void {
  part.run.restart();
  part.begun = false;
  part.unfinished = true;
  part.gathering.first = 0;
}

/**
 * Puts on their way what arrives through projections from populations that are ahead.
 *
 * @param from   what arrives before this time is on its way
 * @param known  before this time all of it is known; Infinity if there is no more to come
 */
export function receive(
  { tape, inOrder }: Shared,
  { run, gathering }: PopulationRun,
  from: number,
  known: number,
): void {
  gathering.inOrder = inOrder;
  gathering.from = from;
  gathering.before = known;
  run.counters.ignoredArrivals += gatherArrivals(tape, run.dues, gathering);
}

/**
 * Takes every neuron of a population past `horizon`, or as far as the arrivals before `known` allow.
 *
 * @returns the time before which everything has happened; Infinity at the end
 */
export function runPopulation(part: PopulationRun, horizon: number, known: number): number {
  const { program, run, inspection } = part;
  const { population } = program;
  if (!part.unfinished) return Number.POSITIVE_INFINITY;
  run.known = known;
  // Whoever waits for arrivals first takes in all that are known, so that the next ones only follow.
  run.horizon = known === Number.POSITIVE_INFINITY ? horizon : Number.POSITIVE_INFINITY;
  let reached = Number.POSITIVE_INFINITY;
  for (let neuron = 0; neuron < population.size; neuron++) {
    const next = advanceQuietly(run, neuron, !part.begun);
    if (next >= 0) {
      reached = Math.min(reached, reachedQuietly(run));
      neuron = next;
      if (next === population.size) break;
    }
    if (part.begun || (next >= 0 && hasBegun(run))) run.turnTo(neuron);
    else begin(run, neuron);
    if (run.finished) continue;
    // One that stopped for want of room goes on where it was.
    run.finished = goOn(run, inspection, next >= 0 && !isFull(run.page));
    if (!run.finished) reached = Math.min(reached, run.t);
  }
  part.begun = true;
  part.unfinished = reached < Number.POSITIVE_INFINITY;
  return reached;
}

/** Counts the events that never could happen, and keeps how the neurons stand at the end of the run. */
export function endPopulation({ run, program }: PopulationRun, left: Float64Array | undefined): void {
  const { memory, states, events, isUnarmed } = run;
  if (left === undefined && !isUnarmed) return;
  let at = 0;
  for (let neuron = 0; neuron < program.population.size; neuron++) {
    run.turnTo(neuron);
    if (isUnarmed) countNeverArmed(run);
    if (left === undefined) continue;
    const { frame } = run;
    for (let i = 0; i < states; i++) left[at++] = memory[frame + i]!;
    for (const { armed } of events) left[at++] = memory[frame + armed]!;
    left[at++] = run.proposal;
  }
}
