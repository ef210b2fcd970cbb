/** What the exact flow promises of event functions: bounds that hold, and polynomials within their margins. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bernsteinSlot } from "../../src/compile/slots.ts";
import { bernsteinValue } from "../../src/events/bernstein.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { lif } from "../../src/neurons/lif.ts";
import type { NeuronModel } from "../../src/neurons/neuron-model.ts";
import { exactFlow } from "../../src/solvers/exact-flow.ts";
import { flowDegree } from "../../src/solvers/method.ts";
import { defaultsOf, oneFrame } from "../support/one-frame.ts";

const compartments = defineNeuron({
  name: "compartments",
  state: { v: {}, a: {}, b: {} },
  parameters: {
    tauMem: { default: 20, domain: "positive" },
    tauSyn: { default: 5, domain: "positive" },
    bias: 0,
    th: 1,
  },
  dynamics: `
    dv/dt = (-v + a - 0.5 * b + bias) / tauMem
    da/dt = (-a + b) / tauSyn + 0.01 * t
    db/dt = 0.02 * b - 0.1 * bias
  `,
  spike: { when: "v - 0.3 * a - th - 0.02 * t", reset: { v: "0" } },
});

/** Two compartments that drive each other, or a resonator where b < 0, behind a synapse and before a third state. */
const pair = (b: number): NeuronModel =>
  defineNeuron({
    name: "pair",
    state: { v: {}, w: {}, a: {}, u: {} },
    parameters: {
      tauMem: { default: 20, domain: "positive" },
      tauSyn: { default: 5, domain: "positive" },
      bias: 0,
      b,
      th: 1,
    },
    dynamics: `
      dv/dt = (-v + w + a + bias) / tauMem
      dw/dt = (b * v - 0.7 * w) / tauSyn + 0.01 * t
      da/dt = -a / tauSyn
      du/dt = (v - 0.2 * w - u) / tauMem
    `,
    spike: { when: "v - 0.3 * u - th - 0.02 * t", reset: { v: "0" } },
  });

/** Nothing else is there whose bound would be of help. */
const lone = (b: number): NeuronModel =>
  defineNeuron({
    name: "lone",
    state: { v: {}, w: {} },
    parameters: {
      tauMem: { default: 20, domain: "positive" },
      tauSyn: { default: 5, domain: "positive" },
      bias: 0,
      b,
      th: 1,
    },
    dynamics: "dv/dt = (-v + w + bias) / tauMem\n dw/dt = (b * v - 0.7 * w) / tauSyn",
    spike: { when: "v - th", reset: { v: "0" } },
  });

/** Three compartments, the middle one driven, behind a synapse and before a pair. */
const cable = defineNeuron({
  name: "cable",
  state: { v: {}, w: {}, x: {}, i: {}, p: {}, q: {} },
  parameters: {
    tauMem: { default: 20, domain: "positive" },
    tauSyn: { default: 5, domain: "positive" },
    bias: 0,
    th: 1,
  },
  dynamics: `
    dv/dt = (-v + bias) / tauMem + 0.4 * (w - v)
    dw/dt = -w / tauMem + 0.4 * (v - w) + 0.1 * (x - w) + i / tauMem + 0.01 * t
    dx/dt = -x / tauMem + 0.3 * (w - x)
    di/dt = -i / tauSyn
    dp/dt = (v - q) / tauSyn
    dq/dt = p / tauSyn
  `,
  spike: { when: "v - 0.3 * p - th - 0.02 * t", reset: { v: "0" } },
});

const number = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });
const parts = Array.from({ length: 201 }, (_, k) => k / 200);

describe.each<[string, NeuronModel]>([
  ["LIF", lif],
  ["compartments, one of which grows", compartments],
  ["compartments that drive each other", pair(0.5)],
  ["a resonator", pair(-4)],
  ["a resonator that grows", pair(3)],
  ["two states alone that drive each other", lone(0.5)],
  ["three compartments", cable],
])("event functions of %s", (_, model) => {
  const { kernels, write, read } = oneFrame(model, exactFlow);
  write(defaultsOf(model));
  const states = model.states.map(({ name }) => name);

  it("lie below their bound, and within the margin of their polynomial", () => {
    let dismissed = 0;
    fc.assert(
      fc.property(
        fc.array(number(-3, 3), { minLength: states.length, maxLength: states.length }),
        fc.tuple(number(0.5, 40), number(0.5, 40), number(-2, 2)),
        fc.oneof(number(0, 10), number(0, 200)),
        (y, [tauMem, tauSyn, bias], wanted) => {
          write({ tauMem, tauSyn, bias, t: 0 });
          kernels.stepCap(0);
          const h = Math.min(wanted, read(["$stepCap"])[0]!);
          write({
            $h: h,
            ...Object.fromEntries(states.map((s, i) => [s, y[i]!])),
          });
          kernels.step(0);
          const [peak, slack] = read(["$gPeak.spike", "$gMargin.spike"]);
          if (peak! < -slack!) dismissed++;
          kernels.shape[0]!(0);
          const [margin, rounding] = read(["$gMargin.spike", "$gRounding.spike"]);
          const coefficients = read(
            Array.from({ length: flowDegree + 1 }, (__, k) => bernsteinSlot("spike", k)),
          );
          for (const theta of parts) {
            write({ $h: theta * h });
            kernels.step(0);
            const value = read(["$gEnd.spike"])[0]!;
            expect(value).toBeLessThanOrEqual(peak! + slack! + 1e-14 * Math.abs(peak!));
            const bound = (margin! - rounding!) * Math.min(1, 4 * theta, 4 * (1 - theta)) + 16 * rounding!;
            expect(Math.abs(bernsteinValue(coefficients, theta) - value)).toBeLessThanOrEqual(bound);
          }
        },
      ),
      { numRuns: 100 },
    );
    expect(dismissed).toBeGreaterThan(20);
  });
});

