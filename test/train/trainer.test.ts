/** Stopping and resuming: `fit({ resume })` with the states that `snapshot()` gives. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OptionError } from "../../src/errors.ts";
import { meanSquaredError } from "../../src/losses/mean-squared-error.ts";
import { connect } from "../../src/network/connect.ts";
import { normal } from "../../src/network/initializers.ts";
import { type Network, network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { lif } from "../../src/neurons/lif.ts";
import { firstSpikeTimes } from "../../src/readouts/spike-times.ts";
import { fit, type TrainedEpoch } from "../../src/train/fit.ts";
import { type FitOptions, fitSettings } from "../../src/train/fit-options.ts";
import { silentLabels } from "../../src/train/metrics.ts";
import { adam } from "../../src/train/optimizers/adam.ts";
import { sgd } from "../../src/train/optimizers/sgd.ts";
import { cosineDecay, exponentialDecay } from "../../src/train/schedules.ts";
import { decodeSnapshot, encodeSnapshot } from "../../src/train/snapshot-bytes.ts";
import { trainer } from "../../src/train/trainer.ts";
import type { TrainingState } from "../../src/train/training-state.ts";

const make = (size = 2): Network =>
  network({
    populations: { input: source(2), cell: population(lif, size) },
    projections: [connect("input", "cell", { weight: normal(9, 4), delay: 1 })],
    trainable: ["weight", "delay", "tauMem"],
  });
const times = [1, 2, 3, 4, 5];
const base = {
  objective: {
    until: 30,
    terms: [{ readout: firstSpikeTimes("cell", { silentTime: "until" }), loss: meanSquaredError() }],
  },
  data: {
    inputs: times.map((time) => ({ input: [[time], [time + 0.5]] })),
    targets: times.map((time) => [time + 3, time + 6]),
  },
  validation: { inputs: [{ input: [[1], [1]] }], targets: [[4, 5]] },
  metrics: [{ ...silentLabels("cell"), measure: (run) => run.tape.spikes.time.length }],
  epochs: 3,
  batchSize: 2,
  learningRate: exponentialDecay({ initial: 0.05, factor: 0.8 }),
  silent: { bump: 0.1 },
  clip: 5,
  seed: 3,
} satisfies FitOptions;

const numbers = ({ snapshot: _, parameters, ...report }: TrainedEpoch) => ({
  ...report,
  parameters: parameters.values.slice(),
});

/** Reports of a training, and the states after every batch and every epoch. */
async function trained(net: Network, options: FitOptions) {
  const states: TrainingState[] = [];
  const reports: ReturnType<typeof numbers>[] = [];
  const onBatch: FitOptions["onBatch"] = ({ snapshot }) => states.push(snapshot());
  for await (const report of fit(net, { ...options, onBatch })) {
    reports.push(numbers(report));
    states.push(report.snapshot());
  }
  return { states, reports };
}

async function resumed(net: Network, options: FitOptions, resume: TrainingState) {
  const reports: ReturnType<typeof numbers>[] = [];
  let last = resume;
  for await (const report of fit(net, { ...options, resume })) {
    reports.push(numbers(report));
    last = report.snapshot();
  }
  return { reports, last };
}

