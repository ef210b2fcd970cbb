/** What the event loop of one neuron works on: its frame in the memory, what is on its way to it, the counters of the run. */
import type { Kernel } from "../../codegen/kernel.ts";
import { type EventSlots, frameSlots, type SwitchSlots, type TimerSlots } from "../../compile/frame-slots.ts";
import type { NetworkProgram, PopulationProgram, ProjectionProgram } from "../../compile/network-program.ts";
import type { RoutineColumns } from "../../compile/routines/routine-columns.ts";
import type { PopulationSignals } from "../../compile/signals.ts";
import {
  errorNormSlot,
  initialStepSlot,
  mostRemembered,
  nextSlot,
  placeSlots,
  rememberedSlot,
  restSlot,
  stepCapSlot,
  stepSizeSlot,
  timeSlot,
} from "../../compile/slots.ts";
import { standardController, standardProposal } from "../../solvers/method.ts";
import type { StepSizeController } from "../../solvers/step-size-controller.ts";
import type { TapePage } from "../../tape/page.ts";
import type { NeverArmed, SampleTable } from "../../tape/solution.ts";
import type { Tape } from "../../tape/tape.ts";
import type { NeuronsLeft } from "../given/continuation.ts";
import type { Settings } from "../given/options.ts";
import { clearDues, type Dues, forgetLaidOut, type LaidOut, nextDue } from "./dues.ts";
import { lastPlace, Place, takenPlace, timePlace } from "./place.ts";

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

/** By neuron, the sample that it takes next. */
export interface SampleCursor {
  readonly table: SampleTable;
  readonly next: Int32Array;
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
  /** What the run that this one continues has left of the population. */
  readonly startsFrom: NeuronsLeft | undefined;
  /** After so many spikes a neuron is not followed any further. */
  readonly stopAfter: number;
}

/** One object per population, which turns from neuron to neuron. */
export class NeuronRun extends Place {
  readonly settings: Settings;
  readonly program: PopulationProgram;
  /** Parameter values of the network. */
  readonly parameters: Float64Array;
  readonly tape: Tape;
  readonly page: TapePage;
  readonly columns: RoutineColumns;
  readonly laidOut: LaidOut;
  readonly counters: Counters;
  readonly controller: StepSizeController;
  /** What the controller remembers: in the frames if there is room, or of all neurons one behind the other. */
  readonly remembered: Float64Array;
  /** Whether the controller is the one whose proposals routines make. */
  readonly proposes: boolean;
  readonly signals: PopulationSignals | undefined;
  readonly dues: Dues;
  readonly startsFrom: NeuronsLeft | undefined;
  /** Whether all neurons have the same parameters. */
  readonly shares: boolean;
  /** Whether routines may leave folded records: their places are those of arrivals in one list for all neurons. */
  readonly folds: boolean;
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
  /** Of a frame, and in it. */
  readonly frameSize: number;
  readonly placeSlot: number;
  readonly timeSlot: number;
  readonly restSlot: number;
  readonly stepSizeSlot: number;
  readonly errorNormSlot: number;
  readonly initialStepSlot: number;
  readonly stepCapSlot: number;
  readonly rememberedSlot: number;
  readonly nextSlot: number;
  readonly stepKernel: Kernel;

  /** All arrivals before this time are known. */
  known: number = Number.NEGATIVE_INFINITY;
  /** At this time those of the present round and before are known, too; not a number if there is none. */
  instant: number = Number.NaN;
  knownRound = 0;
  /**
   * Whether a step may be tried that goes further than arrivals are known, to see how long nothing will happen
   * if nothing arrives: until `ahead`.
   */
  looksAhead = false;
  ahead = 0;
  /** Past this time a neuron is left for later. */
  horizon: number = Number.POSITIVE_INFINITY;

  /** Whether any neuron has begun with an event that was not armed. */
  isUnarmed = false;

  /** Frame of the neuron at hand, its index in the population and in the network. */
  frame = 0;
  index = 0;
  neuron = 0;
  /** What the controller remembers of it, in `remembered`. */
  rememberedAt = 0;
  /** The arrival that comes next, −1 if there is none. */
  arrival = -1;
  /** Where steps lead now: an arrival, a breakpoint, the end. */
  target = 0;
  /** The event with which the present round goes on: those declared before have had their turn. */
  turn = 0;
  /** The state from which steps were refused last. */
  readonly refusedAt: Float64Array;

