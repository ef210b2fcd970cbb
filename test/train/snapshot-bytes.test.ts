import { describe, expect, it } from "vitest";
import { OptionError } from "../../src/errors.ts";
import { describeNetwork } from "../../src/io/describe-network.ts";
import { encodeDocument } from "../../src/io/file-format.ts";
import { decodeNetwork } from "../../src/io/network-bytes.ts";
import { meanSquaredError } from "../../src/losses/mean-squared-error.ts";
import { network } from "../../src/network/network.ts";
import { population } from "../../src/network/population.ts";
import { lif } from "../../src/neurons/lif.ts";
import { firstSpikeTimes } from "../../src/readouts/spike-times.ts";
import { fit } from "../../src/train/fit.ts";
import { decodeSnapshot, encodeSnapshot } from "../../src/train/snapshot-bytes.ts";
import type { TrainingState } from "../../src/train/training-state.ts";

const net = network({ populations: { cell: population(lif, 1) }, trainable: ["tauMem"] });
const measurement = { loss: Infinity, terms: { a: -0 }, metrics: { b: Number.NaN } };
const state: TrainingState = {
  network: describeNetwork(net),
  conditions: { seed: "1" },
  parameters: net.initialParameters().values,
  optimizer: { steps: 7, moments: { mean: Float64Array.of(Number.NaN, 1e-320) } },
  progress: { epoch: 2, done: 3, learningRate: 0.1, clipped: 0, bumped: 4 },
  sums: Float64Array.of(3, Infinity, -0),
  history: [
    { epoch: 1, train: measurement, validation: undefined, learningRate: 0.2, clipped: 1, bumped: 2 },
  ],
};

describe("encodeSnapshot", () => {
  it("keeps every bit, also of losses that are infinite, and the notes", async () => {
    expect(await decodeSnapshot(await encodeSnapshot(state))).toEqual(state);
    const noted = { ...state, notes: { why: [1, "two", null] } };
    expect(await decodeSnapshot(await encodeSnapshot(noted))).toEqual(noted);
    const same = await encodeSnapshot(await decodeSnapshot(await encodeSnapshot(noted)));
    expect(same).toEqual(await encodeSnapshot(noted));
  });

  it("gives a training that is read and saved again the same bytes", async () => {
    const options = {
      objective: { until: 5, terms: [{ readout: firstSpikeTimes("cell"), loss: meanSquaredError() }] },
      data: { inputs: [{}], targets: [Infinity] },
      epochs: 1,
    };
    for await (const { snapshot } of fit(net, options)) {
      const bytes = await encodeSnapshot(snapshot());
      expect(await encodeSnapshot(await decodeSnapshot(bytes))).toEqual(bytes);
    }
    expect.assertions(1);
  });

  it("makes bytes that are a network, too", async () => {
    const { parameters } = await decodeNetwork(await encodeSnapshot(state));
    expect(parameters!.values).toEqual(state.parameters);
  });

  it("refuses notes that are no data", async () => {
    await expect(encodeSnapshot({ ...state, notes: () => 1 })).rejects.toThrow(
      "encodeSnapshot: notes, a function, cannot be saved",
    );
  });
});

const wrong: readonly (readonly [string, object, RegExp])[] = [
  ["parameters", { parameters: new Float64Array(2) }, /^decodeSnapshot: parameters: it has 2 doubles/],
  ["steps", { optimizer: { steps: -1, moments: {} } }, /optimizer\.steps is -1\n {2}Give a whole number/],
  ["moments", { optimizer: { steps: 1, moments: { mean: [1] } } }, /moments\.mean is an array of 1/],
  ["progress", { progress: { ...state.progress, done: 0.5 } }, /progress\.done is 0\.5/],
  ["sums", { sums: null }, /sums is null\n {2}Give a Float64Array/],
  ["history", { history: [{}] }, /history\[0\]: there is no "epoch"/],
  ["conditions", { conditions: { seed: 1 } }, /conditions\.seed is 1\n {2}Give a text/],
  ["network", { network: {} }, /there is no "models"/],
  ["an unknown entry", { evil: 1 }, /unknown entry "evil"/],
  ["values", { parameters: state.parameters.map(() => Number.NaN) }, /cell\.tauMem is NaN/],
];

describe("decodeSnapshot", () => {
  it.each(wrong)("refuses wrong %s", async (_, change, message) => {
    const bytes = await encodeDocument("training-snapshot", { ...state, ...change }, "here");
    await expect(decodeSnapshot(bytes)).rejects.toThrow(message);
  });
});

describe("encodeSnapshot refuses what decodeSnapshot would refuse", () => {
  it.each(wrong)("wrong %s", async (_, change, message) => {
    const given = encodeSnapshot({ ...state, ...change }, "decodeSnapshot");
    await expect(given).rejects.toThrow(message);
  });

  it.each<[unknown, string]>([
    [undefined, "encodeSnapshot: it is undefined\n  Give an object"],
    [5, "encodeSnapshot: it is 5\n  Give an object"],
    [{}, 'encodeSnapshot: there is no "network"'],
  ])("%j", async (given, message) => {
    await expect(encodeSnapshot(given as TrainingState)).rejects.toThrow(message);
  });

  it("notes that are no plain data, with their place", async () => {
    const cyclic: { a: object[] } = { a: [] };
    cyclic.a.push(cyclic);
    for (const [notes, message] of [
      [cyclic, "encodeSnapshot: notes.a[0], which contains itself, cannot be saved"],
      [new Date(), "encodeSnapshot: notes, an object with a class, cannot be saved"],
      [{ a: { b: new Map() } }, "encodeSnapshot: notes.a.b, an object with a class, cannot be saved"],
    ] as const) {
      await expect(encodeSnapshot({ ...state, notes })).rejects.toThrow(OptionError);
      await expect(encodeSnapshot({ ...state, notes })).rejects.toThrow(message);
    }
  });
});

describe("fit({ resume })", () => {
  const attempt = (resume: unknown) => () =>
    fit(net, {
      objective: { until: 5, terms: [{ readout: firstSpikeTimes("cell"), loss: meanSquaredError() }] },
      data: { inputs: [{}], targets: [3] },
      epochs: 1,
      resume: resume as TrainingState,
    });

  it.each<[string, unknown, string]>([
    ["null", null, "fit: resume: what it is given is null\n  Give the state as snapshot()"],
    ["a number", 5, "fit: resume: what it is given is 5"],
    ["a list", [], "fit: resume: what it is given is an array of 0"],
    ["a promise", Promise.resolve(state), "is an object without conditions\n  Give the state as snapshot()"],
    ["no conditions", { ...state, conditions: null }, "fit: resume: conditions is null\n  Give an object"],
    [
      "no optimizer",
      { ...state, optimizer: undefined },
      "fit: resume: optimizer is undefined\n  Give an object",
    ],
    ["no history", { ...state, history: undefined }, "fit: resume: history is undefined\n  Give an array"],
  ])("refuses %s", (_, resume, message) => {
    expect(attempt(resume)).toThrow(message);
  });
});

describe("decodeSnapshot", () => {
  it.each(["x", undefined, null])("refuses %s, no bytes", async (given) => {
    await expect(decodeSnapshot(given as unknown as Uint8Array)).rejects.toThrow(
      /^decodeSnapshot: what it is given is /,
    );
  });
});
