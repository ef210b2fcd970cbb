/** Human layer-2/3 pyramidal neuron with dendritic calcium action potentials. */
import { defineNeuron } from "./define-neuron.ts";
import type { NeuronModel } from "./neuron-model.ts";
import { exponentialSynapse } from "./synapses.ts";
import { withSynapses } from "./with-synapses.ts";

/**
 * A pyramidal neuron of layer 2/3 of the human cortex: a soma that spikes, and a dendrite whose calcium action potentials
 * are largest for input that just reaches their threshold and damped by stronger input, so that one neuron tells
 * whether one of two inputs is active or both. Currents are in units of the voltage.
 *
 *   τ_soma dv/dt = E − v + κ_soma (v_d − v) + bias
 *   τ_dendrite dv_d/dt = E − v_d + κ_dendrite (v − v_d) + w K (A − B) + biasDendrite + i
 *   τ_A dA/dt = A (1 − A) ,   τ_B dB/dt = B (1 − B) ,   while refractory
 *   v ≥ v_threshold: v ← v_reset
 *   v_d ≥ v_dendrite, unless refractory: A ← 0.001, K ← min(1, e^{−(E + biasDendrite + i − v_dendrite)/v_width})
 *   σ later: B ← 0.001;   t_refDendrite later: A, B ← 0, and v_dendrite may be crossed again
 *
 * A − B is a pulse of height 0.604, 22.4 ms after the crossing. K reads the drive of the synapses, the voltage that they
 * would hold the dendrite at: the voltage itself is v_dendrite at every crossing. It decays by 1/e in 11.7 mV. The port
 * `input` is on the dendrite, with the time constant of NMDA receptors, `soma` on the soma.
 *
 * Source: Gidon, Zolnik, Fidzinski, Bolduan, Papoutsi, Poirazi, Holtkamp, Vida & Larkum (2020), Science 367, 83–87; the
 *   mechanism of ModelDB 254217, on two compartments here.
 */
export const layer23: NeuronModel = withSynapses(
  withSynapses(
    defineNeuron({
      name: "layer23",
      state: {
        v: { unit: "mV", initial: "eLeak", scale: 10 },
        vDendrite: { unit: "mV", initial: "eLeak", scale: 10 },
        A: { unit: "1" },
        B: { unit: "1" },
      },
      discrete: { K: { unit: "1" }, isRefractory: { unit: "1" } },
      parameters: {
        tauSoma: { unit: "ms", default: 10, domain: "positive" },
        tauDendrite: { unit: "ms", default: 5, domain: "positive" },
        kappaSoma: { unit: "1", default: 1, domain: "nonnegative" },
        kappaDendrite: { unit: "1", default: 0.1, domain: "nonnegative" },
        eLeak: { unit: "mV", default: -75 },
        vThreshold: { unit: "mV", default: -50 },
        vReset: { unit: "mV", default: -65 },
        dendriteThreshold: { unit: "mV", default: -36 },
        dendriteWidth: { unit: "mV", default: 11.7, domain: "positive" },
        dendriteStrength: { unit: "mV", default: 400 },
        tauA: { unit: "ms", default: 3, domain: "positive" },
        tauB: { unit: "ms", default: 0.4, domain: "positive" },
        sigma: { unit: "ms", default: 21, domain: "positive" },
        tRefDendrite: { unit: "ms", default: 200, domain: "positive" },
        bias: { unit: "mV", default: 0 },
        biasDendrite: { unit: "mV", default: 0 },
      },
      dynamics: `
      tauSoma * dv/dt = eLeak - v + kappaSoma * (vDendrite - v) + bias
      tauDendrite * dvDendrite/dt = eLeak - vDendrite + kappaDendrite * (v - vDendrite) + dendriteStrength * K * (A - B) + biasDendrite
      tauA * dA/dt = isRefractory * A * (1 - A)
      tauB * dB/dt = isRefractory * B * (1 - B)
    `,
      spike: { when: "v - vThreshold", reset: { v: "vReset" } },
      events: {
        dendriticSpike: {
          when: "vDendrite - dendriteThreshold",
          while: "isRefractory < 0.5",
          reset: {
            A: 0.001,
            B: 0,
            K: "min(1, exp(-(eLeak + biasDendrite - dendriteThreshold) / dendriteWidth))",
            isRefractory: 1,
          },
          after: [
            { period: "sigma", event: "repolarization" },
            { period: "tRefDendrite", event: "endOfRefractoriness" },
          ],
        },
        repolarization: { reset: { B: 0.001 } },
        endOfRefractoriness: { reset: { A: 0, B: 0, isRefractory: 0 } },
      },
    }),
    { into: "biasDendrite", synapses: { input: exponentialSynapse({ tau: 100 }) } },
  ),
  { into: "bias", synapses: { soma: exponentialSynapse({ tau: 10 }) } },
);
