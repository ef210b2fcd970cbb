/** Inputs of many runs as two arrays, which go to another thread without a copy. */
import type { SignalData } from "../../compile/signals.ts";
import type { Network, NetworkPopulation } from "../../network/network.ts";
import type { NeuronPopulation } from "../../network/population.ts";
import type { CheckedInput } from "./input.ts";
import type { SourceSpikes } from "./source-spikes.ts";

export interface PackedInputs {
  readonly count: number;
  readonly integers: Int32Array;
  readonly doubles: Float64Array;
}

interface InputPlaces {
  readonly sources: readonly NetworkPopulation[];
  readonly signals: readonly { readonly population: NetworkPopulation; readonly signal: string }[];
}

const known = new WeakMap<Network, InputPlaces>();

/** What takes input, in an order that both threads know. */
export function inputPlaces(network: Network): InputPlaces {
  let places = known.get(network);
  if (places === undefined) known.set(network, (places = placesOf(network)));
  return places;
}

function placesOf({ populations }: Network): InputPlaces {
  return {
    sources: populations.filter(({ definition }) => definition.kind === "source"),
    signals: populations.flatMap((population) =>
      population.definition.kind === "source"
        ? []
        : (population.definition as NeuronPopulation).model.signals.map((signal) => ({ population, signal })),
    ),
  };
}

export function packInputs(network: Network, inputs: readonly CheckedInput[]): PackedInputs {
  const { sources, signals } = inputPlaces(network);
  const given = inputs.map(({ spikes, signals: data }) => ({
    spikes: sources.map(({ name }) => spikes.get(name)!),
    signals: signals.map(({ population, signal }) => data.get(population.name)!.get(signal)!),
  }));
  let [ofIntegers, ofDoubles] = [0, 0];
  for (const one of given) {
    for (const { counts, times } of one.spikes) {
      ofIntegers += 2 * counts.length + 1 + 3 * times.length;
      ofDoubles += times.length;
    }
    for (const { times, values } of one.signals) {
      ofIntegers += 4;
      ofDoubles += 1 + times.length + values.length;
    }
  }
  const integers = new Int32Array(ofIntegers);
  const doubles = new Float64Array(ofDoubles);
  let [i, d] = [0, 0];
  const addIntegers = (list: ArrayLike<number>): void => {
    integers.set(list, i);
    i += list.length;
  };
  const addDoubles = (list: ArrayLike<number>): void => {
    doubles.set(list, d);
    d += list.length;
  };
  for (const one of given) {
    for (const { counts, start, times, positions, channels, order } of one.spikes) {
      addIntegers(counts);
      addIntegers(start);
      for (const list of [positions, channels, order]) addIntegers(list);
      addDoubles(times);
    }
    for (const { kind, times, values, perNeuron, until } of one.signals) {
      addIntegers([kind === "linear" ? 1 : 0, perNeuron ? 1 : 0, times.length, values.length]);
      addDoubles([until ?? Number.NaN]);
      addDoubles(times);
      addDoubles(values);
    }
  }
  return { count: inputs.length, integers, doubles };
}

/** @returns views of what is packed */
export function unpackInputs(network: Network, { count, integers, doubles }: PackedInputs): CheckedInput[] {
  const { sources, signals } = inputPlaces(network);
  let [i, d] = [0, 0];
  const takeIntegers = (length: number): Int32Array => integers.subarray(i, (i += length));
  const takeDoubles = (length: number): Float64Array => doubles.subarray(d, (d += length));
  return Array.from({ length: count }, () => {
    const spikes = new Map<string, SourceSpikes>();
    for (const { name, size } of sources) {
      const counts = takeIntegers(size);
      const start = takeIntegers(size + 1);
      const count = start[size]!;
      const [positions, channels, order] = [takeIntegers(count), takeIntegers(count), takeIntegers(count)];
      spikes.set(name, { counts, start, positions, channels, order, times: takeDoubles(count) });
    }
    const data = new Map<string, Map<string, SignalData>>();
    for (const { population, signal } of signals) {
      const [kind, perNeuron, times, values] = takeIntegers(4);
      const [until] = takeDoubles(1);
      const own = data.get(population.name) ?? new Map<string, SignalData>();
      own.set(signal, {
        kind: kind === 1 ? "linear" : "constant",
        times: takeDoubles(times!),
        values: takeDoubles(values!),
        perNeuron: perNeuron === 1,
        ...(!Number.isNaN(until) && { until: until! }),
      });
      data.set(population.name, own);
    }
    return { spikes, signals: data };
  });
}
