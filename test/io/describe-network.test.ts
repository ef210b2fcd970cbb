import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pullback, zeroCotangents } from "../../src/adjoint/pullback.ts";
import { UnsupportedError } from "../../src/errors.ts";
import { add, exp, mul } from "../../src/expr/build.ts";
import { type Expr, equal } from "../../src/expr/node.ts";
import { contentOfText, textOfContent } from "../../src/io/content.ts";
import { describeNetwork } from "../../src/io/describe-network.ts";
import type { NetworkDescription } from "../../src/io/network-description.ts";
import { networkFromDescription } from "../../src/io/network-from-description.ts";
import { connect } from "../../src/network/connect.ts";
import { constantly, normal, uniform } from "../../src/network/initializers.ts";
import { type Network, network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import * as presets from "../../src/neurons/catalogue.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import type { NeuronModel } from "../../src/neurons/neuron-model.ts";
import type { Input } from "../../src/simulate/given/input.ts";
import type { SimulateOptions } from "../../src/simulate/given/options.ts";
import { simulate } from "../../src/simulate/simulate.ts";
import { randomCase } from "../support/arbitrary-network.ts";

/** The same network, by way of the text of a document. */
function again(net: Network): Network {
  return networkFromDescription(
    contentOfText(textOfContent(describeNetwork(net), "here"), "here") as NetworkDescription,
  );
}

/** Every spike and sample of a run, and the gradient of the sum of all of them. */
function bitsOf(net: Network, input: Input, options: SimulateOptions): unknown[] {
  const parameters = net.initialParameters({ seed: 5 });
  const run = simulate(net, parameters, input, { ...options, throwOnFailure: false });
  const { time } = run.tape.spikes;
  const times = time.data.slice(0, time.length);
  const samples = run.sampleTables.map(({ values }) => values);
  if (run.status !== "completed") return [run.status, times, samples, parameters.values];
  const cotangents = zeroCotangents(run);
  cotangents.spikeTimes.fill(1);
  for (const bars of cotangents.samples.values()) bars.fill(1);
  const gradient = pullback(run, cotangents);
  return [times, samples, parameters.values, gradient.values, gradient.inputTimes, gradient.signals];
}

const models: readonly NeuronModel[] = Object.values(presets);

describe("describeNetwork", () => {
  it("is read back as the network that it describes", () => {
    const net = network({
      populations: {
        input: source(2),
        cell: population(presets.lif, 2, { parameters: { tauMem: [10, 12] } }),
      },
      projections: [
        connect("input", "cell", {
          weight: [
            [1, -0],
            [2, 3],
          ],
          delay: 1.5,
          name: "wires",
        }),
      ],
      trainable: ["weight", "cell.tauMem"],
    });
    const description = describeNetwork(net);
    expect(description.models.map(({ name }) => name)).toEqual(["lif"]);
    expect(description.populations["cell"]).toMatchObject({ size: 2, parameters: { tauMem: [10, 12] } });
    expect(description.projections).toMatchObject([{ name: "wires", delay: 1.5 }]);
    expect(description.trainable).toEqual(["cell.tauMem", "wires.weight"]);
    const loaded = networkFromDescription(description);
    expect(loaded.layout.rows).toEqual(net.layout.rows);
    expect(loaded.initialParameters().values).toEqual(net.initialParameters().values);
    expect(describeNetwork(loaded)).toEqual(description);
  });

  it.each(models.map((model) => [model.name, model] as const))(
    "keeps every expression of %s, and its units",
    (_, model) => {
      const net = network({ populations: { cell: population(model, 3) } });
      const { definition } = again(net).population("cell");
      expect(definition.kind === "neurons" && definition.model).toEqual(model);
    },
  );

  it("gives bit-identical runs and gradients, for random networks", () => {
    fc.assert(
      fc.property(randomCase({ min: 1, max: 3 }), ({ network: net, input, options }) => {
        expect(bitsOf(again(net), input, options)).toEqual(bitsOf(net, input, options));
      }),
      { numRuns: 15 },
    );
  });

  it("draws the same bits from distributions, and from shared slices", () => {
    const cell = population(presets.lif, 4, {
      parameters: { tauMem: uniform(10, 20), tauSyn: constantly(3), bias: 0.25 },
      initial: { v: normal(0.2, 0.1), i: 0.125 },
    });
    const net = network({
      populations: { input: source(3), a: cell, b: cell },
      projections: [
        connect("input", "a", { weight: normal(1.5, 0.78) }),
        connect("a", "b", { weight: uniform(-1, 1), delay: 1 }),
      ],
      trainable: ["weight", "delay", "tauMem"],
      tie: [["a.tauMem", "b.tauMem"]],
    });
    const loaded = again(net);
    expect(loaded.initialParameters({ seed: 9 }).values).toEqual(net.initialParameters({ seed: 9 }).values);
    expect(loaded.layout.row("b.tauMem").slice).toBe("a.tauMem");
    expect(loaded.population("a").definition).toHaveProperty(
      "model",
      (loaded.population("b").definition as { model: NeuronModel }).model,
    );
  });

  it("saves a neuron of functions, events of both directions, signals, discrete variables and ports", () => {
    const model = defineNeuron({
      name: "of functions",
      state: { v: { initial: ({ rest }) => mul(rest!, 2), scale: 10 }, w: {} },
      discrete: { count: { initial: -0 } },
      parameters: { rest: { default: 0.25, domain: { min: 0, max: 1 } }, constructor: 1 },
      signals: ["drive"],
      dynamics: ({ v, w, drive }) => ({
        v: add(mul(-1, v!), drive!, mul(0.7, exp(mul(0.1, w!)))),
        w: mul(-1e-7, w!),
      }),
      spike: { when: "v - constructor", reset: { v: 0, count: "count + 1" }, fireAtStart: true },
      events: { turn: { when: ({ w }) => mul(w!, 3), direction: "either", emits: true, reset: { w: "-w" } } },
      input: {
        exc: { weights: ["a", "b"], map: { v: "v + a", w: "w + a * b" } },
        inh: { map: ({ v, weight }) => ({ v: add(v!, mul(-1, weight!)) }) },
      },
    });
    const net = network({ populations: { cell: population(model, 1) } });
    const { definition } = again(net).population("cell");
    expect((definition as { readonly model: NeuronModel }).model).toEqual(model);
  });

  it("keeps units without converting a second time", () => {
    const model = defineNeuron({
      name: "with units",
      state: { v: { unit: "mV", initial: "2 * rest" }, g: { unit: "uS" } },
      parameters: {
        tau: { unit: "s", default: 0.02, domain: "positive" },
        rest: { unit: "V", default: 0.001 },
        c: { unit: "nF", default: 1 },
      },
      signals: { drive: { unit: "mV" } },
      dynamics: `
        dv/dt = (rest - v + drive) / tau + g * v / c
        dg/dt = -g / (5 ms)
      `,
      spike: { when: "v - 20 mV", reset: { v: "rest" } },
      input: { exc: { weights: { w: { unit: "nS" }, u: {} }, map: { g: "g + w" } } },
    });
    const net = network({
      populations: { input: source(1), cell: population(model, 1) },
      projections: [connect("input", "cell", { weights: { w: 3, u: 0 } })],
    });
    expect((again(net).population("cell").definition as { model: NeuronModel }).model).toEqual(model);
    expect(again(net).layout.rows).toEqual(net.layout.rows);
  });

  it("keeps a formula short whose parts are shared many times over", () => {
    const grown = (v: Expr): Expr => {
      let node = v;
      for (let k = 0; k < 200; k++) node = add(exp(node), mul(node, 0.5));
      return node;
    };
    const model = defineNeuron({
      name: "shared",
      state: { v: {} },
      parameters: { shared1: 1, x: 2 },
      dynamics: "dv/dt = shared1 * x",
      spike: { when: ({ v }) => grown(v!), reset: { v: 0 } },
      input: { i: { weights: ["shared2"], map: ({ v, shared2 }) => ({ v: grown(add(v!, shared2!)) }) } },
    });
    const net = network({ populations: { cell: population(model, 1) } });
    expect(JSON.stringify(describeNetwork(net)).length).toBeLessThan(40_000);
    const read = (again(net).population("cell").definition as { model: NeuronModel }).model;
    expect(equal(read.events[0]!.when, model.events[0]!.when)).toBe(true);
    expect(equal(read.ports[0]!.map[0]!, model.ports[0]!.map[0]!)).toBe(true);
  });

  it("saves a distribution of the user's by name, and says so when it should be drawn from", () => {
    const own = { name: "mine", draw: () => 1 };
    const net = network({
      populations: { input: source(1), cell: population(presets.lif, 1) },
      projections: [connect("input", "cell", { weight: own })],
    });
    const loaded = again(net);
    expect(() => loaded.initialParameters()).toThrow(/the distribution "mine" was a function/);
    expect(describeNetwork(loaded)).toEqual(describeNetwork(net));
  });

  it("refuses what it would not give back", () => {
    const model = { ...presets.lif, memory: [1] };
    const net = network({ populations: { cell: population(model, 1) } });
    expect(() => describeNetwork(net)).toThrow(UnsupportedError);
    expect(() => describeNetwork(net)).toThrow("populations[0].definition.model.memory would be undefined");
  });
});

describe("describeNetwork", () => {
  it.each([{}, undefined, null, 5])("refuses %j, no network", (given) => {
    expect(() => describeNetwork(given as Network)).toThrow(
      "describeNetwork: what it is given is no network",
    );
  });
});
