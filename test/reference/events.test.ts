/**
 * Events with closed forms, and two things peers get wrong: a peak a millionth above the threshold, and
 * caps that truncate silently.
 *
 * Numbers from closed forms; the digits that a tolerance can give are C·tolerance·scale/|D| with C ~ 100.
 */
import { describe, expect, it } from "vitest";
import { pullback, zeroCotangents } from "../../src/adjoint/pullback.ts";
import type { NeuronDefinition } from "../../src/neurons/neuron-definition.ts";
import { bogackiShampine32 } from "../../src/solvers/tableaus/bogacki-shampine-32.ts";
import { dormandPrince54 } from "../../src/solvers/tableaus/dormand-prince-54.ts";
import { dormandPrince853 } from "../../src/solvers/tableaus/dormand-prince-853.ts";
import { rk4 } from "../../src/solvers/tableaus/rk4.ts";
import { tsitouras54 } from "../../src/solvers/tableaus/tsitouras-54.ts";
import { taylor8, taylor10 } from "../../src/solvers/taylor-series.ts";
import { alone, eventTimes, run } from "../support/one-cell.ts";
import { singleNeuron } from "../support/single-neuron.ts";

const tight = { rtol: 1e-11, atol: 1e-11 };

/** A clock whose event function is an expression in t; the state is there because a neuron has one. */
const clock = (when: string, direction: "rising" | "either" = "rising"): NeuronDefinition => ({
  name: "clock",
  state: { u: {} },
  dynamics: "du/dt = 1",
  spike: { when, direction },
});

describe("balls", () => {
  it("dropped from 10 with g = 8: time, velocity and derivative", () => {
    const ball: NeuronDefinition = {
      name: "ball",
      state: { x: { initial: "x0" }, v: {} },
      parameters: { x0: 10, g: 8 },
      dynamics: "dx/dt = v\n dv/dt = -g",
      spike: { when: "x", direction: "falling", reset: { v: 0 } },
    };
    const cell = singleNeuron(ball, { ...tight, until: 2 });
    expect(cell.times[0]).toBeCloseTo(1.58113883008418967, 13);
    // The crossing rate of −x is −v.
    expect(cell.rates).toBeCloseTo(12.6491106406735173, 12);
    expect(cell.derivative("x0", 0)).toBeCloseTo(0.0790569415042094833, 13);
    // t = √(2 x0/g): dt/dg = −t/(2 g).
    expect(cell.derivative("g", 0)).toBeCloseTo(-1.58113883008418967 / 16, 13);
  });

  it("bouncing elastically from 50 m: third passage of the ground", () => {
    const ball: NeuronDefinition = {
      name: "elastic",
      state: { x: { initial: "x0" }, v: {} },
      parameters: { x0: 50 },
      dynamics: "dx/dt = v\n dv/dt = -9.81",
      spike: { when: "x", direction: "falling", reset: { v: "-v" } },
    };
    const cell = singleNeuron(ball, { ...tight, until: 12 });
    // Bounces at t, 3 t, 5 t … of the first.
    const first = 3.19275428407050464;
    expect(cell.times).toHaveLength(2);
    expect(cell.times[0]).toBeCloseTo(first, 12);
    expect(cell.times[1]).toBeCloseTo(9.57826285221151393, 12);
    expect(cell.derivative("x0", 1)).toBeCloseTo((3 * first) / 100, 11);
  });
});

