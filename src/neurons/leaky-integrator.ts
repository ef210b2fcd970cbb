/** Leaky integrator: a readout neuron that never spikes. */
import { asNeeded } from "./as-needed.ts";
import { defineNeuron } from "./define-neuron.ts";
import type { NeuronModel } from "./neuron-model.ts";

/**
 * Leaky integrator with an exponentially decaying synaptic current; it has no spike condition.
 *
 *   τ_mem dv/dt = −v + i + bias      membrane potential v [mV]
 *   τ_syn di/dt = −i                 synaptic current   i [mV]
 *   an arriving spike: i ← i + weight
 *
 * Source: Wunderlich & Pehle (2021), Sci. Rep. 11, 12829, Methods (readout neurons).
 */
export const leakyIntegrator: NeuronModel = asNeeded(() =>
  defineNeuron({
    name: "leaky-integrator",
    state: { v: { unit: "mV", initial: 0 }, i: { unit: "mV", initial: 0 } },
    parameters: {
      tauMem: { unit: "ms", default: 20, domain: "positive" },
      tauSyn: { unit: "ms", default: 5, domain: "positive" },
      bias: { unit: "mV", default: 0 },
    },
    dynamics: `
      dv/dt = (-v + i + bias) / tauMem
      di/dt = -i / tauSyn
    `,
    input: { input: { weights: { weight: { unit: "mV" } }, map: { i: "i + weight" } } },
  }),
);
