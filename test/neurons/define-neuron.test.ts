import { describe, expect, it } from "vitest";
import { ModelError, OptionError } from "../../src/errors.ts";
import { add, cos, div, exp, lt, max, mul, neg, select, sub } from "../../src/expr/build.ts";
import { parseEquations } from "../../src/expr/equations.ts";
import { symbol, within } from "../../src/expr/node.ts";
import { printEquations } from "../../src/expr/print-equations.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import * as neurons from "../../src/neurons/index.ts";
import type { NeuronDefinition } from "../../src/neurons/neuron-definition.ts";
import type { NeuronModel } from "../../src/neurons/neuron-model.ts";
import { taken } from "../network/nonsense.ts";
import { richModel } from "../support/one-frame.ts";

const lif: NeuronDefinition = {
  name: "lif",
  state: { v: { unit: "mV", initial: "vReset", scale: 10 }, i: {} },
  parameters: { tau: { unit: "ms", default: 20, domain: "positive" }, vThreshold: 1, vReset: 0 },
  dynamics: "dv/dt = (i - v) / tau\n di/dt = -i / 5",
  spike: { when: "v - vThreshold", reset: { v: "vReset" } },
  input: { i: "i + weight" },
};

describe("defineNeuron", () => {
  it("makes a model of equations", () => {
    const model = defineNeuron(lif);
    const [v, i] = [symbol("v"), symbol("i")];
    expect(model.name).toBe("lif");
    expect(model.states).toEqual([
      { name: "v", unit: "mV", scale: 10, initial: symbol("vReset"), discrete: false },
      { name: "i", unit: "", scale: 1, initial: 0, discrete: false },
    ]);
    expect(model.parameters[0]).toEqual({ name: "tau", unit: "ms", default: 20, domain: "positive" });
    expect(model.parameters[1]).toEqual({ name: "vThreshold", unit: "", default: 1, domain: "free" });
    expect(model.derivatives).toEqual([div(sub(i, v), symbol("tau")), div(neg(i), 5)]);
    expect(model.events).toEqual([
      {
        name: "spike",
        when: sub(v, symbol("vThreshold")),
        reset: [symbol("vReset"), i],
        emits: true,
        fireAtStart: false,
        repeats: true,
        payload: undefined,
      },
    ]);
    expect(model.ports).toEqual([
      { name: "input", channels: ["weight"], units: [""], map: [v, add(i, symbol("weight"))], graded: false },
    ]);
  });

  it("gives the same nodes for functions as for text", () => {
    const written = defineNeuron(lif);
    const traced = defineNeuron({
      ...lif,
      state: { v: { unit: "mV", initial: ({ vReset }) => vReset!, scale: 10 }, i: {} },
      dynamics: ({ v, i, tau }) => ({ v: div(sub(i!, v!), tau!), i: div(neg(i!), 5) }),
      spike: {
        when: ({ v, vThreshold }) => sub(v!, vThreshold!),
        reset: ({ vReset }) => ({ v: vReset! }),
      },
      input: ({ i, weight }) => ({ i: add(i!, weight!) }),
    });
    expect(traced).toEqual(written);
  });

  it("traces functions of everything that text can say", () => {
    const written = defineNeuron({
      name: "gates",
      state: { v: {}, w: { initial: 1 } },
      parameters: { tau: 2 },
      signals: ["drive"],
      dynamics: "dv/dt = max(v, 0) * exp(-w) + cos(t) * drive\n dw/dt = v < 1 ? w / tau : -w",
    });
    const traced = defineNeuron({
      name: "gates",
      state: { v: {}, w: { initial: () => 1 } },
      parameters: { tau: 2 },
      signals: ["drive"],
      dynamics: ({ v, w, t, tau, drive }) => ({
        v: add(mul(max(v!, 0), exp(neg(w!))), mul(cos(t!), drive!)),
        w: select(lt(v!, 1), div(w!, tau!), neg(w!)),
      }),
    });
    expect(traced).toEqual(written);
  });

  it("uses definitions of the dynamics in events, resets and inputs", () => {
    const model = defineNeuron({
      ...lif,
      dynamics: "drive = i - v\n dv/dt = drive / tau\n di/dt = -i",
      spike: { when: "drive - vThreshold", reset: { v: "2 * drive" } },
      input: { i: "i + weight * drive" },
    });
    const drive = sub(symbol("i"), symbol("v"));
    expect(model.events[0]!.when).toEqual(sub(drive, symbol("vThreshold")));
    expect(model.events[0]!.reset[0]).toEqual(mul(2, drive));
  });

  it("states, then discrete variables, whose derivative is 0", () => {
    expect(richModel.states.map(({ name, discrete }) => [name, discrete])).toEqual([
      ["v", false],
      ["w", false],
      ["count", true],
    ]);
    expect(richModel.derivatives[2]).toEqual(expect.objectContaining({ op: "constant", value: 0 }));
    expect(richModel.signals).toEqual(["drive", "ramp"]);
  });

  it("an event in either direction is two events that do the same", () => {
    const [spike, rising, falling, line] = richModel.events;
    expect([spike, rising, falling, line].map((event) => [event!.name, event!.emits])).toEqual([
      ["spike", true],
      ["turn", false],
      ["turn (falling)", false],
      ["line", false],
    ]);
    expect(falling!.when).toEqual(neg(rising!.when));
    expect(falling!.reset).toBe(rising!.reset);
  });

  it("an event whose reset writes nothing of its condition fires once", () => {
    const upcrossing = defineNeuron({ ...lif, spike: { when: "v - 1 mV", reset: { i: 0 } } });
    expect(upcrossing.events[0]!.repeats).toBe(false);
    expect(defineNeuron({ ...lif, spike: { when: "v - 1 mV" } }).events[0]!.repeats).toBe(false);
  });

  it("ports have named weight channels", () => {
    expect(richModel.ports.map(({ name, channels }) => [name, channels])).toEqual([
      ["excitatory", ["push"]],
      ["inhibitory", ["pull", "gain"]],
    ]);
    expect(richModel.ports[0]!.map[1]).toBe(symbol("w"));
    const { ports } = defineNeuron({ ...lif, input: { exc: { map: { v: "v + weight" } } } });
    expect(ports.map(({ name, channels }) => [name, channels])).toEqual([["exc", ["weight"]]]);
  });

  it("a neuron may have no events, no input and no parameters", () => {
    const model = defineNeuron({ name: "decay", state: { v: { initial: 1 } }, dynamics: "dv/dt = -v" });
    expect([model.events, model.ports, model.parameters]).toEqual([[], [], []]);
  });

  it("is frozen all the way down", () => {
    const visit = (value: unknown): void => {
      if (typeof value !== "object" || value === null) return;
      expect(Object.isFrozen(value)).toBe(true);
      for (const part of Object.values(value)) visit(part);
    };
    visit(richModel);
  });

  it.each([
    ...Object.entries(neurons).filter(
      (entry): entry is [string, NeuronModel] => typeof entry[1] === "object",
    ),
    ["rich", richModel] as [string, NeuronModel],
  ])("the printed equations of %s are read back as the same, and print the same", (_, model) =>
    within(new Map(), () => {
      const own = model.states.filter(({ discrete }) => !discrete).map(({ name }) => name);
      const derivatives = new Map(
        own.map((name) => [name, model.derivatives[model.states.findIndex((s) => s.name === name)]!]),
      );
      const names = [
        ...model.states.map(({ name }) => name),
        ...model.parameters.map(({ name }) => name),
        ...model.signals,
        "t",
      ];
      const known = new Map(names.map((name) => [name, symbol(name)]));
      const text = printEquations(derivatives, names);
      const read = parseEquations(text, { where: "here", block: "dynamics", states: own, known });
      expect(own.map((name) => read.derivatives.get(name))).toEqual(own.map((name) => derivatives.get(name)));
      expect(printEquations(read.derivatives, names)).toBe(text);
    }),
  );
});

