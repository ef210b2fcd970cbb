/** Quadratic integrate-and-fire neuron in voltage. */
import { asNeeded } from "./as-needed.ts";
import { defineNeuron } from "./define-neuron.ts";
import type { NeuronModel } from "./neuron-model.ts";
import { exponentialSynapse } from "./synapses.ts";
import { withSynapses } from "./with-synapses.ts";

/**
 * Quadratic integrate-and-fire neuron with its voltage as it is, without units, between a finite peak and reset. `qif` is
 * the same neuron in a phase, whose peak and reset are infinite.
 *
 *   τ_mem dv/dt = v² + bias + i
 *   v ≥ v_peak: v ← v_reset
 *
 * Source: Ermentrout (1996), Neural Comput. 8, 979–1001; Gerstner, Kistler, Naud & Paninski (2014), Neuronal Dynamics,
 *   §5.3.
 */
export const quadratic: NeuronModel = asNeeded(() =>
  withSynapses(
    defineNeuron({
      name: "quadratic",
      state: { v: { initial: -1 } },
      parameters: {
        tauMem: { unit: "ms", default: 10, domain: "positive" },
        vPeak: { default: 10 },
        vReset: { default: -10 },
        bias: { default: -1 },
      },
      dynamics: "tauMem * dv/dt = v^2 + bias",
      spike: { when: "v - vPeak", reset: { v: "vReset" } },
    }),
    { into: "bias", membrane: "v", synapses: { input: exponentialSynapse({ tau: 5 }) } },
  ),
);
