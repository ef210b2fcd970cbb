/** The hippocampal cell of Traub and Miles, as networks use it. */
import { asNeeded } from "./as-needed.ts";
import { defineNeuron } from "./define-neuron.ts";
import type { NeuronModel } from "./neuron-model.ts";
import { exponentialSynapse } from "./synapses.ts";
import { withSynapses } from "./with-synapses.ts";

/**
 * A hippocampal pyramidal cell of one compartment with spike-generating currents; u = (v − vT)/mV.
 *
 *   C dv/dt = −g_Na m³ h (v − E_Na) − g_K n⁴ (v − E_K) − g_L (v − E_L) + current + i
 *   α_m = 0.32 (13 − u)/(e^{(13 − u)/4} − 1) ,    β_m = 0.28 (u − 40)/(e^{(u − 40)/5} − 1)
 *   α_h = 0.128 e^{(17 − u)/18} ,                 β_h = 4/(1 + e^{(40 − u)/5})
 *   α_n = 0.032 (15 − u)/(e^{(15 − u)/5} − 1) ,   β_n = 0.5 e^{(10 − u)/40}
 *
 * The membrane has 20,000 μm² with 1 μF/cm². It spikes where v rises through `vThreshold`; nothing is reset. With this leak
 * it spikes without any input, every 72 ms, and rests if `eLeak` is −64 mV or less.
 *
 * Source: Traub & Miles (1991), Neuronal Networks of the Hippocampus; in this form Brette et al. (2007), J. Comput.
 *   Neurosci. 23, 349–398, benchmark 3.
 */
export const traubMiles: NeuronModel = asNeeded(() =>
  withSynapses(
    defineNeuron({
      name: "traubMiles",
      state: {
        v: { unit: "mV", initial: -72.07, scale: 10 },
        m: { unit: "1", initial: "alpha_m / (alpha_m + beta_m)" },
        h: { unit: "1", initial: "alpha_h / (alpha_h + beta_h)" },
        n: { unit: "1", initial: "alpha_n / (alpha_n + beta_n)" },
      },
      parameters: {
        capacitance: { unit: "pF", default: 200, domain: "positive" },
        gNa: { unit: "nS", default: 20_000, domain: "nonnegative" },
        gK: { unit: "nS", default: 6000, domain: "nonnegative" },
        gLeak: { unit: "nS", default: 10, domain: "nonnegative" },
        eNa: { unit: "mV", default: 50 },
        eK: { unit: "mV", default: -90 },
        eLeak: { unit: "mV", default: -60 },
        vT: { unit: "mV", default: -63 },
        vThreshold: { unit: "mV", default: -20 },
        current: { unit: "pA", default: 0 },
      },
      dynamics: `
        capacitance * dv/dt = current - gNa * m^3 * h * (v - eNa) - gK * n^4 * (v - eK) - gLeak * (v - eLeak)
        dm/dt = alpha_m * (1 - m) - beta_m * m
        dh/dt = alpha_h * (1 - h) - beta_h * h
        dn/dt = alpha_n * (1 - n) - beta_n * n
        u = (v - vT) / mV
        alpha_m = 1.28 / exprel((13 - u) / 4) / ms
        beta_m = 1.4 / exprel((u - 40) / 5) / ms
        alpha_h = 0.128 * exp((17 - u) / 18) / ms
        beta_h = 4 / (1 + exp((40 - u) / 5)) / ms
        alpha_n = 0.16 / exprel((15 - u) / 5) / ms
        beta_n = 0.5 * exp((10 - u) / 40) / ms
      `,
      spike: { when: "v - vThreshold" },
    }),
    { into: "current", membrane: "v", synapses: { input: exponentialSynapse({ tau: 5 }) } },
  ),
);
