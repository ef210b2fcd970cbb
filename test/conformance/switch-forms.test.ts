/**
 * Switches against closed forms: where the pieces of a solution are polynomials, to rounding at every tolerance;
 * elsewhere to the tolerance.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pullback, zeroCotangents } from "../../src/adjoint/pullback.ts";
import type { Run } from "../../src/compile/run.ts";
import type { NeuronDefinition } from "../../src/neurons/neuron-definition.ts";
import type { Input } from "../../src/simulate/given/input.ts";
import type { SimulateOptions } from "../../src/simulate/given/options.ts";
import { runAlone, times } from "../support/one-cell.ts";

const tolerances = [1e-3, 1e-6, 1e-9];
const once = { stopAfterSpikes: { cell: 1 } };
const tight = { rtol: 1e-9, atol: 1e-9 };

/** v from 0 to a threshold `th`, 1 if not given. */
const rising = (
  dynamics: string,
  parameters: Record<string, number> = {},
  rest: Partial<NeuronDefinition> = {},
): NeuronDefinition => ({
  name: "rising",
  state: { v: {} },
  parameters: { th: 1, ...parameters },
  dynamics,
  spike: { when: "v - th" },
  ...rest,
});

/** The time of spike `spike` and its derivatives to parameters of the cell. */
function spikeOf(result: Run, spike = 0): { readonly time: number; readonly to: (name: string) => number } {
  const cotangents = zeroCotangents(result);
  const record = result.spikeTrains("cell").records[spike]!;
  cotangents.spikeTimes[record] = 1;
  const gradient = pullback(result, cotangents);
  return { time: times(result)[spike]!, to: (name) => gradient.view(`cell.${name}`)[0]! };
}

/** State `index` at the end, and its derivatives. */
function endOf(
  definition: NeuronDefinition,
  until: number,
  { index = 0, input = {}, ...options }: Partial<SimulateOptions> & { index?: number; input?: Input } = {},
): { readonly value: number; readonly to: (name: string) => number } {
  const samples = [{ population: "cell", times: [until] }];
  const result = runAlone(definition, input, { until, samples, ...options });
  const cotangents = zeroCotangents(result);
  cotangents.samples.get(result.samples("cell"))![index] = 1;
  const gradient = pullback(result, cotangents);
  return {
    value: result.samples("cell").values[index]!,
    to: (name) => gradient.view(`cell.${name}`)[0]!,
  };
}

function expectClose(found: number, expected: number, relative: number, scale = Math.abs(expected)): void {
  if (!(Math.abs(found - expected) <= relative * Math.max(scale, Number.MIN_VALUE))) {
    expect.fail(`${found} is not ${expected}: off by ${found - expected}, allowed ${relative * scale}`);
  }
}

/** Uniform on a grid, away from what is special. */
const number = (min: number, max: number): fc.Arbitrary<number> =>
  fc.noBias(fc.integer({ min: 1, max: 9999 })).map((n) => min + ((max - min) * n) / 10_000);

