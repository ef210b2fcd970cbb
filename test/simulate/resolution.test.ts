/** Events whose function is exactly zero after an event, and events at the end of what doubles can tell apart. */
import { describe, expect, it } from "vitest";
import type { NeuronDefinition } from "../../src/neurons/neuron-definition.ts";
import { piecewiseConstant } from "../../src/simulate/given/input.ts";
import { alone, run, times } from "../support/one-cell.ts";

const tolerances = [1e-3, 1e-6, 1e-9, 1e-12];

/** Dropped from `height` at g = 9.8, with a ground at `ground` and restitution `keeps`. */
const ball = (height: number, keeps: number, ground = 0, when = "x - ground"): NeuronDefinition => ({
  name: "ball",
  state: { x: { initial: height }, w: {} },
  parameters: { ground, keeps },
  dynamics: "dx/dt = w\ndw/dt = -9.8",
  spike: { when, direction: "falling", reset: { w: "-keeps * w" } },
});

/** Times of the bounces: t_0 (1 + 2 (e + e² + … + e^n)). */
function bounces(height: number, keeps: number, count: number): number[] {
  const found: number[] = [];
  const first = Math.sqrt((2 * height) / 9.8);
  let [sum, power] = [1, 1];
  for (let n = 0; n < count; n++) {
    found.push(first * sum);
    power *= keeps;
    sum += 2 * power;
  }
  return found;
}

const furthest = (found: readonly number[], expected: readonly number[]): number =>
  Math.max(...expected.map((time, n) => Math.abs(found[n]! - time)));

describe("a ball that bounces", () => {
  it.each(tolerances)("for ever: every bounce is found, at tolerance %f", (rtol) => {
    for (const definition of [ball(50, 1), ball(50, 1, 0, "x"), ball(57, 1, 7)]) {
      const found = times(run(alone(definition), {}, { until: 1000, rtol, atol: rtol }));
      expect(found).toHaveLength(157);
      // The solution is a parabola, which the steps have exactly; rounding adds up over the bounces.
      expect(furthest(found, bounces(50, 1, 157))).toBeLessThan(1e-9);
    }
  });

  it.each(tolerances)(
    "to rest: all bounces that times can tell apart, then a status, at tolerance %f",
    (rtol) => {
      for (const [height, keeps, count] of [
        [50, 0.9, 334],
        [50, 0.5, 53],
        [3, 0.1, 17],
      ] as const) {
        const result = run(
          alone(ball(height, keeps, 0, "x")),
          {},
          { until: 100, rtol, atol: rtol, throwOnFailure: false },
        );
        expect(result.status).toBe("event-accumulation");
        const limit = (Math.sqrt((2 * height) / 9.8) * (1 + keeps)) / (1 - keeps);
        const found = times(result);
        expect(found).toHaveLength(count);
        expect(found.at(-1)).toBeCloseTo(limit, 10);
        expect(result.message).toMatch(/neuron 0 of "cell" has event "spike" again after [0-9.e-]+ at t = /);
        expect(furthest(found, bounces(height, keeps, count))).toBeLessThan(1e-11);
      }
    },
  );
});

describe("an exponential upstroke", () => {
  const adex = (drive: string): NeuronDefinition => ({
    name: "adex",
    state: { v: { initial: -70.6, scale: 10 }, w: { scale: 10 } },
    signals: ["current"],
    dynamics: `
      dv/dt = (30 * (-70.6 - v) + 60 * exp((v + 50.4) / 2) + ${drive} - w) / 281
      dw/dt = (4 * (v + 70.6) - w) / 144
    `,
    spike: { when: "v - 20", reset: { v: -70.6, w: "w + 80.5" } },
  });
  /** Brette & Gerstner (2005) with the peak they published; scipy, the upstroke with v as the variable. */
  const published = [11.791573, 25.37606, 41.196209, 59.775663, 81.644057];
  const silent = piecewiseConstant([0], [0]);

  it("reaches its peak although the last millivolts take less than an ulp of the time", () => {
    const result = run(
      alone(adex("1000")),
      { "cell.current": silent },
      { until: 100, rtol: 1e-10, atol: 1e-10 },
    );
    expect(times(result)).toHaveLength(5);
    expect(furthest(times(result), published)).toBeLessThan(1e-6);
  });

  it("does the same after a long rest", () => {
    const early = times(run(alone(adex("1000")), { "cell.current": silent }, { until: 100 }));
    const late = 1e6;
    const current = piecewiseConstant([0, late], [0, 1000]);
    const options = { until: late + 100, maxSteps: 1e7 };
    // At rest: v where the leak and the exponential balance.
    const rest = { ...adex("current"), state: { v: { initial: "-70.6", scale: 10 }, w: { scale: 10 } } };
    const found = times(run(alone(rest), { "cell.current": current }, options));
    expect(found).toHaveLength(5);
    // An ulp of the time is 1.2e-10, the tolerance 1e-6; the rest differs from −70.6 by 1e-4 mV.
    expect(
      furthest(
        found,
        early.map((time) => late + time),
      ),
    ).toBeLessThan(2e-3);
  });
});
