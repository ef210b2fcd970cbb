/**
 * Forward sensitivities: the tape walked forwards along one direction of everything a run depends on,
 * each record by its tangent kernel. It shares no derivative with the reverse sweep, which it checks.
 *
 * Along the way every neuron carries the dots of its present state, in its frame, and of its present
 * time t0, with h the size of a step and t1 its end:
 *
 *   a step of the controller   ḣ = 0             ṫ1 = ṫ0
 *   to a fixed time            ḣ = −ṫ0           ṫ1 = 0
 *   to an arrival              ḣ = ṡ − ṫ0        ṫ1 = ṡ,  ṡ = dot of the spike's time + dot of the delay
 *   to a spike of its own      ḣ = ṡ − ṫ0        ṫ1 = ṡ,  ṡ = dot of the spike's time
 *   to the root of an event    ḣ from the root   ṫ1 = ṫ0 + ḣ
 *   a sample                   ḣ = −ṫ0, on a branch
 */
import { delayIndex, loadArrival, projectionOf, weightIndex } from "../compile/arrival.ts";
import { loadParameters, type PopulationProgram } from "../compile/network-program.ts";
import type { TangentKernels } from "../compile/neuron-kernels.ts";
import type { Run } from "../compile/run.ts";
import type { RunVariables } from "../compile/run-variables.ts";
import { loadSignals, type PopulationSignals } from "../compile/signals.ts";
import { dotSlot, restSlot, slopeSlot, stepSizeSlot, timeSlot } from "../compile/slots.ts";
import { type Observation, type ObservedPlace, placesByRecord, placesOf } from "../tape/observation.ts";
import { tableOfSample } from "../tape/sample-table.ts";
import type { SampleTable } from "../tape/solution.ts";
import { recordKind } from "../tape/tape.ts";

/** Dots of everything a readout can see; the same form as `Cotangents`. */
export interface Tangents {
  /** By spike record [spikes]. */
  readonly spikeTimes: Float64Array;
  /** By table, each as its values. */
  readonly samples: ReadonlyMap<SampleTable, Float64Array>;
  /** Of what has been looked for in the run. */
  readonly observations: ReadonlyMap<Observation, Float64Array>;
}

interface TangentPopulation {
  readonly program: PopulationProgram;
  readonly kernels: TangentKernels;
  readonly signals: PopulationSignals | undefined;
  /** The same signals with the dots of their data, written to the dot slots: both are linear in the data. */
  readonly signalDots: PopulationSignals | undefined;
  /** Number of states, modes included, and without. */
  readonly states: number;
  readonly ownStates: number;
  readonly firstDot: number;
  readonly timeSlot: number;
  readonly restSlot: number;
  readonly timeDot: number;
  readonly stepSizeSlot: number;
  readonly stepSizeDot: number;
}

interface TangentSweep {
  readonly run: Run;
  readonly direction: RunVariables;
  readonly populations: readonly TangentPopulation[];
  readonly spikeDots: Float64Array;
  /** Dots of what spikes carry. */
  readonly payloadDots: Float64Array;
  /** Dot of the present time of every neuron. */
  readonly timeDots: Float64Array;
  readonly samples: ReadonlyMap<SampleTable, Float64Array>;
  readonly observations: ReadonlyMap<Observation, Float64Array>;
  /** The same by record. */
  readonly observed: ReadonlyMap<number, readonly ObservedPlace[]>;
}

/**
 * The derivative of all spike times and samples along a direction.
 *
 * @param direction  dots of parameters, given spike times and signal values; not changed
 */
export function tangentSweep(run: Run, direction: RunVariables): Tangents {
  const { tape, program } = run;
  const sweep = beginTangents(run, direction);
  for (let record = 0; record < tape.kind.length; record++) {
    const neuron = tape.neuron.data[record]!;
    const own = sweep.populations[program.owner[neuron]!]!;
    const { population, programs, base } = own.program;
    const frame = base + (neuron - population.firstNeuron) * programs.frame.size;
    for (const { elapsed, component, row, numbers } of placesOf(sweep.observed, record, true)) {
      loadRecord(sweep, own, frame, record);
      program.memory[frame + own.stepSizeSlot] = elapsed;
      numbers[row] = branch(sweep, own, frame)[component]!;
    }
    loadRecord(sweep, own, frame, record);
    pushRecord(sweep, own, frame, record);
    for (const { component, row, numbers } of placesOf(sweep.observed, record, false)) {
      numbers[row] = program.memory[frame + own.firstDot + component]!;
    }
  }
  const { spikeDots, samples, observations } = sweep;
  return { spikeTimes: spikeDots, samples, observations };
}

