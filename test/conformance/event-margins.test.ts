/**
 * The margin of an event's polynomial against the computed map itself: |p(θ) − g(Φ(θh))| stays below
 * margin·min(1, 4θ, 4(1 − θ)) + rounding, step by step, in problems where the error estimate alone is no
 * bound: quadrature, drives, conductances, the upstroke of AdEx, relaxation oscillations.
 *
 * A step whose stages all miss a feature has no bound; none of these problems has such a feature. How often twice the error estimate alone would not do is printed beside it.
 */
import { describe, expect, it } from "vitest";
import {
  bernsteinSlot,
  eventEstimateSlot,
  eventMarginSlot,
  eventRoundingSlot,
} from "../../src/compile/slots.ts";
import { bernsteinValue } from "../../src/events/bernstein.ts";
import type { NeuronDefinition } from "../../src/neurons/neuron-definition.ts";
import type { SimulateOptions } from "../../src/simulate/given/options.ts";
import { bogackiShampine32 } from "../../src/solvers/tableaus/bogacki-shampine-32.ts";
import { dormandPrince54 } from "../../src/solvers/tableaus/dormand-prince-54.ts";
import { dormandPrince853 } from "../../src/solvers/tableaus/dormand-prince-853.ts";
import { heun } from "../../src/solvers/tableaus/heun.ts";
import { midpoint } from "../../src/solvers/tableaus/midpoint.ts";
import { rk4 } from "../../src/solvers/tableaus/rk4.ts";
import { tsitouras54 } from "../../src/solvers/tableaus/tsitouras-54.ts";
import { seriesFor } from "../../src/solvers/taylor-series.ts";
import { recordedSteps } from "../support/computed-map.ts";
import { fed, run } from "../support/one-cell.ts";

const far = { when: "v - 100" };
const problems: readonly NeuronDefinition[] = [
  {
    name: "quadrature",
    state: { v: {} },
    dynamics: "dv/dt = exp(-(t - 30)^2 / 60) - 0.1 * exp(-t / 9)",
    spike: far,
    input: { v: "v + weight" },
  },
  {
    name: "driven",
    state: { v: {} },
    dynamics: "dv/dt = -v / 10 + cos(0.7 * t) + sin(1.6 * t)",
    spike: far,
    input: { v: "v + 0.1 * weight" },
  },
  {
    name: "current",
    state: { v: {}, i: {} },
    dynamics: "dv/dt = (-v + i) / 20\n di/dt = -i / 5",
    spike: far,
    input: { i: "i + weight" },
  },
  {
    name: "conductance",
    state: { v: {}, g: {} },
    dynamics: "dv/dt = (-v + g * (3 - v)) / 20\n dg/dt = -g / 5",
    spike: { when: "exp(v) * (1 + 0.1 * sin(t)) + v^2 - 100" },
    input: { g: "g + abs(weight)" },
  },
  {
    name: "upstroke",
    state: { v: { initial: -70, scale: 10 }, w: { initial: 5, scale: 10 } },
    dynamics:
      "dv/dt = (-11 * (v + 70) + 22 * exp((v + 50) / 2) - w + 380) / 200\n dw/dt = (3 * (v + 70) - w) / 300",
    spike: far,
    events: { back: { when: "v + 42", reset: { v: -58, w: "w + 20" } } },
    input: { v: "v + weight" },
  },
  {
    name: "relaxation",
    state: { v: { initial: -1 }, w: { initial: 1 } },
    dynamics: "dv/dt = v - v^3 / 3 - w + 0.5\n dw/dt = 0.08 * (v + 0.7 - 0.8 * w)",
    spike: far,
    input: { v: "v + 0.3 * weight" },
  },
];

const methods: readonly (readonly [string, Omit<SimulateOptions, "until">])[] = [
  ...[1e-3, 1e-5, 1e-8].flatMap((rtol) => [
    [`Tsit5 ${rtol}`, { method: tsitouras54, rtol, atol: rtol }] as const,
    [`Dopri5 ${rtol}`, { method: dormandPrince54, rtol, atol: rtol }] as const,
    [`DOP853 ${rtol}`, { method: dormandPrince853, rtol, atol: rtol }] as const,
    [`Taylor ${rtol}`, { method: seriesFor(2 * rtol), rtol, atol: rtol }] as const,
  ]),
  ["Bosh3 1e-3", { method: bogackiShampine32, rtol: 1e-3, atol: 1e-3 }],
  ["Bosh3 1e-5", { method: bogackiShampine32, rtol: 1e-5, atol: 1e-5 }],
  ["Heun 1e-3", { method: heun, rtol: 1e-3, atol: 1e-3 }],
  ["midpoint, h = 0.125", { method: midpoint, stepSize: 0.125 }],
  ["RK4, h = 0.125", { method: rk4, stepSize: 0.125 }],
];

const networks = problems.map((problem) => fed(problem, 0.7, -0.5, 1.1));

describe("the margin bounds the distance from the computed map", () => {
  it.each(methods)("%s", (name, options) => {
    let state = 99;
    const draw = (): number => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 32;
    };
    let [steps, beyond, beyondEstimate] = [0, 0, 0];
    for (const net of networks) {
      const trains = [0, 1, 2].map(() => [0, 1, 2].map(() => 40 * draw()));
      for (const step of recordedSteps(run(net, { in: trains }, { ...options, until: 40 }), 3)) {
        const h = step.stepSize;
        const rounding = step.slot(eventRoundingSlot("spike"), h);
        const margin = step.slot(eventMarginSlot("spike"), h) - rounding;
        const estimate = step.slot(eventEstimateSlot("spike"), h);
        const coefficients: number[] = [];
        for (let k = 0; ; k++) {
          try {
            coefficients.push(step.slot(bernsteinSlot("spike", k), h));
          } catch {
            break;
          }
        }
        let [worst, largest] = [0, 0];
        for (let j = 1; j < 20; j++) {
          const theta = j / 20;
          const value = step.value(0, theta * h);
          const distance = Math.abs(bernsteinValue(coefficients, theta) - value);
          // The bound is one near zero; far from it a value, and what it is compared with, are rounded as such.
          const excess = Math.max(0, distance - 16 * (rounding + Number.EPSILON * Math.abs(value)));
          worst = Math.max(worst, excess / Math.min(1, 4 * theta, 4 * (1 - theta)));
          largest = Math.max(largest, excess);
        }
        steps++;
        if (worst > margin) beyond++;
        if (largest > estimate) beyondEstimate++;
      }
    }
    console.log(`${name}: ${steps} steps, ${beyond} beyond the margin; ${beyondEstimate} beyond 2 E`);
    expect(steps).toBeGreaterThan(150);
    expect(beyond).toBe(0);
  });
});
