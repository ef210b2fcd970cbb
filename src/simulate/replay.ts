/**
 * A recorded run repeated with other values of its variables and the mesh frozen: the same records in
 * the same order, so that spike times and samples are smooth functions of the variables. It is the
 * function whose derivative the sweeps compute.
 *
 * Controller steps keep their size; a step to a target has h = s − t0 and may turn negative, where the
 * map of one step goes on smoothly; an event is located again by Newton's method from its recorded h.
 */
import { delayIndex, loadArrival, projectionOf, weightIndex } from "../compile/arrival.ts";
import { fixedTime } from "../compile/fixed-time.ts";
import { loadParameters, type PopulationProgram } from "../compile/network-program.ts";
import type { Run } from "../compile/run.ts";
import type { RunVariables } from "../compile/run-variables.ts";
import { loadSignals, type PopulationSignals } from "../compile/signals.ts";
import {
  crossingRateSlot,
  eventEndSlot,
  eventRoundingSlot,
  nextSlot,
  restSlot,
  stepSizeSlot,
  timeSlot,
} from "../compile/slots.ts";
import { type ObservedPlace, placesByRecord, placesOf } from "../tape/observation.ts";
import { tableOfSample } from "../tape/sample-table.ts";
import { recordKind } from "../tape/tape.ts";
import { advanceClock, type Clock, setClock, timeUntil } from "./clock.ts";
import { type RootSlots, relocateEvent } from "./relocate-event.ts";
import { type Replayed, replayedRun } from "./replayed-run.ts";

/** An event of the recorded run that has no root near its recorded step any more. */
export interface LostEvent {
  readonly population: string;
  readonly neuron: number;
  readonly event: string;
  /** Recorded time of the step's start [ms]. */
  readonly time: number;
}

export interface Replay {
  /** The first event that could not be located again; nothing after it was computed. */
  readonly lost: LostEvent | undefined;
  /**
   * Steps to a target and samples that ran backwards by more than the longest step recorded of their
   * neuron: the order of events is another, and the frozen map is no longer near the recorded one.
   */
  readonly reversals: number;
  /** Largest uncertainty of the time of an event at a root: g's rounding bound over its crossing rate [ms]. */
  readonly timeRounding: number;
  /** Spike times and samples, indexed as those of the recorded run; the tape is otherwise its own. */
  readonly run: Run;
}

interface ReplayPopulation {
  readonly program: PopulationProgram;
  /** Of the population in the program of the network. */
  readonly index: number;
  readonly signals: PopulationSignals | undefined;
  readonly states: number;
  readonly nextSlot: number;
  readonly timeSlot: number;
  readonly restSlot: number;
  readonly stepSizeSlot: number;
  readonly events: readonly RootSlots[];
}

interface ReplayState extends Replayed {
  readonly run: Run;
  readonly populations: readonly ReplayPopulation[];
  /** What every spike carries. */
  readonly payloads: Float64Array;
  readonly observed: ReadonlyMap<number, readonly ObservedPlace[]>;
  /** By neuron of the network. */
  readonly clocks: readonly Clock[];
  /** Longest recorded step of every neuron. */
  readonly longest: Float64Array;
  reversals: number;
  timeRounding: number;
}

/** @param variables  made by `variablesOf(run)` and changed a little; not changed here */
export function replay(run: Run, variables: RunVariables): Replay {
  const { tape, program } = run;
  loadParameters(program, variables.parameters);
  const observations = new Map(
    [...run.observations].map(([question, own]) => [
      question,
      { ...own, values: new Float64Array(own.values.length).fill(Number.NaN) },
    ]),
  );
  const state: ReplayState = {
    run,
    variables,
    populations: program.populations.map((own, p) => replayPopulation(run, own, p, variables.signals[p]!)),
    spikeTimes: variables.spikeTimes.slice(),
    payloads: tape.spikes.payload.data.slice(0, tape.spikes.payload.length),
    samples: new Map(
      run.sampleTables.map((table) => [table, new Float64Array(table.values.length).fill(Number.NaN)]),
    ),
    observations,
    observed: placesByRecord([...observations.values()].map((own) => [own, own.values])),
    longest: longestSteps(run),
    clocks: Array.from({ length: program.network.neurons }, () => ({ t: 0, rest: 0 })),
    reversals: 0,
    timeRounding: 0,
  };
  let lost: LostEvent | undefined;
  for (let record = 0; record < tape.kind.length && lost === undefined; record++) {
    const neuron = tape.neuron.data[record]!;
    const own = state.populations[program.owner[neuron]!]!;
    const index = neuron - own.program.population.firstNeuron;
    const frame = frameOf(own, neuron);
    const { t } = state.clocks[neuron]!;
    if (own.signals !== undefined)
      loadSignals(own.signals, program.memory, frame, index, tape.segment.data[record]!, t);
    observe(state, own, record, true);
    if (repeatRecord(state, own, frame, record)) {
      observe(state, own, record, false);
      continue;
    }
    const event = own.program.model.events[tape.reference.data[record]!]!.name;
    lost = { population: own.program.population.name, neuron: index, event, time: tape.time.data[record]! };
  }
  return { lost, reversals: state.reversals, timeRounding: state.timeRounding, run: replayedRun(run, state) };
}

