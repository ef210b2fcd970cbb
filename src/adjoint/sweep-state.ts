/** What a reverse sweep works on: frames, cotangents of times, and where gradients go. */
import { loadParameters, type NetworkProgram, type PopulationProgram } from "../compile/network-program.ts";
import type { PullbackKernels } from "../compile/neuron-kernels.ts";
import type { RoutineColumns } from "../compile/routines/routine-columns.ts";
import type { Run } from "../compile/run.ts";
import {
  barSlot,
  courseRateSlot,
  eventTimeBarSlot,
  nextSlot,
  restSlot,
  stepSizeSlot,
  timeSlot,
} from "../compile/slots.ts";
import { unfold } from "../compile/unfold.ts";
import { type ExactSums, exactSums, totalOf } from "../numeric/exact-sums.ts";
import { type ObservedPlace, placesByRecord } from "../tape/observation.ts";
import type { Cotangents } from "../tape/solution.ts";
import type { Visited } from "../tape/walk.ts";
import { columnOf, isOpen, type ParameterSums, takeOut } from "./open-sums.ts";
import { type SignalGradients, signalGradients } from "./signal-gradients.ts";
import { layOutArrivals, type SweepProjection } from "./sweep-arrivals.ts";

/** One population's part in a sweep. */
export interface SweepPopulation {
  readonly program: PopulationProgram;
  readonly index: number;
  readonly kernels: PullbackKernels;
  /** Parameters whose gradient is wanted: slot of the cotangent, and place in the buffer. */
  readonly wanted: readonly { readonly bar: number; readonly offset: number; readonly stride: number }[];
  readonly signals: SignalGradients | undefined;
  /** Whether all that arrives has been given, after delays of which none is wanted. */
  readonly isTimeless: boolean;
  /** Whether it projects to itself. */
  readonly returns: boolean;
  /** Number of states, modes included, and without. */
  readonly states: number;
  readonly ownStates: number;
  readonly firstBar: number;
  readonly timeBar: number;
  readonly stepSizeBar: number;
  readonly eventTimeBar: number;
  readonly rateSlot: number;
  readonly timeSlot: number;
  readonly restSlot: number;
  readonly stepSizeSlot: number;
  readonly nextSlot: number;
}

/** What is the same in all sweeps of a network in which the same parameters are wanted. */
interface SweepParts {
  /** By row of the layout. */
  readonly wanted: readonly boolean[];
  readonly populations: readonly SweepPopulation[];
  readonly projections: readonly SweepProjection[];
  /** That of the sweep at hand. */
  readonly page: OpenPage;
}

export interface Sweep {
  readonly run: Run;
  readonly memory: Float64Array;
  /** Whether routines may pull back many records at once, or the sweep has to look at each of them. */
  readonly isQuiet: boolean;
  readonly populations: readonly SweepPopulation[];
  readonly projections: readonly SweepProjection[];
  /** The parameter gradient that is added to, in the column for it. */
  readonly parameters: Float64Array;
  readonly sums: ParameterSums;
  /** Cotangent of the time of every spike record, perhaps with room for more. */
  readonly spikeBars: ExactSums;
  /** Cotangent of what every spike carries, likewise. */
  readonly payloadBars: Float64Array;
  /** Cotangent of the present time of every neuron. */
  readonly timeBars: ExactSums;
  /** Cotangents of all delays, projection by projection. */
  readonly delayBars: ExactSums;
  /** Cotangents of what was observed, by record. */
  readonly observed: ReadonlyMap<number, readonly ObservedPlace[]>;
  /** Records with something that was observed, the last first, of which those from `nextObserved` on are still to come. */
  readonly observedRecords: readonly number[];
  nextObserved: number;
  /** Cotangents of samples. */
  readonly samples: Cotangents["samples"];
  readonly page: OpenPage;
  /** Whether the times of given spikes are wanted. */
  readonly timesWanted: boolean;
  readonly visit: SweepVisit | undefined;
}

/** Which records of the tape lie in the page: [from, to). */
export interface OpenPage {
  from: number;
  to: number;
  /** By index of the population, 1 where its arrivals are laid out. */
  readonly listed: Uint8Array;
}

