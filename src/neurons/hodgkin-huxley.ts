/** The squid axon of Hodgkin and Huxley. */
import { asNeeded } from "./as-needed.ts";
import { defineNeuron } from "./define-neuron.ts";
import type { NeuronModel } from "./neuron-model.ts";
import { exponentialSynapse } from "./synapses.ts";
import { withSynapses } from "./with-synapses.ts";

/**
 * The giant axon of the squid, with its voltages as they are measured today, rest at −65 mV, and u = v/mV.
 *
 *   C dv/dt = −g_Na m³ h (v − E_Na) − g_K n⁴ (v − E_K) − g_L (v − E_L) + current + i
 *   dn/dt = α_n (1 − n) − β_n n ,   α_n = 0.01 (u + 55)/(1 − e^{−(u + 55)/10}) ,   β_n = 0.125 e^{−(u + 65)/80}
 *   dm/dt = α_m (1 − m) − β_m m ,   α_m = 0.1 (u + 40)/(1 − e^{−(u + 40)/10}) ,    β_m = 4 e^{−(u + 65)/18}
 *   dh/dt = α_h (1 − h) − β_h h ,   α_h = 0.07 e^{−(u + 65)/20} ,                  β_h = 1/(1 + e^{−(u + 35)/10})
 *
 * It spikes where v rises through `vThreshold`; nothing is reset. Below about 6.3 μA/cm² of constant current it spikes
 * once, if at all.
 *
 * Source: Hodgkin & Huxley (1952), J. Physiol. 117, 500–544, eqs. 12–26; Dayan & Abbott (2001), Theoretical
 *   Neuroscience, §5.6.
 */
export const hodgkinHuxley: NeuronModel = asNeeded(() =>
  withSynapses(
    defineNeuron({
      name: "hodgkinHuxley",
      state: {
        v: { unit: "mV", initial: -65, scale: 10 },
        n: { unit: "1", initial: "alpha_n / (alpha_n + beta_n)" },
        m: { unit: "1", initial: "alpha_m / (alpha_m + beta_m)" },
        h: { unit: "1", initial: "alpha_h / (alpha_h + beta_h)" },
      },
      parameters: {
        capacitance: { unit: "uF/cm^2", default: 1, domain: "positive" },
        gNa: { unit: "mS/cm^2", default: 120, domain: "nonnegative" },
        gK: { unit: "mS/cm^2", default: 36, domain: "nonnegative" },
        gLeak: { unit: "mS/cm^2", default: 0.3, domain: "nonnegative" },
        eNa: { unit: "mV", default: 50 },
        eK: { unit: "mV", default: -77 },
        eLeak: { unit: "mV", default: -54.387 },
        vThreshold: { unit: "mV", default: 0 },
        current: { unit: "uA/cm^2", default: 0 },
      },
      dynamics: `
        capacitance * dv/dt = current - gNa * m^3 * h * (v - eNa) - gK * n^4 * (v - eK) - gLeak * (v - eLeak)
        dn/dt = alpha_n * (1 - n) - beta_n * n
        dm/dt = alpha_m * (1 - m) - beta_m * m
        dh/dt = alpha_h * (1 - h) - beta_h * h
        u = v / mV
        alpha_n = 0.1 / exprel(-(u + 55) / 10) / ms
        beta_n = 0.125 * exp(-(u + 65) / 80) / ms
        alpha_m = 1 / exprel(-(u + 40) / 10) / ms
        beta_m = 4 * exp(-(u + 65) / 18) / ms
        alpha_h = 0.07 * exp(-(u + 65) / 20) / ms
        beta_h = 1 / (1 + exp(-(u + 35) / 10)) / ms
      `,
      spike: { when: "v - vThreshold" },
    }),
    { into: "current", membrane: "v", synapses: { input: exponentialSynapse({ tau: 5 }) } },
  ),
);
