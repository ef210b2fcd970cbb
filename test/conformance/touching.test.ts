/**
 * Event functions that touch zero, start from it, or come back to it ever faster. All solutions are polynomials,
 * which the steps have exactly, so that at every tolerance the number of events is that of the formula; only what
 * rounding hides may go either way, or end the run with a status.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Run } from "../../src/compile/run.ts";
import type { NeuronDefinition } from "../../src/neurons/neuron-definition.ts";
import { piecewiseConstant } from "../../src/simulate/given/input.ts";
import type { SimulateOptions } from "../../src/simulate/given/options.ts";
import { exactFlow } from "../../src/solvers/exact-flow.ts";
import { dormandPrince853 } from "../../src/solvers/tableaus/dormand-prince-853.ts";
import { tsitouras54 } from "../../src/solvers/tableaus/tsitouras-54.ts";
import { taylor6, taylor8, taylor10 } from "../../src/solvers/taylor-series.ts";
import { alone, eventTimes, fed, run, runAlone, times } from "../support/one-cell.ts";

const tolerances = [1e-3, 1e-6, 1e-9, 1e-12];

const number = (min: number, max: number): fc.Arbitrary<number> =>
  fc.noBias(fc.integer({ min: 1, max: 9999 })).map((n) => min + ((max - min) * n) / 10_000);

const go = (
  definition: NeuronDefinition,
  until: number,
  tolerance: number,
  options: Partial<SimulateOptions> = {},
): Run =>
  runAlone(definition, {}, { until, rtol: tolerance, atol: tolerance, throwOnFailure: false, ...options });

describe("bouncing balls", () => {
  it("of random height and restitution: every bounce up to the limit of resolution", () => {
    const arbitrary = fc.record({
      height: number(-1, 2).map((e) => 10 ** e),
      keeps: fc.oneof(number(0.02, 1), fc.constantFrom(1, 0.5, 0.9)),
      gravity: number(-1, 1.5).map((e) => 10 ** e),
      floor: fc.constantFrom(0, 0, 7, -0.3),
      share: number(0.2, 1.5),
      tolerance: fc.constantFrom(...tolerances),
    });
    let ended = 0;
    let bounces = 0;
    fc.assert(
      fc.property(arbitrary, ({ height, keeps, gravity, floor, share, tolerance }) => {
        const first = Math.sqrt((2 * height) / gravity);
        const limit = keeps < 0.98 ? (first * (1 + keeps)) / (1 - keeps) : 60 * first;
        const until = limit * (keeps < 0.98 ? share : 1);
        const definition: NeuronDefinition = {
          name: "ball",
          state: { x: { initial: height + floor }, w: {} },
          parameters: { keeps, gravity, ground: floor },
          dynamics: "dx/dt = w\ndw/dt = -gravity",
          spike: { when: floor === 0 ? "x" : "x - ground", direction: "falling", reset: { w: "-keeps * w" } },
        };
        const expected: number[] = [];
        let [time, lap] = [first, 2 * first * keeps];
        // Rounding of x at a floor is worth its root in a bounce of the last kind.
        const least = floor === 0 ? 1e-14 * first : 1e-6 * first;
        while (time < until - 1e-9 * first && lap > least && expected.length < 2000) {
          expected.push(time);
          time += lap;
          lap *= keeps;
        }
        // A thousand more than these are a storm.
        const maxSpikesPerUnitTime = Math.ceil((2 * expected.length + 1) / until);
        const result = go(definition, until, tolerance, { maxSpikesPerUnitTime });
        const found = times(result);
        bounces += expected.length;
        const what = `${result.status}, ${found.length} bounces of ${expected.length}: ${result.message}`;
        expect(found.length, what).toBeGreaterThanOrEqual(expected.length);
        // The height of 1e-15 at a floor of 7 is a time of its own.
        const error = (1e-12 + (floor === 0 ? 0 : 1e-8)) * first * (1 + expected.length);
        expected.forEach((bounce, n) => {
          expect(Math.abs(found[n]! - bounce), `bounce ${n} of ${found.length}`).toBeLessThan(error);
        });
        if (keeps < 0.98 && share > 1.001) {
          expect(result.status, what).not.toBe("completed");
          ended++;
        } else if (lap > least) expect(found.length, what).toBeLessThanOrEqual(expected.length + 1);
      }),
      { numRuns: 25 },
    );
    expect(ended).toBeGreaterThan(5);
    expect(bounces).toBeGreaterThan(1000);
  });
});

/** Heights above (or, negative, below) the level, relative: what is of the size of rounding last. */
const heights = [1e-6, -1e-6, 1e-9, -1e-9, 1e-12, -1e-12, 1e-13, -1e-13, 1e-15, -1e-15, 0];

