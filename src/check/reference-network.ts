/**
 * A reference network file as a network of this library, and gradients back in the shapes of the file.
 *
 * Neurons make one population per layer. Where the file gives single connections a delay, or leaves some
 * out, every neuron and every input channel is a population of its own, so that each connection is a
 * projection with a delay of its own.
 */
import type { Gradient } from "../adjoint/pullback.ts";
import { type Connection, connect } from "../network/connect.ts";
import { type Network, network } from "../network/network.ts";
import type { Parameters } from "../network/parameters.ts";
import { type Population, population, source } from "../network/population.ts";
import { defineNeuron } from "../neurons/define-neuron.ts";
import type { NeuronModel } from "../neurons/neuron-model.ts";
import type { Input } from "../simulate/given/input.ts";
import type {
  Matrices,
  Matrix,
  ReferenceFile,
  ReferenceTopology,
  ReferenceValues,
  WeightArray,
} from "./reference-format.ts";

/** Consecutive neurons, or input channels, that make a population. */
interface Group {
  readonly population: string;
  readonly first: number;
  readonly size: number;
}

/** Where a neuron of the file is in the network. */
export interface Member {
  readonly population: string;
  readonly index: number;
  /** Of the population. */
  readonly size: number;
}

export interface ReferenceNetwork {
  readonly network: Network;
  readonly parameters: Parameters;
  readonly input: Input;
  /** By neuron of the file. */
  readonly neurons: readonly Member[];
  /** Names of the populations of neurons. */
  readonly populations: readonly string[];
  /** A gradient in the shapes of the file. */
  gradientsOf(gradient: Gradient): ReferenceValues;
}

/**
 * @throws ModelError, OptionError or ShapeError if the file describes no network, UnsupportedError if it
 *   describes one that the library cannot run
 */
export function referenceNetwork(file: ReferenceFile): ReferenceNetwork {
  const { neuron, topology, values } = file;
  const model = modelOf(file);
  const single = needsSingles(values);
  const sources = single ? singles("input", topology.inputs) : [group("input", 0, topology.inputs)];
  const groups = single ? singles("neuron", topology.neurons) : layersOf(topology);
  const populations: Record<string, Population> = {};
  for (const { population: name, size } of sources) populations[name] = source(size);
  for (const { population: name, first, size } of groups) {
    const own = neuron.perNeuron.map((p) => [p, values.bias[p]!.slice(first, first + size)] as const);
    const parameters = { ...values.parameters, ...Object.fromEntries(own) };
    populations[name] = population(model, size, { parameters });
  }
  const net = network({
    populations,
    projections: topology.arrays.flatMap((array) => projectionsOf(array, values, sources, groups)),
    tie: Object.keys(values.parameters).map((p) => groups.map((g) => `${g.population}.${p}`)),
  });
  const input = Object.fromEntries(
    sources.map((g) => [g.population, values.inputTimes.slice(g.first, g.first + g.size)]),
  );
  const neurons = membersOf(groups);
  const inputs = membersOf(sources);
  return {
    network: net,
    parameters: net.initialParameters(),
    input,
    neurons,
    populations: groups.map((g) => g.population),
    gradientsOf: (gradient) => gradientsOf(file, gradient, neurons, inputs),
  };
}

function modelOf({ neuron, values }: ReferenceFile): NeuronModel {
  return defineNeuron({
    name: neuron.name,
    state: Object.fromEntries(Object.entries(neuron.state).map(([name, initial]) => [name, { initial }])),
    parameters: { ...values.parameters, ...Object.fromEntries(neuron.perNeuron.map((name) => [name, 0])) },
    dynamics: neuron.dynamics,
    spike: neuron.spike,
    input: { synapse: { weights: neuron.channels, map: neuron.input } },
  });
}

function needsSingles({ weights, delays }: ReferenceValues): boolean {
  const isPartial = (matrix: Matrix): boolean => matrix.some((row) => row.includes(null));
  return delays !== undefined || Object.values(weights).some((m) => Object.values(m).some(isPartial));
}

