/** Leaky integrate-and-fire neuron with an exponentially decaying synaptic current. */
import { asNeeded } from "./as-needed.ts";
import { defineNeuron } from "./define-neuron.ts";
import type { NeuronModel } from "./neuron-model.ts";

/**
 * Leaky integrate-and-fire neuron; current and bias in units of the voltage (membrane resistance 1).
 *
 *   τ_mem dv/dt = −v + i + bias      membrane potential v [mV]
 *   τ_syn di/dt = −i                 synaptic current   i [mV]
 *   v ≥ v_threshold: v ← v_reset;    an arriving spike: i ← i + weight
 *
 * Source: Wunderlich & Pehle (2021), Sci. Rep. 11, 12829, Table 1; Gerstner, Kistler, Naud & Paninski
 *   (2014), Neuronal Dynamics, §1.3.
 */
export const lif: NeuronModel = asNeeded(() =>
  defineNeuron({
    name: "lif",
    state: { v: { unit: "mV", initial: "vReset" }, i: { unit: "mV", initial: 0 } },
    parameters: {
      tauMem: { unit: "ms", default: 20, domain: "positive" },
      tauSyn: { unit: "ms", default: 5, domain: "positive" },
      vThreshold: { unit: "mV", default: 1 },
      vReset: { unit: "mV", default: 0 },
      bias: { unit: "mV", default: 0 },
    },
    dynamics: `
      dv/dt = (-v + i + bias) / tauMem
      di/dt = -i / tauSyn
    `,
    spike: { when: "v - vThreshold", reset: { v: "vReset" } },
    input: { input: { weights: { weight: { unit: "mV" } }, map: { i: "i + weight" } } },
  }),
);
