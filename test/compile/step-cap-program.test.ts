/** The cap on steps: reach over the fastest rate, and whether it has to be asked for again. */
import { describe, expect, it } from "vitest";
import { explicitStepMap } from "../../src/compile/explicit-step-map.ts";
import { capVaries } from "../../src/compile/step-cap-program.ts";
import { meanSquaredError } from "../../src/losses/mean-squared-error.ts";
import { network } from "../../src/network/network.ts";
import { population } from "../../src/network/population.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { lif } from "../../src/neurons/lif.ts";
import type { NeuronDefinition } from "../../src/neurons/neuron-definition.ts";
import type { NeuronModel } from "../../src/neurons/neuron-model.ts";
import { valueAndGradient } from "../../src/objective/value-and-gradient.ts";
import { firstSpikeTimes } from "../../src/readouts/spike-times.ts";
import { stateAtTimes } from "../../src/readouts/state-at-times.ts";
import { piecewiseConstant } from "../../src/simulate/given/input.ts";
import { linearReach } from "../../src/solvers/linear-reach.ts";
import { tsitouras54 } from "../../src/solvers/tableaus/tsitouras-54.ts";
import { taylor8 } from "../../src/solvers/taylor-series.ts";
import { run } from "../support/one-cell.ts";
import { defaultsOf, oneFrame, type Values } from "../support/one-frame.ts";

const model = (dynamics: string, more: Partial<NeuronDefinition> = {}): NeuronModel =>
  defineNeuron({ name: "m", state: { u: {}, w: {} }, parameters: { a: 2, b: 3 }, dynamics, ...more });

/** The fastest rate L, from a cap with reach 1. */
function rate(own: NeuronModel, values: Values): number {
  const cell = oneFrame(own, tsitouras54);
  cell.write({ ...defaultsOf(own), t: 0, ...values, $reach: 1 });
  cell.kernels.stepCap(0);
  return 1 / cell.read(["$stepCap"])[0]!;
}

const decay = "dw/dt = 0";

describe("the fastest rate", () => {
  it("is that of the diagonal where states do not feed each other both ways", () => {
    expect(rate(model("du/dt = -a * u + 100 * w\n dw/dt = -b * w"), { u: 1, w: 1 })).toBe(3);
    expect(rate(lif, { v: 0, i: 0 })).toBeCloseTo(1 / 5, 14);
  });

  it("is the frequency of an oscillator, whatever the units of its states", () => {
    for (const unit of [1, 1e-3, 1e6]) {
      const oscillator = model(`du/dt = ${unit} * w\n dw/dt = -${2.5 ** 2 / unit} * u`);
      expect(rate(oscillator, { u: 1, w: 0 })).toBeCloseTo(2.5, 12);
    }
  });

  it("adds what comes back by way of other states to a state's own rate", () => {
    // J = (−2 6; −1.5 −3): row sums of √|J_ij J_ji| are 2 + 3 and 3 + 3.
    expect(rate(model("du/dt = -a * u + 6 * w\n dw/dt = -1.5 * u - b * w"), { u: 1, w: 1 })).toBeCloseTo(
      6,
      12,
    );
  });

  it("is that of the argument of a sine or cosine, if that is faster, whatever comes of it", () => {
    expect(rate(model(`du/dt = 3 - a * u + 0 * b * sin(30 * t)\n ${decay}`), { u: 1, w: 0 })).toBe(2);
    const small = model(`du/dt = 3 - a * u + 1e-9 * sin(30 * t) + cos(2 * u) * 1e-9\n ${decay}`);
    expect(rate(small, { u: 1, w: 0 })).toBe(30);
    // u' = 40 where u is 0, but for 1e-9.
    const fast = model(`du/dt = 40 - a * u + 1e-9 * cos(2 * u)\n ${decay}`);
    expect(rate(fast, { u: 0, w: 0 })).toBeCloseTo(80, 6);
    const driven = model(`du/dt = -a * u + 1e-9 * sin(4 * drive + t)\n ${decay}`, { signals: ["drive"] });
    expect(rate(driven, { u: 0, w: 0, drive: 1, "$slope.drive": -6 })).toBe(23);
  });

  it("is that of a ring of states, no two of which drive each other, whatever their units", () => {
    const ring = (scale: number) =>
      defineNeuron({
        name: "ring",
        state: { v: {}, c: {}, n: {} },
        dynamics: `dv/dt = -v / 10 - ${8 / scale} * n\n dc/dt = ${0.5 * scale} * v\n dn/dt = 2 * c`,
      });
    // ∛(8 · 0.5 · 2) = 2, beside the leak.
    for (const scale of [1, 1e-4, 1e5]) expect(rate(ring(scale), { v: 1, c: 0, n: 0 })).toBeCloseTo(2.1, 12);
  });

  it("is a bound that depends on units where everything drives everything", () => {
    const names = Array.from({ length: 9 }, (_, k) => `x${k}`);
    const dense = defineNeuron({
      name: "dense",
      state: Object.fromEntries(names.map((name) => [name, {}])),
      dynamics: names.map((name, k) => `d${name}/dt = ${k + 1} * (${names.join(" + ")})`).join("\n"),
    });
    // Rows add up to 9 and more, at most 81; columns to 45, which is the eigenvalue.
    expect(rate(dense, defaultsOf(dense))).toBe(45);
  });

  it("is taken at the present state, time and signal", () => {
    expect(rate(model(`du/dt = -u^2\n ${decay}`), { u: 4, w: 0 })).toBe(8);
    expect(rate(model(`du/dt = -(1 + t) * u\n ${decay}`), { u: 1, w: 0, t: 6 })).toBe(7);
    const driven = model(`du/dt = -drive * u\n ${decay}`, { signals: ["drive"] });
    expect(rate(driven, { u: 1, w: 0, drive: 9, "$slope.drive": 0 })).toBe(9);
  });
});

