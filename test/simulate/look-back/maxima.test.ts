import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Run } from "../../../src/compile/run.ts";
import { OptionError } from "../../../src/errors.ts";
import { connect } from "../../../src/network/connect.ts";
import { network } from "../../../src/network/network.ts";
import { population, source } from "../../../src/network/population.ts";
import { defineNeuron } from "../../../src/neurons/define-neuron.ts";
import { leakyIntegrator } from "../../../src/neurons/leaky-integrator.ts";
import { lif } from "../../../src/neurons/lif.ts";
import type { NeuronModel } from "../../../src/neurons/neuron-model.ts";
import { refractory } from "../../../src/neurons/refractory.ts";
import type { SimulateOptions } from "../../../src/simulate/given/options.ts";
import { simulate } from "../../../src/simulate/simulate.ts";
import { exactFlow } from "../../../src/solvers/exact-flow.ts";
import { tsitouras54 } from "../../../src/solvers/tableaus/tsitouras-54.ts";

interface Given {
  readonly model?: NeuronModel;
  readonly parameters?: Record<string, number>;
  readonly weight?: number;
  readonly times?: readonly number[];
  readonly until?: number;
  readonly options?: Partial<SimulateOptions>;
}

function runOf({
  model = leakyIntegrator,
  parameters = {},
  weight = 3,
  times = [2],
  until = 60,
  options = {},
}: Given): Run {
  const net = network({
    populations: { input: source(1), cell: population(model, 1, { parameters }) },
    projections: [connect("input", "cell", { weight })],
  });
  return simulate(net, net.initialParameters(), { input: [[...times]] }, { until, ...options });
}

function highest(run: Run, state = "v"): { readonly value: number; readonly time: number } {
  const { values, times, start } = run.maxima("cell", state);
  expect([...start]).toEqual([0, 1]);
  return { value: values[0]!, time: times[0]! };
}

/** Of a trace no two points of which are farther apart than a thousandth of the run. */
function highestSeen(run: Run, state = "v"): number {
  return run.trace("cell", 0, state).values.reduce((most, value) => Math.max(most, value));
}

describe("maxima of a state, in closed form", () => {
  // v = w τ_s/(τ_m − τ_s) (e^(−s/τ_m) − e^(−s/τ_s)), largest at s = τ_m τ_s log(τ_m/τ_s)/(τ_m − τ_s).
  it.each([
    [20, 5],
    [5, 20],
    [10, 10.000001],
    [300, 0.01],
  ])("of a postsynaptic potential with time constants %d and %d ms", (tauMem, tauSyn) => {
    const ratio = tauMem / tauSyn;
    const at = (tauMem * Math.log1p(ratio - 1)) / (ratio - 1);
    const peak = 3 * ratio ** (-tauMem / (tauMem - tauSyn));
    const run = runOf({ parameters: { tauMem, tauSyn }, until: 5000, options: { method: exactFlow } });
    const { value, time } = highest(run);
    // Near equal time constants both forms cancel: ten digits of ratio − 1 = 1e-7 remain.
    const digits = Math.abs(ratio - 1) < 1e-3 ? 1e-9 : 1e-13;
    expect(Math.abs(value / peak - 1)).toBeLessThan(digits);
    // The rate is rounded as the value is, so the time is good to the root of what the peak is.
    expect(Math.abs((time - 2) / at - 1)).toBeLessThan(1e-7);
  });

  it("of an alpha function, 1/e of the weight after one time constant", () => {
    const run = runOf({ parameters: { tauMem: 8, tauSyn: 8 }, options: { method: exactFlow } });
    const { value, time } = highest(run);
    expect(value).toBeCloseTo(3 / Math.E, 14);
    expect(time).toBeCloseTo(10, 7);
  });

  it("of an alpha function with a Runge–Kutta method, as good as its tolerance", () => {
    for (const rtol of [1e-6, 1e-10]) {
      const options = { method: tsitouras54, rtol, atol: rtol };
      const run = runOf({ parameters: { tauMem: 8, tauSyn: 8 }, options });
      expect(Math.abs(highest(run).value - 3 / Math.E)).toBeLessThan(10 * rtol);
    }
  });

  it("of a potential that begins flat and is over long before its step is", () => {
    const cascade = defineNeuron({
      name: "cascade",
      state: { v: {}, a: {}, b: {} },
      parameters: { tau: { default: 1, domain: "positive" } },
      dynamics: "dv/dt = (a - v) / tau\n da/dt = (b - a) / tau\n db/dt = -b / tau",
      input: { b: "b + weight" },
    });
    // v = w s²/2 e^(−s), largest at s = 2; after 2000 time constants it has underflowed.
    const run = runOf({ model: cascade, until: 2000, options: { method: exactFlow } });
    expect(run.statistics.acceptedSteps).toBeLessThan(4);
    expect(highest(run).value).toBeCloseTo(6 * Math.exp(-2), 14);
    expect(highest(run).time).toBeCloseTo(4, 7);
  });
});

