/** What the end of a step says about its length: gradients through what rises from 0 while nothing comes of it. */
import { describe, expect, it } from "vitest";
import { meanSquaredError } from "../../src/losses/mean-squared-error.ts";
import { network } from "../../src/network/network.ts";
import { population } from "../../src/network/population.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import type { NeuronModel } from "../../src/neurons/neuron-model.ts";
import { valueAndGradient } from "../../src/objective/value-and-gradient.ts";
import { firstSpikeTimes } from "../../src/readouts/spike-times.ts";
import { stateAtTimes } from "../../src/readouts/state-at-times.ts";
import { piecewiseLinear } from "../../src/simulate/given/input.ts";
import { simulate } from "../../src/simulate/simulate.ts";
import { isSeries, type Method, reachOf } from "../../src/solvers/method.ts";
import { bogackiShampine32 } from "../../src/solvers/tableaus/bogacki-shampine-32.ts";
import { dormandPrince54 } from "../../src/solvers/tableaus/dormand-prince-54.ts";
import { dormandPrince853 } from "../../src/solvers/tableaus/dormand-prince-853.ts";
import { tsitouras54 } from "../../src/solvers/tableaus/tsitouras-54.ts";
import { taylor6, taylor8, taylor10 } from "../../src/solvers/taylor-series.ts";

const methods: Method[] = [
  tsitouras54,
  dormandPrince54,
  dormandPrince853,
  bogackiShampine32,
  taylor6,
  taylor8,
  taylor10,
];

describe("steps in which a rate rises from 0, of a neuron at rest", () => {
  /** d v(until)/d v(0) at v = 0: twice the loss (v + 1)² goes with it. */
  function carried(own: NeuronModel, until: number, method: Method, tolerance: number, inputs = {}): number {
    const net = network({ populations: { cell: population(own, 1) } });
    const terms = [{ readout: stateAtTimes("cell", "v", [until]), loss: meanSquaredError() }];
    const options = { until, rtol: tolerance, atol: tolerance, method, terms };
    const { gradient } = valueAndGradient(net, options)(net.initialParameters(), inputs, [-1]);
    return gradient.view("cell.initial.v")[0]! / 2;
  }
  it.each(methods)("as its square does, by $name", (method) => {
    const own = defineNeuron({ name: "square", state: { v: {} }, dynamics: "dv/dt = -0.02 * t^2 * v" });
    for (const tolerance of [1e-3, 1e-6]) {
      const exact = Math.exp((-0.02 * 8 ** 3) / 3);
      // A first step of twice the reach, in which the exponent x goes as t³: a series up to t⁸ leaves out x³/6.
      const x = (2 * reachOf(method, 2 * tolerance)) / 3;
      const first = isSeries(method) ? (exact * x ** 3) / 6 : 0;
      // Others have 2^p tolerances, of what has decayed to a share by then.
      const bound = Math.max(first, 2 ** 9 * tolerance * 0.1);
      expect(Math.abs(carried(own, 8, method, tolerance) - exact)).toBeLessThan(bound);
    }
  });

  it.each(methods)("as a coupling does that has been there on one side, by $name", (method) => {
    const own = defineNeuron({
      name: "coupled",
      state: { v: {}, w: {} },
      signals: ["ramp"],
      dynamics: "dv/dt = -ramp * w\n dw/dt = v",
    });
    const ramp = { "cell.ramp": piecewiseLinear([0, 100], [0, 100]) };
    // w″ = −t w with w = 0, w′ = 1 at 0: a series with c_{n+3} = −c_n / ((n + 2)(n + 3)), which loses four digits at 6.
    let exact = 0;
    for (let n = 1, term = 1; n < 90; n += 3) {
      exact += n * term * 6 ** (n - 1);
      term = -term / ((n + 2) * (n + 3));
    }
    for (const tolerance of [1e-4, 1e-6]) {
      const found = carried(own, 6, method, tolerance, ramp);
      // Some ten steps, of which the first may be of twice the reach.
      expect(Math.abs(found - exact)).toBeLessThan(2 ** 9 * tolerance);
    }
  });

  it.each(methods)("the same in every execution, by $name", (method) => {
    // With a sine steps are chained, and a step leaves how long the next one may be.
    const own = defineNeuron({
      name: "swinging",
      state: { v: {}, w: {}, x: {} },
      parameters: { k: 1 },
      dynamics: "dv/dt = -k * x * sin(w)\n dw/dt = v\n dx/dt = 1",
    });
    const net = network({ populations: { cell: population(own, 3) } });
    const terms = [{ readout: stateAtTimes("cell", "v", [6]), loss: meanSquaredError() }];
    const [one, other] = (["javascript", "webassembly"] as const).map((execution) => {
      const options = { until: 6, rtol: 1e-6, atol: 1e-6, method, terms, execution };
      return valueAndGradient(net, options)(net.initialParameters(), {}, [-1, -1, -1]).gradient.values;
    });
    expect(other).toEqual(one);
  });

  it.each(methods)("or never, because it is that of a ring, by $name", (method) => {
    const own = defineNeuron({
      name: "ring",
      state: { v: {}, c: {}, n: {} },
      dynamics: "dv/dt = -v / 10 - k * n\n dc/dt = k * v - c / 10 - 0.01 * v^2\n dn/dt = k * c - n / 10",
      parameters: { k: 0.5 },
    });
    const [k, t] = [0.5, 20];
    const exact =
      (Math.exp(-t / 10) *
        (Math.exp(-k * t) + 2 * Math.exp((k * t) / 2) * Math.cos((Math.sqrt(3) * k * t) / 2))) /
      3;
    for (const tolerance of [1e-4, 1e-6]) {
      // Relative to the largest that grows, in some twenty steps.
      const scale = Math.exp((k / 2 - 0.1) * t);
      expect(Math.abs(carried(own, t, method, tolerance) - exact)).toBeLessThan(20 * tolerance * scale);
    }
  });
});

