import { describe, expect, it } from "vitest";
import { explicitStepMap } from "../../src/compile/explicit-step-map.ts";
import { reachable, symbol, tableOf, within } from "../../src/expr/node.ts";
import { vjp } from "../../src/expr/vjp.ts";
import {
  checkGradients,
  connect,
  deltaSynapse,
  exponentialSynapse,
  firstSpikeTimes,
  meanSquaredError,
  network,
  nmdaSynapse,
  population,
  simulate,
  source,
  tsitouras54,
  valueAndGradient,
  withSynapses,
} from "../../src/index.ts";
import {
  type CompartmentModelOptions,
  compartmentModel,
  hodgkinHuxleyChannels,
  leak,
  mechanism,
} from "../../src/morphology/index.ts";
import { expressionsOf, type NeuronModel } from "../../src/neurons/neuron-model.ts";

const passive = leak({ conductance: 0.1, reversal: -70 });
const two: CompartmentModelOptions = {
  name: "two",
  compartments: { soma: { length: 20, diameter: 20 }, dendrite: { length: 300, diameter: 3 } },
  connections: [["soma", "dendrite"]],
  mechanisms: [passive],
  initial: -70,
};
const defaultOf = ({ parameters }: NeuronModel, name: string): number =>
  parameters.find((own) => own.name === name)!.default;

