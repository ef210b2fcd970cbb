import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  allSpikeTimes,
  connect,
  firstSpikeTimes,
  type Input,
  lif,
  meanSquaredError,
  network,
  OptionError,
  piecewiseLinear,
  population,
  type Readout,
  ShapeError,
  simulate,
  source,
  spikeTimes,
  stateAtTimes,
  UnsupportedError,
  valueAndGradient,
} from "../../src/index.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { spikingOp } from "../../src/tfjs/index.ts";
import { backends, use } from "./backends.ts";
import { times, twoLayers } from "./networks.ts";

/** A number that a float32 tensor holds. */
const f32 = Math.fround;
/** Numbers in a tensor are rounded to 24 bits; a sum of a few of them loses one or two more. */
const rounding = 8 * 2 ** -24;

function expectClose(got: ArrayLike<number>, wanted: ArrayLike<number>, tolerance = rounding): void {
  expect(got.length).toBe(wanted.length);
  const scale = Math.max(...Array.from(wanted, Math.abs), 1e-30);
  for (let i = 0; i < wanted.length; i++) {
    expect(Math.abs(got[i]! - wanted[i]!) / scale, `entry ${i}: ${got[i]} for ${wanted[i]}`).toBeLessThan(
      tolerance,
    );
  }
}

const net = twoLayers();
const until = 40;
const readout = firstSpikeTimes("output", { silentTime: "until" });
const op = spikingOp(net, { readout, until });
const rows = net.layout.rows.map(({ id }) => id);
/** Parameters that float32 holds, and tensors of them. */
const parameters = net.initialParameters();
parameters.values.forEach((value, i) => {
  parameters.values[i] = f32(value);
});
const tensorOf = (id: string): tf.Tensor =>
  tf.tensor([...parameters.view(id)], [...net.layout.row(id).shape]);
const inputs = times.map((row): Input => ({ input: row.map((time) => [f32(time)]) }));

describe.each(backends)("on %s, an operation", (backend) => {
  beforeAll(() => use(backend));
  beforeEach(() => use(backend));

  it("gives what runs give, rounded to float32", () => {
    tf.tidy(() => {
      const wanted = inputs.flatMap((input) => [
        ...readout.read(simulate(net, parameters, input, { until })),
      ]);
      const all = Object.fromEntries(rows.map((id) => [id, tensorOf(id)]));
      const output = op({ input: tf.tensor(times) }, all);
      expect(output.shape).toEqual([3, 2]);
      expect(output.dtype).toBe("float32");
      expect([...output.dataSync()]).toEqual(wanted.map(f32));
    });
  });

  it("has our gradient with respect to every parameter and input time", () => {
    const targets = [
      [8, 9],
      [10, 7],
      [6, 8],
    ];
    const objective = valueAndGradient(net, { terms: [{ readout, loss: meanSquaredError() }], until });
    const wanted = objective(parameters, inputs, targets);
    // A mean over the batch of a mean over the outputs.
    const loss = (x: tf.Tensor, ...given: tf.Tensor[]): tf.Scalar => {
      const named = Object.fromEntries(given.map((tensor, k) => [rows[k]!, tensor]));
      return tf.mean(tf.squaredDifference(op({ input: x }, named), tf.tensor(targets)));
    };
    tf.tidy(() => {
      const given = [tf.tensor(times), ...rows.map(tensorOf)];
      const { value, grads } = tf.valueAndGrads(loss as never)(given);
      expectClose(value.dataSync(), [wanted.value]);
      rows.forEach((id, k) => {
        expect(grads[k + 1]!.shape).toEqual(net.layout.row(id).shape);
        expectClose(grads[k + 1]!.dataSync(), wanted.gradient.view(id));
      });
      const alone = inputs.map((input, k) => objective(parameters, input, targets[k]));
      const ofTimes = alone.flatMap(({ gradient }) =>
        gradient.inputTimes["input"]!.map(([slope]) => slope! / 3),
      );
      expectClose(grads[0]!.dataSync(), ofTimes);
    });
  });

  it("takes one sample without a batch, several spikes a channel, and none", () => {
    tf.tidy(() => {
      const one = op(tf.tensor(times[0]!));
      expect(one.shape).toEqual([2]);
      expect([...one.dataSync()]).toEqual([...op(tf.tensor([times[0]!])).dataSync()]);
      const late = times.map((row) => row.map((time) => [Number.POSITIVE_INFINITY, time]));
      expect([...op(tf.tensor(late)).dataSync()]).toEqual([...op(tf.tensor(times)).dataSync()]);
      const [gradient] = tf.grads(((x: tf.Tensor) => tf.sum(op(x))) as never)([tf.tensor(late)]);
      const plain = tf
        .grad((x) => tf.sum(op(x)))(tf.tensor(times))
        .dataSync();
      expect([...gradient!.dataSync()]).toEqual([...plain].flatMap((slope) => [0, slope]));
      const silent = op(tf.fill([1, 3], Number.POSITIVE_INFINITY));
      expect([...silent.dataSync()]).toEqual([until, until]);
    });
  });

  it("leaves no tensors in 1000 steps", () => {
    const cell = network({
      populations: { input: source(1), output: population(lif, 1) },
      projections: [connect("input", "output", { weight: 8 })],
    });
    const first = spikingOp(cell, { readout: firstSpikeTimes("output"), until: 10 });
    const weight = tf.variable(tf.tensor([[8]]));
    const x = tf.tensor([[1], [2]]);
    const optimizer = tf.train.sgd(0.01);
    const step = (): void => {
      optimizer.minimize(() => tf.mean(first(x, { "input→output.weight": weight })) as tf.Scalar, false, [
        weight,
      ]);
    };
    step();
    const { numTensors, numDataBuffers } = tf.memory();
    for (let k = 0; k < 1000; k++) step();
    expect(tf.memory()).toMatchObject({ numTensors, numDataBuffers });
    weight.dispose();
    x.dispose();
    optimizer.dispose();
  });
});

