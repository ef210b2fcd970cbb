/**
 * Instants at which something else happens at a switch: several switches at once, spikes, jumps, the beginning of
 * the run, a rest. All solutions are known; where they are polynomials, to rounding at every tolerance.
 */
import { describe, expect, it } from "vitest";
import { type Gradient, pullback, zeroCotangents } from "../../src/adjoint/pullback.ts";
import type { Run } from "../../src/compile/run.ts";
import type { NeuronDefinition } from "../../src/neurons/neuron-definition.ts";
import { type Input, piecewiseConstant, piecewiseLinear } from "../../src/simulate/given/input.ts";
import type { SimulateOptions } from "../../src/simulate/given/options.ts";
import { eventTimes, fed, run, runAlone, times } from "../support/one-cell.ts";

const tolerances = [1e-3, 1e-6, 1e-9];

/** One state u from 0, never a spike. */
const model = (
  dynamics: string,
  parameters: Record<string, number> = {},
  rest: Partial<NeuronDefinition> = {},
): NeuronDefinition => ({
  name: "model",
  state: { u: {} },
  parameters,
  dynamics,
  spike: { when: "u - 1000" },
  ...rest,
});

type Ends = Partial<SimulateOptions> & { readonly input?: Input; readonly weights?: readonly number[] };

function finished(
  definition: NeuronDefinition,
  until: number,
  { input = {}, weights, ...options }: Ends = {},
): Run {
  const samples = [{ population: "cell", times: [until] }];
  const all = { until, samples, throwOnFailure: false, ...options };
  return weights === undefined
    ? runAlone(definition, input, all)
    : run(fed(definition, ...weights), input, all);
}

const valuesOf = (result: Run): number[] => {
  expect(result.status).toBe("completed");
  return [...result.samples("cell").values];
};

/** Of state `index` at the end. */
function gradientOf(result: Run, index = 0): Gradient {
  const cotangents = zeroCotangents(result);
  cotangents.samples.get(result.samples("cell"))![index] = 1;
  return pullback(result, cotangents);
}

function gradientOfSpike(result: Run, spike = 0): Gradient {
  const cotangents = zeroCotangents(result);
  cotangents.spikeTimes[result.spikeTrains("cell").records[spike]!] = 1;
  return pullback(result, cotangents);
}

const at = (gradient: Gradient, name: string): number => gradient.view(`cell.${name}`)[0]!;

function expectAll(gradient: Gradient, expected: Readonly<Record<string, number>>, digits = 11): void {
  for (const [name, value] of Object.entries(expected)) {
    expect(at(gradient, name), name).toBeCloseTo(value, digits);
  }
}

