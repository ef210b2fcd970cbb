import { describe, expect, it } from "vitest";
import { OptionError, ShapeError, SimulationError } from "../../src/errors.ts";
import type { Loss } from "../../src/losses/loss.ts";
import { meanSquaredError } from "../../src/losses/mean-squared-error.ts";
import { connect } from "../../src/network/connect.ts";
import { normal } from "../../src/network/initializers.ts";
import { type Network, network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { lif } from "../../src/neurons/lif.ts";
import { valueAndGradient } from "../../src/objective/value-and-gradient.ts";
import { firstSpikeTimes } from "../../src/readouts/spike-times.ts";
import { fit, type TrainedEpoch } from "../../src/train/fit.ts";
import type { FitOptions } from "../../src/train/fit-options.ts";
import { measureSamples } from "../../src/train/measurement.ts";
import { silentLabels } from "../../src/train/metrics.ts";
import { adam } from "../../src/train/optimizers/adam.ts";
import { sgd } from "../../src/train/optimizers/sgd.ts";
import { exponentialDecay } from "../../src/train/schedules.ts";
import type { TrainingState } from "../../src/train/training-state.ts";

const make = (trainable: readonly string[] = ["weight", "delay", "tauMem"]): Network =>
  network({
    populations: { input: source(2), cell: population(lif, 2) },
    projections: [connect("input", "cell", { weight: normal(12, 1), delay: 1 })],
    trainable,
  });
const objective: FitOptions["objective"] = {
  until: 30,
  terms: [
    { readout: firstSpikeTimes("cell", { silentTime: "until" }), loss: meanSquaredError(), name: "times" },
  ],
};
const data = {
  inputs: [[1], [2], [3], [4], [5]].map(([time]) => ({ input: [[time!], [time! + 0.5]] })),
  targets: [1, 2, 3, 4, 5].map((time) => [time + 3, time + 6]),
};
const options: FitOptions = { objective, data, epochs: 4, batchSize: 2, learningRate: 0.02, seed: 3 };

async function reports(net: Network, more: Partial<FitOptions> = {}): Promise<TrainedEpoch[]> {
  const list: TrainedEpoch[] = [];
  for await (const report of fit(net, { ...options, ...more })) {
    list.push({ ...report, parameters: report.parameters.copy() });
  }
  return list;
}

describe("fit", () => {
  it("learns: the loss falls by far", async () => {
    const list = await reports(make(), { epochs: 30, learningRate: 0.15 });
    const losses = list.map(({ train }) => train.loss);
    expect(list.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 30 }, (_, k) => k + 1));
    expect(losses[0]).toBeGreaterThan(0.5);
    expect(losses.at(-1)!).toBeLessThan(0.1 * losses[0]!);
    expect(list[0]!.train.terms).toEqual({ times: losses[0] });
  });

  it("gives the same bits for the same seed, and others for another", async () => {
    const [one, two, three] = [
      await reports(make()),
      await reports(make()),
      await reports(make(), { seed: 4 }),
    ];
    const strip = (list: TrainedEpoch[]) =>
      list.map(({ parameters, train, learningRate }) => [[...parameters.values], train, learningRate]);
    expect(strip(one!)).toEqual(strip(two!));
    expect(one!.at(-1)!.parameters.values).not.toEqual(three!.at(-1)!.parameters.values);
  });

  it("changes what is trainable, and nothing else", async () => {
    const net = make(["weight"]);
    const [report] = await reports(net, { epochs: 1 });
    const initial = net.initialParameters({ seed: 3 });
    for (const { id, trainable } of net.layout.rows) {
      const [before, after] = [initial.view(id), report!.parameters.view(id)];
      if (trainable) expect(after).not.toEqual(before);
      else expect(after).toEqual(before);
    }
  });

  it("starts from the parameters it is given, and leaves them as they are", async () => {
    const net = make();
    const parameters = net.initialParameters({ seed: 77 });
    const before = parameters.values.slice();
    const [report] = await reports(net, { epochs: 1, parameters, learningRate: 1e-9 });
    expect(parameters.values).toEqual(before);
    report!.parameters.values.forEach((value, k) => {
      expect(Math.abs(value - before[k]!)).toBeLessThan(1e-6);
    });
  });

  it("makes the steps of its optimizer along the mean gradient of each batch", async () => {
    const net = make(["weight"]);
    const parameters = net.initialParameters({ seed: 1 });
    const [report] = await reports(net, {
      epochs: 1,
      batchSize: 5,
      parameters,
      optimizer: sgd(),
      learningRate: 0.1,
    });
    const { gradient, value } = valueAndGradient(net, objective)(parameters, data.inputs, data.targets);
    const { offset, length } = net.layout.row("input→cell.weight");
    for (let k = offset; k < offset + length; k++) {
      const wanted = parameters.values[k]! - 0.1 * gradient.values[k]!;
      // The samples come in another order: some roundings of the sum.
      expect(Math.abs(report!.parameters.values[k]! - wanted)).toBeLessThan(1e-13 * Math.abs(wanted));
    }
    expect(report!.train.loss).toBeCloseTo(value, 12);
  });

  it("keeps every parameter in its domain, however large the steps", async () => {
    const list = await reports(make(), { learningRate: 1.5, epochs: 6 });
    for (const { parameters } of list) {
      expect(parameters.view("cell.tauMem")[0]).toBeGreaterThan(0);
      expect(parameters.view("input→cell.delay")[0]).toBeGreaterThan(0);
    }
  });

  it("moves tied parameters together, along the sum of their gradients", async () => {
    const net = network({
      populations: { input: source(1), a: population(lif, 1), b: population(lif, 1) },
      projections: [connect("input", "a", { weight: 15 }), connect("a", "b", { weight: 15 })],
      trainable: ["tauSyn"],
      tie: [["a.tauSyn", "b.tauSyn"]],
    });
    const single: FitOptions["objective"] = {
      until: 30,
      terms: [{ readout: firstSpikeTimes("b"), loss: meanSquaredError() }],
    };
    const samples = { inputs: [{ input: [[1]] }], targets: [10] };
    const parameters = net.initialParameters();
    const [report] = await reports(net, {
      objective: single,
      data: samples,
      epochs: 1,
      optimizer: sgd(),
      learningRate: 1e-3,
    });
    const [a, b] = ["a", "b"].map((name) => report!.parameters.view(`${name}.tauSyn`)[0]!);
    expect(a).toBe(b);
    const { gradient } = valueAndGradient(net, single)(parameters, samples.inputs[0]!, 10);
    // In free coordinates u = log τ: u ← u − rate·τ·dL/dτ.
    const wanted = 5 * Math.exp(-1e-3 * 5 * gradient.view("a.tauSyn")[0]!);
    expect(a).not.toBe(5);
    expect(Math.abs(a! - wanted)).toBeLessThan(1e-14);
  });

  it("uses the schedule at every batch, in epochs done", async () => {
    const asked: number[] = [];
    const schedule = (epoch: number): number => {
      asked.push(epoch);
      return 1e-3 / (1 + epoch);
    };
    const list = await reports(make(), { learningRate: schedule, epochs: 2 });
    // Batches of 2, 2 and 1 out of 5.
    expect(asked).toEqual([0, 0.4, 0.8, 1, 1.4, 1.8]);
    expect(list.map(({ learningRate }) => learningRate)).toEqual([1e-3 / 1.8, 1e-3 / 2.8]);
    const decay = await reports(make(), {
      learningRate: exponentialDecay({ initial: 0.5, factor: 0.25 }),
      batchSize: 5,
      epochs: 2,
    });
    expect(decay.map(({ learningRate }) => learningRate)).toEqual([0.5, 0.125]);
  });

  it("gives the training before its first batch, from which it goes on to the same bits", async () => {
    const kept: TrainingState[] = [];
    const strip = (list: TrainedEpoch[]) =>
      list.map(({ parameters, train }) => [[...parameters.values], train]);
    const whole = await reports(make(), { epochs: 2, onStart: ({ snapshot }) => kept.push(snapshot()) });
    expect(kept).toHaveLength(1);
    expect(kept[0]).toMatchObject({ progress: { epoch: 1, done: 0 }, history: [] });
    expect(strip(await reports(make(), { epochs: 2, resume: kept[0]! }))).toEqual(strip(whole));
  });

  it("reports progress after every batch", async () => {
    const seen: unknown[] = [];
    const weights: number[] = [];
    const onBatch: FitOptions["onBatch"] = ({ snapshot: _, parameters, ...progress }) => {
      seen.push(progress);
      weights.push(parameters.view("input→cell.weight")[0]!);
    };
    await reports(make(), { epochs: 2, onBatch });
    expect(new Set(weights).size).toBe(6);
    const epoch = (n: number) => [2, 4, 5].map((done) => ({ epoch: n, done, of: 5 }));
    expect(seen).toEqual([...epoch(1), ...epoch(2)]);
  });

  it("validates as measureSamples measures, with the parameters of the end of the epoch", async () => {
    const net = make();
    const validation = { inputs: data.inputs.slice(0, 3), targets: data.targets.slice(0, 3) };
    const metrics = [
      {
        name: "spikes",
        measure: (solution: { tape: { spikes: { time: { length: number } } } }) =>
          solution.tape.spikes.time.length,
      },
    ];
    for (const { parameters, validation: measured } of await reports(net, {
      epochs: 2,
      validation,
      metrics,
    })) {
      expect(measured).toEqual(measureSamples(net, parameters, validation, { objective, metrics }));
      const single = valueAndGradient(net, objective);
      const losses = validation.inputs.map(
        (input, k) => single(parameters, input, validation.targets[k]).value,
      );
      expect(measured!.loss).toBe(losses.reduce((sum, loss) => sum + loss, 0) / 3);
    }
    expect((await reports(net, { epochs: 1 }))[0]!.validation).toBeUndefined();
  });

  it("clips the gradient of a batch, and reports it", async () => {
    const net = make(["weight"]);
    const parameters = net.initialParameters();
    const [report] = await reports(net, {
      epochs: 1,
      batchSize: 5,
      parameters,
      optimizer: sgd(),
      learningRate: 1,
      clip: 1e-3,
    });
    const moved = report!.parameters.values.map((value, k) => value - parameters.values[k]!);
    expect(Math.hypot(...moved)).toBeCloseTo(1e-3, 12);
    expect(report!.clipped).toBe(1);
  });
});

