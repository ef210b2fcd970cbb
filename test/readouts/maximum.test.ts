import { describe, expect, it } from "vitest";
import { adjointAt } from "../../src/adjoint/adjoint-at.ts";
import { pullback, zeroCotangents } from "../../src/adjoint/pullback.ts";
import { checkGradients } from "../../src/check/check-gradients.ts";
import type { Run } from "../../src/compile/run.ts";
import { OptionError, ShapeError } from "../../src/errors.ts";
import { crossEntropy } from "../../src/losses/cross-entropy.ts";
import { meanSquaredError } from "../../src/losses/mean-squared-error.ts";
import { connect } from "../../src/network/connect.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { leakyIntegrator } from "../../src/neurons/leaky-integrator.ts";
import { lif } from "../../src/neurons/lif.ts";
import type { NeuronModel } from "../../src/neurons/neuron-model.ts";
import { predict } from "../../src/objective/predict.ts";
import { valueAndGradient } from "../../src/objective/value-and-gradient.ts";
import { maximum } from "../../src/readouts/maximum.ts";
import { piecewiseLinear } from "../../src/simulate/given/input.ts";
import { simulate } from "../../src/simulate/simulate.ts";
import { exactFlow } from "../../src/solvers/exact-flow.ts";
import type { Method } from "../../src/solvers/method.ts";
import { tsitouras54 } from "../../src/solvers/tableaus/tsitouras-54.ts";

function one(model: NeuronModel, parameters: Record<string, number> = {}, weight = 3) {
  return network({
    populations: { input: source(1), cell: population(model, 1, { parameters }) },
    projections: [connect("input", "cell", { weight, delay: 1 })],
  });
}

/** Gradient of the maximum of a single cell. */
function gradientOf(net: ReturnType<typeof one>, times: number[], until: number, method: Method = exactFlow) {
  const run = simulate(net, net.initialParameters(), { input: [times] }, { until, method });
  const cotangents = zeroCotangents(run);
  maximum("cell", "v").pullback(run, Float64Array.of(1), cotangents);
  return { run, cotangents, gradient: pullback(run, cotangents) };
}

