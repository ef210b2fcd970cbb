import { describe, expect, it } from "vitest";
import { errorNormSlot, nextSlot } from "../../src/compile/slots.ts";
import { connect } from "../../src/network/connect.ts";
import { type Network, network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { adex } from "../../src/neurons/adex.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { fitzHughNagumo } from "../../src/neurons/fitzhugh-nagumo.ts";
import { hindmarshRose } from "../../src/neurons/hindmarsh-rose.ts";
import { izhikevich } from "../../src/neurons/izhikevich.ts";
import { morrisLecar } from "../../src/neurons/morris-lecar.ts";
import type { NeuronDefinition } from "../../src/neurons/neuron-definition.ts";
import type { NeuronModel } from "../../src/neurons/neuron-model.ts";
import { qif } from "../../src/neurons/qif.ts";
import type { SimulateOptions } from "../../src/simulate/given/options.ts";
import { dormandPrince853 } from "../../src/solvers/tableaus/dormand-prince-853.ts";
import { taylor6, taylor8, taylor10 } from "../../src/solvers/taylor-series.ts";
import { recordedSteps } from "../support/computed-map.ts";
import { alone, run, times } from "../support/one-cell.ts";
import { defaultsOf, type OneFrame, oneFrame } from "../support/one-frame.ts";

const all = [taylor6, taylor8, taylor10];

/** y1 = e^{sin t}, y2 = e^{cos t}. */
const known = defineNeuron({
  name: "known",
  state: { y1: {}, y2: {} },
  dynamics: "dy1/dt = y1 * log(y2)\n dy2/dt = -y2 * log(y1)",
});
const solution = (t: number): number[] => [Math.exp(Math.sin(t)), Math.exp(Math.cos(t))];

/** The end of a step of size h from a state. */
function step(cell: OneFrame, model: NeuronModel, y: readonly number[], t: number, h: number): number[] {
  const names = model.states.map(({ name }) => name);
  cell.write(Object.fromEntries(names.map((name, i) => [name, y[i]!])));
  cell.write({ t, $h: h });
  cell.kernels.step(0);
  return cell.read(names.map(nextSlot));
}

describe.each(all)("a step by $name", (method) => {
  it("converges with its order", () => {
    const cell = oneFrame(known, method);
    cell.write({ $rtol: 1, $atol: 1 });
    const error = (steps: number): number => {
      let y = solution(0);
      for (let n = 0; n < steps; n++) y = step(cell, known, y, 0, 1 / steps);
      return Math.max(...solution(1).map((value, i) => Math.abs(value - y[i]!)));
    };
    // As of the tableaus: e(h) = C h^p (1 + O(h)), |O(h)| ≤ h at h = 1/4.
    expect(Math.abs(Math.log2(error(4) / error(8)) - method.order)).toBeLessThan(0.33);
  });

  it("has an error that its estimate tells, along runs of the library's models", () => {
    for (const [model, weight] of models) {
      for (const tolerance of [1e-3, 1e-6]) {
        const options = { until: 40, method, rtol: tolerance, atol: tolerance };
        const names = model.states.map(({ name }) => name);
        const cell = oneFrame(model, dormandPrince853);
        cell.write({ ...defaultsOf(model), $rtol: 1, $atol: 1 });
        const steps = recordedSteps(run(netOf(model, weight), inputOf(40), options), 3);
        expect(steps.length).toBeGreaterThan(10);
        let worst = 0;
        for (const own of steps) {
          const y0 = names.map((name) => own.slot(name, own.stepSize));
          const found = names.map((name) => own.slot(nextSlot(name), own.stepSize));
          let y = y0;
          for (let n = 0; n < 8; n++) y = step(cell, model, y, 0, own.stepSize / 8);
          const norm = Math.max(
            ...y.map((value, i) => {
              const size = Math.max(Math.abs(y0[i]!), Math.abs(found[i]!));
              return Math.abs(value - found[i]!) / (tolerance * (model.states[i]!.scale + size));
            }),
          );
          // Rounding of either, some ten numbers of the size of the state.
          const rounding = (20 * Number.EPSILON) / tolerance;
          worst = Math.max(worst, (norm - rounding) / own.slot(errorNormSlot, own.stepSize));
        }
        // Of what the series leaves out the estimate takes the next power as all, and the equations carry it on.
        expect(worst, `${model.name} ${tolerance}`).toBeLessThan(1.2);
      }
    }
  });
});

/** With weights from which they spike. */
const models: readonly (readonly [NeuronModel, number])[] = [
  [qif, 3],
  [adex, 2000],
  [izhikevich, 30],
  [fitzHughNagumo, 1],
  [hindmarshRose, 3],
  [morrisLecar, 60],
];

function netOf(model: NeuronModel, weight: number): Network {
  return network({
    populations: { in: source(3), cell: population(model, 1) },
    projections: [connect("in", "cell", { weight: [[weight], [-weight / 2], [2 * weight]] })],
  });
}

const inputOf = (until: number): { readonly in: number[][] } => ({
  in: [0, 1, 2].map((k) => [0, 1, 2].map((j) => (until * (1 + k + 3 * j)) / 11)),
});

describe.each(all)("where coefficients at one point tell $name nothing", (method) => {
  const spikesOf = (
    dynamics: string,
    when: string,
    options: Omit<SimulateOptions, "method">,
    more: Partial<NeuronDefinition> = {},
  ): number[] => {
    const cell = { name: "cell", state: { v: {} }, dynamics, spike: { when, reset: { v: "-9" } }, ...more };
    return times(run(alone(cell), {}, { method, ...options }));
  };

  it.each([1e-3, 1e-6, 1e-9])("no spike is lost at tolerance %f", (tolerance) => {
    const options = { until: 4, rtol: tolerance, atol: tolerance };
    // Errors of a time are those of the state, some tolerances, over its rate.
    const near = (found: readonly number[], wanted: number): void => {
      expect(found.length).toBe(1);
      expect(Math.abs(found[0]! - wanted)).toBeLessThan(10 * tolerance);
    };
    near(spikesOf("dv/dt = 10 * t^9", "v - 0.5", { ...options, until: 1 }), 0.5 ** 0.1);
    // 1 − cos t − (2/3)(1 − cos³ t) … : ∫ sin⁵ = 8/15 at π/2.
    near(spikesOf("dv/dt = sin(t)^5", "v - 8 / 15", options), Math.PI / 2);
    // ∫₀ 1/(1 + t^10) reaches (π/10)/sin(π/10) at infinity; here by another rule.
    near(
      spikesOf("dv/dt = 1 / (1 + t^10)", "v - 0.9", options),
      timeOf((t) => 1 / (1 + t ** 10), 0.9),
    );
    const pulse = (t: number): number => Math.exp(-((t - 20) ** 2));
    near(spikesOf("dv/dt = exp(-(t - 20)^2)", "v - 0.9", { ...options, until: 40 }), timeOf(pulse, 0.9, 10));
  });

  it.each([70, 65, 999])("the %i-th power of what begins at 0 has a series", (power) => {
    // v' = 1 − v^n is 1 up to where v is near 1.
    const cell = alone({ name: "cell", state: { v: {} }, dynamics: `dv/dt = 1 - v^${power}` });
    const samples = [{ population: "cell", times: [0.5] }];
    const found = run(cell, {}, { until: 1, method, rtol: 1e-9, atol: 1e-9, samples });
    expect(found.samples("cell").values[0]).toBeCloseTo(0.5, 8);
  });

  it("a step that leaves the domain of the equations is refused, not taken", () => {
    // v = (1 − t/2)² ends at t = 2, where √v does.
    const found = run(
      alone({ name: "cell", state: { v: { initial: 1 } }, dynamics: "dv/dt = -sqrt(v)" }),
      {},
      { until: 4, method, rtol: 1e-3, atol: 1e-3, throwOnFailure: false },
    );
    expect(found.status).not.toBe("completed");
  });
});

/** When ∫ f from `start` is `wanted`: Simpson's rule, in steps of 1e-3. */
function timeOf(f: (t: number) => number, wanted: number, start = 0): number {
  const h = 1e-3;
  let [t, sum] = [start, 0];
  for (;;) {
    const next = sum + (h / 6) * (f(t) + 4 * f(t + h / 2) + f(t + h));
    if (next >= wanted) return t + (wanted - sum) / f(t + (h / 2) * ((wanted - sum) / (next - sum)));
    sum = next;
    t += h;
  }
}