it("bounds what rounding makes of an oscillation that is near zero at both ends of a step", () => {
  const { kernels, write, read } = oneFrame(
    defineNeuron({
      name: "oscillator",
      state: { v: {}, w: {} },
      dynamics: "dv/dt = 2 * w\n dw/dt = -v",
      spike: { when: "v" },
    }),
    exactFlow,
  );
  // π/√2 · 10^31, after which v = √2 sin(√2 t), from v = 0 and w = 1, is back at zero.
  const half = 22_214_414_690_791_831_235_079_404_950_303n;
  for (const k of [1, 2, 3, 10, 33, 100, 321, 1000]) {
    const h = (k * Math.PI) / Math.SQRT2;
    write({ t: 0, $h: h, v: 0, w: 1 });
    kernels.step(0);
    const [end, rounding] = read(["$gEnd.spike", "$gRounding.spike"]);
    // From 1 on a time is a whole number of 2^−52; so near zero the sine is its argument.
    const off = BigInt(h * 2 ** 52) * 10n ** 31n - BigInt(k) * half * 2n ** 52n;
    const exact = (2 * Number(off) * (-1) ** k) / (1e31 * 2 ** 52);
    const error = Math.abs(end! - exact);
    expect(error, `after ${k} halves`).toBeLessThanOrEqual(rounding!);
    // The phase, √2 h, is good to one rounding or two at a height of √2; the bound counts four of 2^−52.
    expect(rounding).toBeLessThan(8 * Number.EPSILON * (1 + Math.SQRT2 * h));
  }
});

describe("margins of polynomials", () => {
  const circle = {
    name: "circle",
    state: { v: {}, w: {} },
    dynamics: "dv/dt = w\n dw/dt = -v",
    spike: { when: "v - 2" },
  };
  const growing = {
    name: "growing",
    state: { v: {} },
    dynamics: "dv/dt = v + t",
    spike: { when: "v - 100" },
  };

  /** Largest distance of the polynomial over a step from g, in units of its margin. */
  function distance(model: NeuronModel, start: Record<string, number>, h: number): number {
    const { kernels, write, read } = oneFrame(model, exactFlow);
    write({ ...defaultsOf(model), ...start, t: 0, $h: h });
    kernels.step(0);
    kernels.shape[0]!(0);
    const [margin, rounding] = read(["$gMargin.spike", "$gRounding.spike"]);
    const names = Array.from({ length: flowDegree + 1 }, (_, k) => bernsteinSlot("spike", k));
    const coefficients = read(names);
    const distances = parts.slice(1, -1).map((theta) => {
      write({ $h: theta * h });
      kernels.step(0);
      const off = Math.abs(bernsteinValue(coefficients, theta) - read(["$gEnd.spike"])[0]!);
      return (off - 16 * rounding!) / Math.min(1, 4 * theta, 4 * (1 - theta));
    });
    return Math.max(...distances) / (margin! - rounding!);
  }

  it("are as small as the ninth derivative allows, whatever the phase of an oscillator", () => {
    let most = 0;
    for (let phase = 0; phase < 6; phase += 0.25) {
      for (const h of [1, 1.5, 2, 3, 6]) {
        const start = { v: Math.cos(phase), w: -Math.sin(phase) };
        most = Math.max(most, distance(defineNeuron(circle), start, h));
      }
    }
    expect(most).toBeLessThanOrEqual(1);
    // cos has its ninth derivative of 1 near both ends of a step about its zero, but the middle of it is smaller.
    expect(most).toBeGreaterThan(0.6);
  });

  it("know what a ramp makes of what grows, from rest", () => {
    // v = e^t − 1 − t.
    for (const h of [0.5, 1, 2, 4])
      expect(distance(defineNeuron(growing), { v: 0 }, h)).toBeLessThanOrEqual(1);
  });
});
