/**
 * What the event loop of one neuron works on: its frame in the memory, its place in time, and the
 * counters of the run. One object per population, reused for its neurons.
 */
import type { Kernel } from "../codegen/kernel.ts";
import type { PopulationProgram, ProjectionProgram } from "../compile/network-program.ts";
import type { PopulationSignals } from "../compile/signals.ts";
import {
  bernsteinSlot,
  crossingRateSlot,
  errorNormSlot,
  eventEndSlot,
  eventEstimateSlot,
  eventMarginSlot,
  eventPeakSlot,
  eventRoundingSlot,
  eventValueSlot,
  initialStepSlot,
  nextSlot,
  stepCapSlot,
  stepSizeSlot,
  timeSlot,
} from "../compile/slots.ts";
import type { StepSizeController } from "../solvers/step-size-controller.ts";
import type { NeverArmed, SampleTable } from "../tape/solution.ts";
import type { Tape } from "../tape/tape.ts";
import type { ArrivalRange } from "./arrivals.ts";
import type { Settings } from "./options.ts";

/** Offsets in a frame of what an event's kernels leave. */
export interface EventSlots {
  readonly peak: number;
  readonly margin: number;
  readonly rounding: number;
  readonly estimate: number;
  readonly value: number;
  readonly end: number;
  readonly rate: number;
  readonly bernstein: number;
  readonly count: number;
}

/** Mutable counters of a whole run; see `Statistics` for what they mean. */
export interface Counters {
  /** Accepted, rejected, and tried again shorter because of an event. */
  triedSteps: number;
  acceptedSteps: number;
  rejectedSteps: number;
  repeatedSteps: number;
  arrivals: number;
  ignoredArrivals: number;
  nearGrazing: number;
  smallestRate: number;
  smallestRateNeuron: number;
  smallestRateTime: number;
  closest: number;
  closestNeuron: number;
  closestTime: number;
  readonly neverArmed: NeverArmed[];
}

export interface SampleCursor {
  readonly table: SampleTable;
  next: number;
}

export interface NeuronRun {
  readonly settings: Settings;
  readonly program: PopulationProgram;
  readonly memory: Float64Array;
  /** Parameter values of the network. */
  readonly parameters: Float64Array;
  readonly tape: Tape;
  readonly counters: Counters;
  readonly controller: StepSizeController;
  readonly controllerState: Float64Array;
  readonly signals: PopulationSignals | undefined;
  /** Those of the present stage. */
  arrivals: ArrivalRange;
  /** All arrivals before this time are known. */
  known: number;
  /** Past this time a neuron is left for later. */
  horizon: number;
  /** By index of the projection in the network. */
  readonly projections: readonly (ProjectionProgram | undefined)[];
  readonly samples: readonly SampleCursor[];
  readonly stopAfter: number;
  readonly events: readonly EventSlots[];
  /** Number of states. */
  readonly states: number;
  readonly timeSlot: number;
  readonly stepSizeSlot: number;
  readonly errorNormSlot: number;
  readonly initialStepSlot: number;
  readonly stepCapSlot: number;
  readonly nextSlot: number;
  readonly stepKernel: Kernel;

  /** Frame of the current neuron, its index in the population and in the network. */
  frame: number;
  index: number;
  neuron: number;
  t: number;
  /** Proposed step size; NaN before there is one. */
  proposal: number;
  /** Next arrival. */
  arrival: number;
  /** The arrival that the last step ended at, −1 if none. */
  reached: number;
  segment: number;
  round: number;
  /** Emitting events, and all events, of the current neuron. */
  spikes: number;
  fired: number;
  steps: number;
  /** Up to here the maxima near zero are counted. */
  grazed: number;
  /** Whether an event may fire: 1 if its function was below zero since it last did, see `arming`. */
  readonly armed: Uint8Array;
  /** Whether an event is to fire in this round of the present instant, and its cause. */
  readonly due: Int8Array;
}

export function createCounters(): Counters {
  return {
    triedSteps: 0,
    acceptedSteps: 0,
    rejectedSteps: 0,
    repeatedSteps: 0,
    arrivals: 0,
    ignoredArrivals: 0,
    nearGrazing: 0,
    smallestRate: Number.POSITIVE_INFINITY,
    smallestRateNeuron: -1,
    smallestRateTime: 0,
    closest: Number.NEGATIVE_INFINITY,
    closestNeuron: -1,
    closestTime: 0,
    neverArmed: [],
  };
}

export function createNeuronRun(
  settings: Settings,
  program: PopulationProgram,
  memory: Float64Array,
  parameters: Float64Array,
  tape: Tape,
  counters: Counters,
  signals: PopulationSignals | undefined,
  tables: readonly SampleTable[],
  stopAfter: number,
): NeuronRun {
  const { frame } = program.programs;
  const { states, events } = program.model;
  const projections: ProjectionProgram[] = [];
  for (const projection of program.incoming) projections[projection.index] = projection;
  return {
    settings,
    program,
    memory,
    parameters,
    tape,
    counters,
    controller: settings.controller,
    controllerState: new Float64Array(settings.controller.stateSize),
    signals,
    arrivals: { from: 0, to: 0, ignored: 0 },
    known: Number.NEGATIVE_INFINITY,
    horizon: Number.POSITIVE_INFINITY,
    projections,
    samples: tables.map((table) => ({ table, next: 0 })),
    stopAfter,
    events: events.map(({ name }, e) => ({
      peak: frame.slot(eventPeakSlot(name)),
      margin: frame.slot(eventMarginSlot(name)),
      rounding: frame.slot(eventRoundingSlot(name)),
      estimate: frame.slot(eventEstimateSlot(name)),
      value: frame.slot(eventValueSlot(name)),
      end: frame.slot(eventEndSlot(name)),
      rate: frame.slot(crossingRateSlot(name)),
      bernstein: frame.slot(bernsteinSlot(name, 0)),
      count: program.programs.bernstein[e]!,
    })),
    states: states.length,
    timeSlot: frame.slot(timeSlot),
    stepSizeSlot: frame.slot(stepSizeSlot),
    errorNormSlot: frame.slot(errorNormSlot),
    initialStepSlot: frame.slot(initialStepSlot),
    stepCapSlot: frame.slot(stepCapSlot),
    nextSlot: frame.slot(nextSlot(states[0]!.name)),
    stepKernel: program.kernels.step,
    frame: 0,
    index: 0,
    neuron: 0,
    t: 0,
    proposal: Number.NaN,
    arrival: 0,
    reached: -1,
    segment: 0,
    round: 0,
    spikes: 0,
    fired: 0,
    steps: 0,
    grazed: 0,
    armed: new Uint8Array(events.length),
    due: new Int8Array(events.length),
  };
}
