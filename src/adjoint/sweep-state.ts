/** What a reverse sweep works on: frames, cotangents of times, and where gradients go. */
import { loadParameters, type PopulationProgram } from "../compile/network-program.ts";
import type { PullbackKernels } from "../compile/neuron-kernels.ts";
import type { RoutineColumns } from "../compile/routine-columns.ts";
import type { Run } from "../compile/run.ts";
import { barSlot, eventTimeBarSlot, restSlot, stepSizeSlot, timeSlot } from "../compile/slots.ts";
import { type ExactSums, exactSums, totalOf } from "../numeric/exact-sums.ts";
import { type ObservedPlace, placesByRecord } from "../tape/observation.ts";
import type { Cotangents } from "../tape/solution.ts";
import { type SignalGradients, signalGradients } from "./signal-gradients.ts";
import { layOutArrivals, type SweepProjection } from "./sweep-arrivals.ts";

/** One population's part in a sweep. */
export interface SweepPopulation {
  readonly program: PopulationProgram;
  readonly index: number;
  readonly kernels: PullbackKernels;
  /** Pulls back many records at once; undefined where the sweep has to look at each of them. */
  readonly routine: ReturnType<PullbackKernels["sweep"]>;
  /** Parameters whose gradient is wanted: slot of the cotangent, and place in the buffer. */
  readonly wanted: readonly { readonly bar: number; readonly offset: number; readonly stride: number }[];
  readonly signals: SignalGradients | undefined;
  /** Number of states, modes included, and without. */
  readonly states: number;
  readonly ownStates: number;
  readonly firstBar: number;
  readonly timeBar: number;
  readonly stepSizeBar: number;
  readonly eventTimeBar: number;
  readonly timeSlot: number;
  readonly restSlot: number;
  readonly stepSizeSlot: number;
}

export interface Sweep {
  readonly run: Run;
  readonly memory: Float64Array;
  readonly populations: readonly SweepPopulation[];
  readonly projections: readonly SweepProjection[];
  /** The parameter gradient that is added to, in the column for it. */
  readonly parameters: Float64Array;
  /** Cotangent of the time of every spike record. */
  readonly spikeBars: ExactSums;
  /** Cotangent of what every spike carries. */
  readonly payloadBars: Float64Array;
  /** Cotangent of the present time of every neuron. */
  readonly timeBars: ExactSums;
  /** Cotangents of all delays, projection by projection. */
  readonly delayBars: ExactSums;
  /** Cotangents of what was observed, by record. */
  readonly observed: ReadonlyMap<number, readonly ObservedPlace[]>;
}

/**
 * Loads parameters and clears all cotangents in the frames.
 *
 * @param cotangents   not changed
 * @param looksAtEach  whether every record is to be seen by itself
 */
export function beginSweep(
  run: Run,
  { spikeTimes, observations }: Cotangents,
  parameters: Float64Array,
  wanted: (id: string) => boolean,
  looksAtEach: boolean,
): Sweep {
  const { program } = run;
  const { memory, columns } = program;
  loadParameters(program, run.parameters.values);
  let delays = 0;
  const projections = program.projections.map((own): SweepProjection => {
    const firstDelay = delays;
    delays += own.delays;
    return {
      ...own,
      weightWanted: own.channels.some((channel) => wanted(channel.id)),
      delayWanted: wanted(`${own.projection.name}.delay`),
      firstDelay,
    };
  });
  columns.gradient.set(parameters);
  const count = spikeTimes.length;
  const own = roomForSpikes(columns, count);
  const spikeBars = own?.sums ?? exactSums(count);
  spikeBars.leading.set(spikeTimes);
  const observed = placesByRecord(observations);
  const mayBeQuiet = program.execution === "webassembly" && !looksAtEach && observed.size === 0;
  const isQuiet = mayBeQuiet && own !== undefined && layOutArrivals(run, projections);
  const populations = program.populations.map((population, p) =>
    sweepPopulation(run, population, p, wanted, isQuiet),
  );
  clearBars(populations, memory);
  return {
    run,
    memory,
    populations,
    projections,
    parameters: columns.gradient,
    spikeBars,
    payloadBars: own?.payload ?? new Float64Array(count),
    timeBars: cleared({ leading: columns.timeLeading, rest: columns.timeRest }),
    delayBars: cleared({ leading: columns.delayLeading, rest: columns.delayRest }),
    observed,
  };
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
  return {
    sums: cleared({ leading: spikeLeading.subarray(0, count), rest: spikeRest.subarray(0, count) }),
    payload: spikePayload.subarray(0, count).fill(0),
  };
}

function sweepPopulation(
  run: Run,
  program: PopulationProgram,
  index: number,
  wanted: (id: string) => boolean,
  isQuiet: boolean,
): SweepPopulation {
  const { programs, model } = program;
  const { frame } = programs;
  const bindings = program.parameters.filter(({ id }) => wanted(id));
  const signals = run.signals[index];
  const kernels = program.kernels.pullbacks(bindings.map(({ name }) => name));
  return {
    program,
    index,
    kernels,
    routine: isQuiet ? kernels.sweep() : undefined,
    wanted: bindings,
    signals: signals && signalGradients(signals),
    states: model.states.length,
    ownStates: model.ownStates,
    firstBar: frame.slot(barSlot(model.states[0]!.name)),
    timeBar: frame.slot(barSlot(timeSlot)),
    stepSizeBar: frame.slot(barSlot(stepSizeSlot)),
    eventTimeBar: frame.slot(eventTimeBarSlot),
    timeSlot: frame.slot(timeSlot),
    restSlot: frame.slot(restSlot),
    stepSizeSlot: frame.slot(stepSizeSlot),
  };
}

function clearBars(populations: readonly SweepPopulation[], memory: Float64Array): void {
  for (const { program, wanted, states, firstBar, signals } of populations) {
    const { frame } = program.programs;
    for (let n = 0; n < program.population.size; n++) {
      const base = program.base + n * frame.size;
      memory.fill(0, base + firstBar, base + firstBar + states);
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
 * takes it out of its column.
 */
export function collectParameters(sweep: Sweep, gradient: Float64Array): void {
  const { populations, projections, memory, parameters, delayBars } = sweep;
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
  gradient.set(parameters);
}

/** Cotangents of all states at a place where one of them was looked for. */
export function observedBars({ component, row, numbers }: ObservedPlace, states: number): Float64Array {
  const bars = new Float64Array(states);
  bars[component] = numbers[row]!;
  return bars;
}