function beginTangents(run: Run, direction: RunVariables): TangentSweep {
  const { program, given, sampleTables } = run;
  loadParameters(program, run.parameters.values);
  const spikeDots = new Float64Array(run.tape.spikes.time.length);
  for (const { first, channels } of given.values()) {
    spikeDots.set(direction.spikeTimes.subarray(first, first + channels.length), first);
  }
  for (const { population, programs, base, parameters } of program.populations) {
    for (const { dot, offset, stride } of parameters) {
      for (let n = 0; n < population.size; n++) {
        program.memory[base + n * programs.frame.size + dot] = direction.parameters[offset + n * stride]!;
      }
    }
  }
  const observations = new Map(
    [...run.observations.values()].map((own) => [own, new Float64Array(own.values.length)] as const),
  );
  return {
    run,
    direction,
    populations: program.populations.map((own, p) => tangentPopulation(run, own, p, direction.signals[p]!)),
    spikeDots,
    payloadDots: new Float64Array(spikeDots.length),
    timeDots: new Float64Array(program.network.neurons),
    samples: new Map(sampleTables.map((table) => [table, new Float64Array(table.values.length)])),
    observations,
    observed: placesByRecord(observations),
  };
}

function tangentPopulation(
  run: Run,
  program: PopulationProgram,
  index: number,
  dots: readonly Float64Array[],
): TangentPopulation {
  const { frame } = program.programs;
  const signals = run.signals[index];
  return {
    program,
    kernels: program.kernels.tangents(),
    signals,
    signalDots: signals && {
      ...signals,
      signals: signals.signals.map((signal, s) => ({
        ...signal,
        data: { ...signal.data, values: dots[s]! },
        value: frame.slot(dotSlot(signal.name)),
        slope: frame.slot(dotSlot(slopeSlot(signal.name))),
      })),
    },
    states: program.model.states.length,
    ownStates: program.model.ownStates,
    firstDot: frame.slot(dotSlot(program.model.states[0]!.name)),
    timeSlot: frame.slot(timeSlot),
    restSlot: frame.slot(restSlot),
    timeDot: frame.slot(dotSlot(timeSlot)),
    stepSizeSlot: frame.slot(stepSizeSlot),
    stepSizeDot: frame.slot(dotSlot(stepSizeSlot)),
  };
}

/** Writes state, time, step size and signals of a record to its neuron's frame, and the dots of the last three. */
function loadRecord(
  { run, timeDots }: TangentSweep,
  own: TangentPopulation,
  frame: number,
  record: number,
): void {
  const { tape, program } = run;
  const { memory } = program;
  const start = tape.stateStart.data[record]!;
  for (let i = 0; i < own.states; i++) memory[frame + i] = tape.state.data[start + i]!;
  const neuron = tape.neuron.data[record]!;
  const time = tape.time.data[record]!;
  const timeDot = timeDots[neuron]!;
  memory[frame + own.timeSlot] = time;
  memory[frame + own.restSlot] = 0;
  memory[frame + own.timeDot] = timeDot;
  memory[frame + own.stepSizeSlot] = tape.stepSize.data[record]!;
  memory[frame + own.stepSizeDot] = 0;
  const { signals, signalDots } = own;
  if (signals === undefined || signalDots === undefined) return;
  const index = neuron - own.program.population.firstNeuron;
  const segment = tape.segment.data[record]!;
  loadSignals(signals, memory, frame, index, segment, time);
  loadSignals(signalDots, memory, frame, index, segment, time);
  signals.signals.forEach(({ slope }, s) => {
    memory[frame + signalDots.signals[s]!.value]! += memory[frame + slope]! * timeDot;
  });
}

