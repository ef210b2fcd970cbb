/**
 * Spike times and derivatives of single neurons, from Taylor series of order 36 in 32–45 digit
 * arithmetic (derivatives: 4th-order differences at that precision); closed forms where there are any.
 *
 * A spike time is as accurate as the state and the crossing rate D allow: |error| ≤ C·(rtol + eps)·scale/D
 * per spike, with C ~ 100 for the steps that lead to it.
 */
import { describe, expect, it } from "vitest";
import type { NeuronDefinition } from "../../src/neurons/neuron-definition.ts";
import { dormandPrince54 } from "../../src/solvers/tableaus/dormand-prince-54.ts";
import { dormandPrince853 } from "../../src/solvers/tableaus/dormand-prince-853.ts";
import { tsitouras54 } from "../../src/solvers/tableaus/tsitouras-54.ts";
import { taylor8, taylor10 } from "../../src/solvers/taylor-series.ts";
import { singleNeuron } from "../support/single-neuron.ts";

interface Case {
  readonly name: string;
  readonly definition: NeuronDefinition;
  readonly until: number;
  readonly times: readonly number[];
  readonly derivatives: { readonly of: string; readonly values: readonly number[] };
  /** Largest relative error expected of times and derivatives at rtol 1e-10, with its reason; ∝ rtol. */
  readonly accuracy: readonly [number, number];
}

const drivenLif = (tau: number, drive: number, threshold: number): NeuronDefinition => ({
  name: "lif with constant drive",
  state: { v: { initial: 0, scale: threshold } },
  parameters: { tau, drive, threshold },
  dynamics: "dv/dt = (drive - v) / tau",
  spike: { when: "v - threshold", reset: { v: 0 } },
});

const doubleExponential = (w: number): NeuronDefinition => ({
  name: "lif, one input",
  state: { v: { initial: 0 }, i: { initial: "w" } },
  // tau_m = 10 = 2·tau_s: V = w (x − x²) with x = e^{−t/10} solves 10 V' = −V + w x².
  parameters: { w },
  dynamics: `
    dv/dt = (-v + i) / 10
    di/dt = -i / 5
  `,
  spike: { when: "v - 1", reset: { v: 0 } },
});

const cases: readonly Case[] = [
  {
    // I/C·tau = 40 = steady state, threshold 15, tau 10.
    name: "LIF, constant drive (tau 10, C 250, I 1000, threshold 15)",
    definition: drivenLif(10, 40, 15),
    until: 5,
    times: [4.70003629245735554],
    derivatives: { of: "drive", values: [-10 * (1 / (40 - 15) - 1 / 40)] },
    accuracy: [1e-9, 1e-8],
  },
  {
    name: "LIF tau 10, I 1.5, theta 1",
    definition: drivenLif(10, 1.5, 1),
    until: 12,
    times: [10.9861228866810969],
    derivatives: { of: "drive", values: [-13.3333333333333333] },
    accuracy: [1e-9, 1e-8],
  },
  {
    name: "LIF tau_m 10 = 2 tau_s, one input of weight 5",
    definition: doubleExponential(5),
    until: 6,
    times: [3.2350713115744674],
    derivatives: { of: "w", values: [-1.2360679774997897] },
    accuracy: [1e-9, 1e-8],
  },
  {
    // D ~ 1e-3: 100·1e-10/1e-3.
    name: "LIF grazing, w = 4 (1 + 1e-4)",
    definition: doubleExponential(4 * (1 + 1e-4)),
    until: 10,
    times: [6.83197344719279077],
    derivatives: { of: "w", values: [-123.743875456212191] },
    accuracy: [1e-8, 1e-6],
  },
  {
    // D ~ 1e-5: 100·1e-10/1e-5; the derivative is 1/D, so its relative error is the time's over the distance to the maximum.
    name: "LIF grazing, w = 4 (1 + 1e-8)",
    definition: doubleExponential(4 * (1 + 1e-8)),
    until: 10,
    times: [6.93047185560111951],
    derivatives: { of: "w", values: [-12498.7499375125005] },
    accuracy: [1e-6, 1e-2],
  },
  {
    name: "QIF, tau V' = V² + I from −1 to 10",
    definition: {
      name: "qif in V",
      state: { v: { initial: -1 } },
      parameters: { drive: 0.3 },
      dynamics: "10 * dv/dt = v^2 + drive",
      spike: { when: "v - 10", reset: { v: -1 } },
    },
    until: 50,
    times: [47.2097054068472104],
    derivatives: { of: "drive", values: [-93.1650367870594341] },
    accuracy: [1e-9, 1e-8],
  },
  {
    name: "Izhikevich RS, I 10",
    definition: {
      name: "izhikevich",
      state: { v: { initial: -65, scale: 10 }, u: { initial: -13, scale: 10 } },
      parameters: { drive: 10 },
      dynamics: `
        dv/dt = 0.04 * v^2 + 5 * v + 140 - u + drive
        du/dt = 0.02 * (0.2 * v - u)
      `,
      spike: { when: "v - 30", reset: { v: -65, u: "u + 8" } },
    },
    until: 120,
    times: [3.12705530387697606, 26.2260246341484036, 71.0570973282095863, 115.869510996278256],
    derivatives: {
      of: "drive",
      values: [-0.278937415627695, -7.9435040445009, -12.2372916280005, -16.5862650335018],
    },
    // The fourth spike carries the errors of three; the derivatives are printed with 13–15 digits.
    accuracy: [1e-8, 1e-7],
  },
  {
    name: "AdEx without jump of w",
    definition: {
      name: "adex",
      state: { v: { initial: -70, scale: 10 }, w: { initial: 5, scale: 10 } },
      parameters: { drive: 420 },
      dynamics: `
        dv/dt = (-11 * (v + 70) + 11 * 2 * exp((v + 50) / 2) - w + drive) / 200
        dw/dt = (3 * (v + 70) - w) / 300
      `,
      spike: { when: "v", reset: { v: -58 } },
    },
    until: 55,
    times: [18.7160483080138329, 30.5619003071323043, 42.4970860847287346, 54.5201168638537798],
    derivatives: {
      of: "drive",
      values: [-0.0655852612975481, -0.111800154489023, -0.159074735437603, -0.207393582561104],
    },
    accuracy: [1e-8, 1e-7],
  },
];

describe.each([
  ["Tsit5", 1e-10, tsitouras54],
  ["Dopri5", 1e-10, dormandPrince54],
  ["DOP853", 1e-12, dormandPrince853],
  ["Taylor", 1e-11, taylor8],
  ["Taylor", 1e-11, taylor10],
] as const)("single neurons with %s at rtol %d", (_, tolerance, method) => {
  const expected = tolerance / 1e-10;

  it.each(cases)("$name", ({ definition, until, times, derivatives, accuracy }) => {
    const cell = singleNeuron(definition, { rtol: tolerance, atol: tolerance, until, method });
    expect(cell.times.length).toBeGreaterThanOrEqual(times.length);
    times.forEach((time, k) => {
      const timeError = Math.abs(cell.times[k]! - time) / time;
      const value = derivatives.values[k]!;
      const derivative = cell.derivative(derivatives.of, k);
      const derivativeError = Math.abs(derivative - value) / Math.abs(value);
      if (process.env["SHOW"]) console.log(k, timeError, derivativeError, cell.rates);
      expect(timeError).toBeLessThan(accuracy[0] * expected);
      expect(derivativeError).toBeLessThan(accuracy[1] * expected);
    });
  });
});