describe("switches at the same time", () => {
  it.each(tolerances)("in time, two and three: the derivative to each onset, at tolerance %f", (rtol) => {
    const options = { rtol, atol: rtol };
    const two = model("du/dt = a * (t > p) + b * (t > q)", { a: 0.2, b: 0.3, p: 2, q: 2 });
    expectAll(gradientOf(finished(two, 5, options)), { p: -0.2, q: -0.3, a: 3, b: 3 });
    const opposed = model("du/dt = a * (t < p) + b * (t >= q)", { a: 0.2, b: 0.3, p: 2, q: 2 });
    expectAll(gradientOf(finished(opposed, 5, options)), { p: 0.2, q: -0.3, a: 2, b: 3 });
    const three = model("du/dt = a * (t > p) - b * heaviside(t - q) + c * sign(t - r)", {
      ...{ a: 0.2, b: 0.3, c: 0.7, p: 2, q: 2, r: 2 },
    });
    expectAll(gradientOf(finished(three, 5, options)), { p: -0.2, q: 0.3, r: -1.4 });
  });

  it.each(tolerances)("in the state: the derivative to each height, at tolerance %f", (rtol) => {
    const options = { rtol, atol: rtol };
    // Neither order of the two changes the first derivative of what comes after: δ1 + δ2 in all.
    // u' = 1 below, 1 + a + b above; u(T) = p + (T − p)(1 + a + b) while p = q.
    for (const [one, other] of [
      ["u > p", "u > q"],
      ["u > p", "2 * u > 2 * q"],
      ["u + 1 > 1 + p", "u > q"],
      ["u > p", "u + 1 > 1 + q"],
      ["u - p > 0", "exp(u) > exp(q)"],
    ]) {
      const definition = model(`du/dt = 1 + a * (${one}) + b * (${other})`, {
        a: 0.4,
        b: 0.6,
        p: 0.3,
        q: 0.3,
      });
      const result = finished(definition, 2, options);
      expect(valuesOf(result)[0]).toBeCloseTo(0.3 + 1.7 * 2, 12);
      const gradient = gradientOf(result);
      // When both thresholds move together the crossing does: ∂u/∂(p and q) = 1 − (1 + a + b).
      expect(at(gradient, "p") + at(gradient, "q"), `${one}, ${other}`).toBeCloseTo(-1, 11);
      // With F = 1 + a + b: −F a/(1 + a), −b/(1 + a) if p is crossed first, −a/(1 + b), −F b/(1 + b) if q is.
      const [first, second] = [at(gradient, "p"), at(gradient, "q")];
      const orders = [
        [-0.8 / 1.4, -0.6 / 1.4],
        [-0.4 / 1.6, -1.2 / 1.6],
      ];
      expect(
        orders.some(([x, y]) => Math.abs(first - x!) < 1e-9 && Math.abs(second - y!) < 1e-9),
        `${one}, ${other}: ${first}, ${second}`,
      ).toBe(true);
    }
  });
});

describe("a switch at the threshold of the spike", () => {
  it.each(tolerances)("with a reset: the field beyond is never seen, at tolerance %f", (rtol) => {
    const definition = model(
      "du/dt = u < th ? a : b",
      { a: 0.3, b: 5, th: 1 },
      { spike: { when: "u - th", reset: { u: 0 } } },
    );
    const result = finished(definition, 19, { rtol, atol: rtol });
    const found = times(result);
    expect(found).toHaveLength(5);
    found.forEach((time, n) => {
      expect(time).toBeCloseTo((n + 1) / 0.3, 12);
    });
    expectAll(gradientOfSpike(result, 4), { a: -5 / 0.09, th: 5 / 0.3, b: 0 });
    expectAll(gradientOf(result), { a: 19, th: -5 });
  });

  it.each(tolerances)("without a reset: one spike, then the other field, at tolerance %f", (rtol) => {
    const definition = model(
      "du/dt = u < th ? a : b",
      { a: 0.3, b: 5, th: 1 },
      { spike: { when: "u - th" } },
    );
    const result = finished(definition, 20, { rtol, atol: rtol });
    expect(times(result)).toHaveLength(1);
    expectAll(gradientOfSpike(result), { a: -1 / 0.09, th: 1 / 0.3, b: 0 });
    expectAll(gradientOf(result), { a: 5 / 0.09, b: 20 - 1 / 0.3, th: 1 - 5 / 0.3 });
  });

  it.each(tolerances)("of another parameter: one of the two orders, at tolerance %f", (rtol) => {
    for (const [when, comparison] of [
      ["u - th", "u < c"],
      ["2 * u - 2 * th", "u < c"],
      ["u - th", "3 * u < 3 * c"],
    ]) {
      const definition = model(
        `du/dt = ${comparison} ? a : b`,
        { a: 0.3, b: 5, th: 0.7, c: 0.7 },
        { spike: { when: when!, reset: { u: "u - 0.5" } } },
      );
      const result = finished(definition, 3.5, { rtol, atol: rtol });
      expect(times(result)).toHaveLength(1);
      const gradient = gradientOfSpike(result);
      const [toC, toTh] = [at(gradient, "c"), at(gradient, "th")];
      expect(toC + toTh).toBeCloseTo(1 / 0.3, 11);
      expect(Math.min(Math.abs(toC), Math.abs(toC - (1 / 0.3 - 1 / 5)))).toBeLessThan(1e-10);
    }
  });
});

