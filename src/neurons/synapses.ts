/** How a synapse answers to an arriving spike, as plain data: `withSynapses` puts it on a neuron. */
import { type Check, checkOptions, rule } from "../options.ts";
import { isRecord } from "../values.ts";

/** A current, or with `reversal` a conductance, that arriving spikes raise at once or in a while. */
export interface LastingSynapse extends SynapseOptions {
  readonly kind: "exponential" | "alpha";
  /** [mM], the default of a parameter: the conductance is blocked by it. */
  readonly magnesium?: number;
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

/** Of NMDA synapses. */
export interface NmdaSynapseOptions {
  /** Time constant of the decay, the default of a parameter, positive [ms]; default 100. */
  readonly tau?: number;
  /** The default of a parameter [mV]; default 0. */
  readonly reversal?: number;
  /** Outside, the default of a parameter, ≥ 0 [mM]; default 1. */
  readonly magnesium?: number;
}

/**
 * An exponential synapse of NMDA receptors, whose conductance magnesium blocks:
 *
 *   current = g (reversal − v)/(1 + magnesium/3.57 mM · e^(−0.062 v/mV)) ,   τ dg/dt = −g ,   an arriving spike: g ← g + weight
 *
 * @throws OptionError for a wrong option
 *
 * Source: Jahr & Stevens (1990), J. Neurosci. 10, 3178–3182, eq. 4b.
 */
export function nmdaSynapse(options: NmdaSynapseOptions = {}): LastingSynapse {
  checkOptions("nmdaSynapse", options, { tau: "positive", reversal: "free", magnesium: "nonnegative" });
  return Object.freeze({ kind: "exponential", tau: 100, reversal: 0, magnesium: 1, ...options });
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
  "Give exponentialSynapse({ tau }), alphaSynapse({ tau }), nmdaSynapse() or deltaSynapse().",
);