export interface SweepOptions {
  /** Whether the times of given spikes are wanted, default true. */
  readonly timesWanted?: boolean;
  /** Sees every record. */
  readonly visit?: SweepVisit | undefined;
}

/** Is shown every record before it is pulled back, when its neuron's frame has the cotangents behind it. */
export type SweepVisit = (sweep: Sweep, at: Visited<SweepPopulation>) => void;

/**
 * Loads parameters and clears all cotangents in the frames.
 *
 * @param cotangents  not changed
 */
export function beginSweep(
  run: Run,
  { spikeTimes, samples, observations }: Cotangents,
  sums: ParameterSums,
  { timesWanted = true, visit }: SweepOptions = {},
): Sweep {
  const { program } = run;
  const { memory, columns } = program;
  loadParameters(program, run.parameters.values, run.holder);
  const { projections, populations: parts, page } = partsOf(program, sums.wanted);
  const count = spikeTimes.length;
  const own = roomForSpikes(columns, count);
  const spikeBars = own?.sums ?? exactSums(count);
  spikeBars.leading.set(spikeTimes);
  const mayBeQuiet = program.execution === "webassembly" && visit === undefined;
  const isQuiet = mayBeQuiet && own !== undefined && layOutArrivals(run, projections);
  if (!(isQuiet && parts.every(({ kernels }) => kernels.sweep() !== undefined))) unfold(run);
  // Records have other numbers when they are written out.
  const observed = observations.size === 0 ? nothingObserved : placesByRecord(observations);
  const populations = run.signals.every((own) => own === undefined)
    ? parts
    : parts.map((own, p) => {
        const signals = run.signals[p];
        return { ...own, signals: signals && signalGradients(signals) };
      });
  clearBars(populations, memory);
  return {
    run,
    memory,
    isQuiet,
    populations,
    projections,
    parameters: columnOf(sums, columns),
    sums,
    spikeBars,
    payloadBars: own?.payload ?? new Float64Array(count),
    timeBars: cleared({ leading: columns.timeLeading, rest: columns.timeRest }),
    delayBars: cleared({ leading: columns.delayLeading, rest: columns.delayRest }),
    observed,
    observedRecords: observed === nothingObserved ? [] : [...observed.keys()].sort((a, b) => b - a),
    nextObserved: 0,
    timesWanted,
    samples,
    page: turnedTo(page, run),
    visit,
  };
}

/** What has a page of other sweeps, with those records of a run that it still has. */
function turnedTo(own: OpenPage, { program: { page }, tape }: Run): OpenPage {
  const isKept = page.kept?.tape === tape;
  own.from = isKept ? page.kept!.from : 0;
  own.to = isKept ? tape.kind.length : 0;
  own.listed.fill(0);
  return own;
}

function cleared(sums: ExactSums): ExactSums {
  sums.leading.fill(0);
  sums.rest.fill(0);
  return sums;
}

/** Columns for what is summed up of spikes, all 0; undefined if they are too short. */
function roomForSpikes(
  { spikeLeading, spikeRest, spikePayload }: RoutineColumns,
  count: number,
): { readonly sums: ExactSums; readonly payload: Float64Array } | undefined {
  if (count > spikeLeading.length) return undefined;
  for (const column of [spikeLeading, spikeRest, spikePayload]) column.fill(0, 0, count);
  return { sums: { leading: spikeLeading, rest: spikeRest }, payload: spikePayload };
}

const nothingObserved: Sweep["observed"] = new Map();

const known = new WeakMap<NetworkProgram, SweepParts[]>();
/** The last that was asked for, and by whom: sums want the same all the time. */
const last = new WeakMap<NetworkProgram, { readonly isWanted: object; readonly parts: SweepParts }>();

function partsOf(program: NetworkProgram, isWanted: (id: string) => boolean): SweepParts {
  let latest = last.get(program);
  if (latest?.isWanted !== isWanted) {
    latest = { isWanted, parts: findParts(program, isWanted) };
    last.set(program, latest);
  }
  return latest.parts;
}

