/** What a run needs beside its numbers, which the next run of an objective has from the one before. */
import type { NetworkProgram } from "../compile/network-program.ts";
import type { GivenSpikes, Run } from "../compile/run.ts";
import { bindSignals } from "../compile/signals.ts";
import type { Tape } from "../tape/tape.ts";
import type { CheckedInput } from "./given/input.ts";
import type { Settings } from "./given/options.ts";
import { sampleTables } from "./given/sample-tables.ts";
import { type StatisticsWhenAsked, statisticsWhenAsked } from "./look-back/statistics.ts";
import { successors } from "./neuron/dues.ts";
import { createCounters } from "./neuron/neuron-run.ts";
import type { RenewableRun } from "./run-of.ts";
import type { Shared } from "./schedule/population-run.ts";
import { type Component, createComponents, restartComponents } from "./schedule/schedule.ts";

export interface StandingRun {
  readonly signals: Run["signals"];
  readonly shared: Shared;
  readonly components: readonly Component[];
  readonly statistics: StatisticsWhenAsked;
  /** By the names of the sources, always the same; empty at first. */
  readonly given: Map<string, GivenSpikes>;
  /** See `Run.lists`. */
  readonly lists: (Int32Array | undefined)[];
  /** As the run before has left it. */
  run: RenewableRun | undefined;
}

/** Where a run stays for the next one, of those who make one after the other. */
export interface Stand {
  last: StandingRun | undefined;
}

/** New, or the last one if it may be made once more: with nothing but other spikes. */
export function standingRun(
  program: NetworkProgram,
  settings: Settings,
  parameters: Float64Array,
  tape: Tape,
  input: CheckedInput,
  stand: Stand | undefined,
): StandingRun {
  const before = stand?.last;
  if (
    before?.shared.parameters === parameters &&
    before.shared.settings === settings &&
    before.shared.network === program &&
    before.shared.tape === tape &&
    input.signals.size === 0
  ) {
    before.shared.next.length = 0;
    before.statistics.forget();
    Object.assign(before.shared.counters, createCounters(settings.notesApproaches));
    restartComponents(before.components);
    return before;
  }
  const signals = signalsOf(program, input);
  const shared: Shared = {
    network: program,
    parameters,
    settings,
    tape,
    counters: createCounters(settings.notesApproaches),
    tables: sampleTables(program.network, settings.samples),
    next: successors(program),
    inOrder: new Int32Array(0),
  };
  const components = createComponents(shared, signals);
  const own: StandingRun = {
    signals,
    shared,
    components,
    statistics: statisticsWhenAsked(program.network, shared.counters),
    given: new Map(),
    lists: [],
    run: undefined,
  };
  // Nothing but what is overwritten is kept from being collected.
  const mayRestart =
    settings.recordsStay &&
    settings.samples.length === 0 &&
    input.signals.size === 0 &&
    components.every(({ cycle }) => cycle === undefined);
  if (stand !== undefined) stand.last = mayRestart ? own : undefined;
  return own;
}

/** The signals of every population, bound to its frames. */
export function signalsOf(program: NetworkProgram, input: CheckedInput): Run["signals"] {
  return program.populations.map(({ population, programs }) => {
    const data = input.signals.get(population.name);
    return data && bindSignals(programs.frame, data);
  });
}