type Change = Readonly<Record<string, unknown>>;

describe("defineNeuron answers clearly:", () => {
  it.each<[string, Change, typeof ModelError | typeof OptionError, RegExp]>([
    [
      "an unknown symbol",
      { dynamics: "dv/dt = (i - v) / taw\n di/dt = -i" },
      ModelError,
      /^defineNeuron\("lif"\): unknown symbol "taw" in dynamics, line 1, column 19\n {4}dv\/dt = \(i - v\) \/ taw\n {4} {18}\^\^\^\n {2}Did you mean "tau"\? Known here: v, i, tau, vThreshold, vReset, t\./,
    ],
    [
      "a missing derivative",
      { dynamics: "dv/dt = -v" },
      ModelError,
      /no derivative of "i" in dynamics\n {2}Add a line di\/dt = …/,
    ],
    [
      "a derivative a function leaves out",
      { dynamics: () => ({ v: 1 }) },
      ModelError,
      /dynamics returns no derivative of "i"\n {2}Return \{ v, i \}/,
    ],
    [
      "a derivative of something else",
      { dynamics: "dv/dt = 1\n di/dt = 1\n dx/dt = 1" },
      ModelError,
      /derivative of "x", which is not a state/,
    ],
    [
      "a derivative twice",
      { dynamics: "dv/dt = 1\n di/dt = 1\n dv/dt = 1" },
      ModelError,
      /a second derivative of "v".*line 3/,
    ],
    [
      "a derivative of a discrete variable",
      { discrete: { z: {} }, dynamics: "dv/dt = 1\n di/dt = 1\n dz/dt = 1" },
      ModelError,
      /derivative of "z", which is not a state/,
    ],
    [
      "a function that uses an operator",
      { dynamics: ({ v }: { v: number }) => ({ v: -v, i: 1 }) },
      ModelError,
      /finite|NaN|operators/,
    ],
    [
      "a function that asks for what is not there",
      { dynamics: ({ vv }: { vv: number }) => ({ v: vv, i: 1 }) },
      ModelError,
      /unknown symbol "vv" in the function\n {2}Known here: v, i/,
    ],
    ["no name", { name: "" }, ModelError, /^defineNeuron: the neuron has no name/],
    ["no state", { state: {}, dynamics: "" }, ModelError, /there is no state\n {2}Name at least one/],
    ["no dynamics", { dynamics: undefined }, ModelError, /there is no dynamics/],
    ["an unknown key", { treshold: "v" }, ModelError, /unknown key "treshold" in the definition/],
    [
      "a misspelt reset",
      { spike: { when: "v - 1 mV", rest: { v: 0 } } },
      ModelError,
      /unknown key "rest" in spike\n {2}Did you mean "reset"\? Known here: when, while, direction, reset/,
    ],
    [
      "a misspelt default",
      { parameters: { tau: { defualt: 3 } } },
      ModelError,
      /parameter "tau": unknown key "defualt" in it\n {2}Did you mean "default"/,
    ],
    [
      "a misspelt initial value",
      { state: { v: { inital: 3 }, i: {} } },
      ModelError,
      /state "v": unknown key "inital" in it\n {2}Did you mean "initial"/,
    ],
    [
      "a misspelt port",
      { input: { exc: { weight: ["a"], map: {} } } },
      ModelError,
      /input\.exc: unknown key "weight" in it\n {2}Did you mean "weights"/,
    ],
    [
      "a state that is a number",
      { state: { v: 3, i: {} } },
      ModelError,
      /state "v": it is not an object\n {2}Give \{ unit, initial, scale \}/,
    ],
    [
      "a name that is none",
      { state: { "v m": {}, i: {} } },
      ModelError,
      /"v m" is not a name\n {2}Names consist of letters/,
    ],
    ["a reserved name", { parameters: { exp: 3 } }, ModelError, /"exp" has a meaning of its own/],
    ["the time as a state", { state: { t: {} } }, ModelError, /"t" has a meaning of its own/],
    ["a name twice", { parameters: { v: 3 } }, ModelError, /"v" is declared twice/],
    ["a signal that is also a state", { signals: ["i"] }, ModelError, /"i" is declared twice/],
    [
      "a default that is NaN",
      { parameters: { ...lif.parameters, tau: Number.NaN } },
      OptionError,
      /^defineNeuron\("lif"\), parameter "tau": default is NaN\n {2}Give a finite number/,
    ],
    [
      "a default outside its domain",
      { parameters: { ...lif.parameters, tau: { default: -1, domain: "positive" } } },
      OptionError,
      /default is -1\n {2}Give a number > 0/,
    ],
    [
      "a default outside its interval",
      { parameters: { ...lif.parameters, tau: { default: 5, domain: { min: 0, max: 1 } } } },
      OptionError,
      /default is 5\n {2}Give a number between 0 and 1/,
    ],
    [
      "a domain that is none",
      { parameters: { tau: { default: 5, domain: "negative" } } },
      ModelError,
      /domain is "negative"\n {2}Give "free", "positive"/,
    ],
    [
      "a domain without end",
      { parameters: { tau: { default: 5, domain: { min: 0, max: Infinity } } } },
      ModelError,
      /finite \{ min, max \}/,
    ],
    [
      "an initial value that is not finite",
      { state: { v: { initial: Infinity }, i: {} } },
      OptionError,
      /state "v": initial is Infinity/,
    ],
    [
      "an initial value of a state",
      { state: { v: { initial: "j" }, i: {} } },
      ModelError,
      /unknown symbol "j" in state\.v\.initial/,
    ],
    [
      "a scale that is not positive",
      { state: { v: { scale: 0 }, i: {} } },
      OptionError,
      /scale is 0\n {2}Give a positive number/,
    ],
    [
      "a condition that is constant",
      { spike: { when: "1 - 2" } },
      ModelError,
      /spike\.when is the constant -1/,
    ],
    ["no condition", { spike: {} }, ModelError, /spike has no condition\n {2}Give spike\.when/],
    [
      "a direction that is none",
      { spike: { when: "v", direction: "up" } },
      ModelError,
      /spike\.direction is "up"\n {2}Give "rising", "falling" or "either"/,
    ],
    [
      "a spike among the events",
      { events: { spike: { when: "v" } } },
      ModelError,
      /events has an entry "spike"/,
    ],
    [
      "a reset of something else",
      { spike: { when: "v - 1 mV", reset: { tau: 3 } } },
      ModelError,
      /"tau" in spike\.reset is not a state\n {2}.*States: v, i/,
    ],
    [
      "a reset to NaN",
      { spike: { when: "v - 1 mV", reset: { v: Number.NaN } } },
      ModelError,
      /spike\.reset\.v is NaN/,
    ],
    [
      "a weight outside an input",
      { spike: { when: "v - weight" } },
      ModelError,
      /unknown symbol "weight" in spike\.when/,
    ],
    [
      "a channel with the name of a parameter",
      { input: { exc: { weights: ["tau"], map: {} } } },
      ModelError,
      /weight channel "tau" is also a name of the model/,
    ],
    [
      "a channel twice",
      { input: { exc: { weights: ["a", "a"], map: {} } } },
      ModelError,
      /"a" is declared twice/,
    ],
    ["no map", { input: { exc: { weights: ["a"] } } }, ModelError, /input\.exc: there is no map/],
    [
      "implicit multiplication",
      { dynamics: "dv/dt = 2 v (i)\n di/dt = -i" },
      ModelError,
      /line 1, column \d+/,
    ],
    [
      "a number that is too large",
      { dynamics: "dv/dt = 1e999\n di/dt = -i" },
      ModelError,
      /number "1e999" is too large/,
    ],
    [
      "a condition that is no text",
      { spike: { when: true } },
      ModelError,
      /spike\.when is true, neither a text nor a function/,
    ],
    [
      "dynamics that are no text",
      { dynamics: 3 },
      ModelError,
      /dynamics is 3, neither a text nor a function/,
    ],
  ])("%s", (_, change, type, message) => {
    const attempt = (): unknown => defineNeuron({ ...lif, ...change } as NeuronDefinition);
    expect(attempt).toThrow(type);
    expect(attempt).toThrow(message);
  });

  it.each([undefined, null, "lif", 3])("the definition %j", (definition) => {
    const attempt = (): unknown => defineNeuron(definition as never);
    expect(attempt).toThrow(ModelError);
    expect(attempt).toThrow(/^defineNeuron\(undefined\): the definition is not an object/);
  });
});

