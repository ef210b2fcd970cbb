import { describe, expect, it } from "vitest";
import { roundingOf } from "../../src/check/compare-derivatives.ts";
import { gradientOf } from "../../src/check/gradient-groups.ts";
import { happeningsOf } from "../../src/check/happenings.ts";
import { compareRuns } from "../../src/check/independent-runs.ts";
import {
  connect,
  defineNeuron,
  exactFlow,
  lif,
  network,
  population,
  simulate,
  source,
  zeroCotangents,
} from "../../src/index.ts";
import { checkInput } from "../../src/simulate/given/input.ts";
import { settingsOf } from "../../src/simulate/given/options.ts";

const net = network({
  populations: { input: source(1), cell: population(lif, 2) },
  projections: [
    connect("input", "cell", { weight: [[9, 8]], delay: 1 }),
    connect("cell", "cell", { name: "back", weight: 1.5, delay: 2 }),
  ],
});
const options = { until: 30 };
const input = { input: [[1, 6]] };
const run = simulate(net, net.initialParameters(), input, options);
const cotangents = zeroCotangents(run);
const [record] = run.spikeTrains("cell").records;
cotangents.spikeTimes[record!] = 1;

/** @param excess  by how much the value of a run is too large, but of one with a finer tolerance */
function compareWith(factor: number, excess = 0) {
  const groups = gradientOf(run, cotangents);
  const first = groups.findIndex(({ name }) => name === "input→cell.weight");
  const value = (other: typeof run): number =>
    factor * (1 + (other.rtol < run.rtol ? 0 : excess)) * other.spikeTimes("cell")[0]![0]!;
  const making = { input: checkInput(net, input), settings: settingsOf(net, options) };
  const [found] = compareRuns(
    { run, making, cotangents, value, groups, rounding: roundingOf(run, cotangents) },
    [[first, 0]],
  );
  return { ...found!, off: Math.abs(found!.value - groups[first]!.gradient[0]!) };
}

describe("differences of independent runs", () => {
  it("agree with the adjoint in a network with a cycle, and would not with another value", () => {
    const right = compareWith(1);
    expect(right.discarded).toBe("");
    expect(right.off).toBeLessThanOrEqual(right.tolerance);
    expect(right.tolerance).toBeLessThan(1e-4 * Math.abs(right.value));
    const wrong = compareWith(1.001);
    expect(wrong.off).toBeGreaterThan(wrong.tolerance);
  });

  it("are those of finer runs where coarse ones are off by more than they are said to be", () => {
    const found = compareWith(1, 0.001);
    expect(found.off).toBeLessThanOrEqual(found.tolerance);
    expect(found.tolerance).toBeLessThan(1e-4 * Math.abs(found.value));
    const wrong = compareWith(1.001, 0.001);
    expect(wrong.off).toBeGreaterThan(wrong.tolerance);
  });

  it("are taken between runs to which the same happened", () => {
    const until = new Float64Array(net.neurons).fill(30);
    const words = happeningsOf(run, until);
    const cell = words[net.population("cell").firstNeuron]!;
    expect(cell[0]).toMatch(/^arrival 0\/-?\d+ of 0#0$/);
    expect(cell.filter((word) => word.startsWith("event 0"))).toHaveLength(run.spikeTimes("cell")[0]!.length);
    // With other tolerances the same, later not.
    const again = simulate(net, net.initialParameters(), input, { ...options, rtol: 1e-9, atol: 1e-9 });
    expect(happeningsOf(again, until)).toEqual(words);
    const cut = happeningsOf(run, new Float64Array(net.neurons).fill(5));
    expect(cut[net.population("cell").firstNeuron]!.length).toBeLessThan(cell.length);
  });

  it("see an event change places with an arrival between others of its kind, and a spike with one of its channel", () => {
    // v′ = 1, reset by 1: events at 1, 2, 3, … A weight of 0 moves none of them.
    const clock = defineNeuron({
      name: "clock",
      state: { v: { initial: 0 } },
      dynamics: "dv/dt = 1",
      spike: { when: "v - 1", reset: { v: "v - 1" } },
      input: { v: "v + weight" },
    });
    const ticking = network({
      populations: { input: source(1), cell: population(clock, 1) },
      projections: [connect("input", "cell", { weight: [[0]] })],
    });
    const wordsOf = (given: readonly number[]) => {
      const own = simulate(ticking, ticking.initialParameters(), { input: [given] }, { until: 3.5 });
      return happeningsOf(own, new Float64Array(ticking.neurons).fill(3.5))[
        ticking.population("cell").firstNeuron
      ]!;
    };
    const event = expect.stringMatching(/^event 0/);
    const [first, second] = ["arrival 0/-1 of 0#0", "arrival 0/-1 of 0#1"];
    expect(wordsOf([1.5])).toEqual([event, first, event, event]);
    expect(wordsOf([2.5])).toEqual([event, event, first, event]);
    expect(wordsOf([1.5, 1.5])).toEqual([event, first, second, event, event]);
    expect(wordsOf([1.5, 1.4])).toEqual([event, second, first, event, event]);
  });

  it("say nothing of two spikes of a channel at once, where the largest state has a corner", () => {
    // w decays by 1: behind the later of two arrivals it is largest, w₀ e^−t + 1 + e^−|Δt|.
    const decaying = defineNeuron({
      name: "decaying",
      state: { w: { initial: 0 } },
      dynamics: "dw/dt = -w",
      input: { w: "w + weight" },
    });
    const pair = network({
      populations: { input: source(1), cell: population(decaying, 1) },
      projections: [connect("input", "cell", { weight: [[1]] })],
    });
    const twice = { input: [[2, 2]] };
    const settings = { until: 4, method: exactFlow };
    const own = simulate(pair, pair.initialParameters(), twice, settings);
    const largest = own.maxima("cell", "w");
    expect(largest.values[0]).toBe(2);
    const bars = zeroCotangents(own);
    bars.observations.set(largest, Float64Array.of(1));
    const groups = gradientOf(own, bars);
    const group = groups.findIndex(({ name }) => name === "input (times)");
    // As from the side on which the spikes keep their order: d/dt₂ e^−(t₂ − t₁) = −1.
    expect(groups[group]!.gradient).toEqual(Float64Array.of(1, -1));
    const making = { input: checkInput(pair, twice), settings: settingsOf(pair, settings) };
    const value = (other: typeof own): number => other.maxima("cell", "w").values[0]!;
    const runs = { run: own, making, cotangents: bars, value, groups, rounding: roundingOf(own, bars) };
    for (const found of compareRuns(
      runs,
      [0, 1].map((entry) => [group, entry] as const),
    )) {
      expect(found.discarded).toContain("another order");
    }
  });
});