describe("a snapshot", () => {
  it("resumes with the same bits from every batch, in another process's words", async () => {
    const optimizers = [adam(), adam({ weightDecay: 0.1, beta1: 0.5 }), sgd({ momentum: 0.9 })];
    for (const optimizer of optimizers) {
      const options = { ...base, optimizer };
      const { states, reports } = await trained(make(), options);
      expect(states).toHaveLength(3 * 3 + 3);
      for (const state of states) {
        const read = await decodeSnapshot(await encodeSnapshot(state));
        expect(read).toEqual(state);
        const again = await resumed(make(), options, read);
        expect(again.reports).toEqual(reports.slice(reports.length - again.reports.length));
        expect(again.last).toEqual(states.at(-1));
        expect(again.last.history.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
      }
    }
  });

  it("resumes with the same bits for random batch sizes and stops", async () => {
    const settings = fc.record({
      batchSize: fc.integer({ min: 1, max: 7 }),
      seed: fc.oneof(fc.nat(), fc.string()),
      stop: fc.nat(100),
      silent: fc.constantFrom<FitOptions["silent"]>("none", { bump: 0.5 }),
    });
    await fc.assert(
      fc.asyncProperty(settings, async ({ stop, ...more }) => {
        const options = { ...base, ...more, silent: more.silent! };
        const { states, reports } = await trained(make(), options);
        const again = await resumed(make(), options, states[stop % states.length]!);
        expect(again.reports).toEqual(reports.slice(reports.length - again.reports.length));
        expect(again.last).toEqual(states.at(-1));
      }),
      { numRuns: 20 },
    );
  });

  it("trains on for more epochs as if they had been asked for at first", async () => {
    const { states } = await trained(make(), base);
    const { reports } = await trained(make(), { ...base, epochs: 5 });
    const again = await resumed(make(), { ...base, epochs: 5 }, states.at(-1)!);
    expect(again.reports).toEqual(reports.slice(3));
    expect((await resumed(make(), base, states.at(-1)!)).reports).toEqual([]);
  });

  it("is a copy: training on does not change it, and taking it does not change the training", async () => {
    const { states, reports } = await trained(make(), base);
    const plain: ReturnType<typeof numbers>[] = [];
    for await (const report of fit(make(), base)) plain.push(numbers(report));
    expect(plain).toEqual(reports);
    const before = await encodeSnapshot(states[1]!);
    await resumed(make(), base, states[1]!);
    expect(await encodeSnapshot(states[1]!)).toEqual(before);
  });

  it("is lists of numbers in JSON, which keeps no bits", async () => {
    const { states } = await trained(make(), { ...base, epochs: 1 });
    const { parameters, optimizer, sums } = JSON.parse(JSON.stringify(states[0]));
    expect(parameters).toEqual([...states[0]!.parameters]);
    expect(sums).toEqual([...states[0]!.sums]);
    for (const [name, moment] of Object.entries(states[0]!.optimizer.moments)) {
      expect(optimizer.moments[name]).toEqual([...moment]);
    }
  });

  it("says so when it is asked for too late", async () => {
    const late: (() => TrainingState)[] = [];
    const onBatch: FitOptions["onBatch"] = ({ snapshot }) => late.push(snapshot);
    for await (const report of fit(make(), { ...base, epochs: 1, onBatch })) {
      expect(late.at(-1)).toThrow("fit: snapshot: the training has gone on");
      late.push(report.snapshot);
    }
    expect(late.at(-1)!().progress.epoch).toBe(2);
  });

  it("is waited for, if onBatch returns a promise", async () => {
    const log: string[] = [];
    const onBatch: FitOptions["onBatch"] = async ({ done, snapshot }) => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      log.push(`${done} ${snapshot().progress.done}`);
    };
    for await (const _ of fit(make(), { ...base, epochs: 1, onBatch })) log.push("epoch");
    expect(log).toEqual(["2 2", "4 4", "5 5", "epoch"]);
  });
});