describe("a rate that changes at a height", () => {
  it("T = c/a + (1 − c)/b and all its derivatives", () => {
    const arbitrary = fc.record({
      a: number(0.05, 3),
      b: number(0.05, 3),
      c: number(0, 1),
      form: fc.constantFrom(
        "v < c ? a : b",
        "v >= c ? b : a",
        "a + (b - a) * heaviside(v - c)",
        "(a + b) / 2 + (b - a) / 2 * sign(v - c)",
        "not (v < c) ? b : a",
        "v < c and v < 7 ? a : b",
        "(v < c) * a + (c <= v) * b",
        "a + (b - a) * floor(1 + 0.5 * (v - c))",
      ),
      rtol: fc.constantFrom(...tolerances),
    });
    fc.assert(
      fc.property(arbitrary, ({ a, b, c, form, rtol }) => {
        const definition = rising(`dv/dt = ${form}`, { a, b, c });
        const { time, to } = spikeOf(runAlone(definition, {}, { until: 40, rtol, atol: rtol, ...once }));
        expectClose(time, c / a + (1 - c) / b, 1e-13);
        const scale = Math.max(c / a ** 2, (1 - c) / b ** 2, 1 / a, 1 / b);
        expectClose(to("a"), -c / a ** 2, 1e-12, scale);
        expectClose(to("b"), -(1 - c) / b ** 2, 1e-12, scale);
        expectClose(to("c"), 1 / a - 1 / b, 1e-12, scale);
        expectClose(to("th"), 1 / b, 1e-12, scale);
      }),
      { numRuns: 35 },
    );
  });

  it("staircases of up to 8 heights", () => {
    const arbitrary = fc.record({
      rates: fc.array(number(0.1, 3), { minLength: 3, maxLength: 9 }),
      rtol: fc.constantFrom(...tolerances),
    });
    fc.assert(
      fc.property(arbitrary, ({ rates, rtol }) => {
        const n = rates.length;
        const nested = (k: number): string =>
          k === n - 1 ? `r${k}` : `(v < ${(k + 1) / n} * th ? r${k} : ${nested(k + 1)})`;
        const definition = rising(
          `dv/dt = ${nested(0)}`,
          Object.fromEntries(rates.map((rate, k) => [`r${k}`, rate])),
        );
        const { time, to } = spikeOf(runAlone(definition, {}, { until: 40, rtol, atol: rtol, ...once }));
        expectClose(
          time,
          rates.reduce((sum, rate) => sum + 1 / (n * rate), 0),
          1e-13,
        );
        const scale = Math.max(...rates.map((rate) => 1 / (n * rate ** 2)));
        for (const [k, rate] of rates.entries()) expectClose(to(`r${k}`), -1 / (n * rate ** 2), 1e-12, scale);
        // Every height is a share of the threshold.
        expectClose(to("th"), time, 1e-12);
      }),
      { numRuns: 14 },
    );
  });
});

describe("a pulse", () => {
  it("of any width, anywhere: its area and its ends' derivatives", () => {
    const arbitrary = fc.record({
      on: number(0, 400),
      width: fc.tuple(number(1, 10), fc.integer({ min: -6, max: 1 })).map(([m, e]) => m * 10 ** e),
      form: fc.constantFrom(
        "t > on and t < off ? a : 0",
        "a * (heaviside(t - on) - heaviside(t - off))",
        "a * (sign(t - on) - sign(t - off)) / 2",
        "(t < on ? 0 : (t < off ? a : 0))",
        "not (t < on or t > off) ? a : 0",
        "abs(t - (on + off) / 2) < (off - on) / 2 ? a : 0",
        "a * (min(t - on, off - t) > 0)",
      ),
      leak: fc.constantFrom(0, 0.05),
      rtol: fc.constantFrom(...tolerances),
    });
    fc.assert(
      fc.property(arbitrary, ({ on, width, form, leak, rtol }) => {
        const off = on + width;
        const a = 3 / width;
        const definition = rising(`dv/dt = (${form}) - leak * v`, { on, off, a, leak, th: 99 });
        const { value, to } = endOf(definition, 500, { rtol, atol: rtol });
        const [first, second] = [Math.exp(leak * (on - 500)), Math.exp(leak * (off - 500))];
        // The ends are met within the rounding of t: 4 ε · 2 t in the time, so much of a in the value.
        const rounding = (8 * Number.EPSILON * 800 * a) / 3;
        const error = leak === 0 ? 1e-13 : 30 * rtol;
        const area = leak === 0 ? off - on : (second - first) / leak;
        expectClose(value, a * area, error + rounding, 3);
        expectClose(to("a"), area, error + rounding, width);
        expectClose(to("on"), -a * first, error + 1e-12, a);
        expectClose(to("off"), a * second, error + 1e-12, a);
      }),
      { numRuns: 35 },
    );
  });

  it.each(tolerances)("train of floor(t / period), at tolerance %f", (rtol) => {
    // 1 for the first `width` of every period.
    const form = "(t / period - floor(t / period)) * period < width ? 1 : 0";
    for (const [period, width] of [
      [7, 0.01],
      [3.1, 1.4],
      [50, 1e-5],
    ] as const) {
      const definition = rising(`dv/dt = ${form}`, { period, width, th: 99 });
      const { value, to } = endOf(definition, 20.5 * period, { rtol, atol: rtol });
      expectClose(value, 21 * width, 1e-12 * period, 1);
      expectClose(to("width"), 21, 1e-9);
      expectClose(to("period"), 0, 1e-9, 21);
    }
  });
});

