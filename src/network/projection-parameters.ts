/** Where a projection ends, and the weights and the delay that it brings. */
import { checkDomain, checkDomainOfAll } from "../domain.ts";
import { knownHere, ModelError, suggestion } from "../errors.ts";
import type { Port } from "../neurons/neuron-model.ts";
import { counted, shown } from "../values.ts";
import type { Connection, ConnectOptions, WeightValues } from "./connect.ts";
import type { ParameterDeclaration } from "./parameter-layout.ts";
import type { NeuronPopulation, Population } from "./population.ts";
import type { DelayPer, Synapses } from "./synapses.ts";
import { type Dimension, delayShape, synapticValues, weightShape } from "./synaptic-values.ts";
import type { Topology } from "./topology.ts";

interface Receiver {
  readonly name: string;
  readonly definition: Population;
}

/**
 * The index of the port that a connection names, or of the only one.
 *
 * @param by  the call that made the connection, for messages
 * @throws ModelError for a source, a model without input, and a port that is not there or has to be named
 */
export function portOf(by: string, { options: { port } }: Connection, post: Receiver): number {
  if (post.definition.kind === "source") {
    const what = `"${post.name}" is a source, it cannot receive spikes`;
    throw new ModelError(by, what, "Project to a population of neurons.");
  }
  const { ports, name: model } = post.definition.model;
  const names = ports.map((candidate) => candidate.name);
  if (ports.length === 0) {
    const hint = 'Give its definition one: input: { v: "v + weight" } says what an arriving spike does.';
    throw new ModelError(by, `the neurons of "${post.name}", ${shown(model)}, have no input`, hint);
  }
  if (port === undefined && ports.length === 1) return 0;
  const index = port === undefined ? -1 : names.indexOf(port);
  if (index >= 0) return index;
  const what =
    port === undefined
      ? `"${post.name}" has ${ports.length} input ports`
      : `there is no input port ${shown(port)}`;
  throw new ModelError(by, what, `${suggestion(port, names)}Name one with port: ${names.join(", ")}.`);
}

/**
 * Weights of every channel, and the delay.
 *
 * @throws ModelError for channels without values or values without a channel; what `synapticValues` throws
 */
export function projectionParameters(
  by: string,
  { name: owner, options }: Connection,
  projection: {
    readonly post: Receiver;
    readonly port: number;
    readonly topology: Topology;
    readonly synapses: Synapses;
    readonly delayPer: DelayPer;
  },
): ParameterDeclaration[] {
  const { post, port } = projection;
  const { channels, units } = (post.definition as NeuronPopulation).model.ports[port]!;
  const values = valuesOf(by, options, channels);
  const shape = weightShape(projection);
  const delays = delayShape(projection);
  const weights = channels.map((name, k): ParameterDeclaration => {
    const value = synapticValues(by, name, values.get(name)!, shape);
    return { owner, name, kind: "weight", shape: sizesOf(shape), unit: units[k]!, domain: "free", value };
  });
  const value = delayValues(by, options.delay ?? 0, delays);
  const shapes = sizesOf(delays);
  return [
    ...weights,
    { owner, name: "delay", kind: "delay", shape: shapes, unit: "ms", domain: "nonnegative", value },
  ];
}

/** The values of all channels of a port; a port without any needs none. */
function valuesOf(
  by: string,
  { weight, weights }: ConnectOptions,
  channels: Port["channels"],
): ReadonlyMap<string, WeightValues> {
  const [only] = channels;
  const each = `{ ${channels.map((name) => `${name}: …`).join(", ")} }`;
  const hint =
    channels.length === 0
      ? "The port has no weights: leave them out."
      : channels.length === 1
        ? "Give { weight: … }."
        : `Give { weights: ${each} }.`;
  if (weight !== undefined && channels.length !== 1) {
    throw new ModelError(by, `the port has ${counted(channels.length || undefined, "weight channel")}`, hint);
  }
  const given = new Map(Object.entries(weight === undefined ? (weights ?? {}) : { [only!]: weight }));
  if (given.size === 0 && channels.length > 0) throw new ModelError(by, "no weights are given", hint);
  for (const name of given.keys()) {
    if (!channels.includes(name)) {
      throw new ModelError(by, `unknown weight channel "${name}"`, knownHere(name, channels));
    }
  }
  const missing = channels.find((name) => given.get(name) === undefined);
  if (missing === undefined) return given;
  throw new ModelError(by, `no values for weight channel "${missing}"`, `Give weights: ${each}.`);
}

function sizesOf(shape: readonly Dimension[]): number[] {
  return shape.map(([size]) => size);
}

function delayValues(
  by: string,
  given: WeightValues,
  shape: readonly Dimension[],
): ParameterDeclaration["value"] {
  const value = synapticValues(by, "delay", given, shape);
  if (typeof value === "number") checkDomain(by, "delay", "nonnegative", value);
  else if (value instanceof Float64Array) checkDomainOfAll(by, (i) => `delay ${i}`, "nonnegative", value);
  return value;
}
