import { describe, expect, it } from "vitest";
import { ModelError, OptionError, ShapeError, type UnsupportedError } from "../../src/errors.ts";
import { type ConnectOptions, connect } from "../../src/network/connect.ts";
import { normal } from "../../src/network/initializers.ts";
import { type NetworkOptions, network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { pairs, withProbability } from "../../src/network/topology.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { leakyIntegrator } from "../../src/neurons/leaky-integrator.ts";
import { lif } from "../../src/neurons/lif.ts";
import { simulate } from "../../src/simulate/simulate.ts";
import { recordKind } from "../../src/tape/tape.ts";
import { richModel } from "../support/one-frame.ts";
import { taken } from "./nonsense.ts";

const deafModel = defineNeuron({ name: "deaf", state: { v: {} }, dynamics: "dv/dt = -v" });
/** Its input has no weights. */
const struckModel = defineNeuron({
  name: "struck",
  state: { v: {} },
  dynamics: "dv/dt = -v",
  input: { strike: { weights: [], map: { v: 1 } } },
});
const deaf = { populations: { input: source(2), deaf: population(deafModel, 1) } };
const struck = { populations: { input: source(2), struck: population(struckModel, 1) } };
const populations = { input: source(2), hidden: population(lif, 3), output: population(leakyIntegrator, 1) };

describe("network", () => {
  it("numbers the neurons in the order of the populations", () => {
    const net = network({ populations });
    expect(net.populations.map(({ name, firstNeuron, size }) => [name, firstNeuron, size])).toEqual([
      ["input", 0, 2],
      ["hidden", 2, 3],
      ["output", 5, 1],
    ]);
    expect(net.neurons).toBe(6);
    expect(net.population("hidden")).toBe(net.populations[1]);
  });

  it("orders populations after all that project to them, and otherwise as given", () => {
    const net = network({
      populations: { z: population(lif, 1), y: population(lif, 1), x: source(1), w: population(lif, 1) },
      projections: [connect("y", "z", { weight: 1 }), connect("x", "y", { weight: 1 })],
    });
    expect(net.components.map((members) => members.map(({ name }) => name))).toEqual([
      ["x"],
      ["y"],
      ["z"],
      ["w"],
    ]);
  });

  it("has a row for every parameter, initial value, weight channel and delay", () => {
    const net = network({
      populations: { input: source(2), cell: population(lif, 3, { parameters: { bias: [1, 2, 3] } }) },
      projections: [connect("input", "cell", { weight: 0.5, delay: 2 })],
    });
    expect(net.layout.rows.map(({ id, shape, unit, kind }) => [id, shape, unit, kind])).toEqual([
      ["cell.tauMem", [], "ms", "neuron"],
      ["cell.tauSyn", [], "ms", "neuron"],
      ["cell.vThreshold", [], "mV", "neuron"],
      ["cell.vReset", [], "mV", "neuron"],
      ["cell.bias", [3], "mV", "neuron"],
      ["cell.initial.i", [], "mV", "initial"],
      ["input→cell.weight", [2, 3], "mV", "weight"],
      ["input→cell.delay", [], "ms", "delay"],
    ]);
    expect(net.layout.rows.filter((row) => row.trainable).map((row) => row.id)).toEqual([
      "input→cell.weight",
    ]);
  });

  it("needs no weights where the port has no channels", () => {
    for (const options of [{}, { weights: {} }]) {
      const net = network({ ...struck, projections: [connect("input", "struck", options)] });
      expect(net.layout.rows.map(({ id }) => id)).toEqual(["struck.initial.v", "input→struck.delay"]);
    }
  });

  it("takes weights as a number, as rows [pre][post], or drawn", () => {
    const weights = (weight: ConnectOptions["weight"]): number[] => {
      const net = network({ populations, projections: [connect("input", "hidden", { weight: weight! })] });
      return [...net.initialParameters().view("input→hidden.weight")];
    };
    expect(weights(2)).toEqual([2, 2, 2, 2, 2, 2]);
    expect(
      weights([
        [1, 2, 3],
        [4, 5, 6],
      ]),
    ).toEqual([1, 2, 3, 4, 5, 6]);
    expect(new Set(weights(normal(0, 1))).size).toBe(6);
  });

  it("tells which neurons each synapse joins, and which weight and delay are its own", () => {
    const options = { weight: 1, delayPer: "synapse" } as const;
    const listed = pairs([
      [1, 2],
      [0, 1],
      [1, 0],
    ]);
    const net = network({
      populations,
      projections: [
        connect("input", "hidden", { ...options, name: "all" }),
        connect("input", "hidden", { ...options, name: "axons", delayPer: "axon", topology: listed }),
        connect("input", "hidden", { ...options, delay: [5, 6, 7], topology: listed }),
        connect("input", "hidden", {
          ...options,
          name: "drawn",
          topology: withProbability(0.6, { seed: 3 }),
        }),
      ],
    });
    const listsOf = (name: string) => Object.values(net.synapses(name)).map((list) => [...list]);
    expect(listsOf("all")).toEqual([
      [0, 0, 0, 1, 1, 1],
      [0, 1, 2, 0, 1, 2],
      [0, 1, 2, 3, 4, 5],
      [0, 1, 2, 3, 4, 5],
    ]);
    // In the order of the list, as its weights and delays are.
    const [pre, post] = [
      [1, 0, 1],
      [2, 1, 0],
    ];
    expect(listsOf("input->hidden")).toEqual([pre, post, [0, 1, 2], [0, 1, 2]]);
    expect(listsOf("axons")).toEqual([pre, post, [0, 1, 2], pre]);
    expect(() => net.synapses("al")).toThrow(
      new OptionError(
        "network",
        'there is no projection "al"',
        "Known here: all, axons, input→hidden, drawn.",
      ),
    );
    // A spike of channel 1 alone reaches neuron 2 after 5 ms, and neuron 0 after 7 ms.
    const run = simulate(net, net.initialParameters(), { input: [[], [1]] }, { until: 20 });
    const { tape } = run;
    const projection = net.projections.findIndex(({ name }) => name === "input→hidden");
    const arrivals = Array.from({ length: tape.kind.length }, (_, k) => k)
      .filter((k) => tape.kind.data[k] === recordKind.arrival)
      .filter((k) => tape.arrivals.projection.data[tape.reference.data[k]!] === projection)
      .map((k) => [tape.neuron.data[k]! - net.population("hidden").firstNeuron, tape.time.data[k]]);
    expect(arrivals.sort()).toEqual([
      [0, 8],
      [2, 6],
    ]);
    const { pre: from, post: to } = net.synapses("drawn");
    const places = Array.from(from, (p, k) => 3 * p + to[k]!);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(new Set(places).size).toBe(places.length);
  });

  it("connects to ports and their channels by name", () => {
    const net = network({
      populations: { input: source(2), rich: population(richModel, 1) },
      projections: [
        connect("input", "rich", { weight: 1, port: "excitatory" }),
        connect("input", "rich", { weights: { pull: 2, gain: 3 }, port: "inhibitory", name: "brake" }),
      ],
    });
    expect(net.projections.map(({ name, port }) => [name, port])).toEqual([
      ["input→rich", 0],
      ["brake", 1],
    ]);
    expect(net.initialParameters().view("brake.gain")).toEqual(Float64Array.of(3, 3));
  });

  it("is frozen", () => {
    const net = network({ populations });
    for (const part of [
      net,
      net.populations,
      net.projections,
      net.components,
      net.layout,
      net.populations[0],
    ]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
  });
});

type ErrorClass = typeof ModelError | typeof OptionError | typeof ShapeError | typeof UnsupportedError;

const project = (pre: string, post: string, options: ConnectOptions): Partial<NetworkOptions> => ({
  projections: [connect(pre, post, options)],
});
const rich = { populations: { input: source(2), rich: population(richModel, 1) } };
const nan = Number.NaN;

describe("what is wrong is answered clearly:", () => {
  it.each<[string, Partial<NetworkOptions>, ErrorClass, RegExp]>([
    [
      "no populations",
      { populations: {} },
      ModelError,
      /^network: there are no populations\n {2}Give at least one/,
    ],
    ["no populations at all", { populations: undefined as never }, ModelError, /there are no populations/],
    [
      "a misspelt option",
      { projection: [] } as object,
      OptionError,
      /^network: unknown option "projection"\n {2}Did you mean "projections"/,
    ],
    [
      "a model in place of a population",
      { populations: { cell: lif as never } },
      ModelError,
      /"cell" is not a population\n {2}Make it with population\(model, size\)/,
    ],
    [
      "a name that is none",
      { populations: { "a b": source(1) } },
      ModelError,
      /"a b" is not a name\n {2}Use letters/,
    ],
    [
      "an unknown population",
      project("input", "hiden", { weight: 1 }),
      ModelError,
      /^connect\("input", "hiden"\): there is no population "hiden"\n {2}Did you mean "hidden"\? Known here: input, hidden, output/,
    ],
    [
      "a projection to a source",
      project("hidden", "input", { weight: 1 }),
      ModelError,
      /"input" is a source, it cannot receive spikes/,
    ],
    [
      "no weights",
      project("input", "hidden", {}),
      ModelError,
      /no weights are given\n {2}Give \{ weight: … \}/,
    ],
    [
      "a weight that is NaN",
      project("input", "hidden", { weight: nan }),
      OptionError,
      /weight is NaN\n {2}Give a finite number/,
    ],
    [
      "a weight that is a text",
      project("input", "hidden", { weight: "1" as never }),
      OptionError,
      /weight is "1"\n {2}Give a number, rows/,
    ],
    [
      "too few rows",
      project("input", "hidden", { weight: [[1, 2, 3]] }),
      ShapeError,
      /weight has 1 row for 2 presynaptic neurons/,
    ],
    [
      "too short a row",
      project("input", "hidden", {
        weight: [
          [1, 2, 3],
          [1, 2],
        ],
      }),
      ShapeError,
      /weight\[1\] has 2 values for 3 postsynaptic neurons\n {2}Give rows \[pre\]\[post\]/,
    ],
    [
      "NaN in a row",
      project("input", "hidden", {
        weight: [
          [1, 2, 3],
          [1, nan, 2],
        ],
      }),
      OptionError,
      /weight\[1\]\[1\] is NaN/,
    ],
    [
      "an unknown channel",
      project("input", "hidden", { weights: { weigth: 1 } }),
      ModelError,
      /unknown weight channel "weigth"\n {2}Did you mean "weight"/,
    ],
    [
      "a port that is not there",
      project("input", "hidden", { weight: 1, port: "exc" }),
      ModelError,
      /there is no input port "exc"\n {2}Name one with port: input/,
    ],
    [
      "an open choice of ports",
      { ...rich, ...project("input", "rich", { weight: 1 }) },
      ModelError,
      /"rich" has 2 input ports\n {2}Name one with port: excitatory, inhibitory/,
    ],
    [
      "a nearly right port",
      { ...rich, ...project("input", "rich", { weight: 1, port: "exitatory" }) },
      ModelError,
      /Did you mean "excitatory"/,
    ],
    [
      "one weight for two channels",
      { ...rich, ...project("input", "rich", { weight: 1, port: "inhibitory" }) },
      ModelError,
      /the port has 2 weight channels\n {2}Give \{ weights: \{ pull: …, gain: … \} \}/,
    ],
    [
      "no weights for two channels",
      { ...rich, ...project("input", "rich", { port: "inhibitory" }) },
      ModelError,
      /no weights are given\n {2}Give \{ weights: \{ pull: …, gain: … \} \}/,
    ],
    [
      "a model without input",
      { ...deaf, ...project("input", "deaf", { weight: 1 }) },
      ModelError,
      /the neurons of "deaf", "deaf", have no input\n {2}Give its definition one: input: \{/,
    ],
    [
      "a weight for a port without channels",
      { ...struck, ...project("input", "struck", { weight: 1 }) },
      ModelError,
      /the port has no weight channels\n {2}The port has no weights: leave them out/,
    ],
    [
      "a missing channel",
      { ...rich, ...project("input", "rich", { weights: { pull: 1 }, port: "inhibitory" }) },
      ModelError,
      /no values for weight channel "gain"/,
    ],
    [
      "two projections of one name",
      { projections: [connect("input", "hidden", { weight: 1 }), connect("input", "hidden", { weight: 2 })] },
      ModelError,
      /there are two projections called "input→hidden"\n {2}Give one of them a "name"/,
    ],
    [
      "a trainable in other letters",
      { trainable: ["taumem"] },
      ModelError,
      /no parameter "taumem"\n {2}Did you mean "tauMem"\?/,
    ],
    ["a kind in plural", { trainable: ["delays"] }, ModelError, /"delays"\n {2}Did you mean "delay"\?/],
    [
      "a population beside populations",
      { late: population(lif, 1) } as never,
      OptionError,
      /unknown option "late"\n {2}Populations stand together: populations: \{ late: … \}/,
    ],
    ["an unknown trainable", { trainable: ["tauMen"] }, ModelError, /there is no parameter "tauMen"/],
    [
      "an unknown tie",
      { tie: [["hidden.tauMem", "output.tauMen"]] },
      ModelError,
      /there is no parameter "output.tauMen"\n {2}Did you mean "output.tauMem"/,
    ],
  ])("%s", (_, options, type, message) => {
    const attempt = (): unknown => network({ populations, ...options });
    expect(attempt).toThrow(type);
    expect(attempt).toThrow(message);
  });

  it.each<[string, unknown, RegExp]>([
    ["a plain object", [{ pre: "input", post: "hidden" }], /^network: projection 0 was not made by connect/],
    ["undefined", [undefined], /projection 0 was not made by connect/],
    ["no array", connect("input", "hidden"), /the projections are no array/],
  ])("%s in place of a projection", (_, projections, message) => {
    const attempt = (): unknown => network({ populations, projections } as never);
    expect(attempt).toThrow(ModelError);
    expect(attempt).toThrow(message);
  });

  it("no options at all", () => {
    expect(() => network(undefined as never)).toThrow(/^network: the options are missing/);
    expect(() => network(undefined as never)).toThrow(OptionError);
  });

  it("a misspelt seed", () => {
    expect(() => network({ populations }).initialParameters({ sed: 1 } as object)).toThrow(
      'initialParameters: unknown option "sed"\n  Did you mean "seed"? Known here: seed.',
    );
  });

  it("an unknown population or parameter of a network that is there, as an option", () => {
    const net = network({ populations });
    expect(() => net.population("ouput")).toThrow(OptionError);
    expect(() => net.initialParameters().view("output.tauMen")).toThrow(OptionError);
  });

  it("an unknown population of a network", () => {
    expect(() => network({ populations }).population("ouput")).toThrow(
      'network: there is no population "ouput"\n  Did you mean "output"? Known here: input, hidden, output.',
    );
  });

  it("a projection whose name makes its delay the parameter of a population", () => {
    const model = population(
      {
        ...lif,
        parameters: [...lif.parameters, { name: "delay", unit: "ms", default: 1, domain: "positive" }],
      },
      1,
    );
    const attempt = (): unknown =>
      network({
        populations: { input: source(1), cell: model },
        projections: [connect("input", "cell", { weight: 1, name: "cell" })],
      });
    expect(attempt).toThrow('network: two parameters are called "cell.delay"');
  });

  it("nonsense in every place", () => {
    const projection = connect("input", "hidden", { weight: 1 });
    const withOption = (option: string) => (value: never) => network({ populations, [option]: value });
    expect(taken(network)).toEqual([]);
    expect(taken((given) => network({ populations: given }))).toEqual([]);
    expect(taken((cell) => network({ populations: { cell } }))).toEqual([]);
    expect(taken((size) => network({ populations: { cell: { kind: "source", size } } }))).toEqual(["5"]);
    const forged = { kind: "neurons", size: 1, parameters: {}, initial: {} } as const;
    expect(taken((model) => network({ populations: { cell: { ...forged, model } } }))).toEqual([]);
    for (const option of ["projections", "trainable", "tie"]) {
      expect(taken(withOption(option)), option).toEqual(["an empty array"]);
    }
    for (const part of ["pre", "post", "options"]) {
      const forgedToo = (value: never) =>
        network({ populations, projections: [{ ...projection, [part]: value }] });
      expect(taken(forgedToo), part).toEqual([]);
    }
    expect(taken((weight) => network({ populations, ...project("input", "hidden", { weight }) }))).toEqual([
      "5",
      "-1",
    ]);
    const channels = (weight: never) => project("input", "hidden", { weights: { weight } });
    expect(taken((weight) => network({ populations, ...channels(weight) }))).toEqual(["5", "-1"]);
    expect(taken((port) => network({ ...rich, ...project("input", "rich", { weight: 1, port }) }))).toEqual(
      [],
    );
    expect(taken((name) => network({ populations }).population(name))).toEqual([]);
  });

  it("more neurons or parameters than can be held", () => {
    const large = { input: source(2 ** 14), cell: population(lif, 2 ** 14) };
    expect(() =>
      network({ populations: large, projections: [connect("input", "cell", { weight: 1 })] }),
    ).toThrow(/^network: it has 26843\d{4} parameters\n {2}At most 134217728 \(2²⁷\) are possible\./);
    expect(() => network({ populations: { a: source(2 ** 27), b: source(1) } })).toThrow(
      "network: it has 134217729 neurons and channels",
    );
  });
});

// Half a second; quadratic algorithms would exceed the time that a test may take.
it("takes thousands of populations", () => {
  const count = 5000;
  const names = Array.from({ length: count }, (_, i) => `p${count - i}`);
  const cells = Object.fromEntries(names.map((name) => [name, population(lif, 1)]));
  const chain = names.slice(1).map((name, i) => connect(name, names[i]!, { weight: 1 }));
  const net = network({
    populations: cells,
    projections: chain,
    trainable: names.map((name) => `${name}.bias`),
  });
  expect(net.components.map((members) => members[0]!.name)).toEqual([...names].reverse());
});
