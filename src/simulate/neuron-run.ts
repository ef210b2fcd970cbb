/**
 * What the event loop of one neuron works on: its frame in the memory, its place in time, and the
 * counters of the run. One object per population, reused for its neurons.
 */
import type { Kernel } from "../codegen/kernel.ts";
import type { NetworkProgram, PopulationProgram, ProjectionProgram } from "../compile/network-program.ts";
import type { RoutineColumns } from "../compile/routine-columns.ts";
import type { PopulationSignals } from "../compile/signals.ts";
import {
  errorNormSlot,
  initialStepSlot,
  nextSlot,
  proposalSlot,
  rememberedSlot,
  restSlot,
  stepCapSlot,
  stepSizeSlot,
  timeSlot,
} from "../compile/slots.ts";
import { standardController, standardProposal } from "../solvers/method.ts";
import type { StepSizeController } from "../solvers/step-size-controller.ts";
import type { TapePage } from "../tape/page.ts";
import type { NeverArmed, SampleTable } from "../tape/solution.ts";
import type { Tape } from "../tape/tape.ts";
import type { Clock } from "./clock.ts";
import type { NeuronsLeft } from "./continuation.ts";
import type { Dues, LaidOut } from "./dues.ts";
import { type EventSlots, frameSlots, type SwitchSlots, type TimerSlots } from "./frame-slots.ts";
import type { Settings } from "./options.ts";

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

/** What a time belongs to: an arrival by its index, an event of the neuron itself, or nothing that moves with both. */
export const anchor = {
  none: -1,
  atSpike: (record: number): number => -2 - record,
  ofSpike: (code: number): number => -2 - code,
} as const;

export interface NeuronRun extends Clock {
  readonly settings: Settings;
  readonly program: PopulationProgram;
  readonly memory: Float64Array;
  /** Parameter values of the network. */
  readonly parameters: Float64Array;
  readonly tape: Tape;
  readonly page: TapePage;
  readonly columns: RoutineColumns;
  readonly laidOut: LaidOut;
  readonly counters: Counters;
  readonly controller: StepSizeController;
  readonly controllerState: Float64Array;
  /** Whether the controller is the one whose proposals routines make. */
  readonly proposes: boolean;
  readonly signals: PopulationSignals | undefined;
  readonly dues: Dues;
  /** What the run that this one continues has left of the population. */
  readonly taken: NeuronsLeft | undefined;
  /** Where what this run leaves is kept, see `Run.left`. */
  readonly left: Float64Array | undefined;
  /** All arrivals before this time are known. */
  known: number;
  /** At this time those of the present round and before are known, too; not a number if there is none. */
  instant: number;
  knownRound: number;
  /**
   * Whether a step may be tried that goes further than arrivals are known, to see how long nothing will happen
   * if nothing arrives: until `ahead`.
   */
  looksAhead: boolean;
  ahead: number;
  /**
   * The last step that was tried so and not made: when something is to happen, and the target that it was tried
   * towards. What arrives after that time is no reason to try another: the same is to happen then, to the last bit,
   * because others have gone on since that far. Not a number if the neuron has gone on itself.
   */
  promised: number;
  promisedTarget: number;
  promisedKind: number;
  /** Past this time a neuron is left for later. */
  horizon: number;
  /** Of the network. */
  readonly projections: readonly ProjectionProgram[];
  readonly samples: readonly SampleCursor[];
  readonly stopAfter: number;
  /** The model's own, then those that watch its switches. */
  readonly events: readonly EventSlots[];
  readonly ownEvents: number;
  /** By event, its timer if it has one. */
  readonly timers: readonly (TimerSlots | undefined)[];
  /** Whether the function of an event reads modes. */
  readonly moded: readonly boolean[];
  readonly switches: readonly SwitchSlots[];
  /** Number of states, modes included. */
  readonly states: number;
  readonly timeSlot: number;
  readonly restSlot: number;
  readonly stepSizeSlot: number;
  readonly errorNormSlot: number;
  readonly initialStepSlot: number;
  readonly stepCapSlot: number;
  readonly proposalSlot: number;
  readonly rememberedSlot: number;
  readonly nextSlot: number;
  readonly stepKernel: Kernel;