describe("a kink", () => {
  it("a + b·max(0, v − c): the time and all its derivatives", () => {
    const arbitrary = fc.record({
      a: number(0.1, 1),
      b: number(0.1, 3),
      c: number(0.05, 0.95),
      form: fc.constantFrom(
        "a + b * max(0, v - c)",
        "a + b * max(v, c) - b * c",
        "a + b * (v - min(v, c))",
        "a + b / 2 * (v - c + abs(v - c))",
        "a + b * (v > c ? v - c : 0)",
        "a + b * clip(v - c, 0, 5)",
        "a + b * (v - c) * heaviside(v - c)",
      ),
    });
    fc.assert(
      fc.property(arbitrary, ({ a, b, c, form }) => {
        const definition = rising(`dv/dt = ${form}`, { a, b, c });
        const { time, to } = spikeOf(runAlone(definition, {}, { until: 30, ...tight, ...once }));
        const end = a + b * (1 - c);
        const log = Math.log(end / a);
        expectClose(time, c / a + log / b, 3e-9);
        const scale = Math.max(1 / a ** 2, time / b, 1 / a);
        expectClose(to("a"), -c / a ** 2 + (1 / end - 1 / a) / b, 3e-9, scale);
        expectClose(to("b"), -log / b ** 2 + (1 - c) / end / b, 3e-9, scale);
        expectClose(to("c"), 1 / a - 1 / end, 3e-9, scale);
        expectClose(to("th"), 1 / end, 3e-9, scale);
      }),
      { numRuns: 20 },
    );
  });

  it("clip(v, low, high): linear, exponential, linear", () => {
    const [low, high, th, initial] = [0.5, 1.7, 4, 0.1];
    const definition = rising("dv/dt = clip(v, low, high)", { low, high, th }, { state: { v: { initial } } });
    const { time, to } = spikeOf(runAlone(definition, {}, { until: 30, ...tight, ...once }));
    expectClose(time, (low - initial) / low + Math.log(high / low) + (th - high) / high, 1e-9);
    expectClose(to("low"), initial / low ** 2 - 1 / low, 1e-9);
    expectClose(to("high"), 1 / high - th / high ** 2, 1e-9);
    expectClose(to("th"), 1 / high, 1e-9);
    expectClose(to("initial.v"), -1 / low, 1e-9);
  });

  it("|sin|: its integral and where a level is reached", () => {
    const definition = rising("dv/dt = abs(sin(omega * t))", { omega: 1.3, th: 99 });
    const n = 40;
    const { value, to } = endOf(definition, (n * Math.PI) / 1.3, tight);
    expectClose(value, (2 * n) / 1.3, 3e-9);
    // ∂/∂ω of ∫ |sin ωt| with a fixed end T = nπ/ω₀: ∫ t cos(ωt) sign = (T |sin ωT| − ∫|sin|)/ω.
    // The derivative of the field grows with t, which the control of the error of v does not see.
    expectClose(to("omega"), (-2 * n) / 1.3 ** 2, 1e-7);
  });
});

