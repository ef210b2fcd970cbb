/** Adaptive exponential integrate-and-fire neuron. */
import { asNeeded } from "./as-needed.ts";
import { defineNeuron } from "./define-neuron.ts";
import type { NeuronModel } from "./neuron-model.ts";
import { exponentialSynapse } from "./synapses.ts";
import { withSynapses } from "./with-synapses.ts";

/**
 * Adaptive exponential integrate-and-fire neuron, with the published numbers of a regular-spiking pyramidal cell.
 *
 *   C dv/dt = −g_L (v − E_L) + g_L Δ e^{(v − v_T)/Δ} − w + current + i
 *   τ_w dw/dt = a (v − E_L) − w
 *   v ≥ v_peak: v ← v_reset, w ← w + b
 *
 * Source: Brette & Gerstner (2005), J. Neurophysiol. 94, 3637–3642, eqs. 1–3 and Table 1; the peak is at 20 mV as there.
 */
export const adex: NeuronModel = asNeeded(() =>
  withSynapses(
    defineNeuron({
      name: "adex",
      state: {
        v: { unit: "mV", initial: "eLeak", scale: 10 },
        w: { unit: "pA", initial: 0, scale: 10 },
      },
      parameters: {
        capacitance: { unit: "pF", default: 281, domain: "positive" },
        gLeak: { unit: "nS", default: 30, domain: "positive" },
        eLeak: { unit: "mV", default: -70.6 },
        vT: { unit: "mV", default: -50.4 },
        slopeFactor: { unit: "mV", default: 2, domain: "positive" },
        tauW: { unit: "ms", default: 144, domain: "positive" },
        a: { unit: "nS", default: 4 },
        b: { unit: "pA", default: 80.5 },
        vPeak: { unit: "mV", default: 20 },
        vReset: { unit: "mV", default: -70.6 },
        current: { unit: "pA", default: 0 },
      },
      dynamics: `
        capacitance * dv/dt = gLeak * (eLeak - v) + gLeak * slopeFactor * exp((v - vT) / slopeFactor) - w + current
        tauW * dw/dt = a * (v - eLeak) - w
      `,
      spike: { when: "v - vPeak", reset: { v: "vReset", w: "w + b" } },
    }),
    { into: "current", membrane: "v", synapses: { input: exponentialSynapse({ tau: 5 }) } },
  ),
);
