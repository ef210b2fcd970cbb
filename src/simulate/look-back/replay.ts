/**
 * A recorded run repeated with other values of its variables and the mesh frozen: the same records in
 * the same order, so that spike times and samples are smooth functions of the variables. It is the
 * function whose derivative the sweeps compute.
 *
 * Controller steps keep their size; a step to a target has h = s − t0 and may turn negative, where the
 * map of one step goes on smoothly; an event is located again by Newton's method from its recorded h.
 */
import { delayIndex, loadArrival, projectionOf, weightIndex } from "../../compile/arrival.ts";
import { fixedTime } from "../../compile/fixed-time.ts";
import type { RecordPlace } from "../../compile/load-record.ts";
import { loadParameters, type PopulationProgram } from "../../compile/network-program.ts";
import type { Run } from "../../compile/run.ts";
import type { RunVariables } from "../../compile/run-variables.ts";
import { loadSignals, type PopulationSignals } from "../../compile/signals.ts";
import {
  crossingRateSlot,
  eventEndSlot,
  eventRoundingSlot,
  nextSlot,
  restSlot,
  stepSizeSlot,
  timeSlot,
} from "../../compile/slots.ts";
import { type ObservedPlace, placesByRecord } from "../../tape/observation.ts";
import { tableOfSample } from "../../tape/sample-table.ts";
import { type Visited, type Visits, walkForwards } from "../../tape/walk.ts";
import { advanceClock, type Clock, setClock, timeUntil } from "../neuron/clock.ts";
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

interface ReplayPopulation extends RecordPlace {
  readonly signals: PopulationSignals | undefined;
  readonly nextSlot: number;
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
  lost: LostEvent | undefined;
  isOver: boolean;
}

type At = Visited<ReplayPopulation>;

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
    lost: undefined,
    isOver: false,
  };
  walkForwards<ReplayPopulation, ReplayState>(state, repeats);
  const { lost, reversals, timeRounding } = state;
  return { lost, reversals, timeRounding, run: replayedRun(run, state) };
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

/** How each kind of record is repeated from the state in the frame. */
const repeats: Visits<ReplayState, ReplayPopulation> = {
  load: ({ run, clocks }, { own, frame, record, neuron }) => {
    if (own.signals === undefined) return;
    const segment = run.tape.segment.data[record]!;
    const index = neuron - own.program.population.firstNeuron;
    loadSignals(own.signals, run.program.memory, frame, index, segment, clocks[neuron]!.t);
  },
  inside: ({ run: { program } }, { own, frame }, { elapsed, component, row, numbers }) => {
    stepBy(own, program.memory, frame, elapsed);
    numbers[row] = program.memory[frame + own.nextSlot + component]!;
  },
  behind: ({ run: { program } }, { frame }, { component, row, numbers }) => {
    numbers[row] = program.memory[frame + component]!;
  },
  start: (state, at) => {
    setTime(state, at);
    at.own.program.kernels.initial(at.frame);
  },
  continued: (state, at) => {
    setTime(state, at);
    restore(state.run, at, 0);
  },
  step: ({ run, clocks }, { own, frame, record, neuron }) => {
    const h = run.tape.stepSize.data[record]!;
    stepBy(own, run.program.memory, frame, h);
    advanceClock(clocks[neuron]!, h);
    takeStep(own, run.program.memory, frame, clocks[neuron]!);
  },
  stepToFixed: (state, at) => stepTo(state, at, fixedTime(state.run, at.own.index, at.record)),
  stepToArrival: (state, at) => {
    const { tape, program } = state.run;
    const projection = projectionOf(program, tape, at.reference);
    const delay = projection.delay + delayIndex(projection, tape, at.reference, at.neuron);
    const sent = state.spikeTimes[tape.arrivals.spike.data[at.reference]!]!;
    stepTo(state, at, sent + state.variables.parameters[delay]!);
  },
  stepToSpike: (state, at) => stepTo(state, at, state.spikeTimes[at.reference]!),
  stepToEvent: (state, { own, frame, record, neuron, reference }) => {
    const { tape, program } = state.run;
    const { memory } = program;
    const root = own.events[reference]!;
    const locate = own.program.kernels.locate[reference]!;
    const h = relocateEvent(locate, { memory, frame }, root, tape.stepSize.data[record]!);
    if (Number.isNaN(h)) {
      const { population, model } = own.program;
      const index = neuron - population.firstNeuron;
      const event = model.events[reference]!.name;
      state.lost = { population: population.name, neuron: index, event, time: tape.time.data[record]! };
      state.isOver = true;
      return;
    }
    const uncertainty = memory[frame + root.rounding]! / memory[frame + root.rate]!;
    state.timeRounding = Math.max(state.timeRounding, uncertainty);
    advanceClock(state.clocks[neuron]!, h);
    takeStep(own, memory, frame, state.clocks[neuron]!);
  },
  arrival: ({ run, variables, payloads }, { own: { program }, frame, neuron, reference }) => {
    const { tape } = run;
    const own = projectionOf(run.program, tape, reference);
    const weights = weightIndex(own, tape, reference, neuron);
    const payload = payloads[tape.arrivals.spike.data[reference]!]!;
    loadArrival(run.program.memory, frame, variables.parameters, own, weights, payload);
    program.kernels.input[own.port]!(frame);
  },
  reset: ({ run, spikeTimes, payloads, clocks }, { own: { program }, frame, neuron, reference }) => {
    const event = run.tape.spikes.event.data[reference]!;
    spikeTimes[reference] = clocks[neuron]!.t;
    program.kernels.reset[event]!(frame);
    if (program.model.events[event]!.payload === undefined) return;
    payloads[reference] = run.program.memory[frame + program.sent!.slot]!;
  },
  sample: (state, at) => {
    const { program, sampleTables } = state.run;
    const { own, frame, reference, neuron } = at;
    const table = tableOfSample(sampleTables, reference);
    const index = reference - table.first;
    const time = table.times[Math.floor(index / table.size)]!;
    const clock = state.clocks[neuron]!;
    const h = time === clock.t ? 0 : timeUntil(clock, time);
    countReversal(state, neuron, h);
    stepBy(own, program.memory, frame, h);
    const { ownStates } = own.program.model;
    const end = program.memory.subarray(frame + own.nextSlot, frame + own.nextSlot + ownStates);
    state.samples.get(table)!.set(end, index * ownStates);
  },
  modes: ({ run }, at) => restore(run, at, at.own.program.model.ownStates),
};

/** Puts a neuron to the time at which it begins. */
function setTime({ run: { tape, program }, clocks }: ReplayState, { own, frame, record, neuron }: At): void {
  const time = tape.time.data[record]!;
  setClock(clocks[neuron]!, time);
  program.memory[frame + own.timeSlot] = time;
  program.memory[frame + own.restSlot] = 0;
}

/** What a record gives as it was, from this state on: modes, and where the run continues another all states. */
function restore({ tape, program }: Run, { own, frame, record }: At, from: number): void {
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

function stepTo(state: ReplayState, { own, frame, neuron }: At, end: number): void {
  const { memory } = state.run.program;
  const clock = state.clocks[neuron]!;
  const h = timeUntil(clock, end);
  countReversal(state, neuron, h);
  stepBy(own, memory, frame, h);
  setClock(clock, end);
  takeStep(own, memory, frame, clock);
}

function countReversal(state: ReplayState, neuron: number, h: number): void {
  if (-h > state.longest[neuron]!) state.reversals++;
}