function group(name: string, first: number, size: number): Group {
  return { population: name, first, size };
}

function singles(name: string, count: number): Group[] {
  return Array.from({ length: count }, (_, first) => group(`${name}${first}`, first, 1));
}

function layersOf({ layers }: ReferenceTopology): Group[] {
  let first = 0;
  return Object.entries(layers).map(([name, size]) => {
    first += size;
    return group(name, first - size, size);
  });
}

function membersOf(groups: readonly Group[]): Member[] {
  return groups.flatMap(({ population: name, size }) =>
    Array.from({ length: size }, (_, index) => ({ population: name, index, size })),
  );
}

/** The projections that make up a weight array; none where there is no connection. */
function projectionsOf(
  array: WeightArray,
  { weights, delays }: ReferenceValues,
  sources: readonly Group[],
  groups: readonly Group[],
): Connection[] {
  const within = (all: readonly Group[], first: number, count: number): Group[] =>
    all.filter((g) => g.first >= first && g.first + g.size <= first + count);
  const pres = within(array.from === "inputs" ? sources : groups, array.firstPre, array.rows);
  const posts = within(groups, array.firstPost, array.columns);
  return pres.flatMap((pre) =>
    posts.flatMap((post): Connection[] => {
      const [row, column] = [pre.first - array.firstPre, post.first - array.firstPost];
      const block = (matrix: Matrix): (number | null)[][] =>
        matrix.slice(row, row + pre.size).map((entries) => entries.slice(column, column + post.size));
      const blocks = Object.entries(weights).map(([name, all]) => [name, block(all[array.name]!)] as const);
      // A block with a null in it is a single connection that does not exist.
      if (blocks.some(([, entries]) => entries.flat().includes(null))) return [];
      return [
        connect(pre.population, post.population, {
          name: projectionName(pre, post),
          // No nulls are left, see above.
          weights: Object.fromEntries(blocks) as Record<string, number[][]>,
          delay: delays === undefined ? 0 : delays[array.name]![row]![column]!,
        }),
      ];
    }),
  );
}

function projectionName(pre: { readonly population: string }, post: { readonly population: string }): string {
  return `${pre.population}→${post.population}`;
}

function gradientsOf(
  { topology: { arrays }, neuron, values }: ReferenceFile,
  gradient: Gradient,
  neurons: readonly Member[],
  inputs: readonly Member[],
): ReferenceValues {
  /** The shape of `like`, filled with the gradient of the projections' parameter `parameter`. */
  const matrices = (like: Matrices, parameter: string): Matrices =>
    Object.fromEntries(
      arrays.map(({ name, from, firstPre, firstPost }) => {
        const pres = from === "inputs" ? inputs : neurons;
        const entry = (row: number, column: number): number => {
          const [pre, post] = [pres[firstPre + row]!, neurons[firstPost + column]!];
          const own = gradient.view(`${projectionName(pre, post)}.${parameter}`);
          return own[pre.index * post.size + post.index]!;
        };
        const filled = like[name]!.map((row, i) => row.map((old, j) => (old === null ? null : entry(i, j))));
        return [name, filled];
      }),
    );
  const first = neurons[0]!.population;
  return {
    weights: Object.fromEntries(neuron.channels.map((c) => [c, matrices(values.weights[c]!, c)])),
    bias: Object.fromEntries(
      neuron.perNeuron.map((p) => [
        p,
        neurons.map((member) => gradient.view(`${member.population}.${p}`)[member.index]!),
      ]),
    ),
    delays: values.delays && matrices(values.delays, "delay"),
    inputTimes: inputs.map(({ population: name, index }) => [...gradient.inputTimes[name]![index]!]),
    // Tied: the slice of the first population is that of all.
    parameters: Object.fromEntries(
      Object.keys(values.parameters).map((p) => [p, gradient.view(`${first}.${p}`)[0]!]),
    ),
  };
}