describe("a switch in the condition of an event", () => {
  const pair = (when: string, parameters: Record<string, number>, reset: Record<string, string> = {}) =>
    model("du/dt = a\ndv/dt = b", parameters, { state: { u: {}, v: {} }, spike: { when, reset } });

  it.each(tolerances)("that lowers the threshold makes the spike, at tolerance %f", (rtol) => {
    const definition = pair("u - (v > c ? low : high)", { a: 0.2, b: 0.1, c: 0.6, low: 0.5, high: 9 });
    const result = finished(definition, 20, { rtol, atol: rtol });
    expect(times(result)).toHaveLength(1);
    expect(times(result)[0]).toBeCloseTo(6, 12);
    expectAll(gradientOfSpike(result), { c: 10, b: -60, a: 0, low: 0, high: 0 });
  });

  it.each(tolerances)("and one that raises it just before prevents it, at tolerance %f", (rtol) => {
    const definition = pair("u - (v > c ? high : low)", { a: 0.2, b: 0.1, c: 0.5, low: 1.01, high: 2 });
    const result = finished(definition, 20, { rtol, atol: rtol });
    expect(times(result)).toHaveLength(1);
    expect(times(result)[0]).toBeCloseTo(10, 12);
    expectAll(gradientOfSpike(result), { high: 5, a: -50, c: 0, low: 0 });
  });

  it.each(tolerances)("min, max, abs, clip and conditions, at tolerance %f", (rtol) => {
    const options = { rtol, atol: rtol };
    const parameters = { a: 0.2, b: -0.1, c: 0.6 };
    const cases: readonly (readonly [string, number, Readonly<Record<string, number>>])[] = [
      ["max(u, v) - c", 3, { c: 5, a: -15, b: 0 }],
      ["max(-u, -v) - c", 6, { c: 10, b: 60, a: 0 }],
      ["abs(v) - c", 6, { c: 10, b: 60 }],
      ["min(u, -v) - c", 6, { c: 10, b: 60, a: 0 }],
      ["clip(u, 0, 2) - c", 3, { c: 5, a: -15 }],
      ["clip(u, 0, c) - 0.5 * c", 1.5, { c: 2.5, a: -7.5 }],
      ["floor(u / c) - 2.5", 9, { c: 15, a: -45 }],
      ["floor(t / c) - 2.5", 1.8, { c: 3 }],
      ["u > c", 3, { c: 5, a: -15 }],
      ["u > c and v < -c", 6, { c: 10, b: 60, a: 0 }],
      ["u > c or v < -c", 3, { c: 5, a: -15, b: 0 }],
      ["not (u < c)", 3, { c: 5, a: -15 }],
      ["u + (v < -0.3 ? 10 : 0) - c", 3, { c: 5, a: -15, b: 0 }],
    ];
    for (const [when, time, expected] of cases) {
      let result: Run;
      try {
        result = finished(pair(when, parameters), 12, options);
      } catch (error) {
        expect.fail(`${when}: ${error}`);
      }
      expect(result.status, `${when}: ${result.message}`).toBe("completed");
      expect(times(result)[0], when).toBeCloseTo(time, 12);
      const gradient = gradientOfSpike(result);
      for (const [name, value] of Object.entries(expected)) {
        expect(at(gradient, name), `${when}: ${name}`).toBeCloseTo(value, 10);
      }
    }
  });
});