describe("a batch that throws", () => {
  const samples = base.data.inputs.length;
  /** Throws at its n-th sample. */
  const failing = (n: number): FitOptions => {
    const inner = meanSquaredError();
    let count = 0;
    const loss = {
      ...inner,
      evaluate: (...given: Parameters<typeof inner.evaluate>) => {
        count++;
        if (count === n) throw new Error("the disk is full");
        return inner.evaluate(...given);
      },
    };
    const { readout } = base.objective.terms[0]!;
    return { ...base, optimizer: adam(), objective: { until: 30, terms: [{ readout, loss }] } };
  };

  it("leaves the training as it was: it goes on from there with the same bits", async () => {
    const perEpoch = samples + base.validation!.inputs.length;
    // The first and the second sample of a batch of the second epoch.
    for (const n of [perEpoch + 1, perEpoch + 2, perEpoch + 4]) {
      const { reports } = await trained(make(), failing(Number.POSITIVE_INFINITY));
      let last: TrainedEpoch | undefined;
      let done: (() => TrainingState) | undefined;
      const training = async (): Promise<void> => {
        const onBatch: FitOptions["onBatch"] = ({ snapshot }) => {
          done = snapshot;
        };
        for await (const report of fit(make(), { ...failing(n), onBatch })) {
          last = report;
          done = report.snapshot;
        }
      };
      await expect(training()).rejects.toThrow("the disk is full");
      expect(last!.epoch).toBe(1);
      const again = await resumed(make(), failing(Number.POSITIVE_INFINITY), done!());
      expect(again.reports).toEqual(reports.slice(1));
    }
  });

  it("is forgotten by what helps silent neurons, too: the next batch is that of a fresh training", async () => {
    // The first sample of the failing batch makes the neuron fire, the second throws; in what follows the
    // neuron is silent, and is to be helped as if the failing batch had never been.
    const data = {
      inputs: [
        [[1], [1]],
        [[2], [2]],
        [[], []],
        [[], []],
      ].map((input) => ({ input })),
      targets: [[4], [4], [4], [4]],
    };
    const options = { ...failing(2), data, batchSize: 2, silent: { bump: 0.1 } };
    const make1 = (): Network =>
      network({
        populations: { input: source(2), cell: population(lif, 1) },
        projections: [connect("input", "cell", { weight: 9 })],
      });
    const net = make1();
    const [broken, fresh] = [options, { ...options, ...failing(Infinity), data }].map((own) =>
      trainer(net, fitSettings(net, own)),
    );
    const before = broken!.parameters.values.slice();
    await expect(broken!.runBatch(Uint32Array.of(0, 1))).rejects.toThrow("the disk is full");
    expect(broken!.parameters.values).toEqual(before);
    for (const training of [broken!, fresh!]) await training.runBatch(Uint32Array.of(2, 3));
    expect(broken!.parameters.values).toEqual(fresh!.parameters.values);
    expect(fresh!.parameters.view("input→cell.weight")).toEqual(Float64Array.of(9.1, 9.1));
    expect(broken!.progress()).toEqual(fresh!.progress());
    expect(broken!.progress().bumped).toBe(1);
  });

  it("leaves it as it was where the update overflows, too", async () => {
    const rate = (epoch: number): number => (epoch < 1 ? 1e-3 : 1e308);
    const options = { ...base, optimizer: sgd({ momentum: 0.9 }), learningRate: rate };
    const iterator = fit(make(), options);
    const { value: first } = await iterator.next();
    const before = first!.snapshot();
    await expect(iterator.next()).rejects.toThrow("in epoch 2 the update made");
    expect(first!.snapshot()).toEqual(before);
    expect(first!.parameters.values).toEqual(before.parameters);
  });
});

describe("fit refuses to resume", () => {
  const state = (async () => (await trained(make(), { ...base, epochs: 1 })).states)();
  const more = { inputs: base.data.inputs.slice(0, 4), targets: base.data.targets.slice(0, 4) };

  it.each<[string, Partial<FitOptions>, RegExp]>([
    [
      "another seed",
      { seed: 4 },
      /^fit: resume: seed differs\n {4}here: 4\n {4}snapshot: 3\n {2}Resume with/,
    ],
    ["a seed that is a text", { seed: "3" }, /seed differs\n {4}here: "3"/],
    ["another batch size", { batchSize: 3 }, /batchSize differs/],
    ["another optimizer", { optimizer: sgd() }, /optimizer differs\n {4}here: sgd.*\n {4}snapshot: adam/],
    ["its settings", { optimizer: adam({ beta2: 0.99 }) }, /optimizer differs\n.*"beta2":0\.99,/],
    [
      "another rate",
      { learningRate: 0.05 },
      /learningRate differs\n {4}here: 0\.05\n {4}snapshot: 0\.0\d+ at epoch 0\.5, 0\.0\d+ at epoch 1, …\n {2}Resume.*mayDiffer/,
    ],
    [
      "another schedule",
      { learningRate: cosineDecay({ initial: 0.05, epochs: 9 }) },
      /learningRate differs\n {4}here: 0\.0\d+ at epoch 0\.5, 0\.0\d+ at epoch 1, …\n {4}snapshot: 0\.0/,
    ],
    ["another clip", { clip: 1 }, /clip differs/],
    ["another policy", { silent: "none" }, /silent differs/],
    ["other metrics", { metrics: [] }, /metrics differs/],
    ["fewer data", { data: more }, /data differs\n {4}here: 4 samples.*\n {4}snapshot: 5 samples/],
    ["other targets", { data: { ...base.data, targets: times } }, /data differs/],
    ["other validation", { validation: more }, /validation differs/],
    ["a tolerance", { objective: { ...base.objective, rtol: 1e-7 } }, /objective differs/],
  ])("with %s", async (_, change, message) => {
    const [first] = await state;
    await expect(resumed(make(), { ...base, ...change }, first!)).rejects.toThrow(message);
  });

  it("another network, naming what differs", async () => {
    await expect(resumed(make(3), base, (await state)[0]!)).rejects.toThrow(
      "fit: resume: the snapshot is of another network: populations.cell.size is 3 here and 2 there",
    );
  });

  it("with parameters beside the snapshot", async () => {
    const net = make();
    const options = { ...base, parameters: net.initialParameters() };
    await expect(resumed(net, options, (await state)[0]!)).rejects.toThrow("both parameters and resume");
  });

  it("a state that no snapshot is", async () => {
    const [first] = await state;
    const wrong = (change: Partial<TrainingState>) => resumed(make(), base, { ...first!, ...change });
    await expect(wrong({ parameters: new Float64Array(1) })).rejects.toThrow(/parameters has 1 double for/);
    await expect(wrong({ optimizer: { steps: 1, moments: {} } })).rejects.toThrow(
      "optimizer.moments.mean has no doubles",
    );
    await expect(wrong({ progress: { ...first!.progress, done: 3 } })).rejects.toThrow(
      "3 of 5 samples are done",
    );
    await expect(wrong({ progress: { ...first!.progress, epoch: 5 } })).rejects.toThrow(
      "epochs is 3, and the snapshot has done 4",
    );
  });
});