describe("a cap", () => {
  it.each<[string, boolean]>([
    ["du/dt = -a * u + sin(t) + drive", false],
    ["du/dt = -a * u + sin(3 * drive)", true],
    ["du/dt = -a * u + b * w + drive^2", false],
    ["du/dt = -u^2", true],
    ["du/dt = -w * u", true],
    ["du/dt = -drive * u", true],
    ["du/dt = -(1 + t) * u", true],
    ["du/dt = -u / (1 + count)", true],
  ])("of %s varies: %s", (dynamics, varies) => {
    const own = model(`${dynamics}\n ${decay}`, { signals: ["drive"], discrete: { count: {} } });
    expect(capVaries(explicitStepMap(own, tsitouras54))).toBe(varies);
  });

  it.each([1e-3, 1e-6])(
    "gives the derivative to the amplitude of a sine that is 0, at tolerance %s",
    (tolerance) => {
      const own = defineNeuron({
        name: "driven",
        state: { v: {} },
        parameters: { amplitude: 0 },
        dynamics: "dv/dt = 1.2 - v + amplitude * sin(30 * t)",
        spike: { when: "v - 1", reset: { v: 0 } },
      });
      const net = network({ populations: { cell: population(own, 1) } });
      const settings = { until: 2, rtol: tolerance, atol: tolerance };
      const terms = [{ readout: firstSpikeTimes("cell"), loss: meanSquaredError() }];
      const { gradient } = valueAndGradient(net, { ...settings, terms })(net.initialParameters(), {}, [0]);
      // L = t², v = 1.2 (1 − e^−t) + amplitude ∫₀ᵗ e^(s−t) sin 30 s ds, which is 1 at t = ln 6, where v' = 0.2.
      const t = Math.log(6);
      const driven = (Math.sin(30 * t) - 30 * Math.cos(30 * t) + 30 * Math.exp(-t)) / 901;
      expect(Math.abs(gradient.view("cell.amplitude")[0]! + (2 * t * driven) / 0.2)).toBeLessThan(
        20 * tolerance,
      );
    },
  );

  it("is kept by every step where a rate follows a signal or the time", () => {
    const options = { until: 4, rtol: 1e-3, atol: 1e-3, method: tsitouras54 };
    const cases = [
      { dynamics: "du/dt = -drive * u", rateAt: (t: number) => (t < 2 ? 0.1 : 40) },
      { dynamics: "du/dt = -(0.1 + 20 * t) * u + 0 * drive", rateAt: (t: number) => 0.1 + 20 * t },
    ];
    for (const { dynamics, rateAt } of cases) {
      // At rest, where there is no error that would shorten a step.
      const own = model(`${dynamics}\n ${decay}`, { signals: ["drive"] });
      const net = network({ populations: { cell: population(own, 1) } });
      const reach = linearReach(tsitouras54, 2e-3);
      const { tape } = run(net, { "cell.drive": piecewiseConstant([0, 2], [0.1, 40]) }, options);
      for (let record = 0; record < tape.kind.length; record++) {
        const [time, size] = [tape.time.data[record]!, tape.stepSize.data[record]!];
        expect(size * rateAt(time)).toBeLessThanOrEqual(reach * (1 + 1e-12));
      }
    }
  });
});