describe("maxima at a level", () => {
  it.each(tolerances)("of a ball that bounces for ever, at tolerance %f", (tolerance) => {
    for (const above of heights) {
      for (const ceiling of ["x - level", "2 * x - 2 * level", "x^2 - level^2"]) {
        const definition: NeuronDefinition = {
          name: "ball",
          state: { x: { initial: 0.5 }, w: {} },
          parameters: { level: 0.5 * (1 - above) },
          dynamics: "dx/dt = w\ndw/dt = -1",
          spike: { when: "x", direction: "falling", reset: { w: "-w" } },
          events: { touch: { when: ceiling } },
        };
        // From 0.5 down in 1, then up and down in 2: maxima at 2, 4, …, 40.
        const result = go(definition, 41.5, tolerance);
        const touches = eventTimes(result, "touch");
        const what = `${ceiling}, ${above} above: ${touches.length} touches, ${result.status} ${result.message}`;
        // What a bounce is located too low, some ulps, it gains in height, and 20 of them add up.
        if (Math.abs(above) < 5e-13) {
          // It may be too little for a crossing rate, but then the run says so.
          if (result.status === "completed") expect(touches.length, what).toBeLessThanOrEqual(21);
          else expect(["grazing-event", "undecided-event"], what).toContain(result.status);
          continue;
        }
        expect(result.status, what).toBe("completed");
        expect(touches, what).toHaveLength(above > 0 ? 20 : 0);
        // √(2 · 0.5 above) before each maximum, as well as rounding lets it be known.
        touches.forEach((time, n) => {
          expect(Math.abs(time - (2 * n + 2 - Math.sqrt(above))), what).toBeLessThan(
            (1e-13 * 42) / Math.sqrt(above),
          );
        });
      }
    }
  });

  it.each(tolerances)("of a function of the time, at tolerance %f", (tolerance) => {
    for (const above of heights) {
      for (const when of [
        "sin(2 * pi * t) - level",
        "(sin(pi * t))^2 - level",
        "1 - (t - floor(t) - 0.5)^2 - level",
        "1 - abs(t - floor(t) - 0.5)^3 - level",
        "1 - abs(t - floor(t) - 0.5) - level",
      ]) {
        const definition: NeuronDefinition = {
          name: "rest",
          state: { v: { initial: 1 } },
          parameters: { level: 1 - above },
          dynamics: "dv/dt = 0",
          spike: { when: `v * (${when})`, reset: {} },
        };
        const result = go(definition, 10.2, tolerance);
        const found = times(result);
        const what = `${when}, ${above} above: ${found.length} spikes, ${result.status} ${result.message}`;
        if (Math.abs(above) < 2e-14) {
          if (result.status === "completed") expect(found.length, what).toBeLessThanOrEqual(11);
          else expect(["grazing-event", "undecided-event"], what).toContain(result.status);
          continue;
        }
        expect(result.status, what).toBe("completed");
        expect(found.length, what).toBe(above > 0 ? 10 : 0);
      }
    }
  });
});

