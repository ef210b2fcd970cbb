/** Closest approaches against oscillations whose maxima are known. */
import { describe, expect, it } from "vitest";
import type { Run } from "../../../src/compile/run.ts";
import { connect } from "../../../src/network/connect.ts";
import { network } from "../../../src/network/network.ts";
import { population, source } from "../../../src/network/population.ts";
import { defineNeuron } from "../../../src/neurons/define-neuron.ts";
import { simulate } from "../../../src/simulate/simulate.ts";

// v = amplitude·sin t, and what inputs add to it.
const wave = defineNeuron({
  name: "wave",
  state: { v: {}, w: { initial: 1 } },
  parameters: { threshold: 2 },
  dynamics: "dv/dt = w\n dw/dt = -v",
  spike: { when: "v - threshold", reset: { v: 0, w: 0.5 } },
  input: { v: "v + weight" },
});
const waves = network({
  populations: { input: source(1), cell: population(wave, 1) },
  projections: [connect("input", "cell", { weight: -1 })],
});
const runOf = (threshold: number, times: number[], until: number): Run => {
  const parameters = waves.initialParameters();
  parameters.set("cell.threshold", threshold);
  return simulate(waves, parameters, { input: [times] }, { until, rtol: 1e-9, atol: 1e-9 });
};

describe("approaches", () => {
  it("of a silent neuron are the highest maximum of its event function", () => {
    const [approach, ...more] = runOf(2, [], 3).approaches("cell");
    expect(more).toEqual([]);
    expect(approach).toMatchObject({ neuron: 0, event: "spike", from: 0, to: 3 });
    // sin has no slope at its maximum: the place is known to the square root of the value's accuracy.
    expect(Math.abs(approach!.value - -1)).toBeLessThan(1e-7);
    expect(Math.abs(approach!.time - Math.PI / 2)).toBeLessThan(1e-3);
  });

  it("may be at a jump down, or at the end of the run", () => {
    const [cut] = runOf(2, [1], 3).approaches("cell");
    expect(cut!.time).toBe(1);
    expect(Math.abs(cut!.value - (Math.sin(1) - 2))).toBeLessThan(1e-8);
    const [rising] = runOf(2, [], 1.25).approaches("cell");
    expect(rising!.time).toBe(1.25);
    expect(Math.abs(rising!.value - (Math.sin(1.25) - 2))).toBeLessThan(1e-8);
  });

  it("between and after spikes leave out the rise to a spike and the fall after it", () => {
    // Fires at v = 0.8 and goes on as 0.5·sin, whose maxima are at −0.3.
    const run = runOf(0.8, [], 7);
    const [spike] = run.spikeTimes("cell")[0]!;
    expect(Math.abs(spike! - Math.asin(0.8))).toBeLessThan(1e-8);
    const found = run.approaches("cell");
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ from: spike, to: 7 });
    expect(Math.abs(found[0]!.value - -0.3)).toBeLessThan(1e-7);
  });

  it("of a neuron that only rises from spike to spike are only that of the end", () => {
    const ramp = defineNeuron({
      name: "ramp",
      state: { v: {} },
      dynamics: "dv/dt = 1",
      spike: { when: "v - 1", reset: { v: 0 } },
    });
    const ramps = network({ populations: { cell: population(ramp, 1) } });
    const found = simulate(ramps, ramps.initialParameters(), {}, { until: 3.5 }).approaches("cell");
    expect(
      found.map(({ from, to, time, value }) => [from, to, time, value].map((x) => Math.round(1e9 * x) / 1e9)),
    ).toEqual([[3, 3.5, 3.5, -0.5]]);
  });

  it("have the closest of the statistics among them where that is inside a step", () => {
    const run = runOf(2, [], 3);
    const { value, time } = run.statistics.closestApproach!;
    const [approach] = run.approaches("cell");
    // The statistics read the polynomial of the step, which is off by no more than its tolerance.
    expect(Math.abs(approach!.value - value)).toBeLessThan(1e-6);
    expect(Math.abs(approach!.time - time)).toBeLessThan(1e-3);
  });
});