describe("compartmentModel", () => {
  it("computes capacitances, conductances and axial conductances from the geometry", () => {
    const model = compartmentModel({ ...two, capacitance: 0.9, axialResistivity: 120 });
    // 0.9 µF/cm² of 400 π µm²; 0.1 mS/cm² of 900 π µm².
    expect(defaultOf(model, "capacitance_soma")).toBeCloseTo(0.009 * 400 * Math.PI, 12);
    expect(defaultOf(model, "gLeak_dendrite")).toBeCloseTo(0.001 * 900 * Math.PI, 12);
    // 120 Ω cm = 1.2 Ω m: R = 4 R_a (L/2)/(π d²) in Ω with lengths in m.
    const half = (length: number, d: number) => (4 * 1.2 * (length / 2) * 1e-6) / (Math.PI * (d * 1e-6) ** 2);
    expect(defaultOf(model, "gAxial_soma_dendrite")).toBeCloseTo(1e9 / (half(20, 20) + half(300, 3)), 9);
  });

  it("prints as a paper would", () => {
    const text = String(
      compartmentModel({ ...two, spike: { compartment: "soma", threshold: -50, reset: -70 } }),
    );
    expect(text).toContain(
      "dv_soma/dt = (gLeak_soma * (eLeak_soma - v_soma) + gAxial_soma_dendrite * (v_dendrite - v_soma) + current_soma) / capacitance_soma",
    );
    expect(text).toMatch(
      /spike +when v_soma - vThreshold rises through 0, sent along the projections\n +v_soma ← vReset/,
    );
  });

  it("shares the halves of a branch point among all that meet there", () => {
    const cylinders = {
      a: { length: 10, diameter: 2 },
      b: { length: 10, diameter: 1 },
      c: { length: 20, diameter: 1 },
    };
    const model = compartmentModel({ name: "star", compartments: cylinders, connections: [["a", "b", "c"]] });
    const half = { a: 8, b: 2, c: 1 } as const; // in units of the last
    const unit = (5e4 * Math.PI) / (100 * 20);
    for (const [from, to] of [
      ["a", "b"],
      ["a", "c"],
      ["b", "c"],
    ] as const) {
      expect(defaultOf(model, `gAxial_${from}_${to}`)).toBeCloseTo((unit * half[from] * half[to]) / 11, 9);
    }
  });

  it("has synapses on named compartments", () => {
    const withAmpa = withSynapses(
      compartmentModel({ ...two, spike: { compartment: "soma", threshold: -50, reset: -70 } }),
      {
        into: "current_dendrite",
        membrane: "v_dendrite",
        synapses: {
          ampa_dendrite: exponentialSynapse({ tau: 2, reversal: 0 }),
          nmda_dendrite: nmdaSynapse(),
        },
      },
    );
    const model = withSynapses(withAmpa, {
      into: "current_soma",
      membrane: "v_soma",
      synapses: { kick_soma: deltaSynapse() },
    });
    expect(model.ports.map(({ name }) => name)).toEqual(["ampa_dendrite", "nmda_dendrite", "kick_soma"]);
    const net = network({
      populations: { input: source(1), cell: population(model, 1) },
      projections: [
        connect("input", "cell", { name: "ampa", port: "ampa_dendrite", weight: 15 }),
        connect("input", "cell", { name: "nmda", port: "nmda_dendrite", weight: 15, delay: 0.5 }),
        connect("input", "cell", { name: "kick", port: "kick_soma", weight: 1, delay: 0.2 }),
      ],
    });
    const terms = [{ readout: firstSpikeTimes("cell"), loss: meanSquaredError() }];
    const check = checkGradients(
      net,
      { terms, until: 40, rtol: 1e-9, atol: 1e-9 },
      net.initialParameters(),
      { input: [[1]] },
      [12],
    );
    expect(check.agrees).toBe(true);
    for (const name of [
      "ampa.weight",
      "nmda.weight",
      "kick.weight",
      "cell.gAxial_soma_dendrite",
      "cell.magnesium_nmda_dendrite",
    ]) {
      const { largest, runs } = check.groups.find((group) => group.name === name)!;
      expect(largest, name).toBeGreaterThan(1e-3);
      expect(runs, name).toMatchObject({ discarded: 0, agrees: true });
    }
  });

  it("spikes where channels bring the soma through its threshold, once an upstroke, and has events of compartments", () => {
    const model = compartmentModel({
      ...two,
      compartments: {
        ...two.compartments,
        soma: { ...two.compartments["soma"]!, mechanisms: [hodgkinHuxleyChannels()] },
      },
      mechanisms: [leak({ conductance: 0.3, reversal: -54.4 })],
      initial: -65,
      spike: { compartment: "soma", threshold: 0 },
      events: {
        hot: { compartment: "dendrite", when: "v > -45 mV" },
        open: { compartment: "soma", when: "m > 0.5 and v_dendrite > -60 mV" },
      },
    });
    const net = network({
      populations: { cell: population(model, 1, { parameters: { current_dendrite: 250 } }) },
    });
    const run = simulate(net, net.initialParameters(), {}, { until: 40, rtol: 1e-8, atol: 1e-8 });
    const times = (name: string) =>
      run
        .events("cell")
        .filter(({ event }) => event === name)
        .map(({ time }) => time);
    expect(times("spike").length).toBeGreaterThan(1);
    expect(times("spike").length).toBe(times("open").length);
    expect(times("hot").length).toBeGreaterThan(0);
    expect(run.spikeTimes("cell")[0]).toHaveLength(times("spike").length);
    for (const [k, time] of times("open").entries()) expect(time).toBeLessThan(times("spike")[k]!);
  });

  it("runs mechanisms of one's own with discrete states, events and timers, each compartment by itself", () => {
    const plateau = mechanism({
      name: "plateau",
      parameters: { height: { unit: "pA", default: 100 }, duration: { unit: "ms", default: 5 } },
      discrete: { on: { unit: "1" } },
      current: "on * height",
      events: {
        begin: {
          when: "v > -60 mV",
          while: "on == 0",
          reset: { on: 1 },
          after: { period: "duration", event: "end" },
        },
        end: { reset: { on: 0 } },
      },
    });
    const model = compartmentModel({ ...two, mechanisms: [passive, plateau] });
    const parameters = { current_dendrite: 60, duration_dendrite: 7 };
    const net = network({ populations: { cell: population(model, 1, { parameters }) } });
    const events = simulate(net, net.initialParameters(), {}, { until: 60 }).events("cell");
    const [begin, end] = ["begin_dendrite", "end_dendrite"].map(
      (name) => events.find(({ event }) => event === name)!,
    );
    expect(end!.time - begin!.time).toBeCloseTo(7, 12);
    expect(end!.before).toMatchObject({ on_dendrite: 1 });
    const soma = events.filter(({ event }) => event.endsWith("_soma"));
    expect(soma.map(({ event }) => event).slice(0, 2)).toEqual(["begin_soma", "end_soma"]);
    expect(soma[1]!.time - soma[0]!.time).toBeCloseTo(5, 12);
  });

  it("answers what it cannot be", () => {
    const attempt = (options: object) => () => compartmentModel({ ...two, ...options });
    const { soma } = two.compartments;
    expect(attempt({ connections: [] })).toThrow('nothing joins "dendrite" to "soma"');
    expect(attempt({ connections: [["soma", "dendrit"]] })).toThrow(
      'compartmentModel("two"), connections[0]: there is no compartment "dendrit"\n  Did you mean "dendrite"?',
    );
    expect(
      attempt({
        connections: [
          ["soma", "dendrite"],
          ["dendrite", "soma"],
        ],
      }),
    ).toThrow('"dendrite" and "soma" are joined already');
    expect(attempt({ connections: [["soma"]] })).toThrow("it has 1 of two compartments or more");
    expect(attempt({ mechanisms: [passive, passive] })).toThrow('there are two "gLeak_soma"');
    expect(attempt({ mechanisms: [{}] })).toThrow("mechanisms[0] is an object");
    expect(attempt({ spike: { compartment: "some", threshold: 0 } })).toThrow(
      'spike: there is no compartment "some"',
    );
    expect(attempt({ spike: { compartment: "soma" } })).toThrow("threshold is undefined");
    expect(attempt({ compartments: { soma: { length: -1, diameter: 2 } } })).toThrow(
      "compartments.soma: length is -1",
    );
    expect(attempt({ compartments: { "so-ma": soma } })).toThrow('"so-ma" is not a name');
    expect(attempt({ compartments: {} })).toThrow("there is no compartment");
    expect(attempt({ events: { hot: { when: "v > 3 mV" } } })).toThrow(
      "events.hot: there is no compartment undefined",
    );
    expect(attempt({ events: { hot: 3 } })).toThrow("events.hot is 3");
  });
});