describe("resets that leave the event function at zero", () => {
  /** x = sign·(−s^n + s^(n+1)) with s the time since the last spike: back at the level after 1. */
  const returning = (
    n: number,
    sign: number,
    level: number,
    reset: Readonly<Record<string, string>>,
  ): NeuronDefinition => ({
    name: "returning",
    state: { x: { initial: level - 0.5 }, s: {} },
    discrete: { spiked: {} },
    parameters: { level },
    dynamics: `
      dx/dt = spiked > 0 ? ${sign} * (${n + 1} * s^${n} - ${n} * ${n === 1 ? "1" : `s^${n - 1}`}) : 1
      ds/dt = 1`,
    spike: { when: level === 0 ? "x" : "x - level", reset: { ...reset, s: 0, spiked: 1 } },
  });

  it.each(tolerances)("within rounding, and fall with the n-th derivative, at tolerance %f", (tolerance) => {
    for (const level of [0, 0.3, 7]) {
      for (const n of [1, 2, 3, 4]) {
        const result = go(returning(n, 1, level, {}), 20.2, tolerance);
        const found = times(result);
        const what = `n = ${n}, level ${level}: ${found.length}, ${result.status} ${result.message}`;
        expect(result.status, what).toBe("completed");
        expect(found.length, what).toBe(20);
        found.forEach((time, k) => {
          expect(Math.abs(time - 0.5 - k), what).toBeLessThan(1e-12 * (1 + level));
        });
      }
    }
  });

  it.each(tolerances)("within rounding, and rise: never again, at tolerance %f", (tolerance) => {
    for (const level of [0, 0.3, 7]) {
      for (const n of [1, 2, 3, 4]) {
        const result = go(returning(n, -1, level, {}), 5.2, tolerance);
        const what = `n = ${n}, level ${level}: ${times(result).length}, ${result.status} ${result.message}`;
        expect(result.status, what).toBe("completed");
        expect(times(result), what).toHaveLength(1);
      }
    }
  });

  it.each(tolerances)("exactly, and fall: no storm, at tolerance %f", (tolerance) => {
    for (const level of [0, 0.3, 7]) {
      for (const n of [1, 2]) {
        const result = go(returning(n, 1, level, { x: "level" }), 20.2, tolerance);
        const what = `n = ${n}, level ${level}: ${times(result).length}, ${result.status} ${result.message}`;
        expect(result.status, what).toBe("completed");
        expect(times(result).length, what).toBe(20);
      }
    }
  });

  it("exactly, and rise: it is still there, and the run says so", () => {
    for (const n of [1, 2]) {
      expect(go(returning(n, -1, 0.3, { x: "level" }), 5.2, 1e-6).status).toBe("event-storm");
    }
  });
});

