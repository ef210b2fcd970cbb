/** Projections: all connections from one population to a port of another, with weights and a delay. */

import { OptionError } from "../errors.ts";
import { checkOptions, checkValue, type Kind, rule } from "../options.ts";
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

const name = rule((value) => typeof value === "string", "Give a name.");
const kinds: { readonly [option in keyof ConnectOptions]-?: Kind } = {
  weight: "any",
  weights: rule(isRecord, "Give { channel: values }, or weight where the port has one channel."),
  delay: "nonnegative",
  port: name,
  name,
};

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