describe("fit and silent neurons", () => {
  const quiet = (weight: number) =>
    network({
      populations: { input: source(1), cell: population(lif, 2) },
      projections: [connect("input", "cell", { weight: [[weight, 15]] })],
    });
  const samples = { inputs: [{ input: [[1]] }, { input: [[2]] }], targets: [6, 7] };
  const run = (net: Network, silent: FitOptions["silent"], batchSize = 1) =>
    reports(net, { data: samples, silent: silent!, batchSize, epochs: 1, learningRate: 1e-9 });

  it("raises the weights into a neuron that is silent, once per batch", async () => {
    const [report] = await run(quiet(1), { bump: 0.25 });
    expect(report!.bumped).toBe(2);
    const [first, second] = report!.parameters.view("input→cell.weight");
    expect(first).toBeCloseTo(1.5, 6);
    expect(second).toBeCloseTo(15, 6);
    const [together] = await run(quiet(1), { bump: 0.25 }, 2);
    expect(together!.parameters.view("input→cell.weight")[0]).toBeCloseTo(1.25, 6);
  });

  it("does nothing by default", async () => {
    const [report] = await run(quiet(1), "none");
    expect([report!.bumped, report!.parameters.view("input→cell.weight")[0]]).toEqual([0, 1]);
  });

  it("takes a neuron for silent that has events but sends none", async () => {
    const model = defineNeuron({
      name: "quiet events",
      state: { v: {} },
      dynamics: "dv/dt = 0.1 - 0.05 * v",
      spike: { when: "v - 10", reset: { v: 0 } },
      events: { half: { when: "v - 0.5" } },
      input: { v: "v + weight" },
    });
    const net = network({
      populations: { input: source(1), hidden: population(model, 1), cell: population(lif, 2) },
      projections: [
        connect("input", "hidden", { weight: 0.1 }),
        connect("hidden", "cell", { weight: 1 }),
        connect("input", "cell", { weight: 15 }),
      ],
    });
    const [report] = await reports(net, {
      data: samples,
      silent: { bump: 1 },
      batchSize: 2,
      epochs: 1,
      learningRate: 1e-9,
    });
    expect(report!.parameters.view("input→hidden.weight")[0]).toBeCloseTo(1.1, 6);
  });
});

