/** The barnacle muscle fibre of Morris and Lecar. */
import { asNeeded } from "./as-needed.ts";
import { defineNeuron } from "./define-neuron.ts";
import type { NeuronModel } from "./neuron-model.ts";
import { exponentialSynapse } from "./synapses.ts";
import { withSynapses } from "./with-synapses.ts";

/**
 * The planar model of a muscle fibre of the barnacle, which spikes by a calcium and a potassium current.
 *
 *   C dv/dt = −g_Ca m_∞ (v − E_Ca) − g_K w (v − E_K) − g_L (v − E_L) + current + i ,   dw/dt = φ (w_∞ − w)/τ_w
 *   m_∞ = (1 + tanh((v − v1)/v2))/2 ,   w_∞ = (1 + tanh((v − v3)/v4))/2 ,   τ_w = 1/cosh((v − v3)/(2 v4))
 *
 * The defaults are those of a class 2 neuron, whose firing sets in with a frequency of its own at about 94 μA/cm². It
 * spikes where v rises through `vThreshold`; nothing is reset.
 *
 * Source: Morris & Lecar (1981), Biophys. J. 35, 193–213, eqs. 9–10; parameters of Rinzel & Ermentrout (1998), Analysis
 *   of neural excitability and oscillations, Hopf case.
 */
export const morrisLecar: NeuronModel = asNeeded(() =>
  withSynapses(
    defineNeuron({
      name: "morrisLecar",
      state: {
        v: { unit: "mV", initial: -60.9, scale: 10 },
        w: { unit: "1", initial: "wInf" },
      },
      parameters: {
        capacitance: { unit: "uF/cm^2", default: 20, domain: "positive" },
        gCa: { unit: "mS/cm^2", default: 4.4, domain: "nonnegative" },
        gK: { unit: "mS/cm^2", default: 8, domain: "nonnegative" },
        gLeak: { unit: "mS/cm^2", default: 2, domain: "nonnegative" },
        eCa: { unit: "mV", default: 120 },
        eK: { unit: "mV", default: -84 },
        eLeak: { unit: "mV", default: -60 },
        v1: { unit: "mV", default: -1.2 },
        v2: { unit: "mV", default: 18, domain: "positive" },
        v3: { unit: "mV", default: 2 },
        v4: { unit: "mV", default: 30, domain: "positive" },
        phi: { unit: "1/ms", default: 0.04, domain: "positive" },
        vThreshold: { unit: "mV", default: 0 },
        current: { unit: "uA/cm^2", default: 0 },
      },
      dynamics: `
        capacitance * dv/dt = current - gCa * mInf * (v - eCa) - gK * w * (v - eK) - gLeak * (v - eLeak)
        dw/dt = phi * cosh((v - v3) / (2 * v4)) * (wInf - w)
        mInf = (1 + tanh((v - v1) / v2)) / 2
        wInf = (1 + tanh((v - v3) / v4)) / 2
      `,
      spike: { when: "v - vThreshold" },
    }),
    { into: "current", membrane: "v", synapses: { input: exponentialSynapse({ tau: 5 }) } },
  ),
);