describe("levels", () => {
  it("y' = y from 1 reaches e at t = 1", () => {
    const growth: NeuronDefinition = {
      name: "growth",
      state: { y: { initial: 1 } },
      parameters: { level: Math.E },
      dynamics: "dy/dt = y",
      spike: { when: "y - level", reset: { y: 1 } },
    };
    const cell = singleNeuron(growth, { ...tight, until: 1.5 });
    expect(cell.times[0]).toBeCloseTo(1, 9);
    expect(cell.derivative("level", 0)).toBeCloseTo(1 / Math.E, 9);
  });

  it("u' = p − u reaches 3/4 p at a time that moves with p", () => {
    const relaxing: NeuronDefinition = {
      name: "relaxing",
      state: { u: { initial: "u0" } },
      parameters: { p: 2, u0: 0.5 },
      dynamics: "du/dt = p - u",
      spike: { when: "u - 0.75 * p", reset: { u: 0 } },
    };
    // t = log(4 (p − u0)/p), dt/dp = u0/(p (p − u0)), dt/du0 = −1/(p − u0).
    const cell = singleNeuron(relaxing, { ...tight, until: 1.2 });
    expect(cell.times[0]).toBeCloseTo(Math.log(3), 9);
    expect(cell.derivative("p", 0)).toBeCloseTo(0.5 / 3, 9);
    expect(cell.derivative("u0", 0)).toBeCloseTo(-1 / 1.5, 9);
  });

  it("u' = 1 with a reset at u = p: the next passage and what is left at t = 1", () => {
    const wrapping: NeuronDefinition = {
      name: "wrapping",
      state: { u: {} },
      parameters: { p: 0.625, q: 0.25 },
      dynamics: "du/dt = 1",
      spike: { when: "u - p", reset: { u: 0 } },
      events: { level: { when: "u - q", emits: true } },
    };
    const net = alone(wrapping);
    const samples = [{ population: "cell", times: [1] }];
    const result = run(net, {}, { until: 1, samples });
    expect(result.samples("cell").values[0]).toBeCloseTo(1 - 0.625, 13);
    const cell = singleNeuron(wrapping, { until: 1 });
    // Levels at q and p + q, the reset at p between them.
    expect(cell.times).toHaveLength(3);
    expect(cell.times[0]).toBeCloseTo(0.25, 13);
    expect(cell.times[1]).toBeCloseTo(0.625, 13);
    expect(cell.times[2]).toBeCloseTo(0.875, 13);
    expect(cell.derivative("q", 0)).toBeCloseTo(1, 14);
    expect(cell.derivative("p", 0)).toBeCloseTo(0, 14);
    expect(cell.derivative("q", 1)).toBeCloseTo(0, 14);
    expect(cell.derivative("p", 1)).toBeCloseTo(1, 14);
    expect(cell.derivative("q", 2)).toBeCloseTo(1, 14);
    expect(cell.derivative("p", 2)).toBeCloseTo(1, 14);
  });

  it("the reset's value at t = 1 has the derivative −1 with respect to p", () => {
    const net = alone({
      name: "wrapping",
      state: { u: {} },
      parameters: { p: 0.625 },
      dynamics: "du/dt = 1",
      spike: { when: "u - p", reset: { u: 0 } },
    });
    const result = run(net, {}, { until: 1, samples: [{ population: "cell", times: [1] }] });
    const cotangents = zeroCotangents(result);
    cotangents.samples.get(result.samples("cell"))![0] = 1;
    expect(pullback(result, cotangents).view("cell.p")[0]).toBe(-1);
  });
});