  /** Frame of the current neuron, its index in the population and in the network. */
  frame: number;
  index: number;
  neuron: number;
  /** Where steps lead now: an arrival, a breakpoint, the end. */
  target: number;
  /** Proposed step size; NaN before there is one. */
  proposal: number;
  /** The last arrival that was applied and the next one, −1 if there is none. */
  last: number;
  arrival: number;
  /** What the present time is the time of, see `anchor`. */
  anchor: number;
  segment: number;
  round: number;
  /** The event with which the present round goes on: those declared before have had their turn. */
  turn: number;
  /** Emitting events, and all events, of the current neuron. */
  spikes: number;
  fired: number;
  steps: number;
  /** Whether modes have to be set anew before the next step. */
  unsettled: boolean;
  /** The watch whose crossing the last step ended at, −1 if none. */
  crossed: number;
  /** By event: the bound on the rounding of its function at the end of the last step, along that step. */
  readonly landed: Float64Array;
  /** By switch: that bound if it was crossed since, else 0. So close to zero its function has no sign. */
  readonly located: Float64Array;
  /** By switch: whether a jump moved its function since the modes were set. */
  readonly moved: Uint8Array;
  /** Modes changed since the last step because the solution leaves zero. */
  departures: number;
  /** Steps refused because they had no value since the state last moved, and that state. */
  refused: number;
  readonly refusedAt: Float64Array;
  /** Up to here the maxima near zero are counted. */
  grazed: number;
  /** Whether an event may fire: 1 if its function was below zero since it last did, see `arming`. */
  readonly armed: Uint8Array;
  /** Whether an event is to fire in this round of the present instant, and its cause. */
  readonly due: Int8Array;
  /** By event that is due because of a jump: what that jump had the time of, see `anchor`. */
  readonly causes: Int32Array;
  /** When an event last fired, as two doubles; not a number if it has not. */
  readonly lastFired: Float64Array;
}

/** @param notesApproaches  whether the closest approach is looked for; if not, nothing is closer than what is known */
export function createCounters(notesApproaches = true): Counters {
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
    closest: notesApproaches ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
    closestNeuron: -1,
    closestTime: 0,
    neverArmed: [],
  };
}

/** What a run of one population's neurons is made of. */
export interface NeuronRunParts {
  readonly settings: Settings;
  readonly network: NetworkProgram;
  readonly program: PopulationProgram;
  /** Parameter values of the network. */
  readonly parameters: Float64Array;
  readonly tape: Tape;
  readonly counters: Counters;
  readonly signals: PopulationSignals | undefined;
  /** Those of the population. */
  readonly tables: readonly SampleTable[];
  readonly dues: Dues;
  readonly laidOut: LaidOut;
  readonly taken: NeuronsLeft | undefined;
  readonly left: Float64Array | undefined;
  /** After so many spikes a neuron is not followed any further. */
  readonly stopAfter: number;
}

export function createNeuronRun(parts: NeuronRunParts): NeuronRun {
  const {
    settings,
    network,
    program,
    parameters,
    tape,
    counters,
    signals,
    tables,
    dues,
    taken,
    left,
    laidOut,
  } = parts;
  const { frame } = program.programs;
  const { states, events, ownEvents, written, switches } = program.model;
  const slots = frameSlots(program.programs);
  const { method } = program.programs;
  const controller = settings.controller ?? standardController(method);
  return {
    settings,
    program,
    memory: network.memory,
    parameters,
    tape,
    page: network.page,
    columns: network.columns,
    laidOut,
    counters,
    controller,
    controllerState: new Float64Array(controller.stateSize),
    proposes: controller === standardProposal(method),
    signals,
    dues,
    taken,
    left,
    known: Number.NEGATIVE_INFINITY,
    instant: Number.NaN,
    knownRound: 0,
    looksAhead: false,
    ahead: 0,
    promised: Number.NaN,
    promisedTarget: 0,
    promisedKind: 0,
    horizon: Number.POSITIVE_INFINITY,
    projections: network.projections,
    samples: tables.map((table) => ({ table, next: 0 })),
    stopAfter: parts.stopAfter,
    events: slots.events,
    ownEvents,
    timers: slots.timers,
    moded: events.map(({ when }, e) => when !== written[e]),
    switches: slots.switches,
    states: states.length,
    timeSlot: frame.slot(timeSlot),
    restSlot: frame.slot(restSlot),
    stepSizeSlot: frame.slot(stepSizeSlot),
    errorNormSlot: frame.slot(errorNormSlot),
    initialStepSlot: frame.slot(initialStepSlot),
    stepCapSlot: frame.slot(stepCapSlot),
    proposalSlot: frame.slot(proposalSlot),
    rememberedSlot: frame.slot(rememberedSlot(0)),
    nextSlot: frame.slot(nextSlot(states[0]!.name)),
    stepKernel: program.kernels.step,
    frame: 0,
    index: 0,
    neuron: 0,
    t: 0,
    rest: 0,
    target: 0,
    proposal: Number.NaN,
    last: -1,
    arrival: -1,
    anchor: anchor.none,
    segment: 0,
    round: 0,
    turn: 0,
    spikes: 0,
    fired: 0,
    steps: 0,
    unsettled: false,
    crossed: -1,
    landed: new Float64Array(events.length),
    located: new Float64Array(switches.length),
    moved: new Uint8Array(switches.length),
    departures: 0,
    refused: 0,
    refusedAt: new Float64Array(states.length),
    grazed: 0,
    armed: new Uint8Array(events.length),
    due: new Int8Array(events.length),
    causes: new Int32Array(events.length),
    lastFired: new Float64Array(2 * events.length),
  };
}
