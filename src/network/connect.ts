/** Projections: all connections from one population to a port of another, with weights and a delay. */
import { checkOptions, OptionError } from "../errors.ts";
import { checkDomain } from "../neurons/domain.ts";
import type { Initializer } from "./initializers.ts";

/** One number for all synapses, rows [pre][post], or a distribution that each synapse draws from. */
export type WeightValues = number | readonly (readonly number[])[] | Initializer;

export interface ConnectOptions {
  /** Values of the port's only weight channel. */
  readonly weight?: WeightValues;
  /** Values per weight channel, for a port that has several or names its own. */
  readonly weights?: Readonly<Record<string, WeightValues>>;
  /** Transmission delay [ms], the same for all synapses. */
  readonly delay?: number;
  /** Input port of the postsynaptic model; may be left out if there is only one. */
  readonly port?: string;
  /** Name in the parameter layout; `pre→post` if left out. */
  readonly name?: string;
}

export interface Connection {
  readonly pre: string;
  readonly post: string;
  readonly name: string;
  readonly options: ConnectOptions;
}

const known = ["weight", "weights", "delay", "port", "name"];

/**
 * A projection from every neuron of `pre` to every neuron of `post`.
 *
 * @throws OptionError for an unknown option or a delay that is negative or not finite
 */
export function connect(pre: string, post: string, options: ConnectOptions = {}): Connection {
  const where = `connect("${pre}", "${post}")`;
  checkOptions(where, options, known);
  if (options.weight !== undefined && options.weights !== undefined) {
    throw new OptionError(where, "both weight and weights are given", "Give one of them.");
  }
  checkDomain(where, "delay", "nonnegative", options.delay ?? 0);
  return Object.freeze({
    pre,
    post,
    name: options.name ?? `${pre}→${post}`,
    options: Object.freeze({ ...options }),
  });
}