describe("a switch in a definition", () => {
  it("is one switch, wherever it is used", () => {
    const definition = model(
      "open = heaviside(u - c)\nflow = open * a\ndu/dt = b + flow\ndv/dt = open + flow",
      { a: 0.4, b: 0.5, c: 1 },
      { state: { u: {}, v: {} } },
    );
    const result = finished(definition, 5);
    expect(valuesOf(result)[0]).toBeCloseTo(1 + 3 * 0.9, 12);
    expect(valuesOf(result)[1]).toBeCloseTo(3 * 1.4, 12);
    expectAll(gradientOf(result), { c: -0.8, b: 2 * 1.8 + 3, a: 3 });
    expectAll(gradientOf(result, 1), { c: -2.8, b: 4 * 1.4, a: 3 });
    expect(result.program.populations[0]!.model.switches).toHaveLength(1);
  });

  it("nested: a switch whose side is chosen by another", () => {
    // c is 1 until t = s, then 2: u' = a below it, b above.
    const definition = model("c = t < s ? 1 : 2\ndu/dt = u < c ? a : b", { a: 0.5, b: 0.1, s: 4 });
    // 1 at t = 2; then 0.1 up to 1.2 at 4; then 0.5 to 2 at 5.6; then 0.1.
    const result = finished(definition, 7.6);
    expect(valuesOf(result)[0]).toBeCloseTo(2.2, 12);
    // At 4 the rate goes from 0.1 to 0.5: so much less of u, caught up at the rate 0.5 and lost at 0.1.
    expectAll(gradientOf(result), { s: -0.4 * (0.1 / 0.5) });
  });
});

describe("a jump across a switch", () => {
  const kicked = (parameters: Record<string, number>): NeuronDefinition =>
    model("du/dt = u < c ? a : b", parameters, { input: { u: "u + weight" } });

  it.each(tolerances)("up and down: no derivative to its height, at tolerance %f", (rtol) => {
    const options = { rtol, atol: rtol };
    for (const [initial, weight] of [
      [0, 2],
      [2, -2.5],
    ] as const) {
      const definition = { ...kicked({ a: 0.1, b: 0.2, c: 1 }), state: { u: { initial } } };
      const result = finished(definition, 4, { ...options, weights: [weight], input: { in: [[1]] } });
      const [before, after] = weight > 0 ? [0.1, 0.2] : [0.2, 0.1];
      expect(valuesOf(result)[0]).toBeCloseTo(initial + before + weight + 3 * after, 13);
      const gradient = gradientOf(result);
      expectAll(gradient, { c: 0, "initial.u": 1 });
      expect(gradient.inputTimes["in"]![0]![0]).toBeCloseTo(before - after, 13);
      expect(gradient.view("in→cell.weight")[0]).toBeCloseTo(1, 13);
    }
  });

  it.each(tolerances)("exactly onto it: the field decides, at tolerance %f", (rtol) => {
    const options = { rtol, atol: rtol, weights: [1], input: { in: [[1]] } };
    for (const [a, b, rate] of [
      [0, 0.25, 0.25],
      [0, -0.25, 0],
      [0, 0, 0],
    ] as const) {
      const result = finished(kicked({ a, b, c: 1 }), 4, options);
      // At 1 below the switch it rests for a = 0; at 1 it is above, as it is written.
      if (result.status === "completed") {
        expect(valuesOf(result)[0], `${a} ${b}`).toBeCloseTo(1 + 3 * rate, 13);
      } else expect(result.status).toBe("sliding");
    }
    const downward = finished({ ...kicked({ a: -0.5, b: 0.25, c: 1 }), state: { u: { initial: 2.25 } } }, 4, {
      ...options,
      weights: [-1.25],
      input: { in: [[0]] },
    });
    // Down to 1 exactly: there `u < c` does not hold, and 0.25 leads upwards.
    expect(valuesOf(downward)[0]).toBeCloseTo(2, 13);
  });

  it.each(tolerances)("by a reset, in both directions, at tolerance %f", (rtol) => {
    const definition = model(
      "du/dt = u < c ? a : b\ndp/dt = 1",
      { a: 0.5, b: 1, c: 1 },
      {
        state: { u: {}, p: {} },
        spike: { when: "u - 2", reset: { u: "u - 2" } },
        events: { lift: { when: "p - 0.5", reset: { u: "u + 1", p: -1 } } },
      },
    );
    // Lifted at 0.5 + 1.5 n from below c to above, where it spikes s_n later: b s_0 = 1 − 0.5 a, then
    // b s' = 1 − a (1.5 − s).
    const result = finished(definition, 30.25, { rtol, atol: rtol });
    let [s, toA, toB] = [0.75, -0.5, -0.75];
    for (let n = 0; n < 20; n++) {
      expect(times(result)[n]).toBeCloseTo(0.5 + 1.5 * n + s, 12);
      if (n % 6 === 0) expectAll(gradientOfSpike(result, n), { c: 0, a: toA, b: toB });
      [s, toA, toB] = [0.25 + 0.5 * s, 0.5 * toA - (1.5 - s), 0.5 * toB - (0.25 + 0.5 * s)];
    }
    expect(eventTimes(result, "lift")).toHaveLength(20);
  });

  it.each(tolerances)("of a signal, and by its slope, at tolerance %f", (rtol) => {
    const definition = model("du/dt = u < drive ? a : b", { a: 1, b: 0.25 }, { signals: ["drive"] });
    const constant = piecewiseConstant([0, 1, 2, 3], [5, 0.5, 9, 2.5]);
    const one = finished(definition, 4, { rtol, atol: rtol, input: { "cell.drive": constant } });
    // 1 at t = 1, below 0.5 no more: 1.25 at 2, 2.25 at 3, 2.5 at 3.25, 2.5 + 0.75/4 at 4.
    expect(valuesOf(one)[0]).toBeCloseTo(2.5 + 0.75 / 4, 13);
    const signal = gradientOf(one).signals["cell.drive"]!;
    // ∂/∂level of level + (4 − 3 − (level − 2.25)) / 4 at the last piece.
    expect([...signal].map((slope) => Math.round(slope * 1e10) / 1e10)).toEqual([0, 0, 0, 0.75]);
    const linear = piecewiseLinear([0, 4], [3, -1]);
    // u = t meets 3 − t at 1.5, then 0.25.
    const two = finished(definition, 4, { rtol, atol: rtol, input: { "cell.drive": linear } });
    expect(valuesOf(two)[0]).toBeCloseTo(1.5 + 2.5 / 4, 12);
    // drive = s0 + (s1 − s0) t/4: dτ = (1 − τ/4, τ/4)/(1 + 1); u changes by 0.75 of it.
    const slopes = gradientOf(two).signals["cell.drive"]!;
    expect(slopes[0]).toBeCloseTo((0.75 * (1 - 1.5 / 4)) / 2, 11);
    expect(slopes[1]).toBeCloseTo((0.75 * 1.5) / 4 / 2, 11);
  });
});

