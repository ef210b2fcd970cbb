/** Izhikevich neuron with an exponentially decaying synaptic current. */
import { asNeeded } from "./as-needed.ts";
import { defineNeuron } from "./define-neuron.ts";
import type { NeuronModel } from "./neuron-model.ts";

/**
 * Izhikevich neuron. Its equations have unitless constants, so only the synaptic time constant declares
 * a unit; time is in ms, v in mV.
 *
 *   dv/dt = 0.04 v² + 5 v + 140 − u + i + bias      membrane potential v [mV]
 *   du/dt = a (b v − u)                             recovery variable  u
 *   τ_syn di/dt = −i                                synaptic current   i
 *   v ≥ v_peak: v ← c, u ← u + d;    an arriving spike: i ← i + weight
 *
 * Source: Izhikevich (2003), IEEE Trans. Neural Netw. 14(6), 1569–1572, eqs. 1–3; the defaults are its
 *   regular-spiking neuron. It starts at rest for bias 0: v = −70, u = b·v.
 */
export const izhikevich: NeuronModel = asNeeded(() =>
  defineNeuron({
    name: "izhikevich",
    state: {
      v: { initial: -70, scale: 10 },
      u: { initial: -14, scale: 10 },
      i: { initial: 0, scale: 10 },
    },
    parameters: {
      a: { default: 0.02, domain: "positive" },
      b: 0.2,
      c: -65,
      d: 8,
      vPeak: 30,
      tauSyn: { unit: "ms", default: 5, domain: "positive" },
      bias: 0,
    },
    dynamics: `
      dv/dt = 0.04 * v^2 + 5 * v + 140 - u + i + bias
      du/dt = a * (b * v - u)
      di/dt = -i / tauSyn
    `,
    spike: { when: "v - vPeak", reset: { v: "c", u: "u + d" } },
    input: { i: "i + weight" },
  }),
);
