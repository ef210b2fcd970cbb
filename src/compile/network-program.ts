/** A network bound to kernels: one memory with a frame per neuron, and where every parameter goes. */
import { allowedExecutions, type Execution } from "../codegen/execution.ts";
import type { Frame } from "../codegen/frame.ts";
import { kernelMemory } from "../codegen/memory.ts";
import { OptionError } from "../errors.ts";
import { quoted } from "../expr/source.ts";
import type { Network, NetworkPopulation, NetworkProjection } from "../network/network.ts";
import type { NeuronPopulation } from "../network/population.ts";
import { type NeuronModel, payloadName } from "../neurons/neuron-model.ts";
import { exportedName } from "../solvers/kinds.ts";
import type { Automatic, Method } from "../solvers/method.ts";
import { pageShapes, type TapePage } from "../tape/page.ts";
import { type NeuronKernels, type NeuronPrograms, neuronPrograms } from "./neuron-kernels.ts";
import { type RoutineColumns, routineShapes } from "./routines/routine-columns.ts";
import { barSlot, dotSlot, sentSlot } from "./slots.ts";
import type { SwitchedModel } from "./switches.ts";

/** Where a number of the parameter buffer lives in a frame. */
export interface Binding {
  /** `owner.name` of the row. */
  readonly id: string;
  /** Name of the slot. */
  readonly name: string;
  readonly slot: number;
  readonly bar: number;
  readonly dot: number;
  /** Index of the first value in the parameter buffer. */
  readonly offset: number;
  /** Distance between the values of consecutive neurons: 0 where they share one. */
  readonly stride: number;
}

export interface ProjectionProgram {
  readonly projection: NetworkProjection;
  /** Index among the network's projections. */
  readonly index: number;
  readonly port: number;
  /** Index of the first delay in the parameter buffer, and their number. */
  readonly delay: number;
  readonly delays: number;
  /** Weights, one binding per channel; its stride is 1. */
  readonly channels: readonly Binding[];
  /** Where the payload of a spike goes; undefined if nothing reads it. */
  readonly payload: { readonly slot: number; readonly bar: number; readonly dot: number } | undefined;
}

export interface PopulationProgram {
  readonly population: NetworkPopulation;
  /** With modes among the states, and what watches them among the events. */
  readonly model: SwitchedModel;
  readonly programs: NeuronPrograms;
  readonly kernels: NeuronKernels;
  /** Index of the first neuron's frame in the memory. */
  readonly base: number;
  readonly parameters: readonly Binding[];
  /** Whether its neurons share them. */
  readonly shares: boolean;
  /** What its events carry; undefined if that is 1. */
  readonly sent: { readonly slot: number; readonly bar: number; readonly dot: number } | undefined;
  readonly incoming: readonly ProjectionProgram[];
}

export interface NetworkProgram {
  readonly network: Network;
  readonly method: Method | Automatic;
  /** By population, the name of its method. */
  readonly methods: Readonly<Record<string, string>>;
  readonly execution: Execution;
  readonly memory: Float64Array;
  /** Of the run that is under way. */
  readonly page: TapePage;
  readonly columns: RoutineColumns;
  /** Populations of neurons, in topological order. */
  readonly populations: readonly PopulationProgram[];
  /** In the order of the network. */
  readonly projections: readonly ProjectionProgram[];
  /** By neuron of the network: index of its population in `populations`, −1 for a channel of a source. */
  readonly owner: Int32Array;
}

const programs = new WeakMap<NeuronModel, Map<Method | Automatic, NeuronPrograms>>();
const compiled = new WeakMap<Network, Map<Method | Automatic, Map<Execution | undefined, NetworkProgram>>>();

/**
 * The program of a network under a method; made once and kept.
 *
 * @param wanted  without one, the fastest execution that the environment allows and has memory for
 */
export function networkProgram(
  network: Network,
  method: Method | Automatic,
  wanted?: Execution,
): NetworkProgram {
  const byMethod = getOrMake(
    compiled,
    network,
    () => new Map<Method | Automatic, Map<Execution | undefined, NetworkProgram>>(),
  );
  const byExecution = getOrMake(byMethod, method, () => new Map<Execution | undefined, NetworkProgram>());
  return getOrMake(byExecution, wanted, () => {
    const fastest = wanted === undefined ? byExecution.get(allowedExecutions()[0]) : undefined;
    const program = fastest ?? compile(network, method, wanted);
    byExecution.set(program.execution, program);
    return program;
  });
}