describe("an operation", () => {
  beforeAll(() => use("cpu"));

  it("keeps a run until it is differentiated, and none that is not", async () => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    const runs: WeakRef<object>[] = [];
    const watched: Readout = {
      ...readout,
      read: (solution) => {
        runs.push(new WeakRef(solution));
        return readout.read(solution);
      },
    };
    const watching = spikingOp(net, { readout: watched, until });
    /** How many runs there still are. A job has to end before what it has looked at is collected. */
    const kept = async (): Promise<number> => {
      await new Promise((resolve) => setTimeout(resolve));
      collect();
      return runs.filter((run) => run.deref() !== undefined).length;
    };
    const x = tf.variable(tf.tensor(times));
    // All that TensorFlow.js gives is held on to.
    const held: unknown[] = [watching(x)];
    expect(await kept()).toBe(0);
    expect(runs).toHaveLength(3);
    held.push(tf.variableGrads(() => tf.sum(watching(x)) as tf.Scalar));
    expect(runs).toHaveLength(6);
    expect(await kept()).toBe(0);
    tf.dispose([held as never, x]);
  });

  it("reads a spike that never comes as the stand-in of its readout, else as the end of the run, with gradient 0", () => {
    const values = [
      [firstSpikeTimes("output"), until],
      [firstSpikeTimes("output", { silentTime: 55 }), 55],
    ] as const;
    for (const [of, wanted] of values) {
      const silent = spikingOp(net, { readout: of, until });
      tf.tidy(() => {
        const weights = tf.fill([4, 2], 0.01);
        const call = (w: tf.Tensor): tf.Tensor => silent(tf.tensor(times), { "hidden→output.weight": w });
        expect([...call(weights).dataSync()]).toEqual(new Array(6).fill(wanted));
        expect([
          ...tf
            .grad((w) => tf.sum(call(w)))(weights)
            .dataSync(),
        ]).toEqual(new Array(8).fill(0));
      });
    }
  });

  it("has the shape that its readout says", () => {
    const shapes: [Readout, number[]][] = [
      [spikeTimes("output", { count: 3 }), [2, 3]],
      [stateAtTimes("hidden", "v", [1, 2, 3]), [3, 4]],
    ];
    for (const [of, wanted] of shapes) {
      tf.tidy(() => {
        expect(spikingOp(net, { readout: of, until })(tf.tensor(times)).shape).toEqual([3, ...wanted]);
      });
    }
  });

  it("refuses at the start what reads differently much in every run, and in a run what its readout did not say", () => {
    const { shape: _, ...bare } = spikeTimes("output", { count: 2 });
    for (const of of [allSpikeTimes("output"), bare]) {
      expect(() => spikingOp(net, { readout: of, until })).toThrow(
        `spikingOp: the readout ${of.name} does not say the shape of what it reads\n  Take one that reads the same`,
      );
    }
    const wrong = spikingOp(net, { readout: { ...bare, shape: (size) => [size] }, until });
    expect(() => tf.tidy(() => wrong(tf.tensor(times)))).toThrow(/reads 4 values, and says a shape of \[2\]/);
    const none = { ...bare, shape: () => undefined as never };
    expect(() => spikingOp(net, { readout: none, until })).toThrow(/the shape of spikeTimes.* is undefined/);
  });

  it("is differentiated with respect to the values of signals", () => {
    const driven = defineNeuron({
      name: "driven",
      state: { v: {} },
      parameters: { tau: { default: 5 } },
      signals: ["drive"],
      dynamics: "dv/dt = (drive - v) / tau",
    });
    const cells = network({ populations: { cell: population(driven, 2) } });
    const voltage = stateAtTimes("cell", "v", [4]);
    tf.tidy(() => {
      const steady = spikingOp(cells, { readout: voltage, until: 5, rtol: 1e-9, atol: 1e-9 });
      // v(4) = drive (1 − e^(−4/5)) for a steady drive.
      const gain = 1 - Math.exp(-4 / 5);
      const drive = tf.tensor([
        [1, 2],
        [-3, 0.5],
      ]);
      expectClose(steady(drive).dataSync(), [gain, 2 * gain, -3 * gain, gain / 2]);
      expectClose(
        tf
          .grad((x) => tf.sum(steady(x)))(drive)
          .dataSync(),
        new Array(4).fill(gain),
      );

      const form = { kind: "linear", times: [0, 2, 5] } as const;
      const ramps = spikingOp(cells, { readout: voltage, until: 5, signals: { "cell.drive": form } });
      const values = [
        [1, 2, 4],
        [0, -1, 3],
      ];
      const { inputs: _, ...given } = { inputs, "cell.drive": piecewiseLinear(form.times, values) };
      const objective = valueAndGradient(cells, {
        terms: [{ readout: voltage, loss: meanSquaredError() }],
        until: 5,
      });
      const wanted = objective(cells.initialParameters(), given, [0, 0]);
      const gradient = tf.grad((x) => tf.mean(tf.square(ramps(x))))(tf.tensor([values]));
      expectClose(gradient.dataSync(), wanted.gradient.signals["cell.drive"]!);
    });
  });

  it("takes what is the same in all runs from its options", () => {
    const biased = network({
      populations: { input: source(3), bias: source(1), output: population(lif, 2) },
      projections: [connect("input", "output", { weight: 3 }), connect("bias", "output", { weight: 2 })],
    });
    const own = biased.initialParameters();
    own.set("bias→output.weight", [2, 4]);
    const options = { readout: firstSpikeTimes("output"), until };
    const whole = spikingOp(biased, options);
    const part = spikingOp(biased, { ...options, parameters: own, input: { bias: [[1]] } });
    own.set("bias→output.weight", 0);
    tf.tidy(() => {
      const x = tf.tensor(times);
      const weight = tf.tensor([[2, 4]]);
      const wanted = whole({ input: x, bias: tf.ones([3, 1]) }, { "bias→output.weight": weight });
      expect([...part(x).dataSync()]).toEqual([...wanted.dataSync()]);
    });
  });

  it("sums the gradients of tied parameters", () => {
    const build = (tie: string[][]) =>
      network({
        populations: { input: source(3), hidden: population(lif, 2), output: population(lif, 1) },
        projections: [connect("input", "hidden", { weight: 3 }), connect("hidden", "output", { weight: 6 })],
        tie,
      });
    const options = { readout: firstSpikeTimes("output"), until };
    const names = ["hidden.tauMem", "output.tauMem"] as const;
    const tied = spikingOp(build([[...names]]), options);
    const apart = spikingOp(build([]), options);
    tf.tidy(() => {
      const x = tf.tensor(times);
      const tau = tf.scalar(15);
      const [a, b] = tf.grads(((p: tf.Tensor, q: tf.Tensor) =>
        tf.sum(apart(x, { [names[0]]: p, [names[1]]: q }))) as never)([tau, tf.clone(tau)]);
      for (const name of names) {
        const sum = tf.grad((p) => tf.sum(tied(x, { [name]: p })))(tau);
        expectClose(sum.dataSync(), [a!.dataSync()[0]! + b!.dataSync()[0]!]);
      }
      const both = () => tied(x, { [names[0]]: tau, [names[1]]: tau });
      expect(both).toThrow(/^spikingOp: "hidden.tauMem" and "output.tauMem" are tied/);
    });
  });

  it("refuses to have its gradient differentiated, and may be differentiated twice in one pass", () => {
    tf.tidy(() => {
      const x = tf.tensor(times);
      const total = (y: tf.Tensor): tf.Tensor => tf.sum(op(y));
      const again = () => tf.grad((y) => tf.sum(tf.grad(total)(y)))(x);
      expect(again).toThrow(UnsupportedError);
      expect(again).toThrow(
        /^spikingOp: the gradient of a run has no gradient of its own\n {2}Differentiate once/,
      );
      // An outer gradient of the value alone goes back through the operation a second time.
      const outer = tf.grad((y) => {
        const { value, grad } = tf.valueAndGrad(total)(y);
        grad.dispose();
        return value;
      })(x);
      expect([...outer.dataSync()]).toEqual([...tf.grad(total)(x).dataSync()]);
    });
  });

  it("takes variables, and arguments that a tidy disposes after the forward pass", () => {
    const weight = tf.variable(tensorOf("hidden→output.weight"));
    const { value, grads } = tf.variableGrads(
      () =>
        tf.sum(op(tf.mul(tf.tensor(times), 1), { "hidden→output.weight": tf.mul(weight, 2) })) as tf.Scalar,
      [weight],
    );
    const [gradient] = Object.values(grads);
    expect(gradient!.shape).toEqual([4, 2]);
    expect([...gradient!.dataSync()].some((slope) => slope !== 0)).toBe(true);
    tf.dispose([value, grads, weight]);
  });

  it("refuses a backend that reads only asynchronously", async () => {
    const data = new WeakMap<object, { values: unknown; shape: number[]; dtype: tf.DataType }>();
    class Asynchronous extends tf.KernelBackend {
      override write(values: unknown, shape: number[], dtype: tf.DataType): object {
        const id = {};
        data.set(id, { values, shape, dtype });
        return id;
      }
      override readSync(): never {
        throw new Error("readSync is only available for CPU-resident tensors.");
      }
      override disposeData(): boolean {
        return true;
      }
      override dispose(): void {}
      override numDataIds(): number {
        return 0;
      }
      override floatPrecision(): 32 {
        return 32;
      }
      override epsilon(): number {
        return 1e-7;
      }
    }
    tf.registerBackend("gpu", () => new Asynchronous());
    await tf.setBackend("gpu");
    try {
      const call = () => op(tf.tensor(times));
      expect(call).toThrow(UnsupportedError);
      expect(call).toThrow(
        /^spikingOp: the backend "gpu" does not give the numbers of "input" at once \(readSync/,
      );
      expect(call).toThrow(/await tf\.setBackend\("wasm"\)/);
    } finally {
      await tf.setBackend("cpu");
      tf.removeBackend("gpu");
    }
  });

  const x = (): tf.Tensor => tf.tensor(times);
  it.each<[string, () => unknown, new (...args: never[]) => Error, RegExp]>([
    ["no tensor", () => op(5 as never), OptionError, /^spikingOp: the input is 5, and tensors drive input/],
    [
      "an array",
      () => op({ input: times as never }),
      OptionError,
      /"input" is an array of 3, which is no tensor/,
    ],
    ["no input", () => op({}), OptionError, /there is no tensor for "input"/],
    [
      "another input",
      () => op({ input: x(), inptu: x() }),
      OptionError,
      /no tensor drives "inptu"\n {2}Did you mean "input"/,
    ],
    [
      "channels",
      () => op(tf.zeros([3, 4])),
      ShapeError,
      /source "input" have shape \[3,4\]\n {2}Give \[3\] or \[batch, 3\] or \[batch, 3, spikes\]/,
    ],
    ["a rank", () => op(tf.zeros([3, 3, 1, 1])), ShapeError, /have shape \[3,3,1,1\]/],
    ["a scalar", () => op(tf.scalar(1)), ShapeError, /have shape \[\]/],
    [
      "a negative time",
      () =>
        op(
          tf.tensor([
            [1, 2, 3],
            [1, -0.5, 2],
          ]),
        ),
      OptionError,
      /^spikingOp: "input", sample 1, channel 1, spike 0: the time is -0.5\n {2}Give times ≥ 0 \[ms\], or Infinity/,
    ],
    [
      "NaN",
      () => op(tf.tensor([Number.NaN, 1, 2])),
      OptionError,
      /sample 0, channel 0, spike 0: the time is NaN/,
    ],
    ["a bool", () => op(tf.tensor([true, true, false], [3], "bool")), OptionError, /tensor of bool/],
    [
      "a parameter that is not there",
      () => op(x(), { "hidden.tauMen": tf.scalar(1) }),
      OptionError,
      /there is no parameter "hidden.tauMen"\n {2}Did you mean "hidden.tauMem"/,
    ],
    [
      "a parameter's shape",
      () => op(x(), { "hidden→output.weight": tf.zeros([2, 4]) }),
      ShapeError,
      /^spikingOp: "hidden→output.weight" has shape \[2,4\] for \[4,2\]\n {2}Weights are \[presynaptic, postsynaptic\]/,
    ],
    [
      "a list for a scalar",
      () => op(x(), { "hidden.tauMem": tf.ones([4]) }),
      ShapeError,
      /has shape \[4\] for \[\]\n {2}Give a scalar, or a population with one value for each/,
    ],
    [
      "a domain",
      () => op(x(), { "hidden.tauMem": tf.scalar(-1) }),
      OptionError,
      /^spikingOp: hidden.tauMem is -1/,
    ],
    [
      "parameters that are a tensor",
      () => op(x(), x() as never),
      OptionError,
      /^spikingOp: parameters is an object\n {2}Give an object such as/,
    ],
    [
      "parameters that are numbers",
      () => op(x(), { "hidden.tauMem": 3 as never }),
      OptionError,
      /"hidden.tauMem" is 3, which is no tensor/,
    ],
    [
      "no readout",
      () => spikingOp(net, { until } as never),
      OptionError,
      /^spikingOp: readout is undefined\n {2}Give one such as/,
    ],
    [
      "no options",
      () => spikingOp(net, undefined as never),
      OptionError,
      /^spikingOp: the options are missing\n {2}Give an object with readout/,
    ],
    ["no network", () => spikingOp({} as never, { readout, until }), OptionError, /no network/],
    [
      "samples",
      () => spikingOp(net, { readout, until, samples: [] } as never),
      OptionError,
      /samples is no option of spikingOp/,
    ],
    [
      "an unknown option",
      () => spikingOp(net, { readout, untill: 3 } as never),
      OptionError,
      /^spikingOp: unknown option "untill"\n {2}Did you mean "until"\? Known here: readout, parameters/,
    ],
    [
      "an unknown population",
      () => spikingOp(net, { readout: firstSpikeTimes("outptu"), until }),
      OptionError,
      /Did you mean "output"/,
    ],
    [
      "an unknown signal",
      () => spikingOp(net, { readout, until, signals: { a: { kind: "linear", times: [0] } } }),
      OptionError,
      /there is no signal "a"/,
    ],
    [
      "an unknown fixed input",
      () => spikingOp(net, { readout, until, input: { a: [] } }),
      OptionError,
      /there is no source or signal "a"\n {2}Known here: input/,
    ],
    [
      "parameters of another network",
      () => spikingOp(net, { readout, until, parameters: twoLayers().initialParameters() }),
      OptionError,
      /another network/,
    ],
    [
      "a disposed tensor",
      () => {
        const gone = x();
        gone.dispose();
        return op(gone);
      },
      OptionError,
      /was disposed/,
    ],
  ])("answers clearly: %s", (_, call, type, message) => {
    tf.tidy(() => {
      expect(call).toThrow(type);
      expect(call).toThrow(message);
    });
  });
});