describe("a switch at the time of something else", () => {
  it("an arrival whose events go on in later rounds: they have its time, not that of the switch", () => {
    // 8 is halved until it is below 1, at once: four events at the time of the arrival.
    const definition = model(
      "du/dt = 0\ndw/dt = a * (t > onset)",
      { a: 1, onset: 2 },
      {
        state: { u: {}, w: {} },
        spike: { when: "u - 1", reset: { u: "u / 2" } },
        input: { u: "u + weight" },
      },
    );
    const result = run(fed(definition, 8), { in: [[2]] }, { until: 4 });
    expect(times(result)).toEqual([2, 2, 2, 2]);
    for (let k = 1; k <= 4; k++) {
      const cotangents = zeroCotangents(result);
      cotangents.spikeTimes[k] = 1;
      const gradient = pullback(result, cotangents);
      expect(gradient.view("cell.onset")[0]).toBe(0);
      expect(gradient.view("in→cell.delay")[0]).toBe(1);
    }
  });

  it.each(tolerances)("an arrival, a breakpoint, a sample, the end of the run, at tolerance %f", (rtol) => {
    const definition = model(
      "du/dt = a * (t > onset) + drive",
      { a: 1, onset: 2 },
      {
        signals: ["drive"],
        input: { u: "u * 2 + weight" },
      },
    );
    const input = { in: [[2]], "cell.drive": piecewiseConstant([0, 2], [0.5, 0.25]) };
    const samples = [
      { population: "cell", times: [2, 4] },
      { population: "cell", times: [2], side: "before" as const },
    ];
    const result = run(fed(definition, 3), input, { until: 4, samples, rtol, atol: rtol });
    expect(result.samples("cell", "before").values[0]).toBeCloseTo(1, 14);
    expect(result.samples("cell").values[0]).toBeCloseTo(5, 14);
    expect(result.samples("cell").values[1]).toBeCloseTo(7.5, 13);
    const cotangents = zeroCotangents(result);
    cotangents.samples.get(result.samples("cell"))![1] = 1;
    const gradient = pullback(result, cotangents);
    // In the order they are worked off the onset comes before or after the arrival doubles u.
    const onset = at(gradient, "onset");
    expect(
      [-1, -2].some((slope) => Math.abs(onset - slope) < 1e-11),
      `${onset}`,
    ).toBe(true);
    expect(at(gradient, "a")).toBeCloseTo(2, 12);
    // The arrival moves: before it 0.5 or 0.25, after it 1.25, doubled: one of the two sides of a kink.
    const moved = gradient.inputTimes["in"]![0]![0]!;
    const sides = [0.5, 1.5, 0.25, 1.25].flatMap((f) => [0.25, 1.25].map((g) => 2 * f - g));
    expect(
      sides.some((slope) => Math.abs(moved - slope) < 1e-11),
      `${moved}`,
    ).toBe(true);
    const ends = finished(model("du/dt = t < 4 ? 1 : 100"), 4, { rtol, atol: rtol });
    expect(valuesOf(ends)[0]).toBeCloseTo(4, 13);
  });
});