function replayPopulation(
  run: Run,
  program: PopulationProgram,
  index: number,
  values: readonly Float64Array[],
): ReplayPopulation {
  const { frame } = program.programs;
  const { states, events } = program.model;
  const signals = run.signals[index];
  return {
    program,
    index,
    signals: signals && {
      ...signals,
      signals: signals.signals.map((signal, s) => ({
        ...signal,
        data: { ...signal.data, values: values[s]! },
      })),
    },
    states: states.length,
    nextSlot: frame.slot(nextSlot(states[0]!.name)),
    timeSlot: frame.slot(timeSlot),
    restSlot: frame.slot(restSlot),
    stepSizeSlot: frame.slot(stepSizeSlot),
    events: events.map(({ name }) => ({
      time: frame.slot(timeSlot),
      stepSize: frame.slot(stepSizeSlot),
      end: frame.slot(eventEndSlot(name)),
      rate: frame.slot(crossingRateSlot(name)),
      rounding: frame.slot(eventRoundingSlot(name)),
    })),
  };
}

function longestSteps({ tape, program }: Run): Float64Array {
  const longest = new Float64Array(program.network.neurons);
  for (let record = 0; record < tape.kind.length; record++) {
    const neuron = tape.neuron.data[record]!;
    longest[neuron] = Math.max(longest[neuron]!, tape.stepSize.data[record]!);
  }
  return longest;
}

/** Repeats one record from the state in the frame; false if its event has no root. */
function repeatRecord(state: ReplayState, own: ReplayPopulation, frame: number, record: number): boolean {
  const { run, spikeTimes } = state;
  const { tape } = run;
  const { memory } = run.program;
  const { kernels } = own.program;
  const neuron = tape.neuron.data[record]!;
  const clock = state.clocks[neuron]!;
  const reference = tape.reference.data[record]!;
  const recorded = tape.stepSize.data[record]!;
  switch (tape.kind.data[record]) {
    case recordKind.start:
    case recordKind.continued: {
      const time = tape.time.data[record]!;
      setClock(clock, time);
      memory[frame + own.timeSlot] = time;
      memory[frame + own.restSlot] = 0;
      if (tape.kind.data[record] === recordKind.start) kernels.initial(frame);
      else restore(run, own, frame, record);
      break;
    }
    case recordKind.step:
      stepBy(own, memory, frame, recorded);
      advanceClock(clock, recorded);
      takeStep(own, memory, frame, clock);
      break;
    case recordKind.stepToFixed:
      stepTo(state, own, record, fixedTime(run, own.index, record));
      break;
    case recordKind.stepToArrival: {
      const projection = projectionOf(run.program, tape, reference);
      const delay = projection.delay + delayIndex(projection, tape, reference, neuron);
      const sent = spikeTimes[tape.arrivals.spike.data[reference]!]!;
      stepTo(state, own, record, sent + state.variables.parameters[delay]!);
      break;
    }
    case recordKind.stepToSpike:
      stepTo(state, own, record, spikeTimes[reference]!);
      break;
    case recordKind.stepToEvent: {
      const root = own.events[reference]!;
      const h = relocateEvent(kernels.locate[reference]!, { memory, frame }, root, recorded);
      if (Number.isNaN(h)) return false;
      const uncertainty = memory[frame + root.rounding]! / memory[frame + root.rate]!;
      state.timeRounding = Math.max(state.timeRounding, uncertainty);
      advanceClock(clock, h);
      takeStep(own, memory, frame, clock);
      break;
    }
    case recordKind.arrival:
      receive(state, own, frame, record);
      break;
    case recordKind.reset:
      spikeTimes[reference] = clock.t;
      kernels.reset[tape.spikes.event.data[reference]!]!(frame);
      if (own.program.model.events[tape.spikes.event.data[reference]!]!.payload !== undefined) {
        state.payloads[reference] = memory[frame + own.program.sent!.slot]!;
      }
      break;
    case recordKind.sample:
      sampleAgain(state, own, frame, record);
      break;
    case recordKind.modes:
      restore(run, own, frame, record);
      break;
  }
  return true;
}