describe("several roots in one step", () => {
  it("(t − 0.5)(t − 0.6) in steps of 0.1: both, in order, once", () => {
    const net = alone(clock("(t - 0.5) * (t - 0.6)", "either"));
    for (const options of [{ stepSize: 0.1 }, { stepSize: 0.1, method: rk4 }, { stepSize: 1 }, {}]) {
      const result = run(net, {}, { until: 1, ...options });
      const [down, up] = [eventTimes(result, "spike (falling)"), eventTimes(result, "spike")];
      expect([down.length, up.length]).toEqual([1, 1]);
      expect(down[0]).toBeCloseTo(0.5, 13);
      expect(up[0]).toBeCloseTo(0.6, 13);
    }
  });

  it("cos t + 0.9 in both directions", () => {
    const net = alone(clock("cos(t) + 0.9", "either"));
    for (const options of [{}, { stepSize: 2 }, { stepSize: 7 }, { rtol: 1e-3, atol: 1e-3 }]) {
      const result = run(net, {}, { until: 20, ...options });
      const a = Math.acos(-0.9);
      const down = [0, 1, 2].map((k) => a + 2 * Math.PI * k);
      const up = [1, 2, 3].map((k) => -a + 2 * Math.PI * k);
      const close = (found: number[], expected: number[]): void => {
        expect(found).toHaveLength(expected.length);
        found.forEach((time, k) => {
          expect(time).toBeCloseTo(expected[k]!, 12);
        });
      };
      close(eventTimes(result, "spike (falling)"), down);
      close(eventTimes(result, "spike"), up);
    }
  });

  it("t − 1e-8, t − 2e-8 and t − 2e-7 inside one step", () => {
    const net = alone({
      ...clock("t - 1e-8"),
      events: {
        third: { when: "t - 2e-7", emits: true },
        second: { when: "t - 2e-8", emits: true },
      },
    });
    const result = run(net, {}, { until: 1, stepSize: 1 });
    const { time, event } = result.tape.spikes;
    expect(time.length).toBe(3);
    expect([...event.data.subarray(0, 3)]).toEqual([0, 2, 1]);
    [1e-8, 2e-8, 2e-7].forEach((expected, k) => {
      // Rounding of g is 4 eps of its terms.
      expect(Math.abs(time.data[k]! - expected)).toBeLessThan(8 * Number.EPSILON * expected);
    });
  });

  it("x³ + 6 x² − 4 x − 24 on [−8, 4] has −6, −2 and 2", () => {
    const cubic: NeuronDefinition = {
      name: "cubic",
      state: { x: { initial: -8 } },
      dynamics: "dx/dt = 1",
      spike: { when: "x^3 + 6 * x^2 - 4 * x - 24", direction: "either" },
    };
    for (const options of [{}, { stepSize: 12 }, { stepSize: 1 }, { rtol: 1e-3, atol: 1e-3 }]) {
      const result = run(alone(cubic), {}, { until: 12, ...options });
      const up = eventTimes(result, "spike");
      const down = eventTimes(result, "spike (falling)");
      expect([up.length, down.length]).toEqual([2, 1]);
      // Slopes at the roots are 32, −16 and 32; g is rounded to 1e-13.
      expect(up[0]).toBeCloseTo(2, 12);
      expect(down[0]).toBeCloseTo(6, 12);
      expect(up[1]).toBeCloseTo(10, 12);
    }
  });
});

