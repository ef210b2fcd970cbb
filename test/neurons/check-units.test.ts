import { describe, expect, it } from "vitest";
import { ModelError } from "../../src/errors.ts";
import { add, div, mul, neg, sub } from "../../src/expr/build.ts";
import { parseEquations } from "../../src/expr/equations.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { type Expr, symbol, within } from "../../src/expr/node.ts";
import { printExpression } from "../../src/expr/print.ts";
import { printEquations } from "../../src/expr/print-equations.ts";
import { quantity } from "../../src/expr/quantity.ts";
import { connect } from "../../src/network/connect.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import * as catalogue from "../../src/neurons/catalogue.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import type { NeuronDefinition } from "../../src/neurons/neuron-definition.ts";
import type { NeuronModel } from "../../src/neurons/neuron-model.ts";
import { simulate } from "../../src/simulate/simulate.ts";

const lif: NeuronDefinition = {
  name: "lif",
  state: { v: { unit: "mV", initial: -70 }, i: { unit: "pA" } },
  parameters: {
    tau: { unit: "ms", default: 20 },
    tauSyn: { unit: "ms", default: 5 },
    r: { unit: "GΩ", default: 0.1 },
    threshold: { unit: "mV", default: -60 },
  },
  dynamics: "dv/dt = (-70 mV - v + r * i) / tau\n di/dt = -i / tauSyn",
  spike: { when: "v - threshold", reset: { v: -70 } },
  input: { synapse: { weights: { w: { unit: "pA" } }, map: { i: "i + w" } } },
};

const texts = ({ derivatives, events, ports }: NeuronModel): string[] => [
  ...derivatives.map(printExpression),
  ...events.flatMap(({ when, reset }) => [when, ...reset].map(printExpression)),
  ...ports.flatMap(({ map }) => map.map(printExpression)),
];

const spikes = (model: NeuronModel, weight: number, parameters: Readonly<Record<string, number>> = {}) => {
  const net = network({
    populations: { in: source(1), cell: population(model, 1, { parameters }) },
    projections: [connect("in", "cell", { weight })],
  });
  const input = { in: [[1, 3, 4, 9, 12, 13]] };
  const run = simulate(net, net.initialParameters(), input, { until: 40, rtol: 1e-10, atol: 1e-10 });
  return [...run.spikeTimes("cell")[0]!];
};

