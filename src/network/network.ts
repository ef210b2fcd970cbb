/** The frozen description of a network: populations, projections and the layout of their parameters. */
import { knownHere, ModelError, OptionError } from "../errors.ts";
import { initialName } from "../neurons/initial-values.ts";
import { checkKeys } from "../options.ts";
import { counted, isRecord, shown, shownAs } from "../values.ts";
import { components } from "./components.ts";
import type { Connection } from "./connect.ts";
import {
  named,
  type ParameterDeclaration,
  type ParameterLayout,
  parameterLayout,
} from "./parameter-layout.ts";
import { initialParameters, type Parameters } from "./parameters.ts";
import { isPopulation, largestSize, type NeuronPopulation, type Population } from "./population.ts";
import { portOf, projectionParameters } from "./projection-parameters.ts";
import { type DelayPer, type SynapseList, type Synapses, synapseList } from "./synapses.ts";
import { allToAll, synapsesOf, type Topology } from "./topology.ts";

/** A population in its network. */
export interface NetworkPopulation {
  readonly name: string;
  readonly definition: Population;
  readonly size: number;
  /** Index of its first neuron (or channel) among those of the network. */
  readonly firstNeuron: number;
}

/** A projection in its network. */
export interface NetworkProjection {
  readonly name: string;
  readonly pre: NetworkPopulation;
  readonly post: NetworkPopulation;
  /** Index of the port in the postsynaptic model. */
  readonly port: number;
  /** By which the synapses were found. */
  readonly topology: Topology;
  readonly synapses: Synapses;
  readonly delayPer: DelayPer;
}

/** A network, checked and frozen; it holds no state of a run. */
export interface Network {
  /** In the order they were given. */
  readonly populations: readonly NetworkPopulation[];
  readonly projections: readonly NetworkProjection[];
  /**
   * Sets of populations that project to each other in cycles, or single ones; each after all that project to it from
   * outside.
   */
  readonly components: readonly (readonly NetworkPopulation[])[];
  /** Number of neurons and of channels of sources. */
  readonly neurons: number;
  readonly layout: ParameterLayout;
  /**
   * Values as given or drawn; a seed, default 0, gives the same bits.
   *
   * @throws OptionError for a draw outside its domain, a seed that is none, or an unknown option
   */
  initialParameters(options?: { readonly seed?: number | string }): Parameters;
  /**
   * The population called `name`.
   *
   * @throws OptionError for an unknown name
   */
  population(name: string): NetworkPopulation;
  /**
   * Which neurons each synapse of a projection joins, and which weight and delay are its own.
   *
   * @param projection  its name, `pre→post` or `pre->post` unless it was given another
   * @throws OptionError for an unknown name
   */
  synapses(projection: string): SynapseList;
}

/** What a network is made of, and what training may change. */
export interface NetworkOptions {
  /** By name: letters, digits, - and _, beginning with a letter or _. */
  readonly populations: Readonly<Record<string, Population>>;
  readonly projections?: readonly Connection[];
  /** What `fit` changes: full names, plain names, "weight" or "delay". Default: all weights. */
  readonly trainable?: readonly string[];
  /** Groups of full names that share their values; those of the first count. */
  readonly tie?: readonly (readonly string[])[];
}

const where = "network";

/**
 * A network of populations and the projections between them.
 *
 * @throws ModelError for no population, a wrong, unknown or second name, missing weights, or what was not made
 *   by `population`, `source` or `connect`; OptionError for an unknown option, a wrong value or tie, or more than
 *   2²⁷ neurons or parameters; ShapeError
 *   for weights that are not [pre, post]
 */
