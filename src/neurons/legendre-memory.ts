/** A linear state-space unit: the Legendre memory. */
import { asNeeded } from "./as-needed.ts";
import { defineNeuron } from "./define-neuron.ts";
import type { NeuronModel } from "./neuron-model.ts";

const order = 4;
const states = Array.from({ length: order }, (_, i) => `x${i}`);

/** (−1)^k */
const sign = (k: number): number => (k % 2 === 0 ? 1 : -1);

/** A_ij θ of the delay network. */
function entry(i: number, j: number): number {
  return (2 * i + 1) * (i < j ? -1 : sign(i - j + 1));
}

function rate(i: number): string {
  return states.map((name, j) => `${entry(i, j)} * ${name}`).join(" + ");
}

/**
 * A linear state-space unit of order 4, which remembers what arrived in a window of the past: x_i are the coefficients of
 * the shifted Legendre polynomials that follow the input over the window θ best.
 *
 *   θ dx_i/dt = (2i + 1) Σ_j a_ij x_j ,   a_ij = −1 for i < j, (−1)^(i − j + 1) for i ≥ j
 *   an arriving spike, an impulse of area `weight`:   x_i ← x_i + weight (2i + 1) (−1)^i / θ
 *
 * It never spikes: a readout of its states, or `withSynapses` and a population behind it, use it. Four states drive each
 * other: its exact flow is a series.
 *
 * Source: Voelker, Kajić & Eliasmith (2019), Legendre Memory Units, NeurIPS 32, eqs. 1–2.
 */
export const legendreMemory: NeuronModel = asNeeded(() =>
  defineNeuron({
    name: "legendreMemory",
    state: Object.fromEntries(states.map((name) => [name, {}])),
    parameters: { tauWindow: { unit: "ms", default: 50, domain: "positive" } },
    dynamics: states.map((name, i) => `tauWindow * d${name}/dt = ${rate(i)}`).join("\n"),
    input: Object.fromEntries(
      states.map((name, i) => [name, `${name} + ${(2 * i + 1) * sign(i)} * weight / (tauWindow / ms)`]),
    ),
  }),
);