function compile(
  network: Network,
  method: Method | Automatic,
  wanted: Execution | undefined,
): NetworkProgram {
  const neurons = network.components.flat().filter(({ definition }) => definition.kind === "neurons");
  let size = 0;
  const placed = neurons.map((population) => {
    const model = (population.definition as NeuronPopulation).model;
    const own = getOrMake(
      getOrMake(programs, model, () => new Map<Method | Automatic, NeuronPrograms>()),
      method,
      () => neuronPrograms(model, method, `population ${quoted(population.name)}`),
    );
    const base = size;
    size += population.size * own.frame.size;
    return { population, own, base };
  });
  // Folded records of neurons without events have bounds on their states, too.
  const states = Math.max(
    0,
    ...placed.map(({ own: { model } }) => (model.events.length > 0 ? 1 : 2) * model.states.length),
  );
  const channels = Math.max(
    0,
    ...placed.flatMap(({ own }) => own.model.ports.map((port) => port.channels.length)),
  );
  const memory = kernelMemory(size, wanted, {
    ...pageShapes(states),
    ...routineShapes({
      channels,
      parameters: network.layout.size,
      neurons: network.neurons,
      populations: placed.length,
      slots: Math.max(0, ...placed.map(({ own }) => own.frame.size)),
      delays: network.projections.reduce(
        (sum, { name }) => sum + network.layout.row(`${name}.delay`).length,
        0,
      ),
    }),
  });
  const { columns } = memory;
  const { execution } = memory;
  const kernels = new Map<NeuronPrograms, NeuronKernels>();
  const populations = placed.map(({ population, own, base }): PopulationProgram => {
    const { model } = own;
    const bindingOf = (owner: string, name: string, stride?: number): Binding => {
      const row = network.layout.row(`${owner}.${name}`);
      return {
        id: row.id,
        name,
        ...slotsOf(own.frame, name),
        offset: row.offset,
        stride: stride ?? (row.shape.length === 0 ? 0 : 1),
      };
    };
    const incoming = network.projections.flatMap((projection, index): ProjectionProgram[] => {
      if (projection.post !== population) return [];
      const channels = model.ports[projection.port]!.channels.map((name) =>
        bindingOf(projection.name, name, 1),
      );
      const { offset: delay, length: delays } = network.layout.row(`${projection.name}.delay`);
      const payload = model.ports[projection.port]!.graded ? slotsOf(own.frame, payloadName) : undefined;
      return [{ projection, index, port: projection.port, delay, delays, channels, payload }];
    });
    const parameters = own.parameters.map((name) => bindingOf(population.name, name));
    return {
      population,
      model,
      programs: own,
      kernels: getOrMake(kernels, own, () => own.bind(memory, columns)),
      base,
      parameters,
      shares: parameters.every(({ stride }) => stride === 0),
      sent: model.events.some((event) => event.payload !== undefined)
        ? slotsOf(own.frame, sentSlot)
        : undefined,
      incoming,
    };
  });
  const owner = new Int32Array(network.neurons).fill(-1);
  populations.forEach(({ population: { firstNeuron, size: count } }, p) => {
    owner.fill(p, firstNeuron, firstNeuron + count);
  });
  const projections: ProjectionProgram[] = [];
  for (const { incoming } of populations) for (const own of incoming) projections[own.index] = own;
  const methods = populations.map(
    ({ population, programs: own }) => [population.name, exportedName(own.method)] as const,
  );
  return Object.freeze({
    network,
    method,
    methods: Object.freeze(Object.fromEntries(methods)),
    execution,
    memory: memory.doubles,
    page: { ...columns, length: 0, states: 0, kept: undefined, lent: undefined, spare: new Map() },
    columns,
    populations,
    projections,
    owner,
  });
}

/** Where a name's value, cotangent and tangent live in a frame. */
export function slotsOf(
  frame: Frame,
  name: string,
): { readonly slot: number; readonly bar: number; readonly dot: number } {
  return { slot: frame.slot(name), bar: frame.slot(barSlot(name)), dot: frame.slot(dotSlot(name)) };
}

const inUse = new WeakSet<Float64Array>();

/** Calls a function of the user's while a run of the program with this memory stands still. */
export function whileInUse(memory: Float64Array, action: () => void): void {
  inUse.add(memory);
  try {
    action();
  } finally {
    inUse.delete(memory);
  }
}

/** Who has promised for the values in the frames of a program that they stay what they are. */
const heldBy = new WeakMap<NetworkProgram, object>();

/**
 * Copies parameter values into the frames of every neuron.
 *
 * @param holder  who changes none of the values while it gives itself as that; they are compared with those in the frames
 *   only if another was there meanwhile
 * @throws OptionError while a run of the program stands still: it goes on from what is in the frames
 */
export function loadParameters(program: NetworkProgram, values: Float64Array, holder?: object): void {
  const { memory } = program;
  if (inUse.has(memory)) {
    const what = "it uses the network whose run it is called from";
    throw new OptionError("onProgress", what, "Run or differentiate that network when the run has ended.");
  }
  if (holder !== undefined) {
    if (heldBy.get(program) === holder) return;
    heldBy.set(program, holder);
  } else heldBy.delete(program);
  const loaded = program.columns.parameters;
  let isLoaded = true;
  for (let k = 0; k < loaded.length && isLoaded; k++) isLoaded = Object.is(loaded[k], values[k]);
  // Nothing else writes to their slots.
  if (isLoaded) return;
  loaded.set(values);
  for (const { population, programs, base, parameters } of program.populations) {
    for (const { slot, offset, stride } of parameters) {
      for (let neuron = 0; neuron < population.size; neuron++) {
        memory[base + neuron * programs.frame.size + slot] = values[offset + neuron * stride]!;
      }
    }
  }
}

interface Table<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): unknown;
}

function getOrMake<K, V>(table: Table<K, V>, key: K, make: () => V): V {
  let value = table.get(key);
  if (value === undefined) {
    value = make();
    table.set(key, value);
  }
  return value;
}