describe("fit answers clearly:", () => {
  const first = async (net: Network, more: object): Promise<unknown> =>
    reports(net, more as Partial<FitOptions>);

  it.each<[string, object, RegExp]>([
    ["no whole number of epochs", { epochs: 0 }, /^fit: epochs is 0\n {2}Give a whole number ≥ 1/],
    ["no batch size", { batchSize: 1.5 }, /^fit: batchSize is 1\.5/],
    ["an unknown option", { epoch: 3 }, /^fit: unknown option "epoch"\n {2}Did you mean "epochs"/],
    ["a learning rate that is NaN", { learningRate: Number.NaN }, /rate is NaN/],
    ["a clip that is negative", { clip: -1 }, /^fit: clip is -1/],
    ["an objective without terms", { objective: { until: 3, terms: [] } }, /^fit: there are no terms/],
    [
      "inputs without targets",
      { data: { inputs: data.inputs, targets: [] } },
      /^fit: data has 5 inputs and 0 targets/,
    ],
    ["no data", { data: { inputs: [], targets: [] } }, /^fit: data has 0 inputs and 0 targets/],
    [
      "a wrong validation set",
      { validation: { inputs: [], targets: [1] } },
      /^fit: validation has 0 inputs and 1 target/,
    ],
    [
      "a negative time in the data",
      { data: { inputs: [{ input: [[-1], []] }], targets: [1] } },
      /channel 0: time 0 is -1/,
    ],
    [
      "parameters of another network",
      { parameters: make().initialParameters() },
      /^fit: these parameters belong to another network/,
    ],
  ])("%s", async (_, more, message) => {
    await expect(first(make(), more)).rejects.toThrow(message);
  });

  it("nothing to train", async () => {
    await expect(first(make([]), {})).rejects.toThrow(OptionError);
  });

  it("a gradient that is NaN, with the epoch and the parameter, before it spoils anything", async () => {
    const broken: Loss<number> = {
      name: "broken",
      acceptsSilent: true,
      target: "numbers",
      evaluate: (values) => ({ value: 1, gradient: values.map(() => Number.NaN) }),
    };
    const bad = { ...objective, terms: [{ readout: firstSpikeTimes("cell"), loss: broken }] };
    await expect(first(make(["weight"]), { objective: bad })).rejects.toThrow(SimulationError);
    await expect(first(make(["weight"]), { objective: bad })).rejects.toThrow(
      /^fit \(non-finite\): in epoch 1 the gradient of input→cell\.weight\[0\] is NaN/,
    );
  });

  it("samples that do not fit, under the name of measureSamples", () => {
    const net = make();
    const attempt = (): unknown =>
      measureSamples(net, net.initialParameters(), { inputs: [], targets: [] }, { objective });
    expect(attempt).toThrow(ShapeError);
    expect(attempt).toThrow(/^measureSamples: samples has 0 inputs and 0 targets/);
  });

  it("at the call, not when the first epoch is asked for", () => {
    const attempt = (more: object) => (): unknown => fit(make(), { ...options, ...more });
    expect(attempt({ epochs: 0 })).toThrow(/^fit: epochs is 0/);
    expect(attempt({ silent: { bump: -1 } })).toThrow(/^fit: silent/);
    expect(attempt({ learningRate: "fast" })).toThrow(
      /^fit: learningRate is "fast"\n {2}Give a number or a schedule/,
    );
    expect(attempt({ objective: { ...objective, until: -1 } })).toThrow(/^fit: until is -1/);
    expect(attempt({ data: { ...data, labels: [] } })).toThrow(/^fit: data: unknown option "labels"/);
    expect(attempt({ metrics: [silentLabels("cell"), silentLabels("cell")] })).toThrow(
      /^fit: two metrics are called "silentLabels"/,
    );
    expect(() => fit(make(["weight"]), undefined as never)).toThrow(/^fit: the options are missing/);
    expect(() => fit(undefined as never, options)).toThrow(/^fit: what it is given is no network/);
  });
});

