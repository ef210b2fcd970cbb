import * as tf from "@tensorflow/tfjs-core";
import { layers, loadLayersModel, sequential } from "@tensorflow/tfjs-layers";
import { beforeAll, describe, expect, it } from "vitest";
import {
  connect,
  filteredSpikeTrain,
  firstSpikeTimes,
  lif,
  maximum,
  network,
  OptionError,
  population,
  simulate,
  source,
  spikeTimes,
  stateAtSpikes,
  stateAtTimes,
  UnsupportedError,
} from "../../src/index.ts";
import { pidController } from "../../src/solvers/pid-controller.ts";
import { euler } from "../../src/solvers/tableaus/euler.ts";
import { tsitouras54 } from "../../src/solvers/tableaus/tsitouras-54.ts";
import { SpikingLayer, spikingLayer } from "../../src/tfjs/index.ts";
import { use } from "./backends.ts";
import { times, twoLayers } from "./networks.ts";

const until = 40;
const readout = firstSpikeTimes("output", { silentTime: "until" });

describe("a layer", () => {
  beforeAll(() => use("cpu"));

  it("is saved with its model and loaded, to the same bits", async () => {
    const net = network({
      populations: { input: source(3), bias: source(1), output: population(lif, 2) },
      projections: [
        connect("input", "output", { weight: 3, delay: 0.3 }),
        connect("bias", "output", { weight: 2, name: "a_b→Cd" }),
      ],
      trainable: ["weight", "delay", "output.tauMem"].slice(0, 1),
    });
    const parameters = net.initialParameters();
    parameters.set("output.tauMem", 17);
    const layer = spikingLayer(net, {
      readout,
      until,
      rtol: 1e-8,
      parameters,
      input: { bias: [[1, Number.POSITIVE_INFINITY]] },
      inputShape: [3],
      name: "Cells_A",
    });
    const whole = sequential({ layers: [layer, layers.dense({ units: 2 })] });
    layer.setWeights([
      tf.tensor([
        [3, 1],
        [2, 2.5],
        [1, 4],
      ]),
      tf.tensor([[2, 1.5]]),
    ]);
    let kept: tf.io.ModelArtifacts | undefined;
    await whole.save(
      tf.io.withSaveHandler(async (artifacts) => {
        kept = JSON.parse(JSON.stringify({ ...artifacts, weightData: undefined })) as tf.io.ModelArtifacts;
        kept.weightData = artifacts.weightData!;
        return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" } };
      }),
    );
    tf.serialization.registerClass(SpikingLayer);
    const loaded = await loadLayersModel(tf.io.fromMemory(kept!));
    const x = tf.tensor(times);
    expect([...(loaded.predict(x) as tf.Tensor).dataSync()]).toEqual([
      ...(whole.predict(x) as tf.Tensor).dataSync(),
    ]);
    expect(loaded.layers[0]!.name).toBe("Cells_A");
    expect((loaded.layers[0] as SpikingLayer).parameters().view("output.tauMem")[0]).toBe(17);
  });

  it.each([
    spikeTimes("output", { count: 2, silentTime: 50 }),
    stateAtTimes("output", "v", [1, 3], { side: "before" }),
    stateAtSpikes("output", "i", { count: 2, side: "after", event: "spike", silentValue: -1 }),
    stateAtSpikes("output", "i", { silentValue: 0 }),
    maximum("output", "v"),
    firstSpikeTimes("output"),
    filteredSpikeTrain("output", [3, 20], { tau: 8, tauRise: 3 }),
  ])("saves the readout $name", (of) => {
    const layer = spikingLayer(twoLayers(), { readout: of, until, stepSize: 0.1, inputShape: [3] });
    const again = SpikingLayer.fromConfig(SpikingLayer, layer.getConfig()) as SpikingLayer;
    const x = tf.tensor(times);
    expect([...(again.apply(x) as tf.Tensor).dataSync()]).toEqual([
      ...(layer.apply(x) as tf.Tensor).dataSync(),
    ]);
  });

  it("saves the method", () => {
    const layer = spikingLayer(twoLayers(), { readout, until, method: euler, stepSize: 0.5 });
    const again = SpikingLayer.fromConfig(SpikingLayer, layer.getConfig()) as SpikingLayer;
    const x = tf.tensor(times);
    const [a, b] = [layer, again].map((one) => (one.apply(x) as tf.Tensor).dataSync());
    expect([...b!]).toEqual([...a!]);
  });

  it("keeps spikes that are listed with their channels, but for absent ones", () => {
    const net = network({ populations: { input: source(3), bias: source(2), output: population(lif, 2) } });
    const bias = { channels: [1, 0], times: [Number.POSITIVE_INFINITY, 2] };
    const { saltus } = spikingLayer(net, { readout, until, input: { bias } }).getConfig();
    const kept = JSON.parse((saltus as { name: string }).name);
    expect(kept).toMatchObject({ input: { bias: { channels: [0], times: [2] } } });
  });

  it("says that a distribution of one's own is not saved", () => {
    const own = { name: "own", draw: () => 3 };
    const net = network({
      populations: { input: source(3), output: population(lif, 2) },
      projections: [connect("input", "output", { weight: own })],
    });
    const save = () => spikingLayer(net, { readout, until }).getConfig();
    expect(save).toThrow(/^spikingLayer: getConfig: the distribution of input→output.weight is a function/);
  });

  it.each<[string, object, RegExp]>([
    [
      "a readout of one's own",
      { readout: { ...readout, read: () => new Float64Array(2) } },
      /^spikingLayer: getConfig: the readout firstSpikeTimes\("output"\) is a function/,
    ],
    [
      "a readout of another name",
      { readout: { ...readout, name: "mine" } },
      /the readout mine is a function/,
    ],
    ["a method", { method: { ...tsitouras54 } }, /the method .* is a function/],
    [
      "a controller",
      { controller: pidController({ method: tsitouras54 }) },
      /the step-size controller is a function/,
    ],
  ])("says that %s is not saved", (_, options, message) => {
    const layer = spikingLayer(twoLayers(), { readout, until, ...options });
    expect(() => layer.getConfig()).toThrow(UnsupportedError);
    expect(() => layer.getConfig()).toThrow(message);
  });

  it("says so of a run that its runs go on from", () => {
    const net = twoLayers();
    const silent = Object.fromEntries(
      net.populations.flatMap(({ name, definition, size }) =>
        definition.kind === "source" ? [[name, Array.from({ length: size }, () => [])]] : [],
      ),
    );
    const continueFrom = simulate(net, net.initialParameters(), silent, { until: 5 });
    const layer = spikingLayer(net, { readout, until, continueFrom });
    expect(() => layer.getConfig()).toThrow(/a run that the layer's runs continue is not saved/);
  });

  it("refuses a configuration that is none", () => {
    const load = (text: unknown) => () =>
      SpikingLayer.fromConfig(SpikingLayer, { saltus: { name: text } } as never);
    expect(load(undefined)).toThrow(/^spikingLayer: fromConfig: the configuration is undefined/);
    expect(load("[]")).toThrow(/it is an array of 0\n {2}Give an object/);
    const { saltus } = spikingLayer(twoLayers(), { readout, until }).getConfig() as {
      saltus: { name: string };
    };
    const change = (key: string, value: unknown) =>
      load(JSON.stringify({ ...(JSON.parse(saltus.name) as object), [key]: value }));
    expect(change("more", 1)).toThrow(/unknown entry "more"/);
    expect(change("method", "leap")).toThrow(/there is no method "leap"/);
    expect(change("readout", { kind: "constructor" })).toThrow(/there is no readout "constructor"/);
    expect(change("run", { until: -1 })).toThrow(/until is -1/);
    expect(change("signals", 3)).toThrow(OptionError);
    expect(change("fixed", { "hidden.vReset": ["a"] })).toThrow(
      /vReset\[0\] is "a"\n {2}Give a finite number/,
    );
  });
});
