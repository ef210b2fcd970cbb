/** Leaky integrate-and-fire neuron whose threshold rises with every spike. */
import { asNeeded } from "./as-needed.ts";
import { defineNeuron } from "./define-neuron.ts";
import type { NeuronModel } from "./neuron-model.ts";
import { exponentialSynapse } from "./synapses.ts";
import { withSynapses } from "./with-synapses.ts";

/**
 * Leaky integrate-and-fire neuron with an adaptive threshold, v_threshold + β a; current and bias in units of the voltage.
 *
 *   τ_mem dv/dt = −v + bias + i ,   τ_a da/dt = −a
 *   v ≥ v_threshold + β a: v ← v_reset, a ← a + 1
 *
 * Source: Bellec, Scherr, Subramoney, Hajek, Salaj, Legenstein & Maass (2020), Nat. Commun. 11, 3625, eqs. 6–8, in
 *   continuous time; a reset to a value in the place of the subtraction.
 */
export const adaptiveLif: NeuronModel = asNeeded(() =>
  withSynapses(
    defineNeuron({
      name: "adaptiveLif",
      state: { v: { unit: "mV", initial: "vReset" }, a: { unit: "1" } },
      parameters: {
        tauMem: { unit: "ms", default: 20, domain: "positive" },
        tauA: { unit: "ms", default: 200, domain: "positive" },
        beta: { unit: "mV", default: 0.2, domain: "nonnegative" },
        vThreshold: { unit: "mV", default: 1 },
        vReset: { unit: "mV", default: 0 },
        bias: { unit: "mV", default: 0 },
      },
      dynamics: `
        tauMem * dv/dt = -v + bias
        tauA * da/dt = -a
      `,
      spike: { when: "v - vThreshold - beta * a", reset: { v: "vReset", a: "a + 1" } },
    }),
    { into: "bias", membrane: "v", synapses: { input: exponentialSynapse({ tau: 5 }) } },
  ),
);