describe("a run that begins on a switch", () => {
  it.each(tolerances)("goes where the field leads, at tolerance %f", (rtol) => {
    const cases: readonly (readonly [string, number])[] = [
      ["u > 0 ? 2 : 1", 6],
      ["u >= 0 ? 2 : 1", 6],
      ["u < 0 ? 2 : 1", 3],
      ["u > 0 ? -2 : -1", -3],
      ["u <= 0 ? -2 : 1", -6],
      ["u >= 0 ? 2 : -1", 6],
      ["1 + sign(u)", 6],
      ["sign(u) - 1", -6],
      ["1 + heaviside(u)", 6],
      ["heaviside(u) - 1.5", -4.5],
      ["t > 0 ? 2 : 1", 6],
      ["t >= 0 ? 2 : 1", 6],
      ["t <= 0 ? 9 : 1", 3],
      ["t < 0 ? 9 : 1", 3],
      ["1 + floor(t)", 6],
      ["ceil(t)", 6],
      ["sign(t)", 3],
      ["1 + abs(u) - max(u, 0)", 3],
      ["t > 0 and t < 2 ? 1 : 0", 2],
      ["u * t > 0 ? 2 : 1", 6],
      ["u * t >= 0 ? 2 : 1", 6],
      ["u * u > 0 ? 2 : 1", 6],
    ];
    for (const [field, expected] of cases) {
      const result = finished(model(`du/dt = ${field}`), 3, { rtol, atol: rtol });
      expect(result.status, `${field}: ${result.message}`).toBe("completed");
      expect(result.samples("cell").values[0], field).toBeCloseTo(expected, 12);
    }
  });

  it("or says that it slides", () => {
    for (const field of [
      "u > 0 ? -2 : 1",
      "u >= 0 ? -2 : 1",
      "u < 0 ? 1 : -1",
      "0.5 - sign(u)",
      "0.5 - floor(1 + u)",
    ]) {
      expect(finished(model(`du/dt = ${field}`), 3).status, field).toBe("sliding");
    }
  });
});