describe("a floor at the threshold of another event", () => {
  const anyBall = fc.record({
    height: number(0.2, 2),
    gravity: number(0.1, 3),
    level: number(-3, 3),
    factor: fc.constantFrom(1, 3),
    tolerance: fc.constantFrom(...tolerances),
    method: fc.constantFrom(exactFlow, tsitouras54, dormandPrince853, taylor8),
  });
  const ball = (own: Partial<NeuronDefinition>, factor: number): NeuronDefinition => ({
    name: "ball",
    state: { v: { initial: "level + height" }, u: {}, pull: { initial: "gravity" } },
    parameters: { height: 1, gravity: 1, level: 0 },
    dynamics: "dv/dt = u\ndu/dt = -pull\ndpull/dt = 0",
    events: {
      floor: { when: `${factor} * (v - level)`, direction: "falling", reset: { u: "-0.7 * u" } },
    },
    spike: { when: "v - level" },
    ...own,
  });
  const started = (definition: NeuronDefinition, values: Record<string, number>): NeuronDefinition => ({
    ...definition,
    parameters: values,
  });

  it("is touched, not crossed, by what bounces there", () => {
    fc.assert(
      fc.property(anyBall, fc.boolean(), ({ factor, tolerance, method, ...values }, thrown) => {
        // Bounces at t, (1 + 2 · 0.7) t, (1 + 2 · 0.7 + 2 · 0.49) t … of the first.
        const first = Math.sqrt((2 * values.height) / values.gravity);
        // One that is thrown from as far below, with twice the speed that it takes, has (2 − √3) and (2 + √3) before it.
        const throwing = {
          v: { initial: "level - height" },
          u: { initial: "2 * sqrt(2 * gravity * height)" },
        };
        const own = ball(thrown ? { state: { ...throwing, pull: { initial: "gravity" } } } : {}, factor);
        const until = (thrown ? 2 + Math.sqrt(3) + 2.7 * Math.sqrt(3) : 4) * first;
        const result = go(started(own, values), until, tolerance, { method });
        expect(result.status).toBe("completed");
        expect(times(result)).toHaveLength(thrown ? 1 : 0);
        expect(eventTimes(result, "floor")).toHaveLength(3);
      }),
      { numRuns: 200 },
    );
  });

  it("is crossed by what goes on below it and comes back", () => {
    fc.assert(
      fc.property(anyBall, ({ factor, tolerance, method, ...values }) => {
        const first = Math.sqrt((2 * values.height) / values.gravity);
        const floor = { when: "v - level", direction: "falling" as const, reset: { pull: "-pull" } };
        const result = go(started(ball({ events: { floor } }, factor), values), 3.5 * first, tolerance, {
          method,
        });
        expect(result.status).toBe("completed");
        expect(times(result)).toHaveLength(1);
        // Errors of v over its rate.
        const off = (2e-15 * (1 + Math.abs(values.level) + values.height)) / (values.gravity * first);
        expect(Math.abs(times(result)[0]! - 3 * first)).toBeLessThan(100 * off);
      }),
      { numRuns: 200 },
    );
  });

  describe("or an arrival, a signal or the end of a step", () => {
    const falling = (dynamics: string): NeuronDefinition => ({
      name: "cell",
      state: { v: { initial: 3 } },
      discrete: { side: { initial: 1 } },
      dynamics,
      spike: { when: "v" },
      input: { side: "-side" },
    });
    // v = 3 − t − t²/4 is 0 at t = 2, and all its numbers are exact.
    it.each([1e-3, 1e-6, 1e-9, 1e-12])(
      "that turns back what is just zero crosses nothing, at %f",
      (tolerance) => {
        for (const method of [tsitouras54, dormandPrince853, taylor6, taylor8, taylor10]) {
          const options = { until: 4, rtol: tolerance, atol: tolerance, method };
          const arrives = fed(falling("dv/dt = -side * (1 + 0.5 * t)"), 1);
          expect(times(run(arrives, { in: [[2]] }, options)), method.name).toEqual([]);
          const driven = alone({ ...falling("dv/dt = -z * (1 + 0.5 * t)"), signals: ["z"] });
          const z = piecewiseConstant([0, 2], [1, -1]);
          expect(times(run(driven, { "cell.z": z }, options)), method.name).toEqual([]);
        }
      },
    );

    it("an ulp before it is turned back arms nothing", () => {
      const cell: NeuronDefinition = {
        ...falling("dv/dt = -side * (1 + 0.5 * t)\ndw/dt = -1"),
        state: { v: { initial: 0.5 + 0.0625 }, w: { initial: 0.5 } },
        events: { turn: { when: "w", direction: "falling", reset: { side: "-side" } } },
      };
      const result = run(alone(cell), {}, { until: 2, stepSize: 1 / 6, method: tsitouras54 });
      expect(times(result)).toEqual([]);
      expect(eventTimes(result, "turn")).toHaveLength(1);
    });

    it("ends no run of what never happened", () => {
      // It comes down to −3 within rounding, and an arrival has it rise.
      const cell: NeuronDefinition = {
        ...falling("dv/dt = -side"),
        state: { v: { initial: -1.5 } },
        spike: { when: "v + 3" },
      };
      for (const method of [tsitouras54, taylor8, taylor10]) {
        const result = run(fed(cell, 1), { in: [[1.5]] }, { until: 4, stepSize: 0.3, method });
        expect(result.status, method.name).toBe("completed");
        expect(times(result), method.name).toEqual([]);
      }
    });
  });
});

