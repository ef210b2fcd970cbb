/** Exponential integrate-and-fire neuron. */
import { asNeeded } from "./as-needed.ts";
import { defineNeuron } from "./define-neuron.ts";
import type { NeuronModel } from "./neuron-model.ts";

/**
 * Exponential integrate-and-fire neuron; current and bias in units of the voltage.
 *
 *   τ_mem dv/dt = v_leak − v + Δ exp((v − v_rheobase)/Δ) + i + bias      membrane potential v [mV]
 *   τ_syn di/dt = −i                                                     synaptic current   i [mV]
 *   v ≥ v_threshold: v ← v_reset;    an arriving spike: i ← i + weight
 *
 * Source: Fourcaud-Trocmé, Hansel, van Vreeswijk & Brunel (2003), J. Neurosci. 23(37), 11628–11640.
 */
export const eif: NeuronModel = asNeeded(() =>
  defineNeuron({
    name: "eif",
    state: { v: { unit: "mV", initial: "vLeak" }, i: { unit: "mV", initial: 0 } },
    parameters: {
      tauMem: { unit: "ms", default: 20, domain: "positive" },
      tauSyn: { unit: "ms", default: 5, domain: "positive" },
      vLeak: { unit: "mV", default: 0 },
      vRheobase: { unit: "mV", default: 1 },
      slopeFactor: { unit: "mV", default: 0.2, domain: "positive" },
      vThreshold: { unit: "mV", default: 2.98 },
      vReset: { unit: "mV", default: 0 },
      bias: { unit: "mV", default: 0 },
    },
    dynamics: `
      tauMem * dv/dt = vLeak - v + slopeFactor * exp((v - vRheobase) / slopeFactor) + i + bias
      tauSyn * di/dt = -i
    `,
    spike: { when: "v - vThreshold", reset: { v: "vReset" } },
    input: { input: { weights: { weight: { unit: "mV" } }, map: { i: "i + weight" } } },
  }),
);
