/** The fast-spiking interneuron of Wang and Buzsáki. */
import { asNeeded } from "./as-needed.ts";
import { defineNeuron } from "./define-neuron.ts";
import type { NeuronModel } from "./neuron-model.ts";
import { exponentialSynapse } from "./synapses.ts";
import { withSynapses } from "./with-synapses.ts";

/**
 * A fast-spiking hippocampal interneuron, whose sodium activation follows the voltage at once; u = v/mV, φ = 5.
 *
 *   C dv/dt = −g_Na m_∞³ h (v − E_Na) − g_K n⁴ (v − E_K) − g_L (v − E_L) + current + i ,   m_∞ = α_m/(α_m + β_m)
 *   dh/dt = φ (α_h (1 − h) − β_h h) ,   dn/dt = φ (α_n (1 − n) − β_n n)
 *   α_m = 0.1 (u + 35)/(1 − e^{−(u + 35)/10}) ,    β_m = 4 e^{−(u + 60)/18}
 *   α_h = 0.07 e^{−(u + 58)/20} ,                  β_h = 1/(1 + e^{−(u + 28)/10})
 *   α_n = 0.01 (u + 34)/(1 − e^{−(u + 34)/10}) ,   β_n = 0.125 e^{−(u + 44)/80}
 *
 * It spikes where v rises through `vThreshold`; nothing is reset.
 *
 * Source: Wang & Buzsáki (1996), J. Neurosci. 16, 6402–6413, Methods.
 */
export const wangBuzsaki: NeuronModel = asNeeded(() =>
  withSynapses(
    defineNeuron({
      name: "wangBuzsaki",
      state: {
        v: { unit: "mV", initial: -64, scale: 10 },
        h: { unit: "1", initial: "alpha_h / (alpha_h + beta_h)" },
        n: { unit: "1", initial: "alpha_n / (alpha_n + beta_n)" },
      },
      parameters: {
        capacitance: { unit: "uF/cm^2", default: 1, domain: "positive" },
        gNa: { unit: "mS/cm^2", default: 35, domain: "nonnegative" },
        gK: { unit: "mS/cm^2", default: 9, domain: "nonnegative" },
        gLeak: { unit: "mS/cm^2", default: 0.1, domain: "nonnegative" },
        eNa: { unit: "mV", default: 55 },
        eK: { unit: "mV", default: -90 },
        eLeak: { unit: "mV", default: -65 },
        vThreshold: { unit: "mV", default: 0 },
        current: { unit: "uA/cm^2", default: 0 },
      },
      dynamics: `
        capacitance * dv/dt = current - gNa * mInf^3 * h * (v - eNa) - gK * n^4 * (v - eK) - gLeak * (v - eLeak)
        dh/dt = 5 * (alpha_h * (1 - h) - beta_h * h)
        dn/dt = 5 * (alpha_n * (1 - n) - beta_n * n)
        u = v / mV
        mInf = alpha_m / (alpha_m + beta_m)
        alpha_m = 1 / exprel(-(u + 35) / 10)
        beta_m = 4 * exp(-(u + 60) / 18)
        alpha_h = 0.07 * exp(-(u + 58) / 20) / ms
        beta_h = 1 / (1 + exp(-(u + 28) / 10)) / ms
        alpha_n = 0.1 / exprel(-(u + 34) / 10) / ms
        beta_n = 0.125 * exp(-(u + 44) / 80) / ms
      `,
      spike: { when: "v - vThreshold" },
    }),
    { into: "current", membrane: "v", synapses: { input: exponentialSynapse({ tau: 5 }) } },
  ),
);
