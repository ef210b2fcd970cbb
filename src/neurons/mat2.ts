/** Integrate-and-fire neuron with a threshold of two time scales. */
import { asNeeded } from "./as-needed.ts";
import { defineNeuron } from "./define-neuron.ts";
import type { NeuronModel } from "./neuron-model.ts";
import { refractory } from "./refractory.ts";
import { exponentialSynapse } from "./synapses.ts";
import { withSynapses } from "./with-synapses.ts";

/**
 * The MAT(2) neuron: a membrane that is never reset, and a threshold that every spike lifts.
 *
 *   τ_mem dv/dt = −v + R (current + i) ,   τ_1 dθ_1/dt = −θ_1 ,   τ_2 dθ_2/dt = −θ_2
 *   v ≥ ω + θ_1 + θ_2: θ_1 ← θ_1 + α_1, θ_2 ← θ_2 + α_2; no spike for t_ref
 *
 * v is the distance from rest. Where it is above the threshold at the end of the refractory period, it spikes then. The
 * defaults are those of a regular-spiking cell.
 *
 * Source: Kobayashi, Tsubo & Shinomoto (2009), Front. Comput. Neurosci. 3, 9, eqs. 1–4 and Table 1.
 */
export const mat2: NeuronModel = asNeeded(() =>
  refractory(
    withSynapses(
      defineNeuron({
        name: "mat2",
        state: { v: { unit: "mV" }, theta1: { unit: "mV" }, theta2: { unit: "mV" } },
        parameters: {
          tauMem: { unit: "ms", default: 5, domain: "positive" },
          tau1: { unit: "ms", default: 10, domain: "positive" },
          tau2: { unit: "ms", default: 200, domain: "positive" },
          resistance: { unit: "Mohm", default: 50, domain: "positive" },
          alpha1: { unit: "mV", default: 37 },
          alpha2: { unit: "mV", default: 2 },
          omega: { unit: "mV", default: 19 },
          current: { unit: "nA", default: 0 },
        },
        dynamics: `
          tauMem * dv/dt = -v + resistance * current
          tau1 * dtheta1/dt = -theta1
          tau2 * dtheta2/dt = -theta2
        `,
        spike: {
          when: "v - omega - theta1 - theta2",
          reset: { theta1: "theta1 + alpha1", theta2: "theta2 + alpha2" },
        },
      }),
      { into: "current", membrane: "v", synapses: { input: exponentialSynapse({ tau: 5 }) } },
    ),
    { period: 2, hold: [] },
  ),
);