describe("fit refuses at the call what passed, or failed later:", () => {
  it.each<[string, object, string]>([
    ["an optimizer by its name", { optimizer: "adam" }, 'fit: optimizer is "adam"\n  Give adam()'],
    ["a policy that is null", { silent: null }, "fit: silent: it is given null"],
    ["a policy by a name that is none", { silent: "bump" }, 'fit: silent is "bump"\n  Give { bump: … }'],
    ["an unknown key of a policy", { silent: { bump: 1, foo: 2 } }, 'fit: silent: unknown option "foo"'],
    [
      "a bump that is a text",
      { silent: { bump: "1" } },
      'fit: silent: bump is "1"\n  Give a positive number',
    ],
    ["nothing as validation", { validation: null }, "fit: validation: it is given null"],
    ["a number as validation", { validation: 0 }, "fit: validation: it is given 0"],
    ["a text as validation", { validation: "" }, 'fit: validation: it is given ""'],
    ["a truth value as validation", { validation: false }, "fit: validation: it is given false"],
    ["NaN as validation", { validation: Number.NaN }, "fit: validation: it is given NaN"],
    ["a hole in the metrics", { metrics: new Array(1) }, "fit: metrics[0] is missing"],
    [
      "a hole in the inputs",
      { data: { inputs: new Array(1), targets: [1] } },
      "fit: data.inputs[0] is missing",
    ],
    [
      "a hole in the targets",
      { validation: { inputs: data.inputs.slice(0, 1), targets: new Array(1) } },
      "fit: validation.targets[0] is missing",
    ],
    ["a text to be called", { onBatch: "x" }, 'fit: onBatch is "x"\n  Give a function'],
    ["a text for the norm", { clip: "5" }, 'fit: clip is "5"'],
    [
      "an object as a seed, with parameters given",
      { seed: {}, parameters: make().initialParameters() },
      "fit: the seed is an object",
    ],
  ])("%s", (_, more, message) => {
    const attempt = (): unknown => fit(make(), { ...options, ...more } as FitOptions);
    expect(attempt).toThrow(OptionError);
    expect(attempt).toThrow(message);
  });
});

