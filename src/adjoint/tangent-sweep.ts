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
import { loadRecord, type RecordPlace } from "../compile/load-record.ts";
import { loadParameters, type PopulationProgram } from "../compile/network-program.ts";
import type { TangentKernels } from "../compile/neuron-kernels.ts";
import type { Run } from "../compile/run.ts";
import type { RunVariables } from "../compile/run-variables.ts";
import { loadSignals, type PopulationSignals } from "../compile/signals.ts";
import { dotSlot, restSlot, slopeSlot, stepSizeSlot, timeSlot } from "../compile/slots.ts";
import { type Observation, type ObservedPlace, placesByRecord } from "../tape/observation.ts";
import { tableOfSample } from "../tape/sample-table.ts";
import type { Cotangents, SampleTable } from "../tape/solution.ts";
import { type Visited, type Visits, walkForwards } from "../tape/walk.ts";

/** Dots of everything a readout can see; the same form as `Cotangents`. */
export interface Tangents {
  /** By spike record [spikes]. */
  readonly spikeTimes: Float64Array;
  /** By table, each as its values. */
  readonly samples: ReadonlyMap<SampleTable, Float64Array>;
  /** Of what has been looked for in the run. */
  readonly observations: ReadonlyMap<Observation, Float64Array>;
}

interface TangentPopulation extends RecordPlace {
  readonly kernels: TangentKernels;
  /** The signals with the dots of their data, written to the dot slots: both are linear in the data. */
  readonly signalDots: PopulationSignals | undefined;
  /** Number of states without modes. */
  readonly ownStates: number;
  readonly firstDot: number;
  readonly timeDot: number;
  readonly stepSizeDot: number;
}

type At = Visited<TangentPopulation>;

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
  const sweep = beginTangents(run, direction);
  walkForwards<TangentPopulation, TangentSweep>(sweep, pushes);
  const { spikeDots, samples, observations } = sweep;
  return { spikeTimes: spikeDots, samples, observations };
}