describe("units of a neuron", () => {
  it("that agree change no node: numbers of one system need no factor", () => {
    const model = defineNeuron(lif);
    const [v, i, r, w] = [symbol("v"), symbol("i"), symbol("r"), symbol("w")];
    expect(model.derivatives[0]).toEqual(div(add(sub(-70, v), mul(r, i)), symbol("tau")));
    expect(model.ports[0]!.map[1]).toEqual(add(i, w));
  });

  it("that are given in s, V and nA give the same spikes as in ms, mV and pA", () => {
    const seconds = defineNeuron({
      ...lif,
      state: { v: { unit: "mV", initial: -70 }, i: { unit: "nA", scale: 1e-3 } },
      parameters: {
        tau: { unit: "s", default: 0.02 },
        tauSyn: { unit: "s", default: 0.005 },
        r: { unit: "MΩ", default: 100 },
        threshold: { unit: "V", default: -0.06 },
      },
    });
    const expected = spikes(defineNeuron(lif), 400);
    expect(expected.length).toBeGreaterThan(1);
    const found = spikes(seconds, 400);
    expect(found).toHaveLength(expected.length);
    // The same mesh but for roundings of about 1e-16, which some hundred steps add up.
    const differences = found.map((time, k) => Math.abs(time - expected[k]!));
    expect(Math.max(...differences)).toBeLessThan(1e-12);
    expect(texts(seconds)).toEqual([
      "(-70 - v + r * i) / tau / 1000",
      "-i / tauSyn / 1000",
      "v - 1000 * threshold",
      "-70",
      "i",
      "v",
      "(1000 * i + w) / 1000",
    ]);
  });

  const presets: readonly NeuronModel[] = Object.values(catalogue);

  // The others are plain numbers as they are printed.
  it.each(presets.filter(({ states }) => states.some(({ unit }) => unit !== "")))(
    "of the preset $name are declared",
    (model) => {
      expect([...model.states, ...model.parameters].filter(({ unit }) => unit === "")).toEqual([]);
      expect(model.ports.flatMap(({ units }) => units)).not.toContain("");
    },
  );

  const onePort = ["lif", "leaky-integrator", "qif", "eif", "izhikevich", "adex", "adaptiveLif", "gif"];

  it.each(presets.filter(({ name }) => onePort.includes(name)))(
    "of the preset $name leave its graphs as they are",
    (model) =>
      within(new Map(), () => {
        // Read without units: the same nodes.
        const names = [...model.states, ...model.parameters].map(({ name }) => name);
        const known = new Map(names.map((name) => [name, symbol(name)]));
        const states = model.states.map(({ name }) => name);
        const read = parseEquations(
          printEquations(new Map(states.map((name, k) => [name, model.derivatives[k]!]))),
          { where: "here", block: "dynamics", states, known },
        );
        const bare = defineNeuron({
          name: model.name,
          state: Object.fromEntries(
            model.states.map(({ name, initial }) => [name, { initial: textOf(initial) }]),
          ),
          parameters: Object.fromEntries(model.parameters.map(({ name, default: value }) => [name, value])),
          dynamics: printEquations(read.derivatives),
          ...(model.events.length === 0
            ? {}
            : {
                spike: {
                  when: printExpression(model.events[0]!.when),
                  reset: jumpOf(states, model.events[0]!.reset),
                },
              }),
          input: { input: { map: jumpOf(states, model.ports[0]!.map) } },
        });
        expect(bare.derivatives).toEqual(model.derivatives);
        expect(texts(bare)).toEqual(texts(model));
      }),
  );

  it("agree in the published Hodgkin–Huxley equations, per area", () => {
    const gate = { unit: "1", initial: 0.3 };
    const model = defineNeuron({
      name: "hodgkin-huxley",
      state: { v: { unit: "mV", initial: -65 }, m: gate, h: gate, n: gate },
      parameters: {
        c: { unit: "µF/cm^2", default: 1 },
        gNa: { unit: "mS/cm²", default: 120 },
        gK: { unit: "mS/cm^2", default: 36 },
        gLeak: { unit: "mS/cm^2", default: 0.3 },
      },
      signals: { drive: { unit: "uA/cm^2" } },
      dynamics: `
        alphaM = 0.1 * (v + 40 mV) / (1 mV) / (1 - exp(-(v + 40 mV) / 10 mV)) / (1 ms)
        betaM = 4 * exp(-(v + 65 mV) / 18 mV) / (1 ms)
        alphaH = 0.07 * exp(-(v + 65 mV) / 20 mV) / (1 ms)
        betaH = 1 / (1 + exp(-(v + 35 mV) / 10 mV)) / (1 ms)
        alphaN = 0.01 * (v + 55 mV) / (1 mV) / (1 - exp(-(v + 55 mV) / 10 mV)) / (1 ms)
        betaN = 0.125 * exp(-(v + 65 mV) / 80 mV) / (1 ms)
        iNa = gNa * m^3 * h * (v - 50 mV)
        iK = gK * n^4 * (v + 77 mV)
        dv/dt = (drive - iNa - iK - gLeak * (v + 54.4 mV)) / c
        dm/dt = alphaM * (1 - m) - betaM * m
        dh/dt = alphaH * (1 - h) - betaH * h
        dn/dt = alphaN * (1 - n) - betaN * n
      `,
      spike: { when: "v + 20 mV" },
    });
    // mS/cm² · mV = µA/cm² and µA/µF = mV/ms: no power of ten enters.
    expect(printExpression(model.derivatives[0]!)).toBe(
      "(drive - gNa * m ^ 3 * h * (v - 50) - gK * n ^ 4 * (v + 77) - gLeak * (v + 54.4)) / c",
    );
    expect(texts(model).join()).not.toMatch(/1000/);
    expect(model.parameters[0]!.unit).toBe("µF/cm^2");
  });

  it("agree in a conductance-based neuron in nS, pF, mV and pA", () => {
    const model = defineNeuron({
      name: "conductance",
      state: { v: { unit: "mV", initial: "vLeak" }, g: { unit: "nS" } },
      parameters: {
        c: { unit: "pF", default: 200 },
        gLeak: { unit: "nS", default: 10 },
        vLeak: { unit: "mV", default: -70 },
        drive: { unit: "pA", default: 0 },
        tauSyn: { unit: "ms", default: 5 },
      },
      dynamics: "dv/dt = (gLeak * (vLeak - v) + g * (0 mV - v) + drive) / c\n dg/dt = -g / tauSyn",
      spike: { when: "v + 50 mV", reset: { v: "vLeak" } },
      input: { exc: { weights: { w: { unit: "nS" } }, map: { g: "g + w" } } },
    });
    expect(texts(model).slice(0, 2)).toEqual(["(gLeak * (vLeak - v) - g * v + drive) / c", "-g / tauSyn"]);
  });

  it("of weights stand in the layout, delays are in ms", () => {
    const net = network({
      populations: { in: source(1), cell: population(defineNeuron(lif), 1) },
      projections: [connect("in", "cell", { weight: 1 })],
    });
    expect(net.layout.row("in→cell.w").unit).toBe("pA");
    expect(net.layout.row("in→cell.delay").unit).toBe("ms");
  });

  it("are converted where scales differ, also beside undeclared states", () => {
    const open = defineNeuron({
      name: "open",
      state: { x: {}, y: { initial: "3 * rate / (1 Hz)" } },
      parameters: { tau: { unit: "s", default: 0.02 }, rate: { unit: "Hz", default: 1 } },
      dynamics: "dx/dt = -x / tau\n dy/dt = rate",
      events: { late: { when: "t - 0.5 s" } },
    });
    // 1/s in a time of ms; 1 Hz is a thousandth of a spike per ms.
    expect(texts(open).slice(0, 3)).toEqual(["-x / tau / 1000", "rate / 1000", "t - 500"]);
  });

  it("need not be declared: equations of plain numbers may use the time as one", () => {
    const model = defineNeuron({ name: "toy", state: { x: {} }, dynamics: "dx/dt = cos(t) + t - 3 - x^2" });
    expect(printExpression(model.derivatives[0]!)).toBe("cos(t) + t - 3 - x ^ 2");
  });

  it("of numbers alone are those of their state", () => {
    const model = defineNeuron({
      ...lif,
      state: { v: { unit: "mV", initial: "-70" }, i: { unit: "pA", initial: () => 2 } },
      spike: { when: "v - threshold", reset: { v: "-58", i: "-70 V * (1 pA) / (1 mV)" } },
      input: () => ({ i: 3 }),
    });
    expect(model.states.map(({ initial }) => initial)).toEqual([-70, 2]);
    expect(model.events[0]!.reset.map(printExpression)).toEqual(["-58", "-70000"]);
    expect(model.ports[0]!.map.map(printExpression)).toEqual(["v", "3"]);
  });

  it("are spelt in one way", () => {
    const { states, parameters } = defineNeuron({
      ...lif,
      parameters: {
        ...lif.parameters,
        r: { unit: "GOhm", default: 0.1 },
        rate: { unit: "ms^-1", default: 1 },
      },
    });
    expect(states.map(({ unit }) => unit)).toEqual(["mV", "pA"]);
    expect(parameters.map(({ unit }) => unit)).toEqual(["ms", "ms", "GΩ", "mV", "1/ms"]);
  });

  it("of one channel differ between ports", () => {
    const definition = {
      ...lif,
      input: {
        a: { weights: { w: { unit: "pA" } }, map: { i: "i + w" } },
        b: { weights: { w: { unit: "mV" } }, map: { v: "v + w" } },
      },
    };
    expect(defineNeuron(definition).ports.map(({ units }) => units)).toEqual([["pA"], ["mV"]]);
    const wrong = { ...definition.input, b: { weights: { w: { unit: "mV" } }, map: { i: "i + w" } } };
    expect(() => defineNeuron({ ...lif, input: wrong })).toThrow(
      '"i" [pA, current] and "w" [mV, voltage] are added',
    );
  });
});