describe("fit and parameters outside their domains:", () => {
  it("refuses to start there", () => {
    const net = make();
    const parameters = net.initialParameters();
    parameters.view("cell.tauSyn")[0] = Number.NaN;
    expect(() => fit(net, { ...options, parameters })).toThrow(
      /^fit: .*cell\.tauSyn.* is NaN\n {2}Give a number > 0/,
    );
  });

  it("refuses to go on, if they were written between epochs", async () => {
    const training = fit(make(), options);
    const { value } = await training.next();
    value!.parameters.view("cell.tauSyn")[0] = -1;
    await expect(training.next()).rejects.toThrow(/^fit: .*cell\.tauSyn.* is -1/);
  });

  it("refuses to resume there", async () => {
    const net = make();
    const first = await fit(net, options).next();
    const state = first.value!.snapshot();
    state.parameters[net.layout.row("cell.tauSyn").offset] = -1;
    expect(() => fit(net, { ...options, resume: state })).toThrow(/^fit: resume: .*cell\.tauSyn.* is -1/);
  });

  it("says so when an update overflows, also in the last batch", async () => {
    const training = fit(make(["weight"]), {
      ...options,
      epochs: 1,
      batchSize: 5,
      // Times a gradient of some 1e6.
      objective: { ...objective, terms: objective.terms.map((term) => ({ ...term, weight: 1e6 })) },
      learningRate: 1e308,
      optimizer: sgd(),
    });
    await expect(training.next()).rejects.toThrow(
      /^fit \(non-finite\): in epoch 1 the update made input→cell\.weight\[\d\] -?Infinity\.\n {2}The step was too long/,
    );
  });

  it("says so when an update underflows, instead of blaming the next batch", async () => {
    const training = fit(make(["cell.tauSyn"]), {
      ...options,
      epochs: 1,
      batchSize: 5,
      learningRate: 1e5,
      optimizer: adam(),
    });
    await expect(training.next()).rejects.toThrow(
      /^fit \(non-finite\): in epoch 1 the update made cell\.tauSyn\[0\] (0|Infinity)\.\n {2}The step was too long/,
    );
  });

  it("measureSamples refuses them, too", () => {
    const net = make();
    const parameters = net.initialParameters();
    parameters.view("input→cell.delay")[0] = -2;
    expect(() => measureSamples(net, parameters, data, { objective })).toThrow(
      /^measureSamples: .*delay.* is -2/,
    );
  });

  it("refuses parameters that are written to while a batch is at work, and is then as it was before", async () => {
    const net = make();
    let [wrote, waited] = [false, 0];
    const many = { inputs: Array(2000).fill(data.inputs[0]), targets: Array(2000).fill(data.targets[0]) };
    const epochs = fit(net, { ...options, data: many, batchSize: 2000, parameters: net.initialParameters() });
    const first = await epochs.next();
    const { parameters, snapshot } = first.value!;
    const before = parameters.values.slice();
    const write = (): void => {
      waited++;
      if (!wrote) parameters.values[0]! += 1;
      wrote = true;
    };
    setTimeout(write, 1);
    await expect(epochs.next()).rejects.toThrow(/was written to while a batch of epoch 2 was at work/);
    expect(waited).toBe(1);
    expect(parameters.values).toEqual(before);
    expect(snapshot().parameters).toEqual(before);
  });

  it("gives no copy of a training that is at work", async () => {
    const many = { inputs: Array(2000).fill(data.inputs[0]), targets: Array(2000).fill(data.targets[0]) };
    const epochs = fit(make(), { ...options, data: many, batchSize: 2000 });
    const { snapshot } = (await epochs.next()).value!;
    const refused = new Promise((resolve) => {
      setTimeout(() => {
        try {
          snapshot();
          resolve("given");
        } catch (error) {
          resolve(String(error));
        }
      }, 1);
    });
    await epochs.next();
    expect(await refused).toContain("the training has gone on");
  });

  it("ends with the reason of a signal, between two samples, and is then as it was before the batch", async () => {
    const controller = new AbortController();
    // A batch takes many times as long as others wait at most.
    const many = { inputs: Array(4000).fill(data.inputs[0]), targets: Array(4000).fill(data.targets[0]) };
    const { signal } = controller;
    const epochs = fit(make(), { ...options, data: many, batchSize: 4000, signal });
    const { parameters } = (await epochs.next()).value!;
    const before = parameters.values.slice();
    setTimeout(() => controller.abort(new Error("enough")), 1);
    await expect(epochs.next()).rejects.toThrow("enough");
    expect(parameters.values).toEqual(before);
    expect(() => fit(make(), { ...options, signal: {} as AbortSignal })).toThrow(
      "signal is an object\n  Give that of an AbortController.",
    );
  });
});