describe("nonsense is answered clearly", () => {
  const plain = { name: "n", state: { v: {} }, dynamics: "dv/dt = -v" };
  const empty = ["an empty object", "an object without a prototype"];
  const numbers = ["5", "-1"];
  const texts = ["a text", "a number as text"];
  const parts: Readonly<Record<string, readonly string[]>> = {
    name: texts,
    state: [],
    discrete: ["an empty object", "{ a: {} }", "an object without a prototype"],
    parameters: ["an empty object", "{ a: 5 }", "an object without a prototype"],
    signals: ["an empty array", "an empty object", "{ a: {} }", "an object without a prototype"],
    dynamics: [],
    spike: [],
    events: empty,
    input: empty,
  };
  it.each(Object.entries(parts))("in the place of %s", (part, fine) => {
    expect(taken((value) => defineNeuron({ ...plain, [part]: value }))).toEqual(fine);
  });

  type Inner = readonly [place: string, definition: (value: never) => object, fine: readonly string[]];
  const spike = (part: string) => (value: never) => ({ spike: { when: "v - 1", [part]: value } });
  const port = (part: string) => (value: never) => ({ input: { p: { map: { v: "0" }, [part]: value } } });
  it.each<Inner>([
    ["a state", (v) => ({ state: { v } }), empty],
    ["a unit", (unit) => ({ state: { v: { unit } } }), ["an empty text"]],
    ["an initial value", (initial) => ({ state: { v: { initial } } }), [...numbers, "a number as text"]],
    ["a scale", (scale) => ({ state: { v: { scale } } }), ["5"]],
    ["a parameter", (p) => ({ parameters: { p } }), numbers],
    ["a default", (value) => ({ parameters: { p: { default: value } } }), numbers],
    ["a domain", (domain) => ({ parameters: { p: { default: 1, domain } } }), []],
    ["an end of a domain", (min) => ({ parameters: { p: { default: 1, domain: { min, max: 2 } } } }), ["-1"]],
    ["a signal", (s) => ({ signals: { s } }), empty],
    ["the name of a signal", (name) => ({ signals: [name] }), ["a text"]],
    ["a condition", spike("when"), []],
    ["a direction", spike("direction"), []],
    ["a reset", spike("reset"), empty],
    [
      "the new value of a state",
      (v) => ({ spike: { when: "v - 1", reset: { v } } }),
      [...numbers, "a number as text"],
    ],
    ["emits", spike("emits"), ["true"]],
    ["fireAtStart", spike("fireAtStart"), ["true"]],
    ["an event", (e) => ({ events: { e } }), []],
    ["a port", (p) => ({ input: { p } }), []],
    ["a map", port("map"), empty],
    [
      "weight channels",
      port("weights"),
      ["an empty array", "an empty object", "{ a: {} }", "an object without a prototype"],
    ],
    ["the name of a channel", (name) => port("weights")([name] as never), ["a text"]],
  ])("in the place of %s", (_, definition, fine) => {
    expect(taken((value) => defineNeuron({ ...plain, ...definition(value) }))).toEqual(fine);
  });

  it("in the place of all", () => {
    expect(taken(defineNeuron)).toEqual([]);
  });

  it.each<readonly [object, RegExp]>([
    [{ state: null }, /^defineNeuron\("n"\): state is null\n {2}Give \{ v: /],
    [{ events: null }, /events is null\n {2}Give \{ crossing: /],
    [{ input: { p: [] } }, /input\.p: it is not an object\n {2}Give \{ weights, map, after \}/],
    [{ input: "v + weight" }, /input is "v \+ weight"\n {2}Give \{ i: "i \+ weight" \}/],
    [{ spike: { when: "v - 1", reset: "v = 0" } }, /spike\.reset is "v = 0"\n {2}Give new values by state/],
    [{ spike: { when: "v - 1", emits: "no" } }, /spike\.emits is "no"\n {2}Give true or false/],
    [{ state: { v: { scale: "5" } } }, /state "v": scale is "5"\n {2}Give a positive number/],
    [{ parameters: { p: { default: "5" } } }, /parameter "p": default is "5"/],
  ])("%j", (change, message) => {
    expect(() => defineNeuron({ ...plain, ...change } as never)).toThrow(message);
  });
});