describe("the gradient of a maximum, in closed form", () => {
  // peak = w ρ^(−ρ/(ρ − 1)), ρ = τ_m/τ_s: independent of when the spike came.
  it("of a postsynaptic potential", () => {
    const { gradient } = gradientOf(one(leakyIntegrator, { tauMem: 20, tauSyn: 5 }), [2], 60);
    const rho = 4;
    const peak = 3 * rho ** (-rho / (rho - 1));
    expect(gradient.view("input→cell.weight")[0]).toBeCloseTo(peak / 3, 14);
    // d log peak/dρ = log ρ/(ρ − 1)² − 1/(ρ − 1).
    const slope = peak * (Math.log(rho) / (rho - 1) ** 2 - 1 / (rho - 1));
    expect(gradient.view("cell.tauMem")[0]).toBeCloseTo(slope / 5, 13);
    expect(gradient.view("cell.tauSyn")[0]).toBeCloseTo((-slope * rho) / 5, 13);
    // The rate at the maximum is rounded: what is left of it is all that times can do.
    expect(Math.abs(gradient.inputTimes["input"]![0]![0]!)).toBeLessThan(1e-14);
    expect(Math.abs(gradient.view("input→cell.delay")[0]!)).toBeLessThan(1e-14);
  });

  it("of an alpha function, where the time constants meet", () => {
    // At equal time constants d log peak/dρ tends to −1/2.
    const { gradient } = gradientOf(one(leakyIntegrator, { tauMem: 8, tauSyn: 8 }), [2], 60);
    expect(gradient.view("cell.tauMem")[0]).toBeCloseTo(-3 / Math.E / 2 / 8, 13);
    expect(gradient.view("cell.tauSyn")[0]).toBeCloseTo(3 / Math.E / 2 / 8, 13);
  });

  it("of a state that is not the first of its model", () => {
    // v = w s/τ e^(−s/τ) is largest at s = τ: w/e.
    const behind = defineNeuron({
      name: "behind",
      state: { i: {}, v: {} },
      parameters: { tau: { default: 8, domain: "positive" } },
      dynamics: "di/dt = -i / tau\n dv/dt = (i - v) / tau",
      input: { i: "i + weight" },
    });
    for (const method of [exactFlow, tsitouras54]) {
      const { gradient } = gradientOf(one(behind), [2], 60, method);
      // The default tolerance of 1e-6 over the steps to the maximum; rounding under exact flow.
      expect(gradient.view("input→cell.weight")[0]).toBeCloseTo(1 / Math.E, method === exactFlow ? 14 : 5);
      expect(gradient.view("cell.initial.v")[0]).toBeCloseTo(
        Math.exp(-11 / 8),
        method === exactFlow ? 13 : 5,
      );
    }
  });

  it("at the end of the run: later spikes make it smaller", () => {
    const { gradient } = gradientOf(one(leakyIntegrator, { tauMem: 8, tauSyn: 8 }), [2], 7);
    // v = w s/τ e^(−s/τ), s = 4.
    const rate = ((3 * (1 - 4 / 8)) / 8) * Math.exp(-4 / 8);
    expect(gradient.inputTimes["input"]![0]![0]).toBeCloseTo(-rate, 14);
    expect(gradient.view("input→cell.delay")[0]).toBeCloseTo(-rate, 14);
  });

  it("at a spike: that of the threshold, and nothing else", () => {
    const { gradient, run } = gradientOf(one(lif, {}, 9), [2], 40);
    expect(run.spikeTimes("cell")[0]!.length).toBe(1);
    expect(gradient.view("cell.vThreshold")[0]).toBeCloseTo(1, 14);
    for (const id of ["cell.tauMem", "cell.tauSyn", "input→cell.weight", "cell.vReset"]) {
      expect(Math.abs(gradient.view(id)[0]!)).toBeLessThan(1e-14);
    }
  });

  it("at the start, and at a jump", () => {
    const atStart = gradientOf(one(leakyIntegrator, { bias: -1 }), [], 40).gradient;
    expect(atStart.view("cell.initial.v")[0]).toBe(1);
    expect(atStart.view("cell.bias")[0]).toBe(0);
    const kicked = defineNeuron({
      name: "kicked",
      state: { v: { initial: 1 } },
      parameters: { tau: { default: 5, domain: "positive" } },
      dynamics: "dv/dt = -v / tau",
      input: { v: "v + weight" },
    });
    // v = e^(−3/5) + w, just after the arrival at 3.
    const { gradient } = gradientOf(one(kicked), [2], 40);
    expect(gradient.view("input→cell.weight")[0]).toBe(1);
    expect(gradient.view("cell.tau")[0]).toBeCloseTo((Math.exp(-3 / 5) * 3) / 25, 14);
    expect(gradient.inputTimes["input"]![0]![0]).toBeCloseTo(-Math.exp(-3 / 5) / 5, 14);
  });

  it("along time: kicks count until the maximum, inside its step too", () => {
    const { run, cotangents, gradient } = gradientOf(
      one(leakyIntegrator, { tauMem: 20, tauSyn: 5 }),
      [2],
      60,
    );
    const top = run.maxima("cell", "v").times[0]!;
    const times = [0, 1, 4, top - 1, top + 1, 50];
    const { values, states } = adjointAt(run, cotangents, { population: "cell", times });
    expect([...states]).toEqual(["v", "i"]);
    times.forEach((time, k) => {
      const wanted = time < top ? Math.exp((time - top) / 20) : 0;
      expect(values[k]).toBeCloseTo(wanted, 13);
    });
    const before = adjointAt(run, cotangents, { population: "cell", times: [0], side: "before" });
    expect(before.values[0]).toBeCloseTo(gradient.view("cell.initial.v")[0]!, 14);
  });
});

