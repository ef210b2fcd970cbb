/** Projections: all connections from one population to a port of another, with weights and a delay. */

import { OptionError } from "../errors.ts";
import { checkOptions, checkValue, type Kind, rule } from "../options.ts";
import { isList, isRecord, shown } from "../values.ts";
import { type Initializer, isInitializer } from "./initializers.ts";
import type { DelayPer } from "./synapses.ts";
import type { Topology } from "./topology.ts";

/**
 * One number for all synapses, a distribution that each draws from, or one for each: rows [pre][post] from all to all, else
 * a list of as many as the topology says.
 */
export type WeightValues = number | readonly (readonly number[])[] | ArrayLike<number> | Initializer;

/** Weights, delay, port and name of a projection. */
export interface ConnectOptions {
  /** Values of the port's only weight channel, in its unit. */
  readonly weight?: WeightValues;
  /** Values per weight channel, for a port that has several or names its own. */
  readonly weights?: Readonly<Record<string, WeightValues>>;
  /** Transmission delay [ms], ≥ 0; 0 by default. One number, or values for whatever has one of its own. */
  readonly delay?: WeightValues;
  /**
   * What has a delay of its own, which training may change: the projection (default), each presynaptic neuron ("axon"), each
   * postsynaptic one ("dendrite"), or each synapse.
   */
  readonly delayPer?: DelayPer;
  /** Which neurons are connected; default: all to all. */
  readonly topology?: Topology;
  /** Input port of the postsynaptic model; may be left out if there is only one. */
  readonly port?: string;
  /** Name in the parameter layout; `pre→post` if left out. */
  readonly name?: string;
}

/** A projection as it was asked for; `network` finds its populations and port. */
export interface Connection {
  readonly pre: string;
  readonly post: string;
  /** Owner of its parameters: `name.weight`, `name.delay`. */
  readonly name: string;
  readonly options: ConnectOptions;
}

const name = rule((value) => typeof value === "string", "Give a name.");
const kinds: { readonly [option in keyof ConnectOptions]-?: Kind } = {
  weight: "any",
  weights: rule(isRecord, "Give { channel: values }, or weight where the port has one channel."),
  delay: (where, option, value: unknown) => {
    if (!isList(value) && !isInitializer(value)) checkValue(where, option, value, "nonnegative");
  },
  delayPer: ["projection", "axon", "dendrite", "synapse"],
  topology: rule(
    (value) => isRecord(value) && typeof value["kind"] === "string",
    "Make it with oneToOne(), pairs(list), withProbability(p), fixedInDegree(k) or convolution(options).",
  ),
  port: name,
  name: rule((value) => typeof value === "string" && value !== "", "Give a name, or leave it out."),
};

/**
 * A projection from the neurons of `pre` to those of `post`, from all to all unless a topology is given; its weights
 * and delays are checked by `network`.
 *
 * @param pre   name of a population, sources included
 * @param post  name of a population of neurons
 * @throws OptionError for an unknown option, a name that is no text, both `weight` and `weights`, or weights that
 *   are not given by channel
 */
export function connect(pre: string, post: string, options: ConnectOptions = {}): Connection {
  const where = `connect(${shown(pre)}, ${shown(post)})`;
  checkOptions(where, options, kinds);
  checkValue(where, "the first argument", pre, name);
  checkValue(where, "the second argument", post, name);
  if (options.weight !== undefined && options.weights !== undefined) {
    throw new OptionError(where, "both weight and weights are given", "Give one of them.");
  }
  return Object.freeze({
    pre,
    post,
    name: options.name ?? `${pre}→${post}`,
    options: Object.freeze({ ...options }),
  });
}