describe("maxima of a state, where it is cut off", () => {
  it("by the end of the run", () => {
    const { value, time } = highest(runOf({ parameters: { bias: 1 }, times: [], until: 7 }));
    expect(time).toBe(7);
    expect(value).toBeCloseTo(-Math.expm1(-7 / 20), 14);
  });

  it("by the start, never above it", () => {
    const falling = runOf({ parameters: { bias: -1 }, times: [] });
    expect(highest(falling)).toEqual({ value: 0, time: 0 });
    expect(highest(runOf({ times: [] }))).toEqual({ value: 0, time: 0 });
    expect(highest(runOf({ until: 0, times: [] }))).toEqual({ value: 0, time: 0 });
  });

  it("by a spike, at the threshold", () => {
    const run = runOf({ model: lif, weight: 9 });
    expect(highest(run).value).toBeCloseTo(1, 14);
    expect(run.spikeTimes("cell")[0]).toContain(highest(run).time);
  });

  it("by arrivals: what jumps up and falls, jumps at the very end, or is taken down", () => {
    const twice = highest(runOf({ times: [2, 5], weight: 3 }), "i");
    expect(twice.time).toBe(5);
    expect(twice.value).toBeCloseTo(3 * Math.exp(-3 / 5) + 3, 14);
    expect(highest(runOf({ times: [7], until: 7 }), "i")).toEqual({ value: 3, time: 7 });
    const down = runOf({ weight: -3, times: [4, 4], parameters: { bias: 1 } });
    expect(highest(down, "i")).toEqual({ value: 0, time: 0 });
  });

  it("between what arrives at one instant", () => {
    const net = network({
      populations: { up: source(1), down: source(1), cell: population(leakyIntegrator, 1) },
      projections: [connect("up", "cell", { weight: 3 }), connect("down", "cell", { weight: -5 })],
    });
    const run = simulate(net, net.initialParameters(), { up: [[4]], down: [[4]] }, { until: 9 });
    expect(highest(run, "i")).toEqual({ value: 3, time: 4 });
  });

  it("by a switch, at the kink", () => {
    const model = defineNeuron({
      name: "kinked",
      state: { v: {} },
      dynamics: "dv/dt = t < 3 ? 0.5 : -0.25",
    });
    const net = network({ populations: { cell: population(model, 1) } });
    const run = simulate(net, net.initialParameters(), {}, { until: 9 });
    expect(highest(run).value).toBeCloseTo(1.5, 12);
    expect(highest(run).time).toBeCloseTo(3, 12);
  });

  it("by a refractory period, and of discrete states", () => {
    const run = runOf({ model: refractory(lif, { period: 5 }), weight: 40 });
    expect(run.spikeTimes("cell")[0]!.length).toBeGreaterThan(1);
    expect(highest(run, "refractory")).toEqual({ value: 1, time: run.spikeTimes("cell")[0]![0] });
    expect(highest(run).value).toBeCloseTo(1, 13);
  });
});

