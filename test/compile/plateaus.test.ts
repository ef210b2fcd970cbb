/** Steps over what saturates, held against closed forms: ∫ of tanh, a logistic and an arctangent along a ramp. */
import { describe, expect, it } from "vitest";
import { connect } from "../../src/network/connect.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { simulate } from "../../src/simulate/simulate.ts";
import { bogackiShampine32 } from "../../src/solvers/tableaus/bogacki-shampine-32.ts";
import { dormandPrince54 } from "../../src/solvers/tableaus/dormand-prince-54.ts";
import { dormandPrince853 } from "../../src/solvers/tableaus/dormand-prince-853.ts";
import { tsitouras54 } from "../../src/solvers/tableaus/tsitouras-54.ts";
import { taylor8 } from "../../src/solvers/taylor-series.ts";

const methods = [tsitouras54, dormandPrince54, dormandPrince853, bogackiShampine32, taylor8];
const until = 40;

/** Without overflow. */
const logCosh = (u: number): number => Math.abs(u) + Math.log1p(Math.exp(-2 * Math.abs(u))) - Math.LN2;

/** Gates as they are written, and ∫ of them over u. */
const gates: readonly (readonly [text: string, integral: (u: number) => number])[] = [
  ["tanh(k * (x - place))", logCosh],
  ["1 / (1 + exp(-2 * k * (x - place)))", (u) => (logCosh(u) + u) / 2],
  // 2 σ(2u − log 3), as magnesium blocks are written.
  ["4 / (2 + 6 * exp(-2 * k * (x - place)))", (u) => logCosh(u - Math.log(3) / 2) + u],
  ["2 / (1 + exp(-2 * k * (x - place)) / 3)", (u) => logCosh(u + Math.log(3) / 2) + u],
  ["atan(k * (x - place))", (u) => u * Math.atan(u) - Math.log1p(u * u) / 2],
];

describe("a step does not leap from plateau to plateau", () => {
  for (const [gate, integral] of gates) {
    it.each(methods)(`of ${gate} by $name`, (method) => {
      const cell = defineNeuron({
        name: "cell",
        state: { v: {}, x: {} },
        parameters: { k: 8, place: 20 },
        dynamics: `dv/dt = ${gate} \n dx/dt = 1`,
      });
      const worst = [1e-3, 1e-4, 1e-5].map((tolerance) => {
        let largest = 0;
        // All places between two steps on the plateau.
        for (let place = 15; place < 25; place += 0.31) {
          const net = network({ populations: { cell: population(cell, 1, { parameters: { place } }) } });
          const samples = [{ population: "cell", times: [until] }];
          const options = { until, rtol: tolerance, atol: tolerance, method, samples };
          const run = simulate(net, net.initialParameters(), {}, options);
          const exact = (integral(8 * (until - place)) - integral(8 * -place)) / 8;
          const allowed = tolerance * (1 + Math.abs(exact));
          largest = Math.max(largest, Math.abs(run.samples("cell").values[0]! - exact) / allowed);
        }
        return largest;
      });
      // v has been −25, where a step may be off by 26 of these, or 36 at the slope of atan: three such steps. Without being
      // looked at the first three methods are off by up to 950 to 4000.
      for (const error of worst) expect(error).toBeLessThan(100);
    });
  }
});

it.each([1e3, 1e6, 1e10, 1e17])(
  "a gate that is a step, of k = %d, is passed in few steps, and in time",
  (k) => {
    const cell = defineNeuron({
      name: "cell",
      state: { v: {} },
      parameters: { k },
      dynamics: "dv/dt = 0.4 + 0.3 * tanh(k * (v - 0.5)) - 0.1 * v",
      spike: { when: "v > 1", reset: { v: 0 } },
    });
    const net = network({ populations: { cell: population(cell, 1) } });
    const run = simulate(net, net.initialParameters(), {}, { until: 9, rtol: 1e-3, atol: 1e-3 });
    // For a step: 10 log(1/(1 − 0.5)) to the gate, where the slope is 0.05, and 10 log((7 − 0.5)/(7 − 1)) behind it. A slope of
    // k moves the gate by log(13)/(2k), over 0.05.
    const step = 10 * Math.log(2) + 10 * Math.log(6.5 / 6);
    // What is tolerated of v, 1.5e-3 in it, in each of some ten steps in front of the gate.
    const tolerated = (10 * 1.5e-3) / 0.05;
    expect(Math.abs(run.spikeTimes("cell")[0]![0]! - step)).toBeLessThan(
      tolerated + Math.log(13) / (0.1 * k),
    );
    expect(run.statistics.acceptedSteps).toBeLessThan(100);
  },
);

it("a gate of which nothing comes costs no step", () => {
  const [without, withIt] = ["", " + eps * tanh(300 * (v - 0.5))"].map((gate) => {
    const cell = defineNeuron({
      name: "cell",
      state: { v: {} },
      parameters: { eps: 1e-12 },
      dynamics: `dv/dt = 0.6 + 0.3 * sin(0.3 * t)${gate}`,
      spike: { when: "v > 1", reset: { v: 0 } },
    });
    const net = network({ populations: { cell: population(cell, 1) } });
    const { statistics } = simulate(
      net,
      net.initialParameters(),
      {},
      { until: 10, rtol: 1e-4, atol: 1e-4, method: tsitouras54 },
    );
    return statistics.acceptedSteps + statistics.rejectedSteps;
  });
  // That it has a rate may make a few.
  expect(withIt! - without!).toBeLessThan(5);
});

it("an argument that jumps through a pole is passed, too", () => {
  const cell = defineNeuron({
    name: "cell",
    state: { v: {} },
    dynamics: "dv/dt = atan(1 / (t - 5.3))",
  });
  const net = network({ populations: { cell: population(cell, 1) } });
  for (const tolerance of [1e-3, 1e-6, 1e-9]) {
    const samples = [{ population: "cell", times: [9] }];
    const run = simulate(
      net,
      net.initialParameters(),
      {},
      { until: 9, rtol: tolerance, atol: tolerance, samples },
    );
    // ∫ atan(1/u) = u atan(1/u) + log(1 + u²)/2, odd in front of the pole.
    const integral = (u: number): number => u * Math.atan(1 / u) + Math.log1p(u * u) / 2;
    const exact = integral(3.7) - integral(-5.3);
    expect(Math.abs(run.samples("cell").values[0]! - exact)).toBeLessThan(30 * tolerance);
  }
});

it("routines look at plateaus as the event loop does", () => {
  const cell = defineNeuron({
    name: "cell",
    state: { v: {}, x: {} },
    parameters: { k: 12 },
    dynamics: "dv/dt = tanh(k * (x - 0.7)) - 0.1 * v \n dx/dt = -x / 9",
    spike: { when: "v > 2", reset: { v: 0 } },
    input: { x: "x + weight" },
  });
  const net = network({
    populations: { in: source(1), cell: population(cell, 1) },
    projections: [connect("in", "cell", { weight: 1.3, delay: 1 })],
  });
  const options = { until: 60, rtol: 1e-3, atol: 1e-3 };
  const runs = (["webassembly", "javascript", "interpreter"] as const).map((execution) => {
    const run = simulate(net, net.initialParameters(), { in: [[2, 9, 30]] }, { ...options, execution });
    return [run.statistics, [...run.spikeTimes("cell")[0]!]];
  });
  expect(runs[1]).toEqual(runs[0]);
  expect(runs[2]).toEqual(runs[0]);
  // What was refused was refused because of them: errors of so smooth a current are small.
  expect((runs[0]![0] as { rejectedSteps: number }).rejectedSteps).toBeGreaterThan(0);
});
