/** From a description, which may come from anywhere, to the network that was described. */
import { OptionError } from "../errors.ts";
import { type Connection, connect } from "../network/connect.ts";
import { type Network, network } from "../network/network.ts";
import { type Population, population, source } from "../network/population.ts";
import type { DelayPer } from "../network/synapses.ts";
import type { NeuronModel } from "../neurons/neuron-model.ts";
import { isRecord } from "../values.ts";
import {
  field,
  indexOf,
  listOf,
  mapOf,
  objectOf,
  ofKind,
  positive,
  type Reader,
  text,
  words,
} from "./json-reader.ts";
import { modelFromDescription } from "./model-from-description.ts";
import type { NetworkDescription } from "./network-description.ts";
import { topologyOfDescription } from "./topology-description.ts";
import { valuesOfDescription } from "./values-description.ts";

/**
 * The network that `describeNetwork` described. Every field is checked, whatever its type promises.
 *
 * @param description  may come from anywhere
 * @param where        what to call the description in messages
 * @throws ModelError, OptionError, ShapeError or UnsupportedError for a description that is wrong
 */
export function networkFromDescription(
  description: NetworkDescription,
  where = "networkFromDescription",
): Network {
  const at = { document: where, path: "" };
  if (isRecord(description) && "layout" in description) {
    throw new OptionError(
      where,
      "this is a network, not what describes one",
      "Give describeNetwork(network).",
    );
  }
  const object = objectOf(["models", "populations", "projections", "trainable", "tie"])(description, at);
  const models = field(object, at, "models", listOf(modelFromDescription));
  const populations = field(object, at, "populations", mapOf(populationOf(models)));
  return network({
    populations,
    projections: field(object, at, "projections", listOf(projectionOf(populations))),
    trainable: field(object, at, "trainable", listOf(words)),
    tie: field(object, at, "tie", listOf(listOf(words))),
  });
}

function populationOf(models: readonly NeuronModel[]): Reader<Population> {
  return (value, at) => {
    const object = objectOf(["kind", "size", "model", "parameters", "initial"])(value, at);
    const kind = field(object, at, "kind", ofKind<string>(["source", "neurons"]));
    const size = field(object, at, "size", positive);
    if (kind === "source") return source(size);
    const index = field(object, at, "model", indexOf(models.length, "models"));
    return population(models[index]!, size, {
      parameters: field(object, at, "parameters", mapOf(valuesOfDescription)),
      initial: field(object, at, "initial", mapOf(valuesOfDescription)),
    });
  };
}

function projectionOf(populations: Readonly<Record<string, Population>>): Reader<Connection> {
  return (value, at) => {
    const optional = ["topology", "delayPer"] as const;
    const object = objectOf(["name", "pre", "post", "port", "weights", "delay", ...optional])(value, at);
    const name = ofKind<string>(Object.keys(populations));
    const [pre, post] = [field(object, at, "pre", name), field(object, at, "post", name)];
    const has = (option: (typeof optional)[number]): boolean => Object.hasOwn(object, option);
    return connect(pre, post, {
      name: field(object, at, "name", text),
      port: field(object, at, "port", text),
      weights: field(object, at, "weights", mapOf(valuesOfDescription)),
      delay: field(object, at, "delay", valuesOfDescription),
      ...(has("topology") ? { topology: field(object, at, "topology", topologyOfDescription) } : {}),
      ...(has("delayPer") ? { delayPer: field(object, at, "delayPer", words) as DelayPer } : {}),
    });
  };
}
