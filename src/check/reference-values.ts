/** The numbers of a reference network file that have gradients, and their gradients. */
import { OptionError } from "../errors.ts";
import {
  field,
  finite,
  inside,
  type JsonObject,
  listOf,
  objectOf,
  type Place,
  type Reader,
  recordOf,
  whereIs,
} from "../io/json-reader.ts";
import type { Matrices, ReferenceFile, ReferenceNeuron, ReferenceTopology } from "./reference-format.ts";

/**
 * Weights, bias, delays, input times and parameters, with gradients in the same shapes.
 *
 * @param top  the whole file
 */
export function readValues(
  top: JsonObject,
  at: Place,
  { channels, perNeuron }: ReferenceNeuron,
  { inputs, neurons, arrays }: ReferenceTopology,
): Pick<ReferenceFile, "values" | "gradients"> {
  const [place, inputPlace, gradientPlace] = [
    inside(at, "topology"),
    inside(at, "inputs"),
    inside(at, "gradients"),
  ];
  const topology = field(top, at, "topology", objectOf());
  const gradients = field(top, at, "gradients", objectOf());
  const anyNull = matricesOf(arrays);
  const weights = field(topology, place, "weights", bySuffix(channels, "w_", anyNull));
  /** Nulls are where the first channel has them. */
  const sameNull = matricesOf(arrays, weights[channels[0]!]);
  const likeWeights = bySuffix(channels, "w_", sameNull);
  const bias = bySuffix(perNeuron, "bias_", listOf(finite, neurons));
  const delays: Reader<Matrices | undefined> = (value, there) =>
    value === null ? undefined : sameNull(value, there);
  const input = field(top, at, "inputs", objectOf());
  const inputTimes = field(input, inputPlace, "spike_times", listOf(listOf(finite), inputs));
  const likeTimes = listOf(
    (row, there, channel) => listOf(finite, inputTimes[channel]!.length)(row, there),
    inputs,
  );
  const parameters = field(top, at, "parameters", recordOf(finite));
  const twice = perNeuron.find((name) => Object.hasOwn(parameters, name));
  if (twice !== undefined) {
    const what = `"${twice}" is also one of neuron.parameters_per_neuron`;
    throw new OptionError(whereIs(inside(at, "parameters")), what, "Name it in one of them.");
  }
  const values = {
    weights: field(topology, place, "weights", likeWeights),
    bias: field(top, at, "bias", bias),
    delays: field(topology, place, "delays", delays),
    inputTimes,
    parameters,
  };
  return {
    values,
    gradients: {
      weights: field(gradients, gradientPlace, "weights", likeWeights),
      bias: field(gradients, gradientPlace, "bias", bias),
      delays: values.delays && field(gradients, gradientPlace, "delays", sameNull),
      inputTimes: field(gradients, gradientPlace, "input_spike_times", likeTimes),
      parameters: field(gradients, gradientPlace, "parameters", recordOf(finite, Object.keys(parameters))),
    },
  };
}

/**
 * One value per name: the bare value if there is one name, else an object whose keys are the names
 * without their prefix (`u` for `w_u`).
 */
function bySuffix<T>(
  names: readonly string[],
  prefix: string,
  read: Reader<T>,
): Reader<Readonly<Record<string, T>>> {
  if (names.length === 1) return (value, at) => ({ [names[0]!]: read(value, at) });
  const keys = names.map((name) => (name.startsWith(prefix) ? name.slice(prefix.length) : name));
  return (value, at) => {
    const given = recordOf(read, keys)(value, at);
    return Object.fromEntries(names.map((name, k) => [name, given[keys[k]!]!]));
  };
}

/** Rows [pre][post] by array; null exactly where `pattern` has it, if there is one. */
function matricesOf(arrays: ReferenceTopology["arrays"], pattern?: Matrices): Reader<Matrices> {
  return (value, at) => {
    const given = objectOf(arrays.map((array) => array.name))(value, at);
    return Object.fromEntries(
      arrays.map(({ name, rows, columns }) => {
        const entry = (v: unknown, there: Place, pre: number, post: number): number | null => {
          const expected = pattern && pattern[name]![pre]![post] === null;
          if (expected === undefined ? v !== null : !expected) return finite(v, there);
          if (v === null) return null;
          const what = `it is ${JSON.stringify(v)}, but there is no such connection`;
          throw new OptionError(whereIs(there), what, "Give null where the weight is null.");
        };
        const row: (v: unknown, there: Place, pre: number) => readonly (number | null)[] = (v, there, pre) =>
          listOf((w, here, post) => entry(w, here, pre, post), columns)(v, there);
        return [name, field(given, at, name, listOf(row, rows))];
      }),
    );
  };
}
