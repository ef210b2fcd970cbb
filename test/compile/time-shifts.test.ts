import { describe, expect, it } from "vitest";
import { pullback, zeroCotangents } from "../../src/adjoint/pullback.ts";
import { connect } from "../../src/network/connect.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { leakyIntegrator } from "../../src/neurons/leaky-integrator.ts";
import { lif } from "../../src/neurons/lif.ts";
import type { NeuronDefinition } from "../../src/neurons/neuron-definition.ts";
import type { NeuronModel } from "../../src/neurons/neuron-model.ts";
import { refractory } from "../../src/neurons/refractory.ts";
import { maximum } from "../../src/readouts/maximum.ts";
import { simulate } from "../../src/simulate/simulate.ts";
import { exactFlow } from "../../src/solvers/exact-flow.ts";
import { tsitouras54 } from "../../src/solvers/tableaus/tsitouras-54.ts";
import { oneFrame } from "../support/one-frame.ts";

/** What arrives moves v at once, towards `rest` from 0. */
const leaky = (change: Partial<NeuronDefinition> = {}): NeuronModel =>
  defineNeuron({
    name: "leaky",
    state: { v: { initial: 0 } },
    parameters: { tau: { default: 10, domain: "positive" }, rest: 0 },
    dynamics: "dv/dt = (rest - v) / tau",
    input: { v: "v + weight" },
    ...change,
  });

describe("where times are pulled back by what jumps", () => {
  const shiftsOf = (model: NeuronModel, method = exactFlow): unknown =>
    oneFrame(model, method).kernels.pullbacks([]).shifts;
  it.each([
    ["lif", lif],
    ["leakyIntegrator", leakyIntegrator],
    ["a leaky neuron", leaky()],
  ])("%s", (_, model) => {
    expect(shiftsOf(model)).toBeDefined();
  });

  it.each([
    ["Runge–Kutta steps", lif, tsitouras54],
    ["timers", refractory(lif, { period: 2 }), exactFlow],
    ["arrivals that may make a spike", leaky({ spike: { when: "v - 1", reset: { v: "0" } } }), exactFlow],
    [
      "arrivals of a size that depends on the state",
      leaky({ input: { v: "v + weight * (2 - v)" } }),
      exactFlow,
    ],
    ["arrivals of a size that depends on the time", leaky({ input: { v: "v + weight * t" } }), exactFlow],
    ["rates that depend on the time", leaky({ dynamics: "dv/dt = (t - v) / tau" }), exactFlow],
  ])("not with %s", (_, model, method) => {
    expect(shiftsOf(model, method as typeof exactFlow)).toBeUndefined();
  });
});

describe("cotangents of times, in closed form", () => {
  const gradientOf = ({
    weight,
    rest = 0,
    times,
    until,
  }: {
    weight: number;
    rest?: number;
    times: number[];
    until: number;
  }) => {
    const net = network({
      populations: { input: source(1), cell: population(leaky(), 1, { parameters: { rest } }) },
      projections: [connect("input", "cell", { weight, delay: 1 })],
    });
    const run = simulate(net, net.initialParameters(), { input: [times] }, { until, method: exactFlow });
    const cotangents = zeroCotangents(run);
    maximum("cell", "v").pullback(run, Float64Array.of(1), cotangents);
    const gradient = pullback(run, cotangents);
    return {
      value: maximum("cell", "v").read(run)[0]!,
      times: gradient.inputTimes["input"]![0]!,
      delay: gradient.view("input→cell.delay")[0]!,
      weight: gradient.view("input→cell.weight")[0]!,
    };
  };

  // v(s₂⁺) = w (1 + e^(−(s₂ − s₁)/τ)).
  it("of a maximum behind the second of two arrivals", () => {
    const { value, times, delay, weight } = gradientOf({ weight: 3, times: [2, 5], until: 20 });
    const left = Math.exp(-0.3);
    expect(value).toBeCloseTo(3 * (1 + left), 13);
    expect(weight).toBeCloseTo(1 + left, 13);
    expect(times[0]).toBeCloseTo(0.3 * left, 13);
    expect(times[1]).toBeCloseTo(-0.3 * left, 13);
    expect(delay).toBeCloseTo(0, 13);
  });

  // v(s⁻) = r (1 − e^(−s/τ)), which the weight takes down.
  it("of a maximum in front of an arrival", () => {
    const { value, times, delay, weight } = gradientOf({ weight: -3, rest: 2, times: [4], until: 6 });
    const left = Math.exp(-0.5);
    expect(value).toBeCloseTo(2 * (1 - left), 13);
    expect(weight).toBe(0);
    expect(times[0]).toBeCloseTo(0.2 * left, 13);
    expect(delay).toBeCloseTo(0.2 * left, 13);
  });
});
