import * as tf from "@tensorflow/tfjs-core";
import { model as modelOf, sequential, input as symbolic } from "@tensorflow/tfjs-layers";
import { beforeAll, describe, expect, it } from "vitest";
import {
  connect,
  defineNeuron,
  firstSpikeTimes,
  lif,
  network,
  OptionError,
  population,
  ShapeError,
  simulate,
  source,
  spikeTimes,
  stateAtTimes,
} from "../../src/index.ts";
import { spikingLayer } from "../../src/tfjs/index.ts";
import { backends, use } from "./backends.ts";
import { bias, kernel, mixedModel, type Point, reference } from "./mixed-model.ts";
import { times, twoLayers } from "./networks.ts";

const until = 40;
const readout = firstSpikeTimes("output", { silentTime: "until" });

/** Largest difference relative to the largest of the wanted numbers. */
function difference(got: ArrayLike<number>, wanted: ArrayLike<number>): number {
  expect(got.length).toBe(wanted.length);
  const scale = Math.max(...Array.from(wanted, Math.abs), 1e-30);
  return Math.max(...Array.from(wanted, (value, i) => Math.abs(got[i]! - value) / scale));
}

describe.each(backends)("on %s, a layer in a mixed model", (backend) => {
  beforeAll(() => use(backend));

  it("has our loss and gradient, which are those of central differences", () => {
    const net = twoLayers();
    const { model, spiking, loss } = mixedModel(net);
    const evaluate = reference(net);
    // What the tensors hold: coordinates rounded to float32.
    const at: Point = {
      kernel: Float64Array.from(kernel),
      bias: Float64Array.from(bias),
      parameters: spiking.parameters(),
    };
    const { value, gradient } = evaluate(at);
    const wanted: (readonly [string, Float64Array])[] = [
      ["kernel", gradient.kernel],
      ["bias", gradient.bias],
      ...net.layout.rows
        .filter(({ trainable }) => trainable)
        .map(({ id, domain }) => {
          const values = at.parameters.view(id);
          const slopes = gradient.parameters.view(id);
          // d/d(log p) = p d/dp.
          return [id, domain === "positive" ? slopes.map((slope, i) => slope * values[i]!) : slopes] as const;
        }),
    ];
    const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
    const result = tf.variableGrads(loss, variables);
    // The loss sums logarithms of float32 exponentials of T/τ of about 5, each off by a few units of 6e-8.
    expect(result.value.dataSync()[0]! / value - 1).toBeCloseTo(0, 5);
    wanted.forEach(([name, slopes], k) => {
      const got = result.grads[variables[k]!.name]!.dataSync();
      // Slopes of softmax are differences of numbers near 1, of which float32 keeps 1e-7: 1e-6 and more are lost.
      expect(difference(got, slopes), name).toBeLessThan(2e-5);
    });

    const move = (name: string, i: number, by: number): Point => {
      const moved: Point = {
        kernel: at.kernel.slice(),
        bias: at.bias.slice(),
        parameters: at.parameters.copy(),
      };
      const values = name === "kernel" || name === "bias" ? moved[name] : moved.parameters.view(name);
      const domain = name === "kernel" || name === "bias" ? "free" : net.layout.row(name).domain;
      values[i] = domain === "positive" ? values[i]! * Math.exp(by) : values[i]! + by;
      return moved;
    };
    // h²: 1e-8 · curvature of about 1; runs with free steps differ by their tolerance of 1e-6, over 2h.
    const h = 1e-3;
    for (const [name, slopes] of wanted) {
      const differences = Float64Array.from(
        slopes,
        (_, i) => (evaluate(move(name, i, h)).value - evaluate(move(name, i, -h)).value) / (2 * h),
      );
      expect(difference(slopes, differences), name).toBeLessThan(2e-3);
    }
    tf.dispose([result.value, result.grads]);
    model.dispose();
  });

  it("is trained by model.fit, within the domains, and leaves no tensors", async () => {
    const net = twoLayers();
    const before = tf.memory().numTensors;
    const { model, spiking } = mixedModel(net);
    model.compile({ optimizer: tf.train.adam(0.02), loss: (y, p) => tf.losses.softmaxCrossEntropy(y, p) });
    const x = tf.tensor([
      [0.1, 0.9],
      [0.9, 0.2],
      [0.7, 0.3],
      [0.2, 0.8],
    ]);
    const y = tf.tensor([
      [1, 0],
      [0, 1],
      [0, 1],
      [1, 0],
    ]);
    const start = spiking.parameters();
    const { history } = await model.fit(x, y, { epochs: 30, batchSize: 2, shuffle: false, verbose: 0 });
    const losses = history["loss"] as number[];
    // Four samples and sixty small steps: it need not be done, only on its way.
    expect(losses.at(-1)!).toBeLessThan(0.7 * losses[0]!);
    const { numTensors } = tf.memory();
    await model.fit(x, y, { epochs: 5, batchSize: 2, verbose: 0 });
    expect(tf.memory().numTensors).toBe(numTensors);
    const end = spiking.parameters();
    for (const { id, trainable, domain } of net.layout.rows) {
      expect(difference(end.view(id), start.view(id)) > 1e-6, id).toBe(trainable);
      if (domain === "positive") expect(Math.min(...end.view(id))).toBeGreaterThan(0);
    }
    model.dispose();
    model.optimizer.dispose();
    tf.dispose([x, y]);
    expect(tf.memory().numTensors).toBe(before);
  });
});

