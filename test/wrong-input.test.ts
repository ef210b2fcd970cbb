/**
 * Wrong and hostile input at the public door: nothing of it runs, hangs or passes silently, and the
 * message starts with the name of the function that was called.
 */
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  connect,
  defineNeuron,
  type Input,
  lif,
  ModelError,
  type NeuronDefinition,
  network,
  OptionError,
  piecewiseConstant,
  population,
  ShapeError,
  type Signal,
  type SimulateOptions,
  simulate,
  source,
} from "../src/index.ts";

/** A signal as `piecewiseConstant` makes it of what it would refuse. */
const constant = (times: readonly number[], values: Signal["values"]): Signal => ({
  kind: "constant",
  times,
  values,
});
const nested = `${"(".repeat(100_000)}v${")".repeat(100_000)}`;
const hostile = [
  'cross.constructor("globalThis.pwned = 1")()',
  'v.constructor.constructor("globalThis.pwned = 1")()',
  "(() => { globalThis.pwned = 1 })()",
  'import("node:fs")',
  'import("node:fs", {})',
  'f(x) = cross.constructor("globalThis.pwned = 1")',
  'evaluate("1")',
  'parse("v")',
  "v; globalThis.pwned = 1",
  "[1, 2, 3]",
  "{ a: 1 }",
  "this",
  "constructor",
  "__proto__",
  "v.toString",
  "v[0]",
  "2 v",
  "2 v (v)",
  "1/2 v",
  "v(2)",
  "v = 1",
  "NaN",
  "Infinity",
  "v\u0000",
  "v \u202e+ 1",
  "\\u0076",
  "`v`",
  "v -> 1",
  nested,
  `${"-".repeat(100_000)}v`,
  `v${" ^ v".repeat(50_000)}`,
  `v${" ? v : v".repeat(20_000)}`,
  "v".repeat(1_000_000),
  `${"v + ".repeat(100_000)}v`,
];
const plain: NeuronDefinition = { name: "n", state: { v: {} }, dynamics: "dv/dt = -v" };
const shortened = (text: string): string =>
  text.length > 40 ? `${text.slice(0, 40)}… (${text.length})` : text;

afterEach(() => vi.unstubAllGlobals());

describe.each(hostile.map((text) => [shortened(text), text] as const))("the text %s", (_, text) => {
  it.each<[string, () => NeuronDefinition]>([
    ["dynamics", () => ({ ...plain, dynamics: `dv/dt = ${text}` })],
    ["a definition in the dynamics", () => ({ ...plain, dynamics: `a = ${text}\n dv/dt = a` })],
    ["the factor of a derivative", () => ({ ...plain, dynamics: `(${text}) * dv/dt = v` })],
    ["an initial value", () => ({ ...plain, parameters: { v0: 1 }, state: { v: { initial: text } } })],
    ["a condition", () => ({ ...plain, spike: { when: text } })],
    ["a reset", () => ({ ...plain, spike: { when: "v - 1", reset: { v: text } } })],
    ["an input", () => ({ ...plain, input: { v: text } })],
  ])("is refused as %s, quickly and without running", (_place, definition) => {
    vi.stubGlobal("pwned", 0);
    const begin = performance.now();
    let error: unknown;
    try {
      defineNeuron(definition());
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ModelError);
    expect((error as Error).message).toMatch(/^defineNeuron\("n"\)/);
    expect((error as Error).message.length).toBeLessThan(1000);
    expect((globalThis as { pwned?: number }).pwned).toBe(0);
    // Tens of milliseconds are plenty for a million characters; a quadratic parser needs minutes.
    expect(performance.now() - begin).toBeLessThan(2000);
  });

  it("is refused as a name", () => {
    const attempts = [
      () => defineNeuron({ ...plain, parameters: { [text]: 1 } }),
      () => network({ populations: { [text]: source(1) } }),
    ];
    if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(text)) return;
    for (const attempt of attempts) expect(attempt).toThrow(ModelError);
  });
});

