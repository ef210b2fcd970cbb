/** A neuron of two compartments: a soma that spikes and a passive dendrite. */
import { asNeeded } from "./as-needed.ts";
import { defineNeuron } from "./define-neuron.ts";
import type { NeuronModel } from "./neuron-model.ts";
import { exponentialSynapse } from "./synapses.ts";
import { withSynapses } from "./with-synapses.ts";

/**
 * A leaky soma with a threshold, and a passive dendrite that arriving spikes drive; currents in units of the voltage.
 *
 *   τ_soma dv/dt = −v + κ_soma (v_d − v) + bias ,   τ_dendrite dv_d/dt = −v_d + κ_dendrite (v − v_d) + biasDendrite + i
 *   v ≥ v_threshold: v ← v_reset
 *
 * κ is the axial conductance by the leak of the compartment. Its exact flow is a closed form. The port `soma` has a
 * synapse there.
 *
 * Source: Gerstner, Kistler, Naud & Paninski (2014), Neuronal Dynamics, §3.2, for two compartments.
 */
export const twoCompartment: NeuronModel = asNeeded(() =>
  withSynapses(
    withSynapses(
      defineNeuron({
        name: "twoCompartment",
        state: { v: { unit: "mV", initial: "vReset" }, vDendrite: { unit: "mV" } },
        parameters: {
          tauSoma: { unit: "ms", default: 20, domain: "positive" },
          tauDendrite: { unit: "ms", default: 20, domain: "positive" },
          kappaSoma: { unit: "1", default: 1, domain: "nonnegative" },
          kappaDendrite: { unit: "1", default: 0.5, domain: "nonnegative" },
          vThreshold: { unit: "mV", default: 1 },
          vReset: { unit: "mV", default: 0 },
          bias: { unit: "mV", default: 0 },
          biasDendrite: { unit: "mV", default: 0 },
        },
        dynamics: `
          tauSoma * dv/dt = -v + kappaSoma * (vDendrite - v) + bias
          tauDendrite * dvDendrite/dt = -vDendrite + kappaDendrite * (v - vDendrite) + biasDendrite
        `,
        spike: { when: "v - vThreshold", reset: { v: "vReset" } },
      }),
      { into: "biasDendrite", synapses: { input: exponentialSynapse({ tau: 5 }) } },
    ),
    { into: "bias", synapses: { soma: exponentialSynapse({ tau: 5 }) } },
  ),
);