export function network(options: NetworkOptions): Network {
  checkKeys(where, options, ["populations", "projections", "trainable", "tie"], ["populations"], (key) =>
    isPopulation((options as unknown as Readonly<Record<string, unknown>>)[key])
      ? `Populations stand together: populations: { ${key}: … }.`
      : undefined,
  );
  const {
    populations: given = {},
    projections: connections = [],
    tie = [],
    trainable = ["weight"],
  } = options;
  if (!isRecord(given)) {
    throw new ModelError(where, `populations is ${shown(given)}`, "Give { name: population(model, size) }.");
  }
  const names = Object.keys(given);
  if (names.length === 0) throw new ModelError(where, "there are no populations", "Give at least one.");
  let neurons = 0;
  const populations = names.map((name): NetworkPopulation => {
    if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(name)) {
      throw new ModelError(
        where,
        `"${name}" is not a name`,
        "Use letters, digits, - and _, beginning with a letter.",
      );
    }
    const definition = given[name];
    if (!isPopulation(definition)) {
      throw new ModelError(
        where,
        `"${name}" is not a population`,
        "Make it with population(model, size) or source(size).",
      );
    }
    const firstNeuron = neurons;
    neurons += definition.size;
    return Object.freeze({ name, definition, size: definition.size, firstNeuron });
  });
  const byName = new Map(populations.map((population) => [population.name, population]));
  /** A wrong name is a wrong model while the network is defined, later a wrong option. */
  const find = (name: string, by: string, WrongName: typeof ModelError | typeof OptionError) => {
    const population = byName.get(name);
    if (population !== undefined) return population;
    const hint = knownHere(name, names);
    const error = new WrongName(by, `there is no population ${shown(name)}`, hint);
    throw error;
  };

  checkCount("neurons and channels", neurons);
  checkConnections(connections);
  const projectionNames = new Set<string>();
  const declarations = populations.flatMap(populationParameters);
  const projections = connections.map((connection): NetworkProjection => {
    const by = `connect("${connection.pre}", "${connection.post}")`;
    if (projectionNames.has(connection.name)) {
      throw new ModelError(
        by,
        `there are two projections called "${connection.name}"`,
        'Give one of them a "name".',
      );
    }
    projectionNames.add(connection.name);
    const pre = find(connection.pre, by, ModelError);
    const post = find(connection.post, by, ModelError);
    const port = portOf(by, connection, post);
    const { topology = allToAll(), delayPer = "projection" } = connection.options;
    const synapses = synapsesOf(by, topology, {
      name: connection.name,
      preSize: pre.size,
      postSize: post.size,
    });
    const projection = { name: connection.name, pre, post, port, topology, synapses, delayPer };
    declarations.push(...projectionParameters(by, connection, projection));
    return Object.freeze(projection);
  });
  const layout = parameterLayout(declarations, tie, trainable);
  checkCount("parameters", layout.size);
  const net: Network = {
    populations: Object.freeze(populations),
    projections: Object.freeze(projections),
    components: Object.freeze(components(populations, projections)),
    neurons,
    layout,
    initialParameters: (options: { readonly seed?: number | string } = {}) => {
      checkKeys("initialParameters", options, ["seed"]);
      const { seed = 0 } = options;
      return initialParameters(layout, seed);
    },
    population: (name: string) => find(name, where, OptionError),
    synapses: (name: string) => {
      const projection = projections.find((one) => one.name === named(name, (id) => projectionNames.has(id)));
      if (projection !== undefined) return synapseList(projection.synapses, projection.delayPer);
      const what = `there is no projection ${shown(name)}`;
      throw new OptionError(where, what, knownHere(name, projectionNames));
    },
  };
  return Object.freeze(shownAs(net, () => briefly(net)));
}

/** What there is, by name, as a console shows it. */
function briefly({ populations, projections, layout }: Network): object {
  const kind = ({ definition }: NetworkPopulation): string =>
    definition.kind === "source" ? "source" : (definition as NeuronPopulation).model.name;
  return {
    populations: Object.fromEntries(populations.map((one) => [one.name, `${kind(one)}, ${one.size}`])),
    projections: Object.fromEntries(
      projections.map(({ name, synapses }) => [name, counted(synapses.count, "synapse")]),
    ),
    parameters: layout.size,
    trainable: layout.rows.filter(({ trainable }) => trainable).map(({ id }) => id),
  };
}

function checkConnections(connections: readonly Partial<Connection>[]): void {
  const hint = "Give projections: [connect(pre, post, { weight })].";
  if (!Array.isArray(connections)) throw new ModelError(where, "the projections are no array", hint);
  // Holes, too, which forEach passes over.
  for (const [i, connection] of connections.entries()) {
    const { pre, post, name, options } = connection ?? {};
    if ([pre, post, name].every((text) => typeof text === "string") && isRecord(options)) continue;
    throw new ModelError(where, `projection ${i} was not made by connect`, hint);
  }
}

/** Of weights, say, there may be more than any array holds. */
function checkCount(what: string, count: number): void {
  if (count <= largestSize) return;
  throw new OptionError(where, `it has ${count} ${what}`, `At most ${largestSize} (2²⁷) are possible.`);
}

/** An own entry: a neuron may well have a parameter called `constructor`. */
function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function populationParameters({ name: owner, definition, size }: NetworkPopulation): ParameterDeclaration[] {
  if (definition.kind === "source") return [];
  const shape = (value: unknown): number[] => (typeof value === "number" ? [] : [size]);
  const { model, parameters, initial } = definition as NeuronPopulation;
  return [
    ...model.parameters.map(({ name, unit, domain, default: standard }): ParameterDeclaration => {
      const value = own(parameters, name) ?? standard;
      return { owner, name, kind: "neuron", shape: shape(value), unit, domain, value };
    }),
    ...model.states.flatMap((state): ParameterDeclaration[] => {
      if (typeof state.initial !== "number") return [];
      const value = own(initial, state.name) ?? state.initial;
      const name = initialName(state.name);
      return [{ owner, name, kind: "initial", shape: shape(value), unit: state.unit, domain: "free", value }];
    }),
  ];
}