const bounded = defineNeuron({
  name: "bounded",
  state: { v: {} },
  parameters: { share: { default: 0.5, domain: { min: 0, max: 1 } } },
  dynamics: "dv/dt = share - v",
  spike: { when: "v - 0.2", reset: { v: 0 } },
});

describe("a layer", () => {
  beforeAll(() => use("cpu"));

  it("has the weights that the network trains, as free coordinates, by names that TensorFlow.js takes", () => {
    const layer = spikingLayer(twoLayers(), { readout, until, name: "cells" });
    layer.apply(tf.tensor(times));
    expect(layer.weights.map(({ originalName }) => originalName)).toEqual([
      "cells/hidden.tauMem.log",
      "cells/hidden.vThreshold",
      "cells/output.tauMem.log",
      "cells/output.vThreshold",
      "cells/input-to-hidden.weight",
      "cells/input-to-hidden.delay",
      "cells/hidden-to-output.weight",
      "cells/hidden-to-output.delay",
      "cells/input-to-output.weight",
      "cells/input-to-output.delay",
    ]);
    const [tau] = layer.getWeights();
    expect(tau!.dataSync()[0]).toBeCloseTo(Math.log(layer.parameters().view("hidden.tauMem")[0]!), 6);
    expect(layer.trainableWeights).toHaveLength(10);
    layer.trainable = false;
    expect(layer.trainableWeights).toHaveLength(0);
    layer.dispose();
  });

  it("gives its natural values, and takes them", () => {
    const net = twoLayers();
    const layer = spikingLayer(net, { readout, until });
    const own = net.initialParameters();
    expect(layer.parameters().values).toEqual(own.values);
    own.set("hidden.tauMem", 12);
    own.set("hidden.vReset", -0.5);
    layer.setParameters(own);
    const x = tf.tensor(times);
    const output = layer.apply(x) as tf.Tensor;
    const wanted = times.flatMap((row) => [
      ...readout.read(simulate(net, own, { input: row.map((time) => [Math.fround(time)]) }, { until })),
    ]);
    expect(difference(output.dataSync(), wanted)).toBeLessThan(1e-5);
    own.set("output.tauMem", 9);
    layer.setParameters(own);
    // A logarithm of 3 in float32 is off by 1e-7, and so is its exponential.
    expect(difference(layer.parameters().values, own.values)).toBeLessThan(1e-6);
    const kept = layer.getWeights().map((weight) => tf.clone(weight));
    layer.setWeights(kept.map((weight) => tf.zerosLike(weight)));
    expect(layer.parameters().view("output.tauMem")[0]).toBe(1);
    layer.setWeights(kept);
    expect(difference(layer.parameters().values, own.values)).toBeLessThan(1e-6);
    own.set("input→hidden.delay", 0);
    layer.setParameters(own);
    expect([...layer.parameters().view("input→hidden.delay")]).toEqual([0]);
    layer.dispose();
  });

  it("keeps the shapes that models ask for", () => {
    const layer = spikingLayer(twoLayers(), {
      readout: spikeTimes("output", { count: 2 }),
      until,
      inputShape: [3, 4],
    });
    expect(sequential({ layers: [layer] }).outputShape).toEqual([null, 2, 2]);
    const states = spikingLayer(twoLayers(), { readout: stateAtTimes("hidden", "v", [1, 2, 3]), until });
    expect(states.computeOutputShape([null, 3])).toEqual([null, 3, 4]);
  });

  it("takes several inputs, sources first and then signals", () => {
    const driven = defineNeuron({
      name: "driven",
      state: { v: {} },
      signals: ["drive"],
      dynamics: "dv/dt = drive - v",
      input: { v: "v + weight" },
    });
    const net = network({
      populations: { cell: population(driven, 2), a: source(1), b: source(2) },
      projections: [connect("a", "cell", { weight: 1 }), connect("b", "cell", { weight: 2 })],
    });
    const layer = spikingLayer(net, { readout: stateAtTimes("cell", "v", [3]), until: 3, rtol: 1e-9 });
    const inputs = [symbolic({ shape: [1] }), symbolic({ shape: [2] }), symbolic({ shape: [2] })];
    const whole = modelOf({ inputs, outputs: layer.apply(inputs) as never });
    const output = whole.predict([
      tf.tensor([[1]]),
      tf.tensor([[2, Number.POSITIVE_INFINITY]]),
      tf.tensor([[0, 3]]),
    ]);
    // v(3) = e^(−2) + 2 e^(−1) + drive (1 − e^(−3)).
    const alone = Math.exp(-2) + 2 * Math.exp(-1);
    const wanted = [alone, alone + 3 * (1 - Math.exp(-3))];
    expect((output as tf.Tensor).shape).toEqual([1, 1, 2]);
    expect(difference((output as tf.Tensor).dataSync(), wanted)).toBeLessThan(1e-6);
  });

  it.each<[string, () => unknown, new (...args: never[]) => Error, RegExp]>([
    ["no options", () => spikingLayer(twoLayers(), undefined as never), OptionError, /^spikingLayer: /],
    [
      "an unknown option",
      () => spikingLayer(twoLayers(), { readout, until, inputShpae: [3] } as never),
      OptionError,
      /^spikingLayer: unknown option "inputShpae"\n {2}Did you mean "inputShape"/,
    ],
    [
      "no network",
      () => spikingLayer({} as never, { readout, until }),
      OptionError,
      /^spikingLayer: .*no network/,
    ],
    [
      "the wrong channels",
      () => sequential({ layers: [spikingLayer(twoLayers(), { readout, until, inputShape: [4] })] }),
      ShapeError,
      /^spikingLayer: the spike times of the source "input" have shape \[,4\]\n {2}Give \[batch, 3\] or/,
    ],
    [
      "two inputs",
      () => spikingLayer(twoLayers(), { readout, until }).apply([tf.tensor(times), tf.tensor(times)]),
      ShapeError,
      /2 inputs for input/,
    ],
    [
      "a readout without shape",
      () =>
        spikingLayer(twoLayers(), { readout: (({ shape, ...rest }) => rest)(readout), until }).apply(
          tf.tensor(times),
        ),
      OptionError,
      /does not say the shape/,
    ],
    [
      "a parameter that begins at the end of its domain",
      () =>
        spikingLayer(
          network({
            populations: { output: population(bounded, 1, { parameters: { share: 1 } }) },
            trainable: ["share"],
          }),
          { readout, until },
        ),
      OptionError,
      /^spikingLayer: output.share is 1, the end of its domain/,
    ],
    [
      "no input",
      () => spikingLayer(network({ populations: { output: population(lif, 1) } }), { readout, until }),
      OptionError,
      /no tensor drives the network/,
    ],
  ])("answers clearly: %s", (_, call, type, message) => {
    expect(call).toThrow(type);
    expect(call).toThrow(message);
  });
});
