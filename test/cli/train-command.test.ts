import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { trainCommand } from "../../src/cli/train-command.ts";
import { yinYangNetwork } from "../../src/cli/yin-yang-network.ts";
import { sampleAt } from "../../src/data/dataset.ts";
import { yinYangTest } from "../../src/data/yin-yang.ts";
import { loadNetwork } from "../../src/node/network-file.ts";
import { loadSnapshot, saveSnapshot } from "../../src/node/snapshot-file.ts";
import { simulate } from "../../src/simulate/simulate.ts";
import { printedTexts } from "../support/printed-texts.ts";

const root = join(import.meta.dirname, "..", "..");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

const small = ["--hidden", "6", "--samples", "48", "--epochs", "2", "--tolerance", "1e-2"];
/** Large enough to learn something: most of the outputs of `small` are silent to the end. */
const learning = [
  "--hidden",
  "30",
  "--samples",
  "480",
  "--epochs",
  "2",
  "--tolerance",
  "1e-2",
  "--learning-rate",
  "0.02",
];
const oneEpoch = ["--epochs", "1", "--tolerance", "1e-2"];

/** The share of the test set whose label spikes first in a saved network, sample by sample. */
async function accuracyOf(file: string): Promise<number> {
  const { network, parameters } = await loadNetwork(file);
  const { encode, objective } = yinYangNetwork("lif", 30, 1e-2);
  const { terms: _, ...options } = objective;
  const test = yinYangTest();
  let right = 0;
  for (let i = 0; i < test.count; i++) {
    const { features, label } = sampleAt(test, i);
    const spikes = simulate(network, parameters!, encode(features), options).spikeTimes("output");
    const first = spikes.map((times) => times[0] ?? Number.POSITIVE_INFINITY);
    if (first.every((time, k) => k === label || time > first[label]!)) right++;
  }
  return right / test.count;
}

const read = (run: string) => ({ ...JSON.parse(readFileSync(join(run, "report.json"), "utf8")), seconds: 0 });

