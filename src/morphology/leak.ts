/** The leak of a membrane. */
import { checkOptions } from "../options.ts";
import { type Mechanism, mechanism } from "./mechanism.ts";

/** Of a leak. */
export interface LeakOptions {
  /** [mS/cm²], ≥ 0: the inverse of the membrane resistance in kΩ cm². */
  readonly conductance: number;
  /** [mV]. */
  readonly reversal: number;
}

/**
 * A leak:
 *
 *   i = g_leak (e_leak − v)      parameters gLeak [nS], eLeak [mV] of each compartment
 *
 * @throws OptionError for a wrong option
 */
export function leak(options: LeakOptions): Mechanism {
  checkOptions("leak", options, { conductance: "nonnegative", reversal: "free" }, [
    "conductance",
    "reversal",
  ]);
  return mechanism({
    name: "leak",
    conductances: { gLeak: options.conductance },
    parameters: { eLeak: { unit: "mV", default: options.reversal } },
    current: "gLeak * (eLeak - v)",
  });
}