describe("what mayDiffer names", () => {
  it("may be otherwise on resuming, and is what counts from then on", async () => {
    const [first] = (await trained(make(), { ...base, epochs: 1 })).states.slice(-1);
    const changed = { learningRate: 0, clip: Infinity, silent: "none" } as const;
    const mayDiffer = ["learningRate", "clip", "silent"] as const;
    const [report] = await collect(
      fit(make(), { ...base, ...changed, epochs: 2, mayDiffer, resume: first! }),
    );
    expect(report!.learningRate).toBe(0);
    expect([report!.clipped, report!.bumped]).toEqual([0, 0]);
    // With rate 0 Adam moves nothing; transforms there and back round.
    const last = report!.snapshot().parameters;
    expect(Math.max(...last.map((value, k) => Math.abs(value - first!.parameters[k]!)))).toBeLessThan(1e-14);
    await expect(
      collect(fit(make(), { ...base, ...changed, resume: report!.snapshot() })),
    ).resolves.toHaveLength(1);
  });

  it("is nothing by default; the message names the way, and other conditions have none", async () => {
    const [first] = (await trained(make(), { ...base, epochs: 1 })).states;
    const attempt = (more: object) => () => fit(make(), { ...base, resume: first!, ...more });
    expect(attempt({ clip: 1 })).toThrow(/clip differs\n.*\n.*\n.*Or allow it: mayDiffer: \["clip"\]\.$/);
    expect(attempt({ seed: 9 })).not.toThrow(/mayDiffer/);
    expect(attempt({ clip: 1, mayDiffer: ["learningRate"] })).toThrow(/clip differs/);
    expect(attempt({ mayDiffer: ["learningrate"] })).toThrow(
      'fit: mayDiffer[0] is "learningrate"\n  Did you mean "learningRate"? Give "learningRate" or "clip"',
    );
    expect(attempt({ mayDiffer: "clip" })).toThrow('fit: mayDiffer is "clip"');
    expect(() => fit(make(), { ...base, mayDiffer: ["clip"] })).toThrow("mayDiffer is given without resume");
  });
});

async function collect(epochs: AsyncIterable<TrainedEpoch>): Promise<TrainedEpoch[]> {
  const all: TrainedEpoch[] = [];
  for await (const epoch of epochs) all.push(epoch);
  return all;
}

describe("a schedule", () => {
  it.each([Number.NaN, -1, Infinity])("that gives %s is refused before anything changes", async (rate) => {
    const net = make();
    const parameters = net.initialParameters();
    const settings = fitSettings(net, {
      ...base,
      parameters,
      learningRate: (epoch) => (epoch < 1 ? 0.01 : rate),
    });
    const training = trainer(net, settings);
    const batch = Uint32Array.of(0, 1, 2, 3, 4);
    await training.runBatch(batch);
    await training.endEpoch();
    const before = training.parameters.values.slice();
    const progress = training.progress();
    await expect(training.runBatch(batch)).rejects.toThrow(OptionError);
    await expect(training.runBatch(batch)).rejects.toThrow(
      `fit: the learning rate in epoch 2 is ${rate}\n  Give a finite learning rate ≥ 0.`,
    );
    expect(training.parameters.values).toEqual(before);
    expect(training.progress()).toEqual(progress);
    expect(
      training
        .snapshot()()
        .sums.every((sum) => sum === 0),
    ).toBe(true);
  });
});