  constructor(parts: NeuronRunParts) {
    const { settings, network, program, tables } = parts;
    super(network.memory);
    const { frame, method } = program.programs;
    const { states, events, ownEvents, written } = program.model;
    const { size } = program.population;
    const slots = frameSlots(program.programs);
    this.settings = settings;
    this.program = program;
    this.parameters = parts.parameters;
    this.tape = parts.tape;
    this.page = network.page;
    this.columns = network.columns;
    this.laidOut = parts.laidOut;
    this.counters = parts.counters;
    this.controller = settings.controller ?? standardController(method);
    const { stateSize } = this.controller;
    this.remembered = stateSize > mostRemembered ? new Float64Array(size * stateSize) : network.memory;
    this.proposes = this.controller === standardProposal(method);
    this.signals = parts.signals;
    this.dues = parts.dues;
    this.startsFrom = parts.startsFrom;
    this.folds = parts.dues.shared && parts.settings.folds.has(program.population.name);
    this.shares = program.shares;
    this.projections = network.projections;
    this.samples = tables.map((table) => ({ table, next: new Int32Array(size) }));
    this.stopAfter = parts.stopAfter;
    this.events = slots.events;
    this.ownEvents = ownEvents;
    this.timers = slots.timers;
    this.moded = events.map(({ when }, e) => when !== written[e]);
    this.switches = slots.switches;
    this.states = states.length;
    this.frameSize = frame.size;
    this.placeSlot = frame.slot(placeSlots.t);
    this.timeSlot = frame.slot(timeSlot);
    this.restSlot = frame.slot(restSlot);
    this.stepSizeSlot = frame.slot(stepSizeSlot);
    this.errorNormSlot = frame.slot(errorNormSlot);
    this.initialStepSlot = frame.slot(initialStepSlot);
    this.stepCapSlot = frame.slot(stepCapSlot);
    this.rememberedSlot = frame.slot(rememberedSlot(0));
    this.nextSlot = frame.slot(nextSlot(states[0]!.name));
    this.stepKernel = program.kernels.step;
    this.refusedAt = new Float64Array(states.length);
  }

  /** Begins with another run of the same settings, tape and parameters, without signals and samples. */
  restart(): void {
    this.known = Number.NEGATIVE_INFINITY;
    this.instant = Number.NaN;
    this.knownRound = 0;
    this.looksAhead = false;
    this.ahead = 0;
    this.horizon = Number.POSITIVE_INFINITY;
    this.isUnarmed = false;
    clearDues(this.dues);
    forgetLaidOut(this.laidOut);
  }

  /** Turns to a neuron, as it stands. */
  turnTo(index: number): void {
    const { program, dues, remembered, controller } = this;
    this.index = index;
    this.neuron = program.population.firstNeuron + index;
    this.frame = program.base + index * this.frameSize;
    this.place = this.frame + this.placeSlot;
    this.rememberedAt =
      remembered === this.memory ? this.frame + this.rememberedSlot : index * controller.stateSize;
    this.arrival = nextDue(dues, index, this.last);
  }

  /** Turns to a neuron to which nothing has happened yet. */
  turnToNew(index: number): void {
    this.turnTo(index);
    this.last = -1;
    this.taken = 0;
    this.arrival = nextDue(this.dues, index, -1);
  }

  /** A number of where a neuron stands, however far behind the first of them. */
  private numberOf(index: number, behind: number): number {
    return this.memory[this.program.base + index * this.frameSize + this.placeSlot + behind]!;
  }

  /** The present time of a neuron. */
  timeOf(index: number): number {
    return this.numberOf(index, timePlace);
  }

  /** The last arrival that a neuron has had, −1 if none. */
  lastOf(index: number): number {
    return this.numberOf(index, lastPlace);
  }

  /** How many it has had. */
  takenBy(index: number): number {
    return this.numberOf(index, takenPlace);
  }
}

/** @param notesApproaches  whether the closest approach is looked for; if not, nothing is closer than what is known */
export function createCounters(notesApproaches: boolean): Counters {
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