describe("an oscillator that a relay drives", () => {
  /** x'' = −F sign(x) from x = A at rest: parabolas, period 4·sqrt(2 A / F). */
  const relay = (force: string, extra: Record<string, number> = {}): NeuronDefinition => ({
    name: "relay",
    state: { x: { initial: 1.3 }, u: {} },
    parameters: { force: 0.7, ...extra },
    dynamics: `dx/dt = u\ndu/dt = ${force}`,
    spike: { when: "x", direction: "falling", reset: {} },
  });

  it.each(tolerances)("by parabolas: every crossing and its derivatives, at tolerance %f", (rtol) => {
    for (const force of ["-force * sign(x)", "x < 0 ? force : -force", "force * (1 - 2 * heaviside(x))"]) {
      const result = runAlone(relay(force), {}, { until: 500, rtol, atol: rtol });
      const quarter = Math.sqrt((2 * 1.3) / 0.7);
      const found = times(result);
      expect(found).toHaveLength(Math.floor((500 / quarter - 1) / 4) + 1);
      found.forEach((time, n) => {
        expectClose(time, (4 * n + 1) * quarter, 1e-12);
      });
      const last = spikeOf(result, 30);
      expectClose(last.to("force"), (-0.5 * 121 * quarter) / 0.7, 1e-9);
      expectClose(last.to("initial.x"), (0.5 * 121 * quarter) / 1.3, 1e-9);
    }
  });

  it("with dry friction: half cycles about ±μ, then it sticks", () => {
    // x'' = −x − μ sign(x'): half cycles of π, each 2μ smaller; from 1.05 with μ = 0.1 five of them, to −0.05.
    const definition: NeuronDefinition = {
      name: "friction",
      state: { x: { initial: 1.05 }, u: {} },
      parameters: { mu: 0.1 },
      dynamics: "dx/dt = u\ndu/dt = -x - mu * sign(u)",
      spike: { when: "x - 99", reset: {} },
    };
    const samples = [{ population: "cell", times: [1, 2, 3, 4].map((n) => n * Math.PI) }];
    const result = runAlone(definition, {}, { until: 30, samples, ...tight, throwOnFailure: false });
    expect(result.status).toBe("sliding");
    const { values } = result.samples("cell");
    for (let n = 1; n <= 4; n++) {
      expectClose(values[2 * (n - 1)]!, (-1) ** n * (1.05 - 0.2 * n), 1e-7, 1);
    }
    expect(result.message).toMatch(/u = 0 from both sides at t = 15\.70/);
  });
});

describe("waves of floor(t)", () => {
  const wave = (form: string): NeuronDefinition => rising(`dv/dt = ${form}`, { p: 1.7, th: 99 });

  it.each(tolerances)("saw and triangle: their integrals, at tolerance %f", (rtol) => {
    const options = { rtol, atol: rtol };
    const cycles = 37;
    const saw = endOf(wave("t / p - floor(t / p)"), cycles * 1.7 + 0.4, options);
    expectClose(saw.value, (cycles * 1.7) / 2 + 0.4 ** 2 / 2 / 1.7, 1e-12);
    const triangle = "2 * abs(2 * (t / p - floor(t / p + 0.5)))";
    const found = endOf(wave(triangle), cycles * 1.7, options);
    expectClose(found.value, cycles * 1.7, 1e-12);
    expectClose(endOf(wave("ceil(t / p) - t / p"), cycles * 1.7, options).value, (cycles * 1.7) / 2, 1e-12);
    expectClose(endOf(wave("int(t / p)"), 5 * 1.7, options).value, 10 * 1.7, 1e-12);
  });

  it("floor of the state: v' = 1 + floor(k·v)", () => {
    const definition = rising("dv/dt = 1 + floor(k * v)", { k: 2.5, th: 3.1 });
    const { time, to } = spikeOf(runAlone(definition, {}, { until: 30, ...once }));
    // Between n/k and (n + 1)/k the rate is n + 1; 3.1·2.5 = 7.75.
    const harmonic = [1, 2, 3, 4, 5, 6, 7].reduce((sum, n) => sum + 1 / n, 0);
    expectClose(time, harmonic / 2.5 + (3.1 - 7 / 2.5) / 8, 1e-13);
    expectClose(to("th"), 1 / 8, 1e-12);
    expectClose(to("k"), -harmonic / 2.5 ** 2 + 7 / 2.5 ** 2 / 8, 1e-12);
  });

  it("floor of a state that falls", () => {
    const definition = rising("dv/dt = floor(v) - 1", { th: 99 }, { state: { v: { initial: 0.5 } } });
    // −1 down to 0 in 0.5, then −2 down to −1 in 0.5, then −3 in 1/3.
    expectClose(endOf(definition, 0.5 + 0.5 + 1 / 3 + 0.1).value, -2.4, 1e-13);
  });
});