describe("what was far above zero, and goes a little below it, is armed", () => {
  it("where its function grows and falls by many powers of ten", () => {
    const cell = (when: string): NeuronDefinition => ({
      name: "cell",
      state: { v: { initial: -1 }, w: {} },
      dynamics: "dv/dt = w\ndw/dt = -v",
      spike: { when },
    });
    for (const k of [10, 25, 40, 60]) {
      const found = times(run(alone(cell(`exp(${k} * v) - 1`)), {}, { until: 30 }));
      expect(found.length, `${k}`).toBe(5);
      found.forEach((time, n) => {
        expect(Math.abs(time - (2 * n + 0.5) * Math.PI)).toBeLessThan(1e-4);
      });
    }
  });

  it("by a jump of a signal, however high it was", () => {
    const cell: NeuronDefinition = {
      name: "cell",
      state: { v: {} },
      dynamics: "dv/dt = 0 * t",
      signals: ["z"],
      spike: { when: "z - v" },
    };
    for (const [high, low] of [
      [1e6, 1e-9],
      [1e10, 1e-9],
      [1e14, 0.1],
    ]) {
      const z = piecewiseConstant([0, 1, 2, 3], [high!, 1, -low!, 1]);
      expect(times(run(alone(cell), { "cell.z": z }, { until: 4 }))).toEqual([3]);
    }
  });

  it("by its own decay from a high value", () => {
    const cell = (initial: number, low: number): NeuronDefinition => ({
      name: "cell",
      state: { v: { initial } },
      discrete: { a: { initial: -low } },
      dynamics: "dv/dt = a - v",
      spike: { when: "v" },
      input: { a: "a + 1" },
    });
    for (const [initial, low] of [
      [1e3, 1e-10],
      [1e6, 1e-9],
      [1e12, 1e-3],
    ]) {
      const found = times(run(fed(cell(initial!, low!), 1), { in: [[60]] }, { until: 70 }));
      expect(found).toHaveLength(1);
      // From −d towards 1 − d: after log(1 + d/(1 − d)) = −log(1 − d).
      expect(Math.abs(found[0]! - 60 + Math.log1p(-low!))).toBeLessThan(1e-12);
    }
  });

  it("where the dip is some hundred ulps deep", () => {
    for (const level of [0, -50, 1e6]) {
      const depth = 1e-12 * Math.max(1, Math.abs(level));
      const cell: NeuronDefinition = {
        name: "cell",
        state: { v: { initial: level + 1 - depth }, u: { initial: -2 } },
        dynamics: "dv/dt = u\ndu/dt = 2",
        spike: { when: `v - ${level}` },
      };
      expect(times(run(alone(cell), {}, { until: 3 })), `${level}`).toHaveLength(1);
    }
  });

  it("after it has begun within rounding of zero, and risen there", () => {
    // v − 1 = 2^−52 + s t − t³ + t⁵, in one step.
    for (const s of [1e-17, 1e-18]) {
      const cell: NeuronDefinition = {
        name: "cell",
        state: { v: { initial: 1 + 2 ** -52 } },
        parameters: { s },
        dynamics: "dv/dt = s - 3 * t^2 + 5 * t^4",
        spike: { when: "v - 1" },
      };
      for (const method of [taylor6, taylor8, taylor10, dormandPrince853]) {
        for (const stepSize of [1.5, 2]) {
          const found = times(run(alone(cell), {}, { until: 3, stepSize, method }));
          expect(found.length, `${method.name} ${stepSize}`).toBe(1);
          expect(Math.abs(found[0]! - 1)).toBeLessThan(1e-14);
        }
      }
    }
  });
});
