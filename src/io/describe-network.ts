/** From a network to its description, with proof that the description gives it back. */
import { UnsupportedError } from "../errors.ts";
import { difference } from "../expr/difference.ts";
import type { Network } from "../network/network.ts";
import { checkNetwork } from "../network/parameters.ts";
import type { NeuronPopulation, Population } from "../network/population.ts";
import type { NeuronModel } from "../neurons/neuron-model.ts";
import { shown } from "../values.ts";
import { describeModel } from "./model-description.ts";
import type {
  NetworkDescription,
  PopulationDescription,
  ProjectionDescription,
  ValuesByName,
} from "./network-description.ts";
import { networkFromDescription } from "./network-from-description.ts";
import { describeValues } from "./values-description.ts";

/**
 * The description that `networkFromDescription` makes the same network of: the same expressions and
 * hence the same kernels, the same parameters and initial values. That it does is checked here.
 *
 * @returns new; plain data
 * @throws OptionError for what is no network; ModelError if a constant in a model is not finite;
 *   UnsupportedError for what the description would not give back exactly
 */
export function describeNetwork(net: Network): NetworkDescription {
  checkNetwork("describeNetwork", net);
  const models = [
    ...new Set(net.populations.flatMap(({ definition: d }) => (d.kind === "neurons" ? [d.model] : []))),
  ];
  const { rows } = net.layout;
  const rowsOf = grouped(rows, ({ owner }) => owner);
  const groups = [...grouped(rows, ({ slice }) => slice).values()];
  const description: NetworkDescription = {
    models: models.map(describeModel),
    populations: Object.fromEntries(
      net.populations.map(({ name, definition }) => [name, describePopulation(definition, models)]),
    ),
    projections: net.projections.map(
      ({ name, pre, post, port, topology, delayPer }): ProjectionDescription => {
        const { definition } = post;
        const own = rowsOf.get(name)!;
        return {
          name,
          pre: pre.name,
          post: post.name,
          port: definition.kind === "neurons" ? definition.model.ports[port]!.name : "",
          weights: Object.fromEntries(
            own.filter(({ kind }) => kind === "weight").map((row) => [row.name, describeValues(row.value)]),
          ),
          delay: describeValues(own.find(({ kind }) => kind === "delay")!.value),
          ...(topology.kind === "allToAll" && topology.self !== false ? {} : { topology }),
          ...(delayPer === "projection" ? {} : { delayPer }),
        };
      },
    ),
    trainable: rows.filter(({ trainable }) => trainable).map(({ id }) => id),
    tie: groups.filter(({ length }) => length > 1).map((group) => group.map(({ id }) => id)),
  };
  const again = networkFromDescription(description, "describeNetwork");
  const lost = difference(everythingIn(net), everythingIn(again));
  if (lost !== undefined) {
    const what = `${lost.path} would be ${shown(lost.second)} when read back, not ${shown(lost.first)}`;
    throw new UnsupportedError(
      "describeNetwork",
      what,
      "Rename it, or write it with the functions of saltus/expr.",
    );
  }
  return description;
}

/** In the order in which each key comes first. */
function grouped<T>(entries: readonly T[], keyOf: (entry: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const entry of entries) {
    const group = groups.get(keyOf(entry));
    if (group === undefined) groups.set(keyOf(entry), [entry]);
    else group.push(entry);
  }
  return groups;
}

function describePopulation(given: Population, models: readonly NeuronModel[]): PopulationDescription {
  if (given.kind === "source") return { kind: "source", size: given.size };
  const values = (record: NeuronPopulation["parameters"]): ValuesByName =>
    Object.fromEntries(Object.entries(record).map(([name, value]) => [name, describeValues(value)]));
  return {
    kind: "neurons",
    size: given.size,
    model: models.indexOf(given.model),
    parameters: values(given.parameters),
    initial: values(given.initial),
  };
}

function everythingIn({ populations, projections, neurons, layout: { rows, size } }: Network): object {
  return { populations, projections, neurons, rows, size };
}
