/** Generalized integrate-and-fire neuron with spike-induced currents and a moving threshold. */
import { asNeeded } from "./as-needed.ts";
import { defineNeuron } from "./define-neuron.ts";
import type { NeuronModel } from "./neuron-model.ts";
import { exponentialSynapse } from "./synapses.ts";
import { withSynapses } from "./with-synapses.ts";

/**
 * The generalized integrate-and-fire neuron of Mihalaş and Niebur: linear between its spikes, and yet of twenty kinds of
 * firing.
 *
 *   dv/dt = (current + i + i_1 + i_2)/C − G (v − E_L) ,   dθ/dt = a (v − E_L) − b (θ − θ_∞)
 *   di_j/dt = −k_j i_j
 *   v ≥ θ: i_j ← R_j i_j + A_j, v ← v_reset, θ ← max(θ_reset, θ)
 *
 * Currents are in mV/ms, divided by the capacitance. The defaults fire tonically under a current of 1.5 mV/ms.
 *
 * Source: Mihalaş & Niebur (2009), Neural Comput. 21, 704–718, eqs. 2.1–2.2 and Table 1.
 */
export const gif: NeuronModel = asNeeded(() =>
  withSynapses(
    defineNeuron({
      name: "gif",
      state: {
        v: { unit: "mV", initial: "eLeak", scale: 10 },
        theta: { unit: "mV", initial: "thetaInf", scale: 10 },
        i1: { unit: "mV/ms" },
        i2: { unit: "mV/ms" },
      },
      parameters: {
        conductance: { unit: "1/ms", default: 0.05, domain: "positive" },
        eLeak: { unit: "mV", default: -70 },
        a: { unit: "1/ms", default: 0 },
        b: { unit: "1/ms", default: 0.01, domain: "positive" },
        thetaInf: { unit: "mV", default: -50 },
        thetaReset: { unit: "mV", default: -60 },
        vReset: { unit: "mV", default: -70 },
        k1: { unit: "1/ms", default: 0.2, domain: "positive" },
        k2: { unit: "1/ms", default: 0.02, domain: "positive" },
        r1: { unit: "1", default: 0 },
        r2: { unit: "1", default: 1 },
        a1: { unit: "mV/ms", default: 0 },
        a2: { unit: "mV/ms", default: 0 },
        current: { unit: "mV/ms", default: 0 },
      },
      dynamics: `
        dv/dt = current + i1 + i2 - conductance * (v - eLeak)
        dtheta/dt = a * (v - eLeak) - b * (theta - thetaInf)
        di1/dt = -k1 * i1
        di2/dt = -k2 * i2
      `,
      spike: {
        when: "v - theta",
        reset: { v: "vReset", theta: "max(thetaReset, theta)", i1: "r1 * i1 + a1", i2: "r2 * i2 + a2" },
      },
    }),
    { into: "current", membrane: "v", synapses: { input: exponentialSynapse({ tau: 5 }) } },
  ),
);