describe("mechanism", () => {
  it("answers mistakes in its formulas by their places, in its own names", () => {
    const attempt = () =>
      mechanism({
        name: "nap",
        conductances: { gNap: 0.2 },
        dynamics: "open = sigmoid((v + 52 mV) / 5 mV)",
        current: "gNap * opn * (50 mV - v)",
      });
    expect(attempt).toThrow('defineNeuron("nap"): unknown symbol "opn" in dynamics, line 2');
    expect(() => mechanism({ name: "a", states: { v: {} }, current: "v" })).toThrow('"v" is declared twice');
    expect(() => mechanism({ name: "a", conductances: { g: -1 }, current: "g * v" })).toThrow(
      "conductances.g is -1",
    );
    expect(() => mechanism({ name: "a b", current: "1 pA" })).toThrow("a name that equations cannot have");
    expect(() => mechanism({ name: "a", current: "v" })).toThrow(/mV.*/);
  });

  it("puts the compartment's name behind its own names only", () => {
    const odd = mechanism({
      name: "odd",
      parameters: { e1: { unit: "mV", default: -60 }, dm: { unit: "1/ms", default: 1 } },
      states: { m: { unit: "1" }, n: { unit: "1" } },
      dynamics: `
        dm/dt = rate * (1 - m)   # m and v in a comment
        n' = -dm * n * 1e1
        rate = 2 * dm
      `,
      current: "1e1 pA/mV * m * (e1 - v) * exp(-n)",
    });
    const text = String(
      compartmentModel({
        name: "one",
        compartments: { soma: { length: 1, diameter: 1, mechanisms: [odd] } },
      }),
    );
    expect(text).toContain("dm_soma/dt = 2 * dm_soma * (1 - m_soma)");
    expect(text).toContain("dn_soma/dt = -dm_soma * n_soma * 10");
  });
});

describe("hodgkinHuxleyChannels", () => {
  it("rests at −65 mV with the leak of the paper, and spikes at the times of the equations written out", () => {
    const model = compartmentModel({
      name: "patch",
      compartments: { soma: { length: 10, diameter: 10, mechanisms: [hodgkinHuxleyChannels()] } },
      mechanisms: [leak({ conductance: 0.3, reversal: -54.4 })],
      spike: { compartment: "soma", threshold: 0 },
    });
    // docs/equations.md: 10 µA/cm² of 100 π µm² are π/10 times 100 pA.
    const net = network({
      populations: { cell: population(model, 1, { parameters: { current_soma: 10 * Math.PI } }) },
    });
    const [times = []] = simulate(
      net,
      net.initialParameters(),
      {},
      { until: 50, rtol: 1e-9, atol: 1e-9 },
    ).spikeTimes("cell");
    expect(Array.from(times, (time) => time.toFixed(2))).toEqual(["1.90", "16.83", "31.48", "46.12"]);
    const still = network({ populations: { cell: population(model, 1) } });
    const run = simulate(
      still,
      still.initialParameters(),
      {},
      { until: 50, samples: [{ population: "cell", times: [50] }] },
    );
    expect(run.samples("cell").values[0]).toBeCloseTo(-65, 1);
  });
});

