/** The FitzHugh–Nagumo oscillator. */
import { asNeeded } from "./as-needed.ts";
import { defineNeuron } from "./define-neuron.ts";
import type { NeuronModel } from "./neuron-model.ts";
import { exponentialSynapse } from "./synapses.ts";
import { withSynapses } from "./with-synapses.ts";

/**
 * The planar caricature of an excitable membrane; all is without units but the time, in ms.
 *
 *   dv/dt = v − v³/3 − w + current + i ,   dw/dt = ε (v + a − b w)
 *
 * It spikes where v rises through `vThreshold`; nothing is reset. It rests for a current of 0, and oscillates between
 * about 0.33 and 1.42.
 *
 * Source: FitzHugh (1961), Biophys. J. 1, 445–466; in this form Gerstner, Kistler, Naud & Paninski (2014), Neuronal
 *   Dynamics, §4.2, with ε = 0.08, a = 0.7, b = 0.8.
 */
export const fitzHughNagumo: NeuronModel = asNeeded(() =>
  withSynapses(
    defineNeuron({
      name: "fitzHughNagumo",
      state: { v: { initial: -1.199408 }, w: { initial: -0.62426 } },
      parameters: {
        a: 0.7,
        b: 0.8,
        epsilon: { default: 0.08, domain: "positive" },
        vThreshold: 1,
        current: 0,
      },
      dynamics: `
        dv/dt = v - v^3 / 3 - w + current
        dw/dt = epsilon * (v + a - b * w)
      `,
      spike: { when: "v - vThreshold" },
    }),
    { into: "current", membrane: "v", synapses: { input: exponentialSynapse({ tau: 5 }) } },
  ),
);