describe("a peak 1e-6 above the threshold", () => {
  // τ_m = 20, τ_s = 5, one input at t = 0: V = w/3 (e^{−t/20} − e^{−t/5}), whose peak is 1 at w = 4^{4/3}.
  const grazing = (above: number): NeuronDefinition => ({
    name: "grazing",
    state: { v: {}, i: { initial: "w" } },
    parameters: { w: 6.3496042078727974 * (1 + above), threshold: 1 },
    dynamics: "dv/dt = (-v + i) / 20\n di/dt = -i / 5",
    spike: { when: "v - threshold", reset: { v: 0 } },
  });
  const w = 6.3496042078727974 * (1 + 1e-6);
  const voltage = (t: number): number => (w / 3) * (Math.exp(-t / 20) - Math.exp(-t / 5));
  const slope = (t: number): number => (w / 3) * (-Math.exp(-t / 20) / 20 + Math.exp(-t / 5) / 5);
  let exact = 9;
  for (let i = 0; i < 60; i++) exact -= (voltage(exact) - 1) / slope(exact);

  it.each([
    ["Tsit5", tsitouras54, 1e-6],
    ["Tsit5", tsitouras54, 1e-8],
    ["Tsit5", tsitouras54, 1e-10],
    ["Tsit5", tsitouras54, 1e-12],
    ["Dopri5", dormandPrince54, 1e-6],
    ["Dopri5", dormandPrince54, 1e-8],
    ["Dopri5", dormandPrince54, 1e-10],
    ["DOP853", dormandPrince853, 1e-6],
    ["DOP853", dormandPrince853, 1e-8],
    ["DOP853", dormandPrince853, 1e-12],
    ["Taylor", taylor8, 1e-6],
    ["Taylor", taylor10, 1e-8],
    ["Taylor", taylor10, 1e-12],
    ["Bosh3", bogackiShampine32, 1e-7],
    ["Bosh3", bogackiShampine32, 1e-9],
  ] as const)("is a spike for %s at tolerance $2", (_, method, rtol) => {
    const cell = singleNeuron(grazing(1e-6), { until: 20, rtol, atol: rtol, method });
    expect(cell.times).toHaveLength(1);
    // Height 1e-6 above: D ~ √(2·1e-6·|V''|) ~ 1.6e-4. Steps leave an error of the voltage ≤ 10·rtol.
    const rate = slope(exact);
    const error = 10 * rtol;
    expect(rate).toBeGreaterThan(1e-4);
    const height = 1e-6;
    const timeError = error < height / 4 ? (4 * error) / rate : 4 * Math.sqrt((error + height) / 0.0125);
    expect(Math.abs(cell.times[0]! - exact)).toBeLessThan(timeError + 1e-9);
    // dt/dw = −V_w/D: large, and as exact as D is.
    const derivative = -(voltage(exact) / w) / rate;
    expect(derivative).toBeLessThan(-900);
    if (error < height / 20) {
      expect(Math.abs(cell.derivative("w", 0) / derivative - 1)).toBeLessThan((2 * error) / height + 1e-6);
      expect(Math.abs(cell.derivative("threshold", 0) * rate - 1)).toBeLessThan((2 * error) / height + 1e-6);
    } else {
      expect(cell.derivative("w", 0)).toBeLessThan(-100);
    }
  });

  it("and one 1e-6 below is none", () => {
    for (const rtol of [1e-7, 1e-8, 1e-10]) {
      const result = run(alone(grazing(-1e-6)), {}, { until: 20, rtol, atol: rtol });
      expect(eventTimes(result, "spike")).toEqual([]);
      expect(result.statistics.closestApproach!.value).toBeCloseTo(-1e-6, 6);
      expect(result.statistics.closestApproach!.value).toBeLessThan(0);
    }
  });

  it("is counted as near grazing where the steps' error is larger", () => {
    expect(
      run(alone(grazing(1e-6)), {}, { until: 20, method: tsitouras54, rtol: 1e-4, atol: 1e-4 }).statistics
        .nearGrazing,
    ).toBeGreaterThan(0);
    expect(
      run(alone(grazing(1e-6)), {}, { until: 20, method: tsitouras54, rtol: 1e-9, atol: 1e-9 }).statistics
        .nearGrazing,
    ).toBe(0);
  });
});

describe("a cap never truncates silently", () => {
  const ticking: NeuronDefinition = {
    name: "ticking",
    state: { u: {} },
    dynamics: "du/dt = 100",
    spike: { when: "u - 1", reset: { u: 0 } },
  };

  it("of steps, spikes and rounds: the run throws, or says so in its status", () => {
    const net = alone(ticking);
    for (const [cap, status] of [
      [{ maxSteps: 20 }, "max-steps"],
      [{ maxSpikesPerUnitTime: 1 }, "event-storm"],
    ] as const) {
      expect(() => run(net, {}, { until: 100, ...cap })).toThrow(status);
      const partial = run(net, {}, { until: 100, ...cap, throwOnFailure: false });
      expect(partial.status).toBe(status);
      expect(partial.message).not.toBe("");
    }
    const stuck = alone({ ...ticking, spike: { when: "u - 1", reset: { u: 1 } } });
    expect(() => run(stuck, {}, { until: 1 })).toThrow("event-storm");
  });

  it("that is not reached changes nothing", () => {
    const net = alone(ticking);
    const all = run(net, {}, { until: 9.995 });
    expect(eventTimes(all, "spike")).toHaveLength(999);
    expect(eventTimes(run(net, {}, { until: 9.995, maxSteps: 1e5, maxRounds: 1e5 }), "spike")).toEqual(
      eventTimes(all, "spike"),
    );
  });
});
