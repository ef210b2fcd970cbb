/** Event-based gated recurrent unit in continuous time. */
import { asNeeded } from "./as-needed.ts";
import { defineNeuron } from "./define-neuron.ts";
import type { NeuronModel } from "./neuron-model.ts";

/**
 * Event-based gated recurrent unit: a cell c between −1 and 1 that follows tanh(a_z) as fast as the update gate lets it,
 * and spikes where it reaches its threshold. Gates are of the one who receives, as they are when a spike arrives.
 *
 *   τ_mem dc/dt = σ(a_u) (tanh(a_z) − c)
 *   τ_syn da_x/dt = −a_x + bias_x ,   x = u, r, z
 *   c ≥ ϑ: c ← c − ϑ;    an arriving spike: a_u ← a_u + w_u, a_r ← a_r + w_r, a_z ← a_z + w_z σ(a_r)
 *
 * σ(x) = 1/(1 + e^{−x}). Source: Subramoney, Nazeer, Schöne, Mayr & Kappel (2023), Efficient recurrent architectures
 *   through activity sparsity and sparse back-propagation through time, ICLR, appendix on the continuous-time unit.
 */
export const egru: NeuronModel = asNeeded(() =>
  defineNeuron({
    name: "egru",
    state: { c: {}, aU: {}, aR: {}, aZ: {} },
    parameters: {
      tauMem: { unit: "ms", default: 20, domain: "positive" },
      tauSyn: { unit: "ms", default: 5, domain: "positive" },
      threshold: 0.5,
      biasU: 0,
      biasR: 0,
      biasZ: 0,
    },
    dynamics: `
      tauMem * dc/dt = sigmoid(aU) * (tanh(aZ) - c)
      tauSyn * daU/dt = -aU + biasU
      tauSyn * daR/dt = -aR + biasR
      tauSyn * daZ/dt = -aZ + biasZ
    `,
    spike: { when: "c - threshold", reset: { c: "c - threshold" } },
    input: {
      input: {
        weights: ["wU", "wR", "wZ"],
        map: {
          aU: "aU + wU * payload",
          aR: "aR + wR * payload",
          aZ: "aZ + wZ * sigmoid(aR) * payload",
        },
      },
    },
  }),
);