/** Pushes the dots of a neuron's state and time through one record. */
function pushRecord(sweep: TangentSweep, own: TangentPopulation, frame: number, record: number): void {
  const { run, spikeDots, timeDots } = sweep;
  const { tape } = run;
  const { memory } = run.program;
  const { kernels } = own;
  const neuron = tape.neuron.data[record]!;
  const reference = tape.reference.data[record]!;
  const timeDot = timeDots[neuron]!;
  switch (tape.kind.data[record]) {
    case recordKind.start:
      timeDots[neuron] = 0;
      kernels.initial(frame);
      break;
    case recordKind.continued:
      timeDots[neuron] = 0;
      memory.fill(0, frame + own.firstDot, frame + own.firstDot + own.states);
      break;
    case recordKind.step:
      kernels.step(frame);
      break;
    case recordKind.stepToFixed:
      memory[frame + own.stepSizeDot] = -timeDot;
      kernels.step(frame);
      timeDots[neuron] = 0;
      break;
    case recordKind.stepToArrival:
    case recordKind.stepToSpike: {
      const isArrival = tape.kind.data[record] === recordKind.stepToArrival;
      const targetDot = isArrival ? arrivalTimeDot(sweep, reference, neuron) : spikeDots[reference]!;
      memory[frame + own.stepSizeDot] = targetDot - timeDot;
      kernels.step(frame);
      timeDots[neuron] = targetDot;
      break;
    }
    case recordKind.stepToEvent:
      kernels.event[reference]!(frame);
      timeDots[neuron] = timeDot + memory[frame + own.stepSizeDot]!;
      break;
    case recordKind.arrival:
      pushArrival(sweep, own, frame, neuron, reference);
      break;
    case recordKind.reset:
      spikeDots[reference] = timeDot;
      kernels.reset[tape.spikes.event.data[reference]!]!(frame);
      if (sendsPayload(own, tape.spikes.event.data[reference]!)) {
        sweep.payloadDots[reference] = memory[frame + own.program.sent!.dot]!;
      }
      break;
    case recordKind.sample:
      memory[frame + own.stepSizeDot] = -timeDot;
      dotsOfSample(sweep, own, reference).set(branch(sweep, own, frame));
      break;
    case recordKind.modes:
      memory.fill(0, frame + own.firstDot + own.ownStates, frame + own.firstDot + own.states);
      break;
  }
}

function arrivalTimeDot(
  { run, direction, spikeDots }: TangentSweep,
  arrival: number,
  neuron: number,
): number {
  const own = projectionOf(run.program, run.tape, arrival);
  const delay = own.delay + delayIndex(own, run.tape, arrival, neuron);
  return spikeDots[run.tape.arrivals.spike.data[arrival]!]! + direction.parameters[delay]!;
}

function pushArrival(
  { run, direction, payloadDots }: TangentSweep,
  { kernels }: TangentPopulation,
  frame: number,
  neuron: number,
  arrival: number,
): void {
  const { memory } = run.program;
  const own = projectionOf(run.program, run.tape, arrival);
  const weights = weightIndex(own, run.tape, arrival, neuron);
  const spike = run.tape.arrivals.spike.data[arrival]!;
  loadArrival(memory, frame, run.parameters.values, own, weights, run.tape.spikes.payload.data[spike]!);
  if (own.payload !== undefined) memory[frame + own.payload.dot] = payloadDots[spike]!;
  for (const { dot, offset } of own.channels) memory[frame + dot] = direction.parameters[offset + weights]!;
  kernels.input[own.port]!(frame);
}

/** Where the dots of one sample go. */
function dotsOfSample(
  { run, samples }: TangentSweep,
  { ownStates }: TangentPopulation,
  sample: number,
): Float64Array {
  const table = tableOfSample(run.sampleTables, sample);
  const at = (sample - table.first) * ownStates;
  return samples.get(table)!.subarray(at, at + ownStates);
}

/** The dots at the end of a step that the neuron does not take, new. */
function branch(
  { run }: TangentSweep,
  { kernels, states, ownStates, firstDot }: TangentPopulation,
  frame: number,
): Float64Array {
  const { memory } = run.program;
  const first = frame + firstDot;
  const kept = memory.slice(first, first + states);
  kernels.step(frame);
  const dots = memory.slice(first, first + ownStates);
  memory.set(kept, first);
  return dots;
}

function sendsPayload({ program }: TangentPopulation, event: number): boolean {
  return program.model.events[event]!.payload !== undefined;
}
