import { describe, expect, it } from "vitest";
import { zeroCotangents } from "../../src/adjoint/pullback.ts";
import { compareDerivatives } from "../../src/check/compare-derivatives.ts";
import type { Run } from "../../src/compile/run.ts";
import { connect } from "../../src/network/connect.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { lif } from "../../src/neurons/lif.ts";
import { mat2 } from "../../src/neurons/mat2.ts";
import { simulate } from "../../src/simulate/simulate.ts";

const net = network({
  populations: { input: source(2), cell: population(lif, 3, { parameters: { bias: [0, 0.1, 0.2] } }) },
  projections: [connect("input", "cell", { weight: 8, delay: 1 })],
});
const run = simulate(net, net.initialParameters(), { input: [[1], [2, 14]] }, { until: 20 });
const cotangents = zeroCotangents(run);
cotangents.spikeTimes.forEach((_, record) => {
  if (run.tape.spikes.event.data[record] === 0) cotangents.spikeTimes[record] = 1;
});
/** Sum of all spike times of the cells, which is what the cotangents are of. */
const value = (other: Run): number =>
  other.spikeTimes("cell").reduce((sum, times) => sum + times.reduce((a, b) => a + b, 0), 0);
const options = { entries: 64, seed: 0 };

describe("compareDerivatives", () => {
  it("agrees in every group of a network", () => {
    const groups = compareDerivatives(run, cotangents, value, options);
    expect(groups.map(({ name, verdict }) => [name, verdict])).toContainEqual([
      "input→cell.weight",
      "agrees",
    ]);
    expect(groups.filter(({ verdict }) => verdict !== "agrees")).toEqual([]);
  });

  it("disagrees if the value is not what the cotangents are of", () => {
    const groups = compareDerivatives(run, cotangents, (other) => 1.00001 * value(other), options);
    const verdicts = Object.fromEntries(groups.map(({ name, verdict }) => [name, verdict]));
    for (const name of ["input→cell.weight", "input→cell.delay", "cell.tauMem", "cell.bias", "input (times)"])
      expect(verdicts[name]).toBe("disagrees");
  });

  it("agrees on exact zeros", () => {
    const nothing = compareDerivatives(run, zeroCotangents(run), () => 1, options);
    for (const { largest, replayDifference, verdict } of nothing)
      expect({ largest, replayDifference, verdict }).toEqual({
        largest: 0,
        replayDifference: 0,
        verdict: "agrees",
      });
  });

  it("agrees on a gradient that is 0 but for rounding", () => {
    // Below its threshold again before the period is over, a neuron does not depend on how long that is.
    const net = network({
      populations: { cell: population(mat2, 1, { parameters: { current: 0.61 } }) },
    });
    const run = simulate(net, net.initialParameters(), {}, { until: 30 });
    const bars = zeroCotangents(run);
    for (const record of run.spikeTrains("cell").records) bars.spikeTimes[record] = 1;
    const groups = compareDerivatives(run, bars, value, options);
    expect(run.spikeTimes("cell")[0]!.length).toBeGreaterThan(1);
    expect(groups.find(({ name }) => name === "cell.tRef")!.largest).toBeLessThan(1e-14);
    expect(groups.filter(({ verdict }) => verdict !== "agrees")).toEqual([]);
  });

  it("says that it cannot tell if the value has no differences", () => {
    const groups = compareDerivatives(run, cotangents, () => Number.NaN, options);
    expect(groups.map(({ verdict }) => verdict)).toEqual(groups.map(() => "undecided"));
    expect(groups.every(({ discarded, checked }) => discarded === checked)).toBe(true);
    expect(new Set(groups.map(({ why }) => why))).toEqual(new Set(["what is read is not finite"]));
  });

  it("draws entries of large groups with the seed", () => {
    const [weights] = compareDerivatives(run, cotangents, value, { entries: 2, seed: 5 }).filter(
      ({ name }) => name === "input→cell.weight",
    );
    expect(weights).toMatchObject({ entries: 6, checked: 2, verdict: "agrees" });
  });

  it("agrees where an event grazes and rounding is large beside 1e-10", () => {
    // V = w·(x − x²), x = e^(−t/10), threshold 1: at w = 4·(1 + δ) the crossing rate is √δ/5.
    const grazing = defineNeuron({
      name: "grazing",
      state: { v: { initial: 0 }, i: { initial: "w" } },
      parameters: { w: 4, th: 1 },
      dynamics: "dv/dt = (i - v) / 10\n di/dt = -i / 5",
      spike: { when: "v - th", reset: { v: 0 } },
    });
    for (const excess of [1e-3, 1e-6, 1e-9]) {
      const one = network({
        populations: { cell: population(grazing, 1, { parameters: { w: 4 * (1 + excess) } }) },
      });
      const grazed = simulate(one, one.initialParameters(), {}, { until: 10, rtol: 1e-12, atol: 1e-12 });
      const bars = zeroCotangents(grazed);
      bars.spikeTimes[0] = 1;
      const groups = compareDerivatives(grazed, bars, (other) => other.tape.spikes.time.data[0]!, options);
      expect(groups.map(({ name, verdict }) => `${name} ${verdict}`)).toEqual([
        "cell.w agrees",
        "cell.th agrees",
        "cell.initial.v agrees",
      ]);
    }
  });

  it("agrees on a small gradient beside large cotangents of times that cancel", () => {
    // The first of two simultaneous arrivals brings v to 60, where dv/dt = e^60: the time between the two
    // matters by 1e22, and is 0 whatever the delay, whose own effect is 1e-4.
    const steep = defineNeuron({
      name: "steep",
      state: { v: { initial: 0 }, w: { initial: 0.5 } },
      dynamics: "dv/dt = exp(v) - 1 - v\n dw/dt = 0.1 - w",
      spike: { when: "v - 3", reset: { v: 0, w: "w + 0.001 * v" } },
      input: { v: "v + weight" },
    });
    const pair = network({
      populations: { input: source(2), cell: population(steep, 1) },
      projections: [connect("input", "cell", { weight: [[60], [1]], delay: 1 })],
    });
    const samples = [{ population: "cell", times: [8] }];
    const steepRun = simulate(pair, pair.initialParameters(), { input: [[5], [5]] }, { until: 9, samples });
    const bars = zeroCotangents(steepRun);
    for (const own of bars.samples.values()) own.fill(1);
    const w = (other: Run): number => other.samples("cell").values.reduce((a, b) => a + b, 0);
    const groups = compareDerivatives(steepRun, bars, w, options);
    const verdicts = Object.fromEntries(groups.map(({ name, verdict }) => [name, verdict]));
    expect(groups.find(({ name }) => name === "input (times)")!.largest).toBeGreaterThan(1e20);
    expect(groups.find(({ name }) => name === "input→cell.delay")!.largest).toBeLessThan(1);
    expect(verdicts["input→cell.delay"]).toBe("agrees");
    expect(verdicts["input→cell.weight"]).toBe("agrees");
  });
});

it("sees past a kink close by, this side of which differences with short steps tell the derivative", () => {
  const [spike] = run.spikeTrains("cell").records;
  const bars = zeroCotangents(run);
  bars.spikeTimes[spike!] = 1;
  const at = run.tape.spikes.time.data[spike!]!;
  const kinked = (other: Run): number => {
    const moved = other.tape.spikes.time.data[spike!]! - at;
    return moved + 0.01 * Math.max(0, moved - 1e-6);
  };
  const groups = compareDerivatives(run, bars, kinked, options);
  expect(groups.filter(({ verdict }) => verdict === "disagrees")).toEqual([]);
});
