/** Quadratic integrate-and-fire neuron in phase form. */
import { asNeeded } from "./as-needed.ts";
import { defineNeuron } from "./define-neuron.ts";
import type { NeuronModel } from "./neuron-model.ts";

/**
 * Quadratic integrate-and-fire neuron in a chart without its blow-up.
 *
 *   2 τ_mem dφ/dt = 1 + cos 2πφ + sin 2πφ / π + (1 − cos 2πφ) (i + bias) / π²      phase φ [1]
 *   τ_syn di/dt = −i                                                               synaptic current i [1]
 *   φ ≥ 1: φ ← 0;    an arriving spike: i ← i + weight
 *
 * With V = −π cot πφ it is τ_mem dV/dt = V (V − 1) + i + bias, spike at V = ∞, reset to V = −∞; it
 * starts at V = 0.
 *
 * Source: Ermentrout & Kopell (1986), SIAM J. Appl. Math. 46(2), 233–253 (the change of variables);
 *   Klos & Memmesheimer (2025), Phys. Rev. Lett. 134, 027301 (V (V − 1) + I for gradient learning).
 */
export const qif: NeuronModel = asNeeded(() =>
  defineNeuron({
    name: "qif",
    state: { phi: { unit: "1", initial: 0.5 }, i: { unit: "1", initial: 0 } },
    parameters: {
      tauMem: { unit: "ms", default: 20, domain: "positive" },
      tauSyn: { unit: "ms", default: 5, domain: "positive" },
      bias: { unit: "1", default: 0 },
    },
    dynamics: `
      c = cos(2 * pi * phi)
      s = sin(2 * pi * phi)
      dphi/dt = (1 + c + s / pi + (1 - c) * (i + bias) / pi^2) / (2 * tauMem)
      di/dt = -i / tauSyn
    `,
    spike: { when: "phi - 1", reset: { phi: 0 } },
    input: { input: { weights: { weight: { unit: "1" } }, map: { i: "i + weight" } } },
  }),
);
