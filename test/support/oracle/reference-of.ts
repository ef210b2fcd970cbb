/** A reference network file as the oracle wants it: any topology, a delay for every synapse. */
import type { Matrices, ReferenceFile, ReferenceValues } from "../../../src/check/reference-format.ts";
import { defineNeuron } from "../../../src/neurons/define-neuron.ts";
import type { OracleNetwork, OracleSolution } from "./model.ts";
import { modelOf } from "./model-of.ts";

/** Units are the input channels, then the neurons. */
export function referenceOracle(file: ReferenceFile, values: ReferenceValues = file.values): OracleNetwork {
  const { neuron, topology } = file;
  const shared = Object.keys(values.parameters);
  const library = defineNeuron({
    name: neuron.name,
    state: Object.fromEntries(Object.entries(neuron.state).map(([name, initial]) => [name, { initial }])),
    parameters: Object.fromEntries([...shared, ...neuron.perNeuron].map((name) => [name, 0])),
    dynamics: neuron.dynamics,
    spike: neuron.spike,
    input: { synapse: { weights: neuron.channels, map: neuron.input } },
  });
  const { model, initial } = modelOf(library);
  const numbers = (first: number, count: number): number[] =>
    Array.from({ length: count }, (_, k) => first + k);
  const entry = (matrices: Matrices, name: string, i: number, j: number): number | null =>
    matrices[name]![i]![j]!;
  return {
    units: [
      ...values.inputTimes.map((times) => ({ times })),
      ...numbers(0, topology.neurons).map((n) => {
        const own = {
          ...values.parameters,
          ...Object.fromEntries(neuron.perNeuron.map((name) => [name, values.bias[name]![n]!])),
        };
        const p = library.parameters.map(({ name }) => own[name]!);
        return { model, p, initial: initial(own), signals: [] };
      }),
    ],
    projections: topology.arrays.map(({ name, from, firstPre, rows, firstPost, columns }) => ({
      pre: numbers(from === "inputs" ? firstPre : topology.inputs + firstPre, rows),
      post: numbers(topology.inputs + firstPost, columns),
      port: 0,
      weights: (i, j) => {
        const weights = neuron.channels.map((channel) => entry(values.weights[channel]!, name, i, j));
        return weights.includes(null) ? undefined : (weights as number[]);
      },
    })),
    delay: (projection, i, j) =>
      values.delays === undefined ? 0 : entry(values.delays, topology.arrays[projection]!.name, i, j)!,
  };
}

/** Spike times of the file's neurons, [neuron][k]. */
export function referenceSpikes({ topology }: ReferenceFile, { spikes }: OracleSolution): number[][] {
  return Array.from({ length: topology.neurons }, (_, n) =>
    spikes.filter(({ neuron }) => neuron === topology.inputs + n).map(({ time }) => time),
  );
}

/** The times at which the file says or asks for states, ascending. */
export function referenceSamples({ states, loss }: ReferenceFile): number[] {
  const times = [...states.map(({ time }) => time), ...loss.stateTerms.map(({ time }) => time)];
  return [...new Set(times)].sort((a, b) => a - b);
}

/** The loss of the file. The run has sampled `referenceSamples`. */
export function referenceLoss(file: ReferenceFile, solution: OracleSolution): number {
  const { neuron, topology, loss } = file;
  const spikes = referenceSpikes(file, solution);
  const times = referenceSamples(file);
  const ofSpikes = loss.spikeTerms.map(
    ({ neuron: n, index, coefficient, power }) => coefficient * spikes[n]![index]! ** power,
  );
  const ofStates = loss.stateTerms.map(({ neuron: n, state, time, coefficient, power }) => {
    const states = solution.samples[times.indexOf(time)]![topology.inputs + n]!;
    return coefficient * states[neuron.components.indexOf(state)]! ** power;
  });
  return [...ofSpikes, ...ofStates].reduce((sum, term) => sum + term, 0);
}

/** The same values with one number, found by its path of keys, changed by `delta`. */
export function changed(
  values: ReferenceValues,
  path: readonly (string | number)[],
  delta: number,
): ReferenceValues {
  const copy = structuredClone(values);
  // biome-ignore lint/suspicious/noExplicitAny: a path into data of any shape.
  let at: any = copy;
  for (const key of path.slice(0, -1)) at = at[key];
  at[path.at(-1)!] += delta;
  return copy;
}

/** Paths of all numbers of `values`. */
export function pathsOf(values: unknown): (string | number)[][] {
  if (typeof values === "number") return [[]];
  if (typeof values !== "object" || values === null) return [];
  const keys = Array.isArray(values) ? values.map((_, k) => k) : Object.keys(values);
  return keys.flatMap((key) =>
    pathsOf((values as Record<string | number, unknown>)[key]).map((rest) => [key, ...rest]),
  );
}

/** The number at a path. */
export function valueAt(values: unknown, path: readonly (string | number)[]): number {
  return path.reduce<unknown>((at, key) => (at as Record<string | number, unknown>)[key], values) as number;
}
