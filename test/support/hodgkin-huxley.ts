/** The squid axon in the equations of Hodgkin & Huxley (1952), J. Physiol. 117, 500–544, with today's sign of v. */
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import type { NeuronModel } from "../../src/neurons/neuron-model.ts";

export const hodgkinHuxley: NeuronModel = defineNeuron({
  name: "Hodgkin–Huxley",
  state: {
    v: { initial: -65, scale: 10 },
    m: { initial: 0.053 },
    h: { initial: 0.596 },
    n: { initial: 0.317 },
  },
  parameters: { c: 1, gNa: 120, gK: 36, gLeak: 0.3, vNa: 50, vK: -77, vLeak: -54.4, drive: 10 },
  dynamics: `
    dv/dt = (drive - gNa * m^3 * h * (v - vNa) - gK * n^4 * (v - vK) - gLeak * (v - vLeak)) / c
    dm/dt = (1 - m) / exprel((-40 - v) / 10) - m * 4 * exp((-65 - v) / 18)
    dh/dt = (1 - h) * 0.07 * exp((-65 - v) / 20) - h * sigmoid((v + 35) / 10)
    dn/dt = (1 - n) * 0.1 / exprel((-55 - v) / 10) - n * 0.125 * exp((-65 - v) / 80)
  `,
  spike: { when: "v > 0" },
});