describe("saltus train", () => {
  /** Where what came of `small` without a stop and without pictures is. */
  const whole = join(mkdtempSync(join(tmpdir(), "saltus-train-")), "whole");
  beforeAll(async () => {
    printedTexts();
    expect(await trainCommand([...small, "--no-pictures", "--output", whole])).toBe(0);
    vi.restoreAllMocks();
  });

  let folder: string;
  let printed: string[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "saltus-train-"));
    printed = printedTexts();
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });

  it("trains, reports every epoch and the test accuracy, and writes a report, pictures and the network", async () => {
    const output = join(folder, "run");
    expect(await trainCommand([...learning, "--output", output])).toBe(0);
    expect(readdirSync(folder)).toEqual(["run"]);
    expect(
      readdirSync(output)
        .filter((name) => !name.endsWith(".png"))
        .sort(),
    ).toEqual([
      "decision-map.svg",
      "learning-curves.svg",
      "membranes.svg",
      "network.saltus",
      "raster.svg",
      "report.json",
      "training.saltus",
    ]);
    const text = printed.join("\n");
    expect(text).toMatch(/1\/2 .* %.* %.* %/);
    const report = JSON.parse(readFileSync(join(output, "report.json"), "utf8"));
    const made = { saltus: version, node: process.version };
    expect(report).toMatchObject({ format: "saltus-training-report", version: 1, made });
    expect(report).toMatchObject({ settings: { hidden: 30 } });
    expect(report.epochs.map((epoch: { epoch: number }) => epoch.epoch)).toEqual([1, 2]);
    const { accuracy } = report.test.metrics;
    expect(accuracy).toBe(await accuracyOf(join(output, "network.saltus")));
    expect(text).toContain(`Test accuracy on the 1000 official samples: ${(100 * accuracy).toFixed(1)} %`);
    // A guess gets a third, two epochs of 480 samples two thirds.
    expect(accuracy).toBeGreaterThan(0.5);
    const losses = report.epochs.map((epoch: { train: { loss: number } }) => epoch.train.loss);
    expect(losses[1]).toBeLessThan(losses[0]);
    for (const name of readdirSync(output)) {
      if (name.endsWith(".svg"))
        expect(readFileSync(join(output, name), "utf8")).not.toMatch(/NaN|undefined/);
    }
  });

  it("goes on from a snapshot to the same report and network as without a stop", async () => {
    vi.stubEnv("npm_lifecycle_event", "start");
    const [part, rest] = ["part", "rest"].map((name) => join(folder, name));
    const first = [...small.slice(0, 4), ...oneEpoch, "--no-pictures"];
    expect(await trainCommand([...first, "--output", part!])).toBe(0);
    const file = join(part!, "training.saltus");
    expect(await trainCommand(["--resume", file, "--epochs", "2", "--output", rest!])).toBe(0);
    expect(printed.join("\n")).toContain("It has done 1 epoch. After a stop: npm start -- --resume ");
    expect(read(rest!)).toEqual(read(whole));
    expect(readdirSync(rest!)).toContain("decision-map.svg");
    // What cannot go on is refused before a word is printed about the training.
    printed.length = 0;
    const finished = join(rest!, "training.saltus");
    expect(await trainCommand(["--resume", finished, "--epochs", "1", "--output", join(folder, "x")])).toBe(
      2,
    );
    expect(printed.join("\n")).toMatch(
      /^saltus train: --epochs is 1, and .* is a training of 2\n {2}Give as many or more/,
    );
    expect(readFileSync(join(rest!, "network.saltus"))).toEqual(readFileSync(join(whole, "network.saltus")));
    expect(readdirSync(folder).sort()).toEqual(["part", "rest"]);
  });

  it("refuses a snapshot of another network by the name of its file", async () => {
    const [whole, other] = ["whole", "other.saltus"].map((name) => join(folder, name));
    expect(await trainCommand([...small, ...oneEpoch, "--no-pictures", "--output", whole!])).toBe(0);
    const state = await loadSnapshot(join(whole!, "training.saltus"));
    const notes = JSON.parse(JSON.stringify(state.notes).replace("--hidden=6", "--hidden=7"));
    await saveSnapshot(other!, { ...state, notes });
    printed.length = 0;
    expect(await trainCommand(["--resume", other!, "--epochs", "2", "--output", join(folder, "x")])).toBe(2);
    expect(printed.join("\n")).toContain(`saltus train: ${other}: the snapshot is of another network`);
    expect(readdirSync(folder).sort()).toEqual(["other.saltus", "whole"]);
  });

  it("keeps a snapshot that has a name of its own, and takes its folder from one that has not", async () => {
    const snapshot = join(folder, "mine.saltus");
    const first = [...small.slice(0, 4), ...oneEpoch, "--no-pictures", "--output", join(folder, "a")];
    expect(await trainCommand([...first, "--snapshot", snapshot])).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(["a", "mine.saltus"]);
    const beside = join(folder, "b.training.saltus");
    copyFileSync(snapshot, beside);
    expect(await trainCommand(["--resume", beside, "--no-pictures"])).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(["a", "b", "mine.saltus"]);
  });

  it("refuses files that it cannot go on from or write to, before training", async () => {
    const [file, missing] = [join(folder, "a.saltus"), join(folder, "no", "a.saltus")];
    writeFileSync(file, "saltus");
    const done = join(folder, "done");
    mkdirSync(done);
    writeFileSync(join(done, "training.saltus"), "saltus");
    const answers: readonly (readonly [readonly string[], string])[] = [
      [["--resume", file], `saltus train: ${file}: it is truncated`],
      [
        ["--resume", missing],
        `saltus train: ${missing}: the file cannot be read: there is no such file or folder`,
      ],
      [
        ["--resume", `${done}.training.saltus`],
        `this training is over\n  Go on from --resume ${join(done, "training.saltus")}.`,
      ],
      [["--resume", file, "--seed", "3"], "--seed is given with --resume"],
      [[...small, "--snapshot", file], "exists already\n  Go on from it with --resume"],
      [[...small, "--snapshot", missing], "the file cannot be written: there is no such file or folder"],
    ];
    for (const [args, answer] of answers) {
      printed.length = 0;
      expect(await trainCommand([...args, "--output", join(folder, "x")])).toBe(2);
      expect(printed.join("\n")).toContain(answer);
    }
    expect(readFileSync(file, "utf8")).toBe("saltus");
    expect(readdirSync(folder)).toEqual(["a.saltus", "done"]);
  });

  it("refuses a folder that exists, before training, and leaves it alone", async () => {
    expect(await trainCommand([...small, "--output", folder])).toBe(2);
    expect(printed.join("\n")).toContain("exists already");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("prints a JSON object per epoch and one in the end, and words to the errors; pictures can be left out", async () => {
    const output = join(folder, "run");
    const errors: string[] = [];
    vi.spyOn(process.stderr, "write").mockImplementation((text) => errors.push(String(text)) > 0);
    expect(await trainCommand([...small, "--json", "--no-pictures", "--output", output])).toBe(0);
    const records = printed.map((text) => JSON.parse(text));
    expect(records.map(({ type }) => type)).toEqual(["epoch", "epoch", "result"]);
    expect(records[1]).toMatchObject({ epoch: 2, epochs: 2, validation: { metrics: {} } });
    const { type: _, folder: written, files, ...report } = records[2];
    expect(report).toEqual(JSON.parse(readFileSync(join(output, "report.json"), "utf8")));
    expect(written).toBe(output);
    expect([...files].sort()).toEqual(readdirSync(output).sort());
    expect(files).toEqual(["report.json", "network.saltus", "training.saltus"]);
    expect(errors.join("")).toContain("Test accuracy on the 1000 official samples");
  });

  it("can be resumed before a batch is done: the line that says so comes when the file is there", async () => {
    const part = join(folder, "part");
    const kept = join(folder, "kept.training.saltus");
    const told = join(folder, "told.training.saltus");
    vi.mocked(process.stdout.write).mockImplementation((text) => {
      if (String(text).startsWith("After a stop: ")) copyFileSync(`${part}.training.saltus`, kept);
      if (/^ *1\/2 /.test(String(text))) copyFileSync(`${part}.training.saltus`, told);
      return true;
    });
    expect(await trainCommand([...small, "--no-pictures", "--output", part])).toBe(0);
    // An epoch that was told of is not lost either.
    expect((await loadSnapshot(told)).history).toHaveLength(1);
    vi.mocked(process.stdout.write).mockReturnValue(true);
    expect((await loadSnapshot(kept)).progress).toMatchObject({ epoch: 1, done: 0 });
    expect(await trainCommand(["--resume", kept, "--no-pictures"])).toBe(0);
    expect(read(join(folder, "kept"))).toEqual(read(whole));
  });

  it("says that all answers are silent", async () => {
    const args = ["--hidden", "1", "--samples", "8", ...oneEpoch, "--no-pictures"];
    expect(await trainCommand([...args, "--output", join(folder, "silent")])).toBe(0);
    expect(printed.join("")).toMatch(
      /Test accuracy .*\nNote: the neuron of the right answer is silent for every sample.* Give more --hidden/,
    );
  });

  it("saves when it is told to stop, says how to go on, and goes on to the same end", async () => {
    vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const part = join(folder, "part");
    // The signal comes when the first epoch is reported; the first batch of the second is done then.
    vi.mocked(console.log).mockImplementation((text) => {
      if (printed.push(String(text)) === 1) process.emit("SIGINT", "SIGINT");
    });
    expect(await trainCommand([...small, "--json", "--no-pictures", "--output", part])).toBe(130);
    // The folder that was made for the results goes, where there are none.
    expect(readdirSync(folder).sort()).toEqual(["part.training.saltus"]);
    const stopped = JSON.parse(printed.at(-1)!);
    expect(stopped).toMatchObject({ type: "stopped", snapshot: `${part}.training.saltus` });
    expect(stopped.resume).toContain(`--resume ${part}.training.saltus`);
    expect(await trainCommand(["--resume", stopped.snapshot, "--no-pictures"])).toBe(0);
    expect(read(part)).toEqual(read(whole));
  });

  it("prints its options", async () => {
    expect(await trainCommand(["--help"])).toBe(0);
    expect(printed.join("\n")).toContain("--tolerance");
  });
});
