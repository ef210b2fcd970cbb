/** Kinks whose results are compared with what they rest at: r > 0 of r = max(0, v − kink). */
import { describe, expect, it } from "vitest";
import { pullback, zeroCotangents } from "../../src/adjoint/pullback.ts";
import { executions } from "../../src/codegen/execution.ts";
import { switchedModel } from "../../src/compile/switches.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import type { NeuronDefinition } from "../../src/neurons/neuron-definition.ts";
import { alone, fed, run, times } from "../support/one-cell.ts";

const cell = (dynamics: string, more: Partial<NeuronDefinition> = {}): NeuronDefinition => ({
  name: "saturated",
  state: { v: {} },
  parameters: { slow: 0.1, fast: 0.3, kink: 0.5 },
  dynamics,
  spike: { when: "v - 1" },
  ...more,
});

/** dv/dt = slow below kink and fast above, 1 at T = kink/slow + (1 − kink)/fast. */
const upwards = [
  "dv/dt = r > 0 ? fast : slow\nr = max(0, v - kink)",
  "dv/dt = r <= 0 ? slow : fast\nr = max(v - kink, 0)",
  "dv/dt = slow + (fast - slow) * sign(max(0, v - kink)^3)",
  "dv/dt = clip(v, 0, kink) < kink ? slow : fast",
  "dv/dt = slow + (fast - slow) * floor(clip(v / kink, 0, 1))",
  "dv/dt = abs(v - kink) > v - kink ? slow : fast",
  "dv/dt = max(0, v - kink) == 0 ? slow : fast",
  "dv/dt = v == clip(v, 0, kink) ? slow : fast",
  "dv/dt = max(0, v - kink) ? fast : slow",
  "dv/dt = abs(max(0, v - kink)) > 0 ? fast : slow",
  "dv/dt = slow + (fast - slow) * max(0, v - kink) / (v - kink)",
  "dv/dt = slow + (fast - slow) * max(0, v - kink) / abs(v - kink)",
  "dv/dt = slow + (fast - slow) / 2 * (1 + (v - kink) / abs(v - kink))",
  "dv/dt = slow + (1 - 3 * (kink - v) / abs(v - kink) / 3) * (fast - slow) / 2",
  "dv/dt = slow + (fast - slow) / 2 * (1 + abs(kink - v) / (v - kink))",
];

describe("a comparison with what a kink rests at", () => {
  it.each(upwards)("%s", (dynamics) => {
    for (const execution of executions) {
      const result = run(alone(cell(dynamics)), {}, { until: 20, rtol: 1e-9, atol: 1e-9, execution });
      const bars = zeroCotangents(result);
      bars.spikeTimes[0] = 1;
      const gradient = pullback(result, bars);
      expect(times(result)[0]).toBeCloseTo(5 + 0.5 / 0.3, 12);
      expect(gradient.view("cell.slow")[0]).toBeCloseTo(-50, 9);
      expect(gradient.view("cell.fast")[0]).toBeCloseTo(-0.5 / 0.09, 9);
      expect(gradient.view("cell.kink")[0]).toBeCloseTo(10 - 1 / 0.3, 9);
    }
  });

  it.each([
    "dv/dt = r > 0 ? -fast : -slow\nr = max(0, v - kink)",
    "dv/dt = min(v, kink) < kink ? -slow : -fast",
    "dv/dt = -slow - (fast - slow) * floor(clip(v / kink, 0, 1))",
    "dv/dt = max(0, v - kink) == 0 ? -slow : -fast",
  ])("downwards: %s", (dynamics) => {
    // v from 1 to 0: T = (1 − kink)/fast + kink/slow.
    const falling = cell(dynamics, {
      state: { v: { initial: 1 } },
      spike: { when: "v", direction: "falling" },
    });
    const result = run(alone(falling), {}, { until: 20, rtol: 1e-9, atol: 1e-9 });
    const bars = zeroCotangents(result);
    bars.spikeTimes[0] = 1;
    const gradient = pullback(result, bars);
    expect(times(result)[0]).toBeCloseTo(5 + 0.5 / 0.3, 12);
    expect(gradient.view("cell.slow")[0]).toBeCloseTo(-50, 9);
    expect(gradient.view("cell.fast")[0]).toBeCloseTo(-0.5 / 0.09, 9);
    expect(gradient.view("cell.kink")[0]).toBeCloseTo(10 - 1 / 0.3, 9);
  });

  it("moves the event that it causes", () => {
    const jumping = cell("dv/dt = slow", { spike: { when: "v - (max(0, t - 10 * kink) > 0 ? 0.2 : 9)" } });
    const result = run(alone(jumping), {}, { until: 20 });
    const bars = zeroCotangents(result);
    bars.spikeTimes[0] = 1;
    expect(times(result)).toHaveLength(1);
    expect(times(result)[0]).toBeCloseTo(5, 14);
    expect(pullback(result, bars).view("cell.kink")[0]).toBeCloseTo(10, 9);
  });

  it("has its derivative at the time of an arrival, too", () => {
    // v = slow·min(t, 5) + fast·max(t − 5, 0) and an arrival without weight at 5: dv/dkink = 10 (slow − fast).
    const onset = cell("dv/dt = max(0, t - 10 * kink) > 0 ? fast : slow", {
      spike: { when: "v - 99" },
      input: { v: "v + weight" },
    });
    const samples = [{ population: "cell", times: [8] }];
    const result = run(fed(onset, 0), { in: [[5]] }, { until: 8, samples });
    const bars = zeroCotangents(result);
    bars.samples.get(result.samples("cell"))![0] = 1;
    expect(pullback(result, bars).view("cell.kink")[0]).toBeCloseTo(-2, 9);
  });
});

describe("switchedModel", () => {
  it("tells kinks from jumps", () => {
    const continuityOf = (dynamics: string): boolean[] =>
      switchedModel(defineNeuron(cell(dynamics))).switches.map(({ continuous }) => continuous);
    expect(continuityOf("dv/dt = clip(v, 0, kink) * slow + fast")).toEqual([true, true]);
    expect(continuityOf("dv/dt = max(0, v - kink) == 0 ? slow : fast")).toEqual([false]);
    expect(continuityOf("dv/dt = max(0, v - kink) > 0 ? slow : fast")).toEqual([true, false]);
  });

  it("names the switches that read a kink and jump", () => {
    const { switches } = switchedModel(
      defineNeuron(cell("dv/dt = max(abs(v), kink) > 0.7 ? slow : min(fast, abs(v))")),
    );
    expect(switches.map(({ readers }) => readers)).toEqual([[2], [2], [], []]);
  });
});
