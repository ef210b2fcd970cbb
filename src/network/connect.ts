/** Projections: all connections from one population to a port of another, with weights and a delay. */

import { checkDomain } from "../domain.ts";
import { OptionError } from "../errors.ts";
import { checkKeys } from "../options.ts";
import { isRecord, shown } from "../values.ts";
import type { Initializer } from "./initializers.ts";

/** One number for all synapses, rows [pre][post], or a distribution that each synapse draws from. */
export type WeightValues = number | readonly (readonly number[])[] | Initializer;

/** Weights, delay, port and name of a projection. */
export interface ConnectOptions {
  /** Values of the port's only weight channel, in its unit. */
  readonly weight?: WeightValues;
  /** Values per weight channel, for a port that has several or names its own. */
  readonly weights?: Readonly<Record<string, WeightValues>>;
  /** Transmission delay [ms], the same for all synapses; 0 by default. */
  readonly delay?: number;
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

const known = ["weight", "weights", "delay", "port", "name"];

/**
 * A projection from every neuron of `pre` to every neuron of `post`; its weights [pre, post] are checked by
 * `network`.
 *
 * @param pre   name of a population, sources included
 * @param post  name of a population of neurons
 * @throws OptionError for an unknown option, a name that is no text, both `weight` and `weights`, weights that
 *   are not given by channel, or a delay that is not finite and ≥ 0
 */
export function connect(pre: string, post: string, options: ConnectOptions = {}): Connection {
  const where = `connect(${shown(pre)}, ${shown(post)})`;
  checkKeys(where, options, known);
  const { weight, weights, delay = 0, port = "", name = "" } = options;
  const names = { "the first argument": pre, "the second argument": post, port, name };
  for (const [what, text] of Object.entries(names)) {
    if (typeof text !== "string") throw new OptionError(where, `${what} is ${shown(text)}`, "Give a name.");
  }
  if (weight !== undefined && weights !== undefined) {
    throw new OptionError(where, "both weight and weights are given", "Give one of them.");
  }
  if (weights !== undefined && !isRecord(weights)) {
    const hint = "Give { channel: values }, or weight where the port has one channel.";
    throw new OptionError(where, `weights is ${shown(weights)}`, hint);
  }
  checkDomain(where, "delay", "nonnegative", delay);
  return Object.freeze({
    pre,
    post,
    name: options.name ?? `${pre}→${post}`,
    options: Object.freeze({ ...options }),
  });
}
