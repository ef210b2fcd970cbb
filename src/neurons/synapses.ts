/** How a synapse answers to an arriving spike, as plain data: `withSynapses` puts it on a neuron. */
import { type Check, checkOptions, rule } from "../options.ts";
import { isRecord } from "../values.ts";

/** A current, or with `reversal` a conductance, that arriving spikes raise at once or in a while. */
export interface LastingSynapse extends SynapseOptions {
  readonly kind: "exponential" | "alpha";
}

/** A jump of the membrane. */
export interface DeltaSynapse {
  readonly kind: "delta";
}

/** A synapse of one kind. */
export type Synapse = LastingSynapse | DeltaSynapse;

/** Of synapses that last. */
export interface SynapseOptions {
  /** Time constant of the decay, the default of a parameter, positive [ms]. */
  readonly tau: number;
  /**
   * The default of a parameter, in the unit of the membrane: then the synapse is a conductance g, whose current is
   * g (reversal − v).
   */
  readonly reversal?: number;
}

const kinds = { tau: "positive", reversal: "free" } as const;

/**
 * An exponential synapse:
 *
 *   τ ds/dt = −s ,   an arriving spike: s ← s + weight
 *
 * @throws OptionError for a wrong option
 */
export function exponentialSynapse(options: SynapseOptions): LastingSynapse {
  checkOptions("exponentialSynapse", options, kinds, ["tau"]);
  return Object.freeze({ kind: "exponential", ...options });
}

/**
 * An alpha synapse, whose answer weight (t/τ) e^(1 − t/τ) has its peak, the weight, after τ:
 *
 *   τ ds/dt = x − s ,   τ dx/dt = −x ,   an arriving spike: x ← x + e · weight
 *
 * @throws OptionError for a wrong option
 */
export function alphaSynapse(options: SynapseOptions): LastingSynapse {
  checkOptions("alphaSynapse", options, kinds, ["tau"]);
  return Object.freeze({ kind: "alpha", ...options });
}

/**
 * A synapse that is over at once: an arriving spike makes v ← v + weight.
 *
 * @throws OptionError for what it does not take
 */
export function deltaSynapse(options: Readonly<Record<string, never>> = {}): DeltaSynapse {
  checkOptions("deltaSynapse", options, {});
  return Object.freeze({ kind: "delta" });
}

/** A synapse as an option. */
export const synapseKind: Check = rule(
  (value) => isRecord(value) && ["exponential", "alpha", "delta"].includes(String(value["kind"])),
  "Give exponentialSynapse({ tau }), alphaSynapse({ tau }) or deltaSynapse().",
);
