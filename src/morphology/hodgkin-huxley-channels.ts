/** Sodium and potassium channels of the squid axon. */
import { checkOptions } from "../options.ts";
import { type Mechanism, mechanism } from "./mechanism.ts";

/** Densities and reversal potentials. */
export interface HodgkinHuxleyOptions {
  /** [mS/cm²], ≥ 0; default 120. */
  readonly sodium?: number;
  /** [mS/cm²], ≥ 0; default 36. */
  readonly potassium?: number;
  /** [mV]; default 50. */
  readonly sodiumReversal?: number;
  /** [mV]; default −77. */
  readonly potassiumReversal?: number;
}

/**
 * Sodium and potassium channels of the squid axon at 6.3 °C, without the leak:
 *
 *   i = g_Na m³ h (e_Na − v) + g_K n⁴ (e_K − v) ,   dx/dt = α_x (1 − x) − β_x x   for x = m, h, n
 *   α_m = 0.1 (v + 40)/(1 − e^(−(v + 40)/10)) ,     β_m = 4 e^(−(v + 65)/18)
 *   α_h = 0.07 e^(−(v + 65)/20) ,                   β_h = 1/(1 + e^(−(v + 35)/10))
 *   α_n = 0.01 (v + 55)/(1 − e^(−(v + 55)/10)) ,    β_n = 0.125 e^(−(v + 65)/80)
 *
 * with v in mV and rates in 1/ms; gates begin at rest for the initial voltage. With `leak({ conductance: 0.3, reversal: -54.4 })`
 * the membrane rests at −65 mV.
 *
 * @throws OptionError for a wrong option
 *
 * Source: Hodgkin & Huxley (1952), J. Physiol. 117, 500–544, Table 3, with −65 mV − V for their V.
 */
export function hodgkinHuxleyChannels(options: HodgkinHuxleyOptions = {}): Mechanism {
  checkOptions("hodgkinHuxleyChannels", options, {
    sodium: "nonnegative",
    potassium: "nonnegative",
    sodiumReversal: "free",
    potassiumReversal: "free",
  });
  const { sodium = 120, potassium = 36, sodiumReversal = 50, potassiumReversal = -77 } = options;
  const gate = (x: string) => ({ unit: "1", initial: `alpha_${x} / (alpha_${x} + beta_${x})` });
  return mechanism({
    name: "hh",
    conductances: { gNa: sodium, gK: potassium },
    parameters: {
      eNa: { unit: "mV", default: sodiumReversal },
      eK: { unit: "mV", default: potassiumReversal },
    },
    states: { m: gate("m"), h: gate("h"), n: gate("n") },
    dynamics: `
      dm/dt = alpha_m * (1 - m) - beta_m * m
      dh/dt = alpha_h * (1 - h) - beta_h * h
      dn/dt = alpha_n * (1 - n) - beta_n * n
      alpha_m = 1 / exprel(-(v + 40 mV) / 10 mV) / 1 ms
      beta_m = 4 * exp(-(v + 65 mV) / 18 mV) / 1 ms
      alpha_h = 0.07 * exp(-(v + 65 mV) / 20 mV) / 1 ms
      beta_h = 1 / (1 + exp(-(v + 35 mV) / 10 mV)) / 1 ms
      alpha_n = 0.1 / exprel(-(v + 55 mV) / 10 mV) / 1 ms
      beta_n = 0.125 * exp(-(v + 65 mV) / 80 mV) / 1 ms
    `,
    current: "gNa * m^3 * h * (eNa - v) + gK * n^4 * (eK - v)",
  });
}
