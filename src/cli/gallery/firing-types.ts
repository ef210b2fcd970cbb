/** Izhikevich's twenty types of firing, and the neuron of which they are parameters. */
import { defineNeuron } from "../../neurons/define-neuron.ts";
import type { NeuronModel } from "../../neurons/neuron-model.ts";

/**
 * The equations, with their variants as parameters; time in ms, v in mV.
 *
 *   dv/dt = 0.04 v² + linear v + constant − u + I      5 and 140; in (G) and (L) 4.1 and 108
 *   du/dt = a (b (v + shift) − decay u)                0 and 1; in (R) 65 and 0, so that u only accumulates
 *   v ≥ 30: v ← c, u ← u + d
 *
 * Source: Izhikevich (2004), IEEE Trans. Neural Netw. 15, 1063–1070, Fig. 1, and the author's program of it, figure1.m.
 */
export const firingNeuron: NeuronModel = defineNeuron({
  name: "firing",
  state: { v: { initial: -70, scale: 10 }, u: { initial: -14, scale: 10 } },
  parameters: { a: 0.02, b: 0.2, c: -65, d: 6, linear: 5, constant: 140, shift: 0, decay: 1 },
  signals: ["current"],
  dynamics: `
    dv/dt = 0.04 * v^2 + linear * v + constant - u + current
    du/dt = a * (b * (v + shift) - decay * u)
  `,
  spike: { when: "v - 30", reset: { v: "c", u: "u + d" } },
});

export interface FiringType {
  readonly name: string;
  /** a, b, c, d. */
  readonly abcd: readonly [a: number, b: number, c: number, d: number];
  readonly v: number;
  /** b v unless given. */
  readonly u?: number;
  readonly variant?: "class 1" | "accommodation";
  /** From when on the voltage is drawn once more, 20 times as large around its mean [ms]. */
  readonly magnified?: number;
  /** What is not as published, and why. */
  readonly change?: string;
  /** [ms]. */
  readonly until: number;
  /** Values from times on, or, of ramps, corners. */
  readonly current: {
    readonly times: readonly number[];
    readonly values: readonly number[];
    readonly isRamp?: true;
  };
}

export const variants: Readonly<
  Record<NonNullable<FiringType["variant"]>, Readonly<Record<string, number>>>
> = {
  "class 1": { linear: 4.1, constant: 108 },
  accommodation: { shift: 65, decay: 0 },
};

/** A current that is `value` during the pulses, which begin at `starts`. */
function pulses(value: number, length: number, starts: readonly number[], rest: number = 0) {
  return {
    times: [0, ...starts.flatMap((start) => [start, start + length])],
    values: [rest, ...starts.flatMap(() => [value, rest])],
  };
}

function from(time: number, value: number) {
  return { times: [0, time], values: [0, value] };
}

const inhibition = { times: [0, 50, 250], values: [80, 75, 80] };

/**
 * By letter; numbers of figure1.m, but where `change` says: what the program shows there is made by its steps of 0.1 to
 * 0.5 ms, and gone in steps of 0.001 ms.
 */
export const firingTypes: Readonly<Record<string, FiringType>> = {
  A: { name: "tonic spiking", abcd: [0.02, 0.2, -65, 6], v: -70, until: 100, current: from(10, 14) },
  B: { name: "phasic spiking", abcd: [0.02, 0.25, -65, 6], v: -64, until: 200, current: from(20, 0.5) },
  C: { name: "tonic bursting", abcd: [0.02, 0.2, -50, 2], v: -70, until: 220, current: from(22, 15) },
  D: { name: "phasic bursting", abcd: [0.02, 0.25, -55, 0.05], v: -64, until: 200, current: from(20, 0.6) },
  E: { name: "mixed mode", abcd: [0.02, 0.2, -55, 4], v: -70, until: 160, current: from(16, 10) },
  F: {
    name: "spike frequency adaptation",
    abcd: [0.01, 0.2, -65, 8],
    v: -70,
    until: 85,
    current: from(8.5, 30),
  },
  G: {
    name: "class 1 excitable",
    abcd: [0.02, -0.1, -55, 6],
    v: -60,
    variant: "class 1",
    until: 300,
    current: { times: [0, 30, 300], values: [0, 0, 0.075 * 270], isRamp: true },
  },
  H: {
    name: "class 2 excitable",
    abcd: [0.2, 0.26, -65, 0],
    v: -64,
    until: 300,
    current: { times: [0, 30, 300], values: [-0.5, -0.5, -0.5 + 0.015 * 270], isRamp: true },
  },
  I: { name: "spike latency", abcd: [0.02, 0.2, -65, 6], v: -70, until: 100, current: pulses(7.04, 3, [10]) },
  J: {
    name: "subthreshold oscillations",
    abcd: [0.05, 0.26, -60, 0],
    v: -62,
    until: 200,
    current: pulses(2, 5, [20]),
    magnified: 55,
  },
  K: {
    name: "resonator",
    abcd: [0.1, 0.26, -60, -1],
    v: -62,
    until: 400,
    current: pulses(0.65, 4, [40, 60, 280, 320]),
  },
  L: {
    name: "integrator",
    abcd: [0.02, -0.1, -55, 6],
    v: -60,
    variant: "class 1",
    until: 100,
    current: pulses(9, 2, [100 / 11, 100 / 11 + 5, 70, 80]),
  },
  M: { name: "rebound spike", abcd: [0.03, 0.25, -60, 4], v: -64, until: 200, current: pulses(-15, 5, [20]) },
  N: { name: "rebound burst", abcd: [0.03, 0.25, -52, 0], v: -64, until: 200, current: pulses(-15, 5, [20]) },
  O: {
    name: "threshold variability",
    abcd: [0.03, 0.25, -60, 4],
    v: -64,
    until: 100,
    current: { times: [0, 10, 15, 70, 75, 80, 85], values: [0, 1, 0, -6, 0, 1, 0] },
  },
  P: {
    name: "bistability",
    abcd: [0.1, 0.26, -60, 0],
    v: -61,
    until: 300,
    current: pulses(1.24, 5, [37.5, 206], 0.24),
    change: "the second pulse at 206 ms in the place of 216 ms: it is the phase that ends the spikes",
  },
  Q: {
    name: "depolarizing after-potential",
    abcd: [1, 0.2, -60, -19],
    v: -70,
    until: 50,
    current: pulses(20, 2, [9]),
    change: "d = −19 in the place of −21, which spikes on and on",
  },
  R: {
    name: "accommodation",
    abcd: [0.02, 1, -55, 4],
    v: -65,
    u: -16,
    variant: "accommodation",
    until: 400,
    current: { times: [0, 200, 200.001, 300, 312.5, 312.501], values: [0, 8, 0, 0, 4, 0], isRamp: true },
  },
  S: {
    name: "inhibition-induced spiking",
    abcd: [-0.02, -1, -60, 8],
    v: -63.8,
    until: 350,
    current: inhibition,
  },
  T: {
    name: "inhibition-induced bursting",
    abcd: [-0.026, -1, -45, 0],
    v: -63.8,
    until: 350,
    current: inhibition,
    change: "d = 0 in the place of −2, with which u and the rate grow without bound",
  },
};