describe("maxima of a state, among several", () => {
  it("is the higher of two bumps, the later one too", () => {
    const run = runOf({ times: [2, 30], until: 100 });
    expect(highest(run).time).toBeGreaterThan(30);
    expect(highest(run).value).toBeCloseTo(highestSeen(run), 5);
  });

  it("is the earliest of equal ones", () => {
    expect(highest(runOf({ times: [2, 4], parameters: { bias: 0 }, weight: 0 }))).toEqual({
      value: 0,
      time: 0,
    });
  });

  it("finds bumps between the points that a step of given size has", () => {
    const fast = defineNeuron({
      name: "ringing",
      state: { v: { initial: 1 }, u: {} },
      dynamics: "dv/dt = -0.1 * v - 6 * u\n du/dt = 6 * v - 0.1 * u",
    });
    const net = network({ populations: { cell: population(fast, 1, { initial: { v: 0, u: 1 } }) } });
    for (const method of [{ rtol: 1e-4, atol: 1e-4 }, { stepSize: 0.3 }]) {
      const run = simulate(net, net.initialParameters(), {}, { until: 10, ...method });
      const { values } = run.trace("cell", 0, "v", { spacing: 1e-4 });
      const seen = values.reduce((most, value) => Math.max(most, value));
      // Points are 1e-4 apart, and v'' is below 36: they miss the top by 5e-8 at most.
      expect(highest(run).value - seen).toBeGreaterThanOrEqual(-1e-15);
      expect(highest(run).value - seen).toBeLessThan(5e-8);
    }
  });

  it("is what dense sampling sees, for random neurons, inputs and methods", () => {
    const weights = fc.array(fc.integer({ min: -6, max: 6 }), { minLength: 1, maxLength: 6 });
    const times = fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 6, maxLength: 6 });
    const constant = fc.constantFrom(0.3, 2, 5, 5.001, 20, 80);
    const models = fc.constantFrom(leakyIntegrator, lif, refractory(lif, { period: 3 }));
    const methods = fc.constantFrom({}, { method: exactFlow }, { method: tsitouras54 }, { stepSize: 0.5 });
    const bias = fc.constantFrom(-0.5, 0, 0.9, 1, 1.4);
    fc.assert(
      fc.property(
        weights,
        times,
        constant,
        constant,
        bias,
        models,
        methods,
        (given, at, tauMem, tauSyn, b, model, options) => {
          const parameters = { tauMem, tauSyn, bias: b };
          const net = network({
            populations: { input: source(given.length), cell: population(model, 1, { parameters }) },
            projections: [connect("input", "cell", { weight: given.map((weight) => [weight]) })],
          });
          const input = given.map((_, k) => [at[k]! / 100]);
          const run = simulate(net, net.initialParameters(), { input }, { until: 40, ...options });
          for (const state of ["v", "i"]) {
            const { value, time } = highest(run, state);
            const trace = run.trace("cell", 0, state, { spacing: 0.01 });
            const seen = trace.values.reduce((most, own) => Math.max(most, own));
            // A trace shows of jumps at one instant the first and the last value; here all come alone, or add up.
            // Where it rests, rounding of some units in the last place is no maximum: currents are below 36.
            expect(value - seen).toBeGreaterThanOrEqual(-64 * Number.EPSILON * 36);
            // Between points v rises by |v''| 0.01²/8, with |v''| ≤ Σ|w| (1/(τ_m τ_s) + 1/τ_m²) + (|v| + b)/τ_m².
            const bend = (36 + 40) * (1 / (tauMem * tauSyn) + 1 / tauMem ** 2);
            if (state === "v") expect(value - seen).toBeLessThan(1e-9 + (bend * 1e-4) / 8);
            expect(time).toBeGreaterThanOrEqual(0);
            expect(time).toBeLessThanOrEqual(40);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("asking for maxima", () => {
  it("finds them once, and changes no bit of the run", () => {
    const [asked, other] = [runOf({ model: lif, weight: 9 }), runOf({ model: lif, weight: 9 })];
    const found = asked.maxima("cell", "v");
    expect(asked.maxima("cell", "v")).toBe(found);
    expect(asked.spikeTimes("cell")).toEqual(other.spikeTimes("cell"));
    expect(asked.statistics).toEqual(other.statistics);
    expect(JSON.parse(JSON.stringify(found))).toMatchObject({
      population: "cell",
      state: "v",
      values: [found.values[0]],
    });
  });

  it("is of the parameters of its run, whatever ran since", () => {
    const net = network({ populations: { cell: population(leakyIntegrator, 1) } });
    const parameters = net.initialParameters();
    parameters.view("cell.bias")[0] = 1;
    const run = simulate(net, parameters, {}, { until: 30 });
    simulate(net, net.initialParameters(), {}, { until: 30 });
    expect(highest(run).value).toBeCloseTo(-Math.expm1(-30 / 20), 14);
  });

  it("answers names that there are not", () => {
    const run = runOf({});
    expect(() => run.maxima("cell", "V")).toThrow(
      'maxima: there is no state "V"\n  Did you mean "v"? Known here: v, i.',
    );
    expect(() => run.maxima("input", "v")).toThrow(/"input" is a source/);
    expect(() => run.maxima("cells", "v")).toThrow(OptionError);
  });
});