describe("steps in which a rate rises from 0 of a state that rests while another moves", () => {
  interface Case {
    readonly states: Readonly<Record<string, { readonly initial?: string }>>;
    /** Beside dv/dt = DRIVE + … p … and a state that decays. */
    readonly dynamics: string;
    /** A factor and a power: d(dv/dt)/dp at the time s is a function of the phase k sⁿ. */
    readonly phase: readonly [k: number, n: number];
    readonly share: (phase: number) => number;
  }
  const cases: Record<string, Case> = {
    "the argument of a sine": {
      states: { c: {} },
      dynamics: "dv/dt = DRIVE + p * sin(300 * c)\n dc/dt = t^3",
      phase: [75, 4],
      share: Math.sin,
    },
    "a decay": {
      states: { c: {}, u: { initial: "p" } },
      dynamics: "dv/dt = DRIVE + u\n du/dt = -3000 * c * u\n dc/dt = t^3",
      phase: [150, 5],
      share: (phase) => Math.exp(-phase),
    },
    "a rotation": {
      states: { c: {}, u: { initial: "p" }, x: {} },
      dynamics: "dv/dt = DRIVE + u\n du/dt = 300 * c * x\n dx/dt = -300 * c * u\n dc/dt = t^3",
      phase: [15, 5],
      share: Math.cos,
    },
  };
  /** What else drives v to 1, when it is there, and how fast then; what is left there of a change at the time s. */
  const voltages = [
    { how: "a voltage", drive: "0.5", end: 2, rate: 0.5, left: () => 1 },
    {
      how: "a voltage that leaks",
      drive: "1.2 - v",
      end: Math.log(6),
      rate: 0.2,
      left: (s: number) => Math.exp(s - Math.log(6)),
    },
  ];
  const all = Object.entries(cases).flatMap(([what, own]) =>
    voltages.flatMap((voltage) => methods.map((method) => ({ what, ...own, ...voltage, method }))),
  );
  it.each(all)("$what into $how, by $method.name", (own) => {
    const { states, dynamics, phase, share, drive, end, rate, left, method } = own;
    const model = defineNeuron({
      name: "rising",
      state: { v: {}, ...states, w: { initial: 1 } },
      parameters: { p: 0 },
      dynamics: `${dynamics.replace("DRIVE", drive)}\n dw/dt = -w`,
      spike: { when: "v > 1", reset: { v: "0" } },
    });
    const [k, n] = phase;
    // −∫ share left ds / rate by the midpoint rule, in whose parts the phase moves by less than 0.03.
    const count = 100_000;
    let exact = 0;
    for (let part = 0; part < count; part++) {
      const s = ((part + 0.5) * end) / count;
      exact -= ((end / count) * share(k * s ** n) * left(s)) / rate;
    }
    const net = network({ populations: { cell: population(model, 1) } });
    const terms = [{ readout: firstSpikeTimes("cell"), loss: meanSquaredError() }];
    // What rests may be off 0 by less than is tolerated: an error of such a state can be seen, and allows any.
    for (const [tolerance, p] of [1e-3, 1e-4, 1e-6].flatMap((tolerance) =>
      [0, 1e-9, 1e-6].map((p) => [tolerance, p] as const),
    )) {
      const options = { until: 3, rtol: tolerance, atol: tolerance, method, terms };
      const parameters = net.initialParameters();
      parameters.view("cell.p")[0] = p;
      const objective = valueAndGradient(net, options);
      const { value } = objective(parameters, {}, [0]);
      const { gradient } = objective(parameters, {}, [Math.sqrt(value) - 0.5]);
      // A first step whose phase is 2/n of the reach, of the square of which a series leaves out all.
      const x = (2 * reachOf(method, 2 * tolerance)) / n;
      const first = isSeries(method) ? ((x / k) ** (1 / n) * x ** 2) / 2 / rate : 0;
      const difference = Math.abs(gradient.view("cell.p")[0]! - exact);
      expect(difference, `p = ${p}`).toBeLessThan(Math.max(first, 2 ** 9 * tolerance));
    }
  });
});