function findParts(program: NetworkProgram, isWanted: (id: string) => boolean): SweepParts {
  const { rows } = program.network.layout;
  let all = known.get(program);
  if (all === undefined) known.set(program, (all = []));
  let parts = all.find(({ wanted }) => rows.every(({ id }, k) => wanted[k] === isWanted(id)));
  if (parts === undefined) {
    parts = sweepParts(program, isWanted);
    all.push(parts);
  }
  return parts;
}

function sweepParts(program: NetworkProgram, isWanted: (id: string) => boolean): SweepParts {
  const { layout } = program.network;
  let delays = 0;
  return {
    page: { from: 0, to: 0, listed: new Uint8Array(program.populations.length) },
    wanted: layout.rows.map(({ id }) => isWanted(id)),
    populations: program.populations.map((population, p) => sweepPopulation(population, p, isWanted)),
    projections: program.projections.map((own) => {
      const firstDelay = delays;
      delays += own.delays;
      return {
        ...own,
        weightWanted: own.channels.some((channel) => isWanted(channel.id)),
        delayWanted: isWanted(`${own.projection.name}.delay`),
        firstDelay,
      };
    }),
  };
}

function sweepPopulation(
  program: PopulationProgram,
  index: number,
  isWanted: (id: string) => boolean,
): SweepPopulation {
  const { programs, model } = program;
  const { frame } = programs;
  const wanted = program.parameters.filter(({ id }) => isWanted(id));
  return {
    program,
    index,
    kernels: program.kernels.pullbacks(wanted.map(({ name }) => name)),
    wanted,
    signals: undefined,
    isTimeless: program.incoming.every(
      ({ projection: { name, pre } }) => pre.definition.kind === "source" && !isWanted(`${name}.delay`),
    ),
    returns: program.incoming.some(({ projection: { pre } }) => pre === program.population),
    states: model.states.length,
    ownStates: model.ownStates,
    firstBar: frame.slot(barSlot(model.states[0]!.name)),
    timeBar: frame.slot(barSlot(timeSlot)),
    stepSizeBar: frame.slot(barSlot(stepSizeSlot)),
    eventTimeBar: frame.slot(eventTimeBarSlot),
    rateSlot: frame.slot(courseRateSlot),
    timeSlot: frame.slot(timeSlot),
    restSlot: frame.slot(restSlot),
    stepSizeSlot: frame.slot(stepSizeSlot),
    nextSlot: frame.slot(nextSlot(model.states[0]!.name)),
  };
}

function clearBars(populations: readonly SweepPopulation[], memory: Float64Array): void {
  for (const { program, wanted, states, firstBar, signals } of populations) {
    const { frame } = program.programs;
    for (let n = 0; n < program.population.size; n++) {
      const base = program.base + n * frame.size;
      for (let i = 0; i < states; i++) memory[base + firstBar + i] = 0;
      for (const { bar } of wanted) memory[base + bar] = 0;
      for (const { signal } of signals?.signals ?? []) {
        memory[base + signal.valueBar] = 0;
        memory[base + signal.slopeBar] = 0;
      }
    }
  }
}

/**
 * Adds the frames' parameter cotangents, in the order of the neurons, and those of the delays to the gradient, and
 * takes it out of its column if that is not open.
 */
export function collectParameters(sweep: Sweep): void {
  const { run, populations, projections, memory, parameters, delayBars, sums } = sweep;
  for (const { delay, delays, delayWanted, firstDelay } of projections) {
    if (!delayWanted) continue;
    for (let k = 0; k < delays; k++) parameters[delay + k]! += totalOf(delayBars, firstDelay + k);
  }
  for (const { program, wanted } of populations) {
    const { size } = program.programs.frame;
    for (const { bar, offset, stride } of wanted) {
      for (let n = 0; n < program.population.size; n++) {
        parameters[offset + n * stride]! += memory[program.base + n * size + bar]!;
      }
    }
  }
  if (!isOpen(sums)) takeOut(run.program.columns);
}

/** Cotangents of all states at a place where one of them was looked for. */
export function observedBars({ component, row, numbers }: ObservedPlace, states: number): Float64Array {
  const bars = new Float64Array(states);
  bars[component] = numbers[row]!;
  return bars;
}
