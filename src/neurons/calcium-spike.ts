/** The dendritic calcium action potential of human pyramidal neurons, as a part of neurons. */
import type { NeuronDefinition } from "./neuron-definition.ts";

/** A part of a definition. */
type CalciumSpike = Required<Pick<NeuronDefinition, "state" | "discrete" | "parameters" | "events">> & {
  readonly dynamics: string;
  /** The pulse, between 0 and K · 0.604. */
  readonly pulse: string;
};

/**
 * The event `dendriticSpike`, which starts a pulse K (A − B):
 *
 *   τ_A dA/dt = A (1 − A) ,   τ_B dB/dt = B (1 − B) ,   while refractory
 *   v ≥ v_dendrite, unless refractory: A ← 0.001, K ← min(1, e^{−(drive − v_dendrite)/v_width})
 *   σ later: B ← 0.001;   t_refDendrite later: A, B ← 0, and v_dendrite may be crossed again
 *
 * A − B has a height of 0.604, 22.4 ms after the crossing.
 *
 * @param v      the voltage of the dendrite [mV]
 * @param drive  what would hold it at a voltage [mV]: the voltage itself is v_dendrite at every crossing
 *
 * Source: Gidon, Zolnik, Fidzinski, Bolduan, Papoutsi, Poirazi, Holtkamp, Vida & Larkum (2020), Science 367, 83–87; the
 *   mechanism of ModelDB 254217.
 */
export function calciumSpike(v: string, drive: string): CalciumSpike {
  const part = { unit: "1" };
  return {
    state: { A: part, B: part },
    discrete: { K: part, isRefractory: part },
    parameters: {
      dendriteThreshold: { unit: "mV", default: -36 },
      dendriteWidth: { unit: "mV", default: 11.7, domain: "positive" },
      tauA: { unit: "ms", default: 3, domain: "positive" },
      tauB: { unit: "ms", default: 0.4, domain: "positive" },
      sigma: { unit: "ms", default: 21, domain: "positive" },
      tRefDendrite: { unit: "ms", default: 200, domain: "positive" },
    },
    dynamics: `
      tauA * dA/dt = isRefractory * A * (1 - A)
      tauB * dB/dt = isRefractory * B * (1 - B)
    `,
    pulse: "K * (A - B)",
    events: {
      dendriticSpike: {
        when: `${v} - dendriteThreshold`,
        while: "isRefractory < 0.5",
        reset: {
          A: 0.001,
          B: 0,
          K: `min(1, exp(-(${drive} - dendriteThreshold) / dendriteWidth))`,
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
  };
}
