import { existsSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type ResumeOptions, readTrainOptions, type TrainOptions } from "../../src/cli/train-options.ts";
import { asArgument, notesOf, type TrainingJob, trainingJob } from "../../src/cli/training-job.ts";
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
const open: TrainingJob[] = [];
const job = async (...args: string[]): Promise<TrainingJob> => {
  const made = await trainingJob(readTrainOptions(args) as TrainOptions | ResumeOptions);
  open.push(made);
  return made;
};
afterEach(async () => {
  for (const made of open.splice(0)) await made.release();
});

describe("trainingJob", () => {
  it("saves beside the folder unless told where", async () => {
    const output = join(folder, "run");
    expect(await job("--output", output, "--hidden", "7")).toMatchObject({
      plan: { task: "yin-yang", settings: { hidden: 7 } },
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
    const { plan } = await job("--hidden", "9", "--learning-rate", "0.3", "--output", join(folder, "n"));
    await saveSnapshot(path, { ...state, notes: notesOf(plan, 12.5) });
    for (const epochs of ["50", "50"]) {
      // The folder goes when nothing was put into it, and is made again.
      const goesOn = await job("--resume", path, "--epochs", epochs);
      expect(goesOn).toMatchObject({
        plan: { settings: { ...plan.settings, epochs: 50 } },
        folder: join(folder, "before"),
        snapshot: path,
        ownsSnapshot: true,
        seconds: 12.5,
      });
      await goesOn.release();
    }
    mkdirSync(join(folder, "before"));
    writeFileSync(join(folder, "before", "mine"), "");
    await expect(job("--resume", path)).rejects.toThrow("exists already");
  });

  it("refuses snapshots of other programs", async () => {
    const path = join(folder, "other.saltus");
    for (const notes of [undefined, null, { command: "mine" }]) {
      await saveSnapshot(path, notes === undefined ? state : { ...state, notes });
      await expect(job("--resume", path)).rejects.toThrow(`${path} is not a snapshot of saltus train`);
    }
    await saveSnapshot(path, {
      ...state,
      notes: { ...notesOf({ task: "yin-yang", settings: {} as never }, 0), arguments: ["--help"] },
    });
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
      if (outcome.status === "rejected") expect(String(outcome.reason)).toContain("it is in use by process");
    }
  });

  it("refuses to go on twice at once from one snapshot, or into one folder, and leaves both to the first", async () => {
    const path = join(folder, "twice.training.saltus");
    const { plan } = await job("--output", join(folder, "of"));
    await saveSnapshot(path, { ...state, notes: notesOf(plan, 1) });
    const first = await job("--resume", path);
    const other = ["--output", join(folder, "elsewhere"), "--snapshot", path];
    const message = new RegExp(`it is in use by process ${process.pid}\\n {2}Wait until`);
    await expect(job("--resume", path)).rejects.toThrow(message);
    await expect(job("--resume", path, ...other)).rejects.toThrow(message);
    await expect(job("--resume", path, "--snapshot", join(folder, "s"))).rejects.toThrow(message);
    expect(readdirSync(folder)).toContain("twice");
    expect(readdirSync(folder)).not.toContain("elsewhere");
    // A copy of it may go another way meanwhile.
    expect(await job("--resume", path, "--output", join(folder, "fork"))).toMatchObject({ seconds: 1 });
    await first.release();
    await job("--resume", path);
  });

  it("takes a snapshot as it is when nobody else goes on from it", async () => {
    const path = join(folder, "late.training.saltus");
    const { plan } = await job("--output", join(folder, "of late"));
    await saveSnapshot(path, { ...state, notes: notesOf(plan, 1) });
    await saveSnapshot(path, { ...state, notes: notesOf(plan, 2) });
    expect(await job("--resume", path)).toMatchObject({ seconds: 2, resume: { notes: { seconds: 2 } } });
  });

  it("gives one snapshot to one of two trainings with different folders", async () => {
    const snapshot = ["--snapshot", join(folder, "shared")];
    const both = ["x1", "x2"].map((name) => job("--output", join(folder, name), ...snapshot));
    const outcomes = await Promise.allSettled(both);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(readdirSync(folder).filter((name) => /^x.$/.test(name))).toHaveLength(1);
  });

  it("takes a folder that a killed training left empty, and only such a one", async () => {
    const [own, killed, full] = ["own", "killed", "full"].map((name) => join(folder, name));
    for (const path of [own!, killed!, full!]) mkdirSync(path);
    for (const path of [killed!, full!]) {
      // No process has a number above the largest that Linux gives.
      const owner = { host: hostname(), pid: 2 ** 22 + 1, start: "1" };
      writeFileSync(`${path}.${owner.pid}-0123abcd.claim`, JSON.stringify(owner));
    }
    writeFileSync(join(full!, "mine"), "");
    for (const path of [own!, full!])
      await expect(job("--output", path)).rejects.toThrow(`${path} exists already`);
    expect(await job("--output", killed!)).toMatchObject({ folder: killed, resume: undefined });
    expect(readdirSync(folder).filter((name) => /^(killed|full)\..*claim$/.test(name))).toHaveLength(2);
  });

  it("takes its empty folder away where the process ends at once", async () => {
    const output = join(folder, "ends");
    const own = await job("--output", output);
    const [atExit] = process.listeners("exit");
    (atExit as () => void)();
    expect(existsSync(output)).toBe(false);
    await own.release();
    expect(process.listeners("exit")).not.toContain(atExit);
  });

  it("refuses at once a link to nothing, a file, and a snapshot where the results are to be", async () => {
    const [link, file, both] = [join(folder, "link"), join(folder, "file"), join(folder, "both")];
    symlinkSync(join(folder, "nothing"), link);
    writeFileSync(file, "mine");
    await expect(job("--output", link)).rejects.toThrow("exists already");
    await expect(job("--output", file)).rejects.toThrow("exists already");
    for (const beyond of ["x", join("x", "y")])
      await expect(job("--output", join(file, beyond))).rejects.toThrow(
        `saltus train: ${join(file, beyond)}: ${file} is a file, not a folder\n  Name a folder in`,
      );
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