describe("a chain of compartments", () => {
  it("has a step, and a pullback of it, that grow by the same for every compartment", () => {
    const lengths = [16, 24, 32].map((n) => {
      const names = Array.from({ length: n }, (_, k) => `c${k}`);
      const model = compartmentModel({
        name: "chain",
        compartments: Object.fromEntries(names.map((name) => [name, { length: 50, diameter: 2 }])),
        connections: names.slice(1).map((name, k) => [names[k]!, name]),
        mechanisms: [hodgkinHuxleyChannels()],
        spike: { compartment: "c0", threshold: 0 },
      });
      return within(tableOf(expressionsOf(model)), () => {
        const { graph, outputs, longest } = explicitStepMap(model, tsitouras54);
        const ends = graph.y1;
        const bars = vjp(
          ends,
          ends.map((_, i) => symbol(`bar${i}`)),
          graph.y0,
        );
        return [outputs().map(({ expression }) => expression), [longest!()], bars].map(
          (expressions) => reachable(expressions).length,
        );
      });
    });
    const [few, more, most] = lengths as [number[], number[], number[]];
    for (const [k, count] of more.entries()) {
      // Maxima over all states fold a little differently at the ends.
      expect(Math.abs(most[k]! - 2 * count + few[k]!)).toBeLessThan(0.01 * count);
      expect(count).toBeGreaterThan(few[k]!);
    }
  });

  it.each([
    ["channels in the soma", 1, 1],
    ["channels everywhere, whose gates are calls of templates", 10, 4],
  ])("has the derivative of the soma's spike time to axial conductances, with %s", (_, active, every) => {
    const n = 10;
    const names = Array.from({ length: n }, (_, k) => `c${k}`);
    const model = compartmentModel({
      name: "chain",
      compartments: Object.fromEntries(
        names.map((name, k) => [
          name,
          { length: 50, diameter: 2, mechanisms: k < active ? [hodgkinHuxleyChannels()] : [] },
        ]),
      ),
      connections: names.slice(1).map((name, k) => [names[k]!, name]),
      mechanisms: [leak({ conductance: 0.3, reversal: -54.4 })],
      spike: { compartment: "c0", threshold: 0 },
    });
    const cell = population(model, 1, { parameters: { [`current_${names[2]}`]: 200 } });
    const net = network({ populations: { cell } });
    const settings = { until: 20, rtol: 1e-10, atol: 1e-10 };
    // L = t²: its derivative over 2 t is that of the time.
    const objective = valueAndGradient(net, {
      ...settings,
      terms: [{ readout: firstSpikeTimes("cell"), loss: meanSquaredError() }],
    });
    const parameters = net.initialParameters();
    const early = { ...settings, stopAfterSpikes: { cell: 1 }, endEarly: true };
    const time = (): number => simulate(net, parameters, {}, early).spikeTimes("cell")[0]![0]!;
    const { gradient } = objective(parameters, {}, [0]);
    const first = time();
    const wanted = Array.from({ length: n - 1 }, (_, k) => `cell.gAxial_${names[k]}_${names[k + 1]}`);
    const channels = active > 1 ? ["cell.gNa_c0", "cell.gK_c5", "cell.eNa_c9"] : [];
    for (const name of [...wanted.filter((_, k) => k % every === 0), ...channels]) {
      const view = parameters.view(name);
      const value = view[0]!;
      const step = 1e-4 * value;
      const at = (shift: number): number => {
        view[0] = value + shift;
        return time();
      };
      // Order 4: the rest is the solver's 1e-10 over the step.
      const slope = (8 * (at(step) - at(-step)) - (at(2 * step) - at(-2 * step))) / (12 * step);
      view[0] = value;
      const exact = gradient.view(name)[0]! / (2 * first);
      expect(Math.abs(exact - slope), name).toBeLessThan(1e-5 * Math.abs(exact) + 1e-9);
      expect(exact, name).not.toBe(0);
    }
  });
});