describe("a run answers clearly:", () => {
  const driven = defineNeuron({
    ...plain,
    signals: ["drive"],
    dynamics: "dv/dt = drive - v",
    input: { v: "v + weight" },
  });
  const net = network({
    populations: { input: source(2), cell: population(lif, 3), driven: population(driven, 2) },
    projections: [connect("input", "cell", { weight: 1 })],
  });
  const drive = { "driven.drive": piecewiseConstant([0], [1]) };
  const run = (input: Input, options: Partial<SimulateOptions> = {}): unknown =>
    simulate(net, net.initialParameters(), input, { until: 10, ...options });

  it("is right when nothing is wrong", () => {
    expect(() => run({ ...drive, input: [[1], [2]] })).not.toThrow();
  });

  it.each<[string, Input, typeof OptionError | typeof ShapeError, RegExp]>([
    [
      "a negative time",
      { ...drive, input: [[1, -2], []] },
      OptionError,
      /"input", channel 0: time 1 is -2\n {2}Give times ≥ 0/,
    ],
    ["a time that is NaN", { ...drive, input: [[], [Number.NaN]] }, OptionError, /channel 1: time 0 is NaN/],
    [
      "too few channels",
      { ...drive, input: [[1]] },
      ShapeError,
      /"input" has 1 channel of spike times for 2/,
    ],
    [
      "a channel that is no array",
      { ...drive, input: [1, 2] as never },
      ShapeError,
      /channel 0 is \d+, not an array/,
    ],
    ["no input", drive, OptionError, /no spike times for source "input"/],
    [
      "a number for a source",
      { ...drive, input: 5 as never },
      OptionError,
      /given for source "input" is 5, not spike times/,
    ],
    [
      "null for a source",
      { ...drive, input: null as never },
      OptionError,
      /given for source "input" is null, not spike times/,
    ],
    [
      "undefined",
      undefined as never,
      OptionError,
      /it is undefined\n {2}Give an object with input, driven\.drive/,
    ],
    ["null", null as never, OptionError, /it is null/],
    [
      "a number for a signal",
      { input: [[], []], "driven.drive": 5 as never },
      OptionError,
      /given for signal "driven.drive" is 5, not a signal\n {2}For a constant, give \{ "driven\.drive": piecewiseConstant\(\[0\], \[5\]\) \}/,
    ],
    [
      "a function for a signal",
      { input: [[], []], "driven.drive": ((t: number) => t) as never },
      OptionError,
      /given for signal "driven.drive" is a function, not a signal\n {2}Sample it: .*piecewiseLinear\(times, times\.map\(f\)\)/,
    ],
    [
      "a list for a signal",
      { input: [[], []], "driven.drive": [1, 2] as never },
      OptionError,
      /is a list, not a signal\n {2}Say when it has which value/,
    ],
    [
      "a signal of a kind that there is not",
      { input: [[], []], "driven.drive": { ...piecewiseConstant([0], [1]), kind: "cubic" as never } },
      OptionError,
      /"driven\.drive" is no signal\n {2}Make it with piecewiseConstant/,
    ],
    [
      "a signal without values",
      { input: [[], []], "driven.drive": { kind: "constant", times: [0], values: undefined as never } },
      OptionError,
      /"driven\.drive" is no signal/,
    ],
    [
      "input for nobody",
      { ...drive, input: [[], []], inpt: [[]] },
      OptionError,
      /nothing takes input "inpt"\n {2}Did you mean "input"/,
    ],
    [
      "a signal without its population",
      { ...drive, input: [[], []], drive: constant([0], [1]) },
      OptionError,
      /nothing takes input "drive"\n {2}Signals are named with their population: "driven\.drive"/,
    ],
    [
      "input for a parameter",
      { ...drive, input: [[], []], tauMem: constant([0], [1]) },
      OptionError,
      /nothing takes input "tauMem"\n {2}tauMem is a parameter: give it to population\(…, \{ parameters: \{ tauMem: … \} \}\), or write parameters\.set\("cell\.tauMem", …\)/,
    ],
    [
      "spikes for neurons",
      { ...drive, input: [[], []], cell: [[1]] },
      OptionError,
      /nothing takes input "cell"\n {2}"cell" is a population of neurons: give spikes to a source/,
    ],
    ["no signal", { input: [[], []] }, OptionError, /no data for signal "driven.drive"/],
    [
      "a signal that is NaN",
      { input: [[], []], "driven.drive": constant([0], [Number.NaN]) },
      OptionError,
      /values\[0\] is NaN/,
    ],
    [
      "a signal that begins late",
      { input: [[], []], "driven.drive": constant([1], [1]) },
      OptionError,
      /begins at 1/,
    ],
    [
      "a signal that goes back",
      { input: [[], []], "driven.drive": constant([0, 2, 1], [1, 1, 1]) },
      OptionError,
      /times\[2\] is 1/,
    ],
    [
      "a signal of the wrong length",
      { input: [[], []], "driven.drive": constant([0, 1], [1]) },
      ShapeError,
      /1 value for 2 times/,
    ],
    [
      "rows for the wrong neurons",
      { input: [[], []], "driven.drive": piecewiseConstant([0], [[1], [2], [3]]) },
      ShapeError,
      /3 rows of values for 2 neurons/,
    ],
  ])("%s", (_, input, type, message) => {
    expect(() => run(input)).toThrow(type);
    expect(() => run(input)).toThrow(/^simulate: input: /);
    expect(() => run(input)).toThrow(message);
  });

  it.each<[Readonly<Record<string, unknown>>, RegExp]>([
    [{ until: -1 }, /^simulate: until is -1/],
    [{ until: Number.NaN }, /until is NaN/],
    [{ until: Infinity }, /until is Infinity/],
    [{ until: "10" }, /until is "10"/],
    [{ rtol: 0 }, /rtol is 0/],
    [{ atol: Number.NaN }, /atol is NaN/],
    [{ stepSize: -0.1 }, /-0\.1/],
    [{ untill: 3 }, /unknown option "untill"\n {2}Did you mean "until"/],
    [{ samples: [{ population: "cell", times: [11] }] }, /a sample time of "cell" is 11/],
    [{ samples: [{ population: "input", times: [1] }] }, /"input" is a source/],
    [
      { samples: [{ population: "cel", times: [1] }] },
      /there is no population "cel"\n {2}Did you mean "cell"/,
    ],
    [{ stopAfterSpikes: { cell: 0 } }, /stopAfterSpikes\.cell is 0/],
  ])("options %j", (options, message) => {
    expect(() => run({ ...drive, input: [[], []] }, options as Partial<SimulateOptions>)).toThrow(
      OptionError,
    );
    expect(() => run({ ...drive, input: [[], []] }, options as Partial<SimulateOptions>)).toThrow(message);
  });

  it("parameters of another network", () => {
    const other = network({ populations: { cell: population(lif, 3) } });
    expect(() => simulate(other, net.initialParameters(), {}, { until: 1 })).toThrow(
      /belong to another network/,
    );
  });
});