function beginTangents(run: Run, direction: RunVariables): TangentSweep {
  const { program, given, sampleTables } = run;
  loadParameters(program, run.parameters.values, run.holder);
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
    index,
    kernels: program.kernels.tangents(),
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

/** How the dots of a neuron's state and time are pushed through each kind of record. */
const pushes: Visits<TangentSweep, TangentPopulation> = {
  load: ({ run, timeDots }, { own, frame, record, neuron }) => {
    const { tape, program } = run;
    const { memory } = program;
    loadRecord(run, own, frame, record);
    const timeDot = timeDots[neuron]!;
    memory[frame + own.timeDot] = timeDot;
    memory[frame + own.stepSizeDot] = 0;
    const { signalDots } = own;
    const signals = run.signals[own.index];
    if (signals === undefined || signalDots === undefined) return;
    const index = neuron - own.program.population.firstNeuron;
    loadSignals(signalDots, memory, frame, index, tape.segment.data[record]!, tape.time.data[record]!);
    signals.signals.forEach(({ slope }, s) => {
      memory[frame + signalDots.signals[s]!.value]! += memory[frame + slope]! * timeDot;
    });
  },
  inside: ({ run }, { own, frame }, { elapsed, component, row, numbers }) => {
    run.program.memory[frame + own.stepSizeSlot] = elapsed;
    numbers[row] = branch(run.program.memory, own, frame)[component]!;
  },
  behind: ({ run }, { own, frame }, { component, row, numbers }) => {
    numbers[row] = run.program.memory[frame + own.firstDot + component]!;
  },
  start: ({ timeDots }, { own, frame, neuron }) => {
    timeDots[neuron] = 0;
    own.kernels.initial(frame);
  },
  continued: ({ run, timeDots }, { own, frame, neuron }) => {
    timeDots[neuron] = 0;
    run.program.memory.fill(0, frame + own.firstDot, frame + own.firstDot + own.states);
  },
  step: (_, { own, frame }) => own.kernels.step(frame),
  stepToFixed: (sweep, at) => pushTo(sweep, at, 0),
  stepToArrival: (sweep, at) => pushTo(sweep, at, arrivalTimeDot(sweep, at)),
  stepToSpike: (sweep, at) => pushTo(sweep, at, sweep.spikeDots[at.reference]!),
  stepToEvent: ({ run, timeDots }, { own, frame, neuron, reference }) => {
    own.kernels.event[reference]!(frame);
    timeDots[neuron]! += run.program.memory[frame + own.stepSizeDot]!;
  },
  arrival: (sweep, at) => pushArrival(sweep, at),
  reset: ({ run, spikeDots, payloadDots, timeDots }, { own, frame, neuron, reference }) => {
    const event = run.tape.spikes.event.data[reference]!;
    spikeDots[reference] = timeDots[neuron]!;
    own.kernels.reset[event]!(frame);
    if (own.program.model.events[event]!.payload === undefined) return;
    payloadDots[reference] = run.program.memory[frame + own.program.sent!.dot]!;
  },
  sample: ({ run, samples, timeDots }, { own, frame, neuron, reference }) => {
    const { memory } = run.program;
    memory[frame + own.stepSizeDot] = -timeDots[neuron]!;
    const table = tableOfSample(run.sampleTables, reference);
    samples.get(table)!.set(branch(memory, own, frame), (reference - table.first) * own.ownStates);
  },
  modes: ({ run }, { own, frame }) => {
    run.program.memory.fill(0, frame + own.firstDot + own.ownStates, frame + own.firstDot + own.states);
  },
};

/** Through a step to a time that moves at this rate. */
function pushTo({ run, timeDots }: TangentSweep, { own, frame, neuron }: At, targetDot: number): void {
  run.program.memory[frame + own.stepSizeDot] = targetDot - timeDots[neuron]!;
  own.kernels.step(frame);
  timeDots[neuron] = targetDot;
}

function arrivalTimeDot({ run, direction, spikeDots }: TangentSweep, { neuron, reference }: At): number {
  const own = projectionOf(run.program, run.tape, reference);
  const delay = own.delay + delayIndex(own, run.tape, reference, neuron);
  return spikeDots[run.tape.arrivals.spike.data[reference]!]! + direction.parameters[delay]!;
}

function pushArrival(
  { run, direction, payloadDots }: TangentSweep,
  { own: { kernels }, frame, neuron, reference }: At,
): void {
  const { memory } = run.program;
  const own = projectionOf(run.program, run.tape, reference);
  const weights = weightIndex(own, run.tape, reference, neuron);
  const spike = run.tape.arrivals.spike.data[reference]!;
  loadArrival(memory, frame, run.parameters.values, own, weights, run.tape.spikes.payload.data[spike]!);
  if (own.payload !== undefined) memory[frame + own.payload.dot] = payloadDots[spike]!;
  for (const { dot, offset } of own.channels) memory[frame + dot] = direction.parameters[offset + weights]!;
  kernels.input[own.port]!(frame);
}

/** The dots at the end of a step that the neuron does not take, new. */
function branch(
  memory: Float64Array,
  { kernels, states, ownStates, firstDot }: TangentPopulation,
  frame: number,
): Float64Array {
  const first = frame + firstDot;
  const kept = memory.slice(first, first + states);
  kernels.step(frame);
  const dots = memory.slice(first, first + ownStates);
  memory.set(kept, first);
  return dots;
}

/** ⟨cotangents, tangents⟩: the derivative along a direction. */
export function pairing(cotangents: Cotangents, tangents: Tangents): number {
  let sum = 0;
  cotangents.spikeTimes.forEach((bar, record) => {
    if (bar !== 0) sum += bar * tangents.spikeTimes[record]!;
  });
  const states = [
    ...[...cotangents.samples].map(([table, bars]) => [bars, tangents.samples.get(table)!] as const),
    ...[...cotangents.observations].map(([own, bars]) => [bars, tangents.observations.get(own)!] as const),
  ];
  for (const [bars, dots] of states) {
    bars.forEach((bar, k) => {
      if (bar !== 0) sum += bar * dots[k]!;
    });
  }
  return sum;
}