describe("a switch met from rest", () => {
  /** u = (t − 1)^n / n! after 1, exactly 0 before: its first n − 1 derivatives are 0 where it leaves. */
  const chain = (n: number, sign: number, test: string): NeuronDefinition => {
    const names = Array.from({ length: n - 1 }, (_, k) => `x${k + 1}`);
    const states = ["u", ...names];
    const lines = states.map((name, k) => {
      return `d${name}/dt = ${k === n - 1 ? `${sign} * (t > onset)` : states[k + 1]}`;
    });
    return model(
      [...lines, `dseen/dt = ${test}`].join("\n"),
      { onset: 1 },
      {
        state: Object.fromEntries([...states, "seen"].map((name) => [name, {}])),
        spike: { when: "u - 1e9", reset: {} },
      },
    );
  };

  it.each(tolerances)("that it leaves with a higher derivative, at tolerance %f", (rtol) => {
    for (const n of [1, 2, 3, 4]) {
      for (const sign of [1, -1]) {
        const cases: readonly (readonly [string, number])[] = [
          ["u > 0 ? 1 : 0", sign > 0 ? 2 : 0],
          ["u < 0 ? 1 : 0", sign > 0 ? 0 : 2],
          ["u >= 0 ? 1 : 0", sign > 0 ? 3 : 1],
          ["u <= 0 ? 1 : 0", sign > 0 ? 1 : 3],
          ["sign(u)", 2 * sign],
          ["heaviside(u)", sign > 0 ? 3 : 1],
          ["floor(u) < 0 ? 1 : 0", sign > 0 ? 0 : 2],
        ];
        for (const [test, expected] of cases) {
          const result = finished(chain(n, sign, test), 3, { rtol, atol: rtol });
          const what = `${test}, n = ${n}, sign = ${sign}`;
          expect(result.status, `${what}: ${result.message}`).toBe("completed");
          const { values } = result.samples("cell");
          const factorial = [1, 1, 2, 6, 24][n]!;
          expect(values[0], what).toBeCloseTo((sign * 2 ** n) / factorial, 11);
          expect(values[n], what).toBeCloseTo(expected, 11);
        }
      }
    }
  });

  it.each(tolerances)("that it touches and leaves to where it came from, at tolerance %f", (rtol) => {
    // u = (t − 1)^2 and (t − 1)^4 from above, and from below.
    for (const [rate, initial] of [
      ["2 * (t - 1)", 1],
      ["4 * (t - 1)^3", 1],
      ["-2 * (t - 1)", -1],
    ] as const) {
      const definition = model(
        `du/dt = ${rate}\ndseen/dt = u < 0 ? 1 : 0`,
        {},
        {
          state: { u: { initial }, seen: {} },
          spike: { when: "u - 1e9", reset: {} },
        },
      );
      const result = finished(definition, 3, { rtol, atol: rtol });
      // What is lost in rounding may be crossed twice there, or end the run with a reason.
      if (result.status !== "completed") {
        expect(
          ["grazing-event", "undecided-event", "sliding", "event-accumulation"],
          result.message,
        ).toContain(result.status);
        continue;
      }
      expect(result.samples("cell").values[1], rate).toBeCloseTo(initial > 0 ? 0 : 3, 3);
    }
  });
});

describe("a rest exactly on a switch", () => {
  it.each(tolerances)("lasts until something moves it, at tolerance %f", (rtol) => {
    for (const [field, rate] of [
      ["u < c ? 1 : 0", 0],
      ["max(c - u, 0)", 0],
      ["-sign(u - c)", 0],
    ] as const) {
      const definition = model(
        `du/dt = (${field}) + rate * (t > 5)`,
        { c: 1, rate },
        {
          state: { u: { initial: field.startsWith("max") ? 1 : 0 } },
          input: { u: "u + weight" },
        },
      );
      const result = finished(definition, 9, { rtol, atol: rtol });
      expect(valuesOf(result)[0], field).toBeCloseTo(1, 12);
      // Kicked off, it goes back or stays.
      for (const weight of [0.5, -0.5]) {
        const kicked = finished(definition, 9, { rtol, atol: rtol, weights: [weight], input: { in: [[6]] } });
        const stays = field !== "-sign(u - c)" && weight > 0;
        const slow = field.startsWith("max") && weight < 0;
        const expected = stays ? 1.5 : slow ? 1 - 0.5 * Math.exp(-3) : 1;
        expect(kicked.status, `${field}, ${weight}: ${kicked.message}`).toBe("completed");
        expect(kicked.samples("cell").values[0], field).toBeCloseTo(expected, slow ? 2 : 12);
      }
    }
  });
});