describe("maximum", () => {
  const net = network({
    populations: { input: source(3), hidden: population(lif, 4), out: population(leakyIntegrator, 3) },
    projections: [
      connect("input", "hidden", {
        weight: [
          [9, 3, 5, 8],
          [4, 7, 6, -2],
          [5, 6, 3, 9],
        ],
      }),
      connect("hidden", "hidden", { weight: 0.7, delay: 2, delayPer: "axon" }),
      connect("hidden", "out", {
        weight: [
          [2, 1, 0],
          [-1, 3, 1],
          [1, 0.5, 2],
          [0.3, 1, -1],
        ],
        delay: 1,
      }),
    ],
  });
  const input = {
    input: [
      [1, 12],
      [3, 14],
      [6, 11],
    ],
  };
  const few = { entries: 4, independentEntries: 1 };
  const terms = [{ readout: maximum("out", "v"), loss: crossEntropy() }];

  it("classifies, with the gradient that all four ways give", () => {
    for (const method of [exactFlow, tsitouras54]) {
      const options = { terms, until: 40, method, ...(method === tsitouras54 && { rtol: 1e-9, atol: 1e-9 }) };
      const check = checkGradients(net, options, net.initialParameters(), input, 1, few);
      expect(check.agrees, String(check)).toBe(true);
      expect(check.groups.every(({ verdict }) => verdict === "agrees" || verdict === "undecided")).toBe(true);
    }
  });

  it("does the same for nonlinear neurons with a signal and a switch", () => {
    const model = defineNeuron({
      name: "odd",
      state: { v: {}, w: {} },
      parameters: { tau: { default: 4, domain: "positive" }, k: { default: 0.4 } },
      signals: ["drive"],
      dynamics: "dv/dt = (drive - v - w + 0.2 * v * v) / tau\n dw/dt = (max(0, v - k) - 0.3 * w) / tau",
    });
    const cell = network({ populations: { cell: population(model, 1) } });
    const given = { "cell.drive": piecewiseLinear([0, 5, 9, 14], [0, 1.5, -0.5, 1.2]) };
    for (const state of ["v", "w"]) {
      const options = {
        terms: [{ readout: maximum("cell", state), loss: meanSquaredError() }],
        until: 20,
        rtol: 1e-10,
        atol: 1e-10,
      };
      const check = checkGradients(cell, options, cell.initialParameters(), given, 0);
      expect(check.agrees, String(check)).toBe(true);
      expect(check.groups.find(({ name }) => name.includes("drive"))!.largest).toBeGreaterThan(0);
    }
  });

  it("is compared with independent runs only where the same bump is the higher one in them", () => {
    const twice = one(leakyIntegrator, {}, 3);
    const given = { terms: [{ readout: maximum("cell", "v"), loss: meanSquaredError() }], until: 300 };
    const input = { input: [[2, 200]] };
    // The second bump is higher by what is left of the first: 3 e^(−200/20), 1e-4.
    const run = simulate(twice, twice.initialParameters(), input, { until: 300 });
    expect(run.maxima("cell", "v").times[0]!).toBeGreaterThan(200);
    const check = checkGradients(twice, given, twice.initialParameters(), input, 0);
    expect(check.agrees, String(check)).toBe(true);
  });

  it("is of the whole run, and of as many samples as there are", () => {
    const both = valueAndGradient(net, { terms, until: 40 });
    const [a, b] = [
      both(net.initialParameters(), input, 0),
      both(net.initialParameters(), { input: [[], [2], []] }, 2),
    ];
    const mean = both(net.initialParameters(), [input, { input: [[], [2], []] }], [0, 2]);
    expect(mean.value).toBeCloseTo((a.value + b.value) / 2, 14);
    mean.gradient.values.forEach((slope, k) => {
      expect(slope).toBeCloseTo((a.gradient.values[k]! + b.gradient.values[k]!) / 2, 13);
    });
    const [values] = predict(net, net.initialParameters(), [input], {
      readout: maximum("out", "v"),
      until: 40,
    });
    const run = simulate(net, net.initialParameters(), input, { until: 40 });
    expect([...values!]).toEqual([...run.maxima("out", "v").values]);
  });

  it("refuses what it cannot read", () => {
    expect(() => maximum("out", 3 as never)).toThrow('maximum("out", 3): the state is 3');
    const attempt = (readout: ReturnType<typeof maximum>) => () =>
      valueAndGradient(net, { terms: [{ readout, loss: crossEntropy() }], until: 9 });
    expect(attempt(maximum("out", "V"))).toThrow(/there is no state "V"\n {2}Did you mean "v"/);
    expect(attempt(maximum("input", "v"))).toThrow(/"input" is a source, which has no states/);
    expect(attempt(maximum("outs", "v"))).toThrow(OptionError);
    const run = simulate(net, net.initialParameters(), input, { until: 9 });
    const readout = maximum("out", "v");
    expect(() => readout.pullback(run, new Float64Array(2), zeroCotangents(run))).toThrow(ShapeError);
    expect(() => readout.pullback(run, new Float64Array(3), {} as never)).toThrow(OptionError);
  });

  it("has cotangents that belong to its run", () => {
    const [run, other] = [9, 9].map((until): Run => simulate(net, net.initialParameters(), input, { until }));
    const cotangents = zeroCotangents(run!);
    maximum("out", "v").pullback(run!, new Float64Array(3).fill(1), cotangents);
    expect(() => pullback(other!, cotangents)).toThrow(
      "pullback: the cotangents of states that were looked for belong to another run\n  Make them with zeroCotangents(run).",
    );
  });
});
