import { existsSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readTrainOptions } from "../../src/cli/train-options.ts";
import { asArgument, notesOf, trainingJob } from "../../src/cli/training-job.ts";
import { describeNetwork } from "../../src/io/describe-network.ts";
import { network } from "../../src/network/network.ts";
import { population } from "../../src/network/population.ts";
import { lif } from "../../src/neurons/lif.ts";
import { saveSnapshot } from "../../src/node/snapshot-file.ts";
import type { TrainingState } from "../../src/train/training-state.ts";

const net = network({ populations: { cell: population(lif, 1) } });
const state: TrainingState = {
  network: describeNetwork(net),
  conditions: {},
  parameters: net.initialParameters().values,
  optimizer: { steps: 0, moments: {} },
  progress: { epoch: 1, done: 0, learningRate: 0, clipped: 0, bumped: 0 },
  sums: new Float64Array(0),
  history: [],
};
const folder = mkdtempSync(join(tmpdir(), "saltus-job-"));
const job = (...args: string[]) => trainingJob(readTrainOptions(args)!);

describe("trainingJob", () => {
  it("saves beside the folder unless told where", async () => {
    const output = join(folder, "run");
    expect(await job("--output", output, "--hidden", "7")).toMatchObject({
      settings: { hidden: 7 },
      folder: output,
      snapshot: `${output}.training.saltus`,
      ownsSnapshot: true,
      seconds: 0,
    });
    expect(readdirSync(output)).toEqual([]);
    expect(await job("--output", join(folder, "run2"), "--snapshot", join(folder, "x"))).toMatchObject({
      snapshot: join(folder, "x"),
      ownsSnapshot: false,
    });
  });

  it("goes on with the settings, the folder and the clock of a snapshot", async () => {
    const path = join(folder, "before.training.saltus");
    const { settings } = await job("--hidden", "9", "--learning-rate", "0.3", "--output", join(folder, "n"));
    await saveSnapshot(path, { ...state, notes: notesOf(settings, 12.5) });
    for (const epochs of ["50", "50"]) {
      // The second time it takes the folder that was made the first time, and is still empty.
      expect(await job("--resume", path, "--epochs", epochs)).toMatchObject({
        settings: { ...settings, epochs: 50 },
        folder: join(folder, "before"),
        snapshot: path,
        ownsSnapshot: true,
        seconds: 12.5,
      });
    }
    writeFileSync(join(folder, "before", "mine"), "");
    await expect(job("--resume", path)).rejects.toThrow("exists already");
  });

  it("refuses snapshots of other programs", async () => {
    const path = join(folder, "other.saltus");
    for (const notes of [undefined, null, { command: "mine" }]) {
      await saveSnapshot(path, notes === undefined ? state : { ...state, notes });
      await expect(job("--resume", path)).rejects.toThrow(`${path} is not a snapshot of saltus train`);
    }
    await saveSnapshot(path, { ...state, notes: { ...notesOf({} as never, 0), arguments: ["--help"] } });
    await expect(job("--resume", path)).rejects.toThrow("has no settings of a training");
  });

  it("refuses to write over another training", async () => {
    writeFileSync(join(folder, "taken.training.saltus"), "");
    await expect(job("--output", join(folder, "taken"))).rejects.toThrow("exists already");
    expect(existsSync(join(folder, "taken"))).toBe(false);
  });

  it("gives a folder to one of many that want it, at once", async () => {
    const wanted = Array.from({ length: 10 }, () => job("--output", join(folder, "wanted")));
    const outcomes = await Promise.allSettled(wanted);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") expect(String(outcome.reason)).toContain("exists already");
    }
  });

  it("refuses at once a link to nothing, a file, and a snapshot where the results are to be", async () => {
    const [link, file, both] = [join(folder, "link"), join(folder, "file"), join(folder, "both")];
    symlinkSync(join(folder, "nothing"), link);
    writeFileSync(file, "mine");
    await expect(job("--output", link)).rejects.toThrow("exists already");
    await expect(job("--output", file)).rejects.toThrow("exists already");
    await expect(job("--output", join(file, "x"))).rejects.toThrow(/exists already|not a folder/);
    for (const snapshot of [both, join(both, "training.saltus")]) {
      await expect(job("--output", both, "--snapshot", snapshot)).rejects.toThrow("results are to take");
      expect(existsSync(both)).toBe(false);
    }
  });
});

describe("asArgument", () => {
  it("is relative below the working folder", () => {
    expect(asArgument(join(process.cwd(), "runs", "x"))).toBe(join("runs", "x"));
    expect(asArgument(tmpdir())).toBe(tmpdir());
  });
});