describe("steps of a series where a rate passes through 0", () => {
  // Below the absolute tolerance, and at rest, nothing but the cap keeps them short.
  it("find when what had been small for long has grown", () => {
    const cell = defineNeuron({
      name: "passage",
      state: { v: { initial: 1e-6 } },
      dynamics: "dv/dt = v * (t - 20) / 5",
      spike: { when: "v - 0.5", reset: { v: 1e-6 } },
    });
    const net = network({ populations: { cell: population(cell, 1) } });
    const exact = 20 + Math.sqrt(400 + 10 * Math.log(0.5 / 1e-6));
    for (const tolerance of [1e-4, 1e-6, 1e-8, 1e-10]) {
      const options = { until: 50, rtol: tolerance, atol: tolerance, method: taylor8 };
      const [time] = run(net, {}, options).spikeTimes("cell")[0]!;
      // Some twenty steps on both sides with |h λ| up to twice the reach, 2⁸ tolerances each, over a rate of 4.6/ms.
      expect(Math.abs(time! - exact)).toBeLessThan((20 * 2 ** 8 * tolerance) / 4.6);
    }
  });

  it("have the gradient to an amplitude of 0 where the argument of a sine turns", () => {
    const cell = defineNeuron({
      name: "turning",
      state: { q: {}, x: { initial: 1 }, y: {} },
      parameters: { p: 0 },
      dynamics: "dq/dt = p * sin(30 * x) - q / 10\n dx/dt = y\n dy/dt = -x",
    });
    const net = network({ populations: { cell: population(cell, 1) } });
    const [until, count] = [20, 200_000];
    // dq/dp = ∫ e^{−(T − s)/10} sin(30 cos s) ds by the midpoint rule, whose error is 1e-7 of it; d(q + 1)²/dp is twice that.
    let exact = 0;
    for (let k = 0; k < count; k++) {
      const s = ((k + 0.5) * until) / count;
      exact += ((2 * until) / count) * Math.exp((s - until) / 10) * Math.sin(30 * Math.cos(s));
    }
    const terms = [{ readout: stateAtTimes("cell", "q", [until]), loss: meanSquaredError() }];
    for (const tolerance of [1e-4, 1e-6, 1e-8]) {
      const options = { until, rtol: tolerance, atol: tolerance, method: taylor8, terms };
      const { gradient } = valueAndGradient(net, options)(net.initialParameters(), {}, [-1]);
      // Seven turns, of each two steps that move the argument by up to twice the reach: 2⁸ tolerances each, twice.
      const bound = 2 * 7 * 2 * 2 ** 8 * tolerance;
      expect(Math.abs(gradient.view("cell.p")[0]! - exact)).toBeLessThan(Math.min(bound, 1e-3));
    }
  });
});
