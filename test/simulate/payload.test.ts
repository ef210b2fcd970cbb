/** Graded spikes: what an event carries, what reads it, and its derivative. */
import { describe, expect, it } from "vitest";
import { pullback, zeroCotangents } from "../../src/adjoint/pullback.ts";
import { compareDerivatives } from "../../src/check/compare-derivatives.ts";
import { connect, defineNeuron, network, population, simulate, source } from "../../src/index.ts";
import { describeNetwork } from "../../src/io/describe-network.ts";
import { networkFromDescription } from "../../src/io/network-from-description.ts";

/** u' = rate to 1; carries gain·rate·t. */
const sender = defineNeuron({
  name: "sender",
  state: { u: {} },
  parameters: { rate: 0.5, gain: 3 },
  dynamics: "du/dt = rate",
  spike: { when: "u - 1", reset: { u: "u - 1" }, payload: "gain * rate * t" },
  input: { u: "u + weight * payload" },
});
const receiver = defineNeuron({
  name: "receiver",
  state: { x: {} },
  dynamics: "dx/dt = -x / 10",
  input: { x: "x + weight * payload" },
});
const net = network({
  populations: { in: source(1), a: population(sender, 1), b: population(receiver, 1) },
  projections: [connect("in", "a", { weight: 0.25 }), connect("a", "b", { weight: 2, delay: 1 })],
});
const samples = [{ population: "b", times: [4] }];
const run = simulate(
  net,
  net.initialParameters(),
  { in: [[1]] },
  { until: 4, samples, rtol: 1e-9, atol: 1e-9 },
);

describe("a graded spike", () => {
  it("brings what its event carries; one that is given brings 1", () => {
    // 0.25 comes with the given spike: u is 1 at 1.5, and the next spike would be at 3.5.
    expect([...run.spikeTimes("a")[0]!].map((time) => Math.round(1e9 * time) / 1e9)).toEqual([1.5, 3.5]);
    // 2·(3·0.5·1.5)·e^(−1.5/10)
    expect(run.samples("b").values[0]).toBeCloseTo(4.5 * Math.exp(-0.15), 8);
  });

  it("has the derivative of what it carries, by its time, too", () => {
    const cotangents = zeroCotangents(run);
    cotangents.samples.get(run.sampleTables[0]!)![0] = 1;
    const gradient = pullback(run, cotangents);
    const decay = Math.exp(-0.15);
    expect(gradient.view("a.gain")[0]).toBeCloseTo(1.5 * decay, 8);
    expect(gradient.view("a→b.weight")[0]).toBeCloseTo(2.25 * decay, 8);
    // u = rate·T + w = 1, T = (1 − w)/rate: x = 2·gain·(1 − w)·exp(−(4 − 1 − T)/10), gain·rate·T = gain·(1 − w)
    const byTime = 4.5 * decay * 0.1;
    expect(gradient.view("in→a.weight")[0]).toBeCloseTo(-2 * 3 * decay - byTime / 0.5, 7);
    expect(gradient.view("a.rate")[0]).toBeCloseTo(byTime * (-0.75 / 0.25), 7);
    expect(gradient.inputTimes["in"]![0]![0]).toBeCloseTo(0, 9);
  });

  it("agrees with tangent and differences", () => {
    const cotangents = zeroCotangents(run);
    cotangents.samples.get(run.sampleTables[0]!)![0] = 1;
    const value = (other: typeof run) => other.samples("b").values[0]!;
    for (const group of compareDerivatives(run, cotangents, value, { entries: 4, seed: 1 })) {
      // A derivative of exactly 0 is below the rounding of the differences.
      expect(group.verdict, group.name).not.toBe("disagrees");
    }
  });

  it("is saved and read", () => {
    const again = networkFromDescription(describeNetwork(net));
    const other = simulate(
      again,
      again.initialParameters(),
      { in: [[1]] },
      { until: 4, samples, rtol: 1e-9, atol: 1e-9 },
    );
    expect(other.samples("b").values).toEqual(run.samples("b").values);
  });
});

it("a name of the model is what it says there, and only what is sent has a payload", () => {
  const own = defineNeuron({
    name: "own",
    state: { x: {} },
    parameters: { payload: 7 },
    dynamics: "dx/dt = 0",
    input: { x: "x + weight * payload" },
  });
  const fed = network({
    populations: { in: source(1), cell: population(own, 1) },
    projections: [connect("in", "cell", { weight: 2 })],
  });
  const end = [{ population: "cell", times: [2] }];
  const { samples: read } = simulate(fed, fed.initialParameters(), { in: [[1]] }, { until: 2, samples: end });
  expect(read("cell").values[0]).toBe(14);
  expect(() =>
    defineNeuron({
      name: "n",
      state: { x: {} },
      dynamics: "dx/dt = 1",
      events: { silent: { when: "x - 1", payload: "x" } },
    }),
  ).toThrow("events.silent is not sent, and has a payload");
});