describe("a rate that is infinite, or no number", () => {
  it.each([tsitouras54, dormandPrince853, bogackiShampine32])(
    "says nothing of the others, by $name",
    (method) => {
      const model = defineNeuron({
        name: "root",
        state: { v: {}, u: { initial: "p" }, y: {} },
        parameters: { p: 0 },
        dynamics: "dv/dt = 0.5 + u\n du/dt = -50 * u\n dy/dt = -sqrt(y)",
        spike: { when: "v > 1", reset: { v: "0" } },
      });
      const net = network({ populations: { cell: population(model, 1) } });
      const terms = [{ readout: firstSpikeTimes("cell"), loss: meanSquaredError() }];
      for (const tolerance of [1e-3, 1e-6]) {
        const options = { until: 3, rtol: tolerance, atol: tolerance, method, terms };
        const { gradient } = valueAndGradient(net, options)(net.initialParameters(), {}, [1.5]);
        // −2 ∫ e^(−50 s) ds from 0 to 2.
        expect(Math.abs(gradient.view("cell.p")[0]! + 0.04)).toBeLessThan(2 ** 9 * tolerance * 0.04);
      }
    },
  );

  it("nor does one that is no number, in no execution", () => {
    const model = defineNeuron({
      name: "logistic",
      state: { v: {}, c: {}, u: {}, s: {}, y: { initial: 800 } },
      dynamics:
        "dv/dt = 0.5 + u\n du/dt = -30 * c * u\n dc/dt = s^3\n ds/dt = 1\n dy/dt = 1 / (1 + exp(y)^2) - 2 * (y - 500)",
      spike: { when: "v > 1", reset: { v: "0" } },
    });
    const net = network({ populations: { cell: population(model, 1) } });
    const [one, ...others] = (["interpreter", "javascript", "webassembly"] as const).map((execution) => {
      const options = { until: 3, rtol: 1e-6, atol: 1e-6, method: tsitouras54, execution };
      const run = simulate(net, net.initialParameters(), {}, options);
      return [run.spikeTimes("cell"), run.statistics];
    });
    for (const other of others) expect(other).toEqual(one);
  });
});