/** What a record gives as it was: modes, and where the run continues another all states. */
function restore({ tape, program }: Run, own: ReplayPopulation, frame: number, record: number): void {
  const from = tape.kind.data[record] === recordKind.modes ? own.program.model.ownStates : 0;
  const start = tape.stateStart.data[record]!;
  program.memory.set(tape.state.data.subarray(start + from, start + own.states), frame + from);
}

function stepBy(own: ReplayPopulation, memory: Float64Array, frame: number, h: number): void {
  memory[frame + own.stepSizeSlot] = h;
  own.program.kernels.step(frame);
}

/** Moves the state to the end of the step in the frame, where the clock is already. */
function takeStep(own: ReplayPopulation, memory: Float64Array, frame: number, clock: Clock): void {
  for (let i = 0; i < own.states; i++) memory[frame + i] = memory[frame + own.nextSlot + i]!;
  memory[frame + own.timeSlot] = clock.t;
  memory[frame + own.restSlot] = clock.rest;
}

/** Where the frame of a neuron of the network begins. */
function frameOf({ program: { population, programs, base } }: ReplayPopulation, neuron: number): number {
  return base + (neuron - population.firstNeuron) * programs.frame.size;
}

function stepTo(state: ReplayState, own: ReplayPopulation, record: number, end: number): void {
  const { memory } = state.run.program;
  const neuron = state.run.tape.neuron.data[record]!;
  const frame = frameOf(own, neuron);
  const clock = state.clocks[neuron]!;
  const h = timeUntil(clock, end);
  countReversal(state, record, h);
  stepBy(own, memory, frame, h);
  setClock(clock, end);
  takeStep(own, memory, frame, clock);
}

function countReversal(state: ReplayState, record: number, h: number): void {
  if (-h > state.longest[state.run.tape.neuron.data[record]!]!) state.reversals++;
}

function receive(state: ReplayState, { program }: ReplayPopulation, frame: number, record: number): void {
  const { run, variables } = state;
  const { tape } = run;
  const arrival = tape.reference.data[record]!;
  const own = projectionOf(run.program, tape, arrival);
  const weights = weightIndex(own, tape, arrival, tape.neuron.data[record]!);
  const payload = state.payloads[tape.arrivals.spike.data[arrival]!]!;
  loadArrival(run.program.memory, frame, variables.parameters, own, weights, payload);
  program.kernels.input[own.port]!(frame);
}

function sampleAgain(state: ReplayState, own: ReplayPopulation, frame: number, record: number): void {
  const { tape, program, sampleTables } = state.run;
  const { memory } = program;
  const sample = tape.reference.data[record]!;
  const table = tableOfSample(sampleTables, sample);
  const at = sample - table.first;
  const time = table.times[Math.floor(at / table.size)]!;
  const clock = state.clocks[tape.neuron.data[record]!]!;
  const h = time === clock.t ? 0 : timeUntil(clock, time);
  countReversal(state, record, h);
  stepBy(own, memory, frame, h);
  const { ownStates } = own.program.model;
  const end = memory.subarray(frame + own.nextSlot, frame + own.nextSlot + ownStates);
  state.samples.get(table)!.set(end, at * ownStates);
}

/** What is looked for inside the step of a record, or behind it. */
function observe(
  { run, observed }: ReplayState,
  own: ReplayPopulation,
  record: number,
  inside: boolean,
): void {
  const { memory } = run.program;
  const frame = frameOf(own, run.tape.neuron.data[record]!);
  for (const { elapsed, component, row, numbers } of placesOf(observed, record, inside)) {
    if (inside) stepBy(own, memory, frame, elapsed);
    numbers[row] = memory[(inside ? frame + own.nextSlot : frame) + component]!;
  }
}
