/** The bursting neuron of Hindmarsh and Rose. */
import { asNeeded } from "./as-needed.ts";
import { defineNeuron } from "./define-neuron.ts";
import type { NeuronModel } from "./neuron-model.ts";
import { exponentialSynapse } from "./synapses.ts";
import { withSynapses } from "./with-synapses.ts";

/**
 * Three equations that burst: spikes in (v, w), ended by the slow z. All is without units but the time, in ms.
 *
 *   dv/dt = w − a v³ + b v² − z + current + i ,   dw/dt = c − d v² − w ,   dz/dt = r (s (v − vRest) − z)
 *
 * It spikes where v rises through `vThreshold`; nothing is reset. Without current it rests; it bursts from about 1.3,
 * fires tonically above 3.3 or so, and irregularly between.
 *
 * Source: Hindmarsh & Rose (1984), Proc. R. Soc. B 221, 87–102, with a = 1, b = 3, c = 1, d = 5, s = 4, x₁ = −1.6; r is
 *   0.006 as in Storace, Linaro & de Lange (2008), Chaos 18, 033128.
 */
export const hindmarshRose: NeuronModel = asNeeded(() =>
  withSynapses(
    defineNeuron({
      name: "hindmarshRose",
      state: { v: { initial: -1.6 }, w: { initial: "c - d * v^2" }, z: { initial: 0 } },
      parameters: {
        a: 1,
        b: 3,
        c: 1,
        d: 5,
        r: { default: 0.006, domain: "positive" },
        s: 4,
        vRest: -1.6,
        vThreshold: 1,
        current: 0,
      },
      dynamics: `
        dv/dt = w - a * v^3 + b * v^2 - z + current
        dw/dt = c - d * v^2 - w
        dz/dt = r * (s * (v - vRest) - z)
      `,
      spike: { when: "v - vThreshold" },
    }),
    { into: "current", membrane: "v", synapses: { input: exponentialSynapse({ tau: 5 }) } },
  ),
);