function textOf(initial: NeuronModel["states"][number]["initial"]): string | number {
  return typeof initial === "number" ? initial : printExpression(initial);
}

function jumpOf(states: readonly string[], exprs: readonly Expr[]): Record<string, string> {
  return Object.fromEntries(states.map((name, k) => [name, printExpression(exprs[k]!)]));
}

type Change = Readonly<Record<string, unknown>>;
const first = (line: string): Change => ({ dynamics: `${line}\n di/dt = -i / tauSyn` });
const differ =
  'They must measure the same. Give every constant its unit, or leave out "unit" in unitless equations.';
const correct = "Correct the equation or the declared units; only powers of ten are converted.";

describe("defineNeuron answers clearly:", () => {
  it.each<[string, Change, string]>([
    [
      "a sum of a voltage and a time",
      first("dv/dt = (-v + tauSyn) / tau"),
      `: units do not agree: "tauSyn" [ms, time] and "v" [mV, voltage] are subtracted in dynamics, line 1, column 10
    dv/dt = (-v + tauSyn) / tau
             ^^^^^^^^^^^
  ${differ}`,
    ],
    [
      "a current where a voltage is missing its resistance",
      first("dv/dt = (i - v) / tau"),
      `: units do not agree: "i" [pA, current] and "v" [mV, voltage] are subtracted in dynamics, line 1, column 10
    dv/dt = (i - v) / tau
             ^^^^^
  ${differ}`,
    ],
    [
      "a time constant that was forgotten",
      first("dv/dt = -v + r * i"),
      `: units do not agree: "r * i - v" [GΩ*pA, voltage] is the right side of dv/dt [mV/ms, voltage/time] in dynamics, line 1, column 9
    dv/dt = -v + r * i
            ^^^^^^^^^^
  ${correct}`,
    ],
    [
      "the same with the factor on the left",
      first("r * dv/dt = -v + r * i"),
      `: units do not agree: "(r * i - v) / r" [pA, current] is the right side of dv/dt [mV/ms, voltage/time] in dynamics, line 1, column 13
    r * dv/dt = -v + r * i
                ^^^^^^^^^^
  ${correct}`,
    ],
    [
      "a number without its unit",
      first("dv/dt = (-70 - v) / tau"),
      `: units do not agree: "-70" [1, plain number] and "v" [mV, voltage] are subtracted in dynamics, line 1, column 10
    dv/dt = (-70 - v) / tau
             ^^^^^^^
  Write the number with its unit: -70 mV.`,
    ],
    [
      "a constant derivative without its unit",
      first("dv/dt = 5"),
      `: units do not agree: "5" [1, plain number] is the right side of dv/dt [mV/ms, voltage/time] in dynamics, line 1, column 9
    dv/dt = 5
            ^
  Write the number with its unit: 5 mV / (1 ms).`,
    ],
    [
      "a definition",
      first("e = v + 3\n dv/dt = e / tau"),
      `: units do not agree: "v" [mV, voltage] and "3" [1, plain number] are added in dynamics, line 1, column 5
    e = v + 3
        ^^^^^
  Write the number with its unit: 3 mV.`,
    ],
    [
      "a function of a voltage",
      first("dv/dt = -v * exp(v) / tau"),
      `: units do not agree: "v" [mV, voltage] is the argument of exp in dynamics, line 1, column 14
    dv/dt = -v * exp(v) / tau
                 ^^^^^^
  It must be a plain number: divide it by something in mV.`,
    ],
    [
      "a root",
      first("dv/dt = sqrt(v * i) / tau"),
      `: units do not agree: "v * i" [mV*pA, voltage*current] is under a root in dynamics, line 1, column 9
    dv/dt = sqrt(v * i) / tau
            ^^^^^^^^^^^
  The result would have no unit with whole powers: take the power of a plain number.`,
    ],
    [
      "a condition",
      { spike: { when: "v - 30" } },
      `: units do not agree: "v" [mV, voltage] and "30" [1, plain number] are subtracted in spike.when, line 1, column 1
    v - 30
    ^^^^^^
  Write the number with its unit: 30 mV.`,
    ],
    [
      "a reset",
      { spike: { when: "v - threshold", reset: { v: "tau" } } },
      `: units do not agree: "tau" [ms, time] is the new value of v [mV, voltage] in spike.reset.v, line 1, column 1
    tau
    ^^^
  ${correct}`,
    ],
    [
      "an initial value",
      { state: { ...lif.state, v: { unit: "mV", initial: "2 * tau" } } },
      `: units do not agree: "2 * tau" [ms, time] is the initial value of v [mV, voltage] in state.v.initial, line 1, column 1
    2 * tau
    ^^^^^^^
  ${correct}`,
    ],
    [
      "a weight",
      { input: { synapse: { weights: { w: { unit: "nS" } }, map: { i: "i + w" } } } },
      `: units do not agree: "i" [pA, current] and "w" [nS, conductance] are added in input.synapse.map.i, line 1, column 1
    i + w
    ^^^^^
  ${differ}`,
    ],
    [
      "a signal",
      { signals: { drive: { unit: "nS" } }, ...first("dv/dt = (drive - v) / tau") },
      `: units do not agree: "drive" [nS, conductance] and "v" [mV, voltage] are subtracted in dynamics, line 1, column 10
    dv/dt = (drive - v) / tau
             ^^^^^^^^^
  ${differ}`,
    ],
    [
      "a function with a plain number",
      {
        dynamics: ({ v, i, tau, tauSyn }: Record<string, Expr>) => ({
          v: div(sub(-70, v!), tau!),
          i: div(neg(i!), tauSyn!),
        }),
      },
      `: units do not agree: "-70" [1, plain number] and "v" [mV, voltage] are subtracted in dynamics, dv/dt
  Write the number with its unit: quantity(-70, "mV").`,
    ],
    [
      "a function with a number as derivative",
      { dynamics: ({ i, tauSyn }: Record<string, Expr>) => ({ v: 3, i: div(neg(i!), tauSyn!) }) },
      `: units do not agree: "3" [1, plain number] is the right side of dv/dt [mV/ms, voltage/time] in dynamics, dv/dt
  Write the number with its unit: quantity(3, "mV/ms").`,
    ],
    [
      "a state's unit that is none",
      { state: { ...lif.state, v: { unit: "mVolt" } } },
      `, state "v": unknown name "mVolt" in unit "mVolt"
  Did you mean "mV"? Units: s, V, A, S, Ω (or ohm), F, C, J, Hz, m, mol, M, K, or second, volt, amp, …, each with G, M, k, m, µ (or u), n, p, f; and cm.`,
    ],
    [
      "a signal's key",
      { signals: { drive: { units: "nA" } } },
      `, signal "drive": unknown key "units" in it
  Did you mean "unit"? Known here: unit.`,
    ],
    [
      "weights that are no names",
      { input: { synapse: { weights: "w", map: { i: "i + w" } } } },
      `, input.synapse: the names of each weight channel are "w"
  Give ["a", "b"] or { a: { unit: "mV" } }.`,
    ],
  ])("%s", (_, change, message) => {
    let error: unknown;
    try {
      defineNeuron({ ...lif, ...change } as NeuronDefinition);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ModelError);
    expect((error as Error).message).toBe(`defineNeuron("lif")${message}`);
  });

  it("functions may write quantities", () => {
    const model = defineNeuron({
      ...lif,
      dynamics: ({ v, i, r, tau, tauSyn }) => ({
        v: div(add(sub(quantity(-70, "mV"), v!), mul(r!, i!)), tau!),
        i: div(neg(i!), tauSyn!),
      }),
    });
    expect(model.derivatives).toEqual(defineNeuron(lif).derivatives);
  });

  it("a converted model prints plain numbers, which are read back as the same", () => {
    const model = defineNeuron({
      ...lif,
      parameters: { ...lif.parameters, tau: { unit: "s", default: 0.02 } },
    });
    const states = ["v", "i"];
    const known = new Map([...states, "tau", "tauSyn", "r"].map((name) => [name, symbol(name)]));
    const text = printEquations(new Map(states.map((name, k) => [name, model.derivatives[k]!])));
    const read = parseEquations(text, { where: "here", block: "dynamics", states, known });
    expect(states.map((name) => read.derivatives.get(name))).toEqual(model.derivatives);
    expect(printEquations(read.derivatives)).toBe(text);
  });
});

describe("a state without a unit beside what has one", () => {
  const rateOf = (dynamics: string): number => {
    const model = defineNeuron({
      name: "n",
      state: { v: {} },
      parameters: {
        E: { unit: "mV", default: 20 },
        tau: { unit: "s", default: 0.01 },
        fast: { unit: "ms", default: 10 },
      },
      dynamics,
      spike: { when: "v > 0.01 volt", reset: { v: 0 } },
    });
    const [rate, when] = evaluate([model.derivatives[0]!, model.events[0]!.when], {
      v: 4,
      E: 20,
      tau: 0.01,
      fast: 10,
    });
    // v is in mV: the threshold is 10 of them, written as either sign of the difference.
    expect(Math.abs(when!)).toBe(6);
    return rate!;
  };

  it.each([
    "dv/dt = (E - v) / tau",
    "dv/dt = (E - v) / fast",
    "tau * dv/dt = E - v",
    "dv/dt = (-2 * v + E + v) / tau",
    "dv/dt = (20*mV - v) / (0.01*second)",
    "dv/dt = (20*mV - v) * 100*Hz",
  ])("is in that: %s", (dynamics) => expect(rateOf(dynamics)).toBeCloseTo(1.6, 14));
});
