import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { mnist } from "../../src/cli/mnist-task.ts";
import type { Plan } from "../../src/cli/task.ts";
import { trainCommand } from "../../src/cli/train-command.ts";
import { mnistAddress } from "../../src/node/mnist.ts";
import { loadNetwork } from "../../src/node/network-file.ts";
import { loadSnapshot } from "../../src/node/snapshot-file.ts";
import { checkInput } from "../../src/simulate/given/input.ts";
import { simulate } from "../../src/simulate/simulate.ts";
import { printedTexts } from "../support/printed-texts.ts";
import { writeDigits } from "../support/seven-segments.ts";

let folder: string;
let data: string;
let printed: string[];
/** 160 digits to train with, 20 to validate, 30 to test. */
const small = (): string[] => [
  "mnist",
  "--data",
  data,
  "--samples",
  "160",
  "--validation",
  "20",
  "--test-samples",
  "30",
];
const text = (): string => printed.join("\n");
const reportIn = (run: string) => JSON.parse(readFileSync(join(run, "report.json"), "utf8"));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "saltus-digits-"));
  data = join(folder, "data");
  writeDigits(data, 180, 40);
  printed = printedTexts();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  rmSync(folder, { recursive: true });
});

/** Spike times of a test digit, pixel by pixel. */
function spikesOf(index: number): number[][] {
  const pixels = gunzipSync(readFileSync(join(data, "t10k-images-idx3-ubyte.gz"))).subarray(16 + 784 * index);
  return Array.from({ length: 784 }, (_, k) => (pixels[k]! >= 51 ? [(1 - pixels[k]! / 255) * 20] : []));
}

describe("saltus train mnist", () => {
  it.each(["max-over-time", "first-spike"])(
    "learns digits by %s, and reports what it answers",
    async (loss) => {
      const output = join(folder, "run");
      const few = ["--hidden", "120", "--epochs", "3", "--batch", "4", "--learning-rate", "0.01"];
      const args = ["--loss", loss, ...few, "--output", output];
      expect(await trainCommand([...small(), ...args])).toBe(0);
      const names = readdirSync(output).filter((name) => !name.endsWith(".png"));
      expect(names.sort()).toEqual([
        "confusion-matrix.svg",
        "learning-curves.svg",
        "membranes.svg",
        "network.saltus",
        "raster.svg",
        "report.json",
        "training.saltus",
        "wrong-answers.svg",
      ]);
      const report = reportIn(output);
      expect(report).toMatchObject({
        task: "mnist",
        settings: { loss, data, validation: 20, testSamples: 30 },
      });
      expect(report.epochs).toHaveLength(3);
      // A guess has a tenth.
      const { accuracy } = report.test.metrics;
      expect(accuracy).toBeGreaterThan(0.4);
      expect(text()).toContain(`Test accuracy on 30 test digits: ${(100 * accuracy).toFixed(1)} %`);
      expect("silentLabels" in report.test.metrics).toBe(loss === "first-spike");
      expect(text()).toMatch(loss === "first-spike" ? /epoch +loss +silent +train/ : /epoch +loss +train/);

      // The confusion matrix is what the saved network answers, digit by digit.
      const { network, parameters } = await loadNetwork(join(output, "network.saltus"));
      const counts = Array.from({ length: 10 }, () => Array(10).fill(0));
      const undecided = Array(10).fill(0);
      for (let k = 0; k < 30; k++) {
        const options = { until: loss === "first-spike" ? 25 : 22, rtol: 1e-3, atol: 1e-3 };
        const run = simulate(network, parameters!, { input: spikesOf(k) }, options);
        const scores =
          loss === "first-spike"
            ? run.spikeTimes("output").map(([first = Number.POSITIVE_INFINITY]) => -first)
            : Array.from({ length: 10 }, (_, n) =>
                Math.max(...run.trace("output", n, "v", { spacing: 0.05 }).values),
              );
        const best = Math.max(...scores);
        // No spike of an output, or none that reaches one.
        if (scores.filter((score) => score === best).length > 1) undecided[k % 10]++;
        else counts[k % 10]![scores.indexOf(best)]++;
      }
      expect(report.confusion).toEqual({ counts, undecided });
      for (const name of names)
        if (name.endsWith(".svg"))
          expect(readFileSync(join(output, name), "utf8")).not.toMatch(/NaN|undefined/);
    },
  );

  it("goes on from a snapshot to the same end, also where the folder with the data has moved", async () => {
    const quick = [...small(), "--samples", "48", "--hidden", "10", "--no-pictures"];
    const [whole, part, moved] = ["whole", "part", "moved"].map((name) => join(folder, name));
    expect(await trainCommand([...quick, "--epochs", "2", "--output", whole!])).toBe(0);
    expect(await trainCommand([...quick, "--epochs", "1", "--output", part!])).toBe(0);
    const snapshot = join(part!, "training.saltus");
    expect((await loadSnapshot(snapshot)).notes).toMatchObject({
      arguments: expect.arrayContaining(["mnist", `--data=${data}`]),
    });
    renameSync(data, moved!);
    const rest = join(folder, "rest");
    const again = ["--resume", snapshot, "--epochs", "2", "--no-pictures", "--output", rest];
    expect(await trainCommand(again)).toBe(2);
    expect(text()).toMatch(/saltus train mnist: --data: there is no folder .*data\n/);
    expect(readdirSync(folder).sort()).toEqual(["moved", "part", "whole"]);
    expect(await trainCommand([...again, "--data", moved!])).toBe(0);
    const { settings, ...report } = reportIn(rest);
    const { settings: before, ...expected } = reportIn(whole!);
    expect(settings).toEqual({ ...before, data: moved });
    expect({ ...report, seconds: 0 }).toEqual({ ...expected, seconds: 0 });
    expect(readFileSync(join(rest, "network.saltus"))).toEqual(readFileSync(join(whole!, "network.saltus")));
    // Other digits are not those that it was trained with.
    writeDigits(data, 200, 40);
    printed.length = 0;
    const other = ["--resume", snapshot, "--epochs", "3", "--data", data, "--output", join(folder, "x")];
    expect(await trainCommand(other)).toBe(2);
    expect(text()).toMatch(/training\.saltus: validation differs/);
  });

  it("fetches with --download what is not there, and says where from and where to if it cannot", async () => {
    const fetched: string[] = [];
    vi.stubGlobal("fetch", (url: string) => {
      fetched.push(url);
      return Promise.reject(new TypeError("fetch failed", { cause: { code: "ENOTFOUND" } }));
    });
    const plan = (): Plan =>
      mnist.plan({ data, samples: "160", validation: "20", "test-samples": "30" }, ["download"]);
    await plan().prepare(() => {});
    expect(fetched).toEqual([]);
    rmSync(join(data, "t10k-labels-idx1-ubyte.gz"));
    expect(await trainCommand([...small(), "--download", "--output", join(folder, "x")])).toBe(2);
    expect(fetched).toEqual([`${mnistAddress}t10k-labels-idx1-ubyte.gz`]);
    expect(text()).toContain(
      `saltus train mnist: --data: ${fetched[0]} cannot be put into ${data}: ENOTFOUND\n`,
    );
    expect(readdirSync(folder)).toEqual(["data"]);
  });

  it("knows the task of a snapshot", async () => {
    const output = join(folder, "run");
    const quick = ["--hidden", "6", "--epochs", "1", "--no-pictures", "--output", output];
    expect(await trainCommand(["yin-yang", "--samples", "32", "--tolerance", "1e-2", ...quick])).toBe(0);
    const snapshot = join(output, "training.saltus");
    const again = ["--resume", snapshot, "--epochs", "2", "--output", join(folder, "x")];
    expect(await trainCommand(["mnist", ...again])).toBe(2);
    expect(text()).toMatch(/training\.saltus is a training of yin-yang\n {2}Leave mnist out/);
  });

  it("refuses what cannot be learnt before it makes anything", async () => {
    const labels = join(data, "t10k-labels-idx1-ubyte.gz");
    const refused = async (args: readonly string[], answer: RegExp): Promise<void> => {
      printed.length = 0;
      expect(await trainCommand([...small(), ...args, "--output", join(folder, "x")])).toBe(2);
      expect(text()).toMatch(answer);
      expect(readdirSync(folder)).toEqual(["data"]);
    };
    await refused(
      ["--samples", "161"],
      /train mnist: there are 180 training digits, and 161 to train with and 20/,
    );
    await refused(
      ["--validation", "180"],
      /--validation 180 leaves none of 180 training digits to train with/,
    );
    await refused(["--test-samples", "41"], /there are 40 test digits, and 41 are asked for\n.* at most 40/);
    const bytes = gunzipSync(readFileSync(labels));
    bytes[20] = 10;
    rmSync(labels);
    writeFileSync(labels.replace(/\.gz$/, ""), bytes);
    await refused([], /there is a label 10\n {2}Only labels from 0 to 9/);
    await refused(["--shift", "28"], /--shift 28 moves digits of 28 × 28 pixels out of their picture/);
    await refused(["--data", join(folder, "none")], /there is no folder .*none\n.*https:/);
    mkdirSync(join(data, "empty"));
    await refused(
      ["--data", join(data, "empty")],
      /empty has neither train-images-idx3-ubyte nor .*\n.*https:.*\n\n.* train mnist --help lists/,
    );
  });

  it("moves training digits with --shift, anew in every epoch and alike whenever it is asked", async () => {
    const texts = { data, samples: "160", validation: "20", "test-samples": "30", shift: "1", seed: "4" };
    const task = await mnist.plan(texts, []).prepare(() => {});
    interface Listed {
      readonly channels: ArrayLike<number>;
      readonly times: ArrayLike<number>;
    }
    const listed = (samples: typeof task.data, epoch?: number): Listed =>
      samples.inputs.at(3, epoch)!["input"] as unknown as Listed;
    const still = listed(task.data, 0);
    // Nothing of these digits lies at the edge.
    const moved = (right: number, down: number): number[] =>
      Array.from(still.channels, (channel) => channel + 28 * down + right);
    const ways = [-1, 0, 1].flatMap((down) => [-1, 0, 1].map((right) => moved(right, down)));
    const seen = new Set<number>();
    for (let epoch = 1; epoch <= 60; epoch++) {
      const { channels, times } = listed(task.data, epoch);
      expect([...(times as Float64Array)]).toEqual([...(still.times as Float64Array)]);
      const way = ways.findIndex((own) => own.every((channel, k) => channel === channels[k]));
      expect(way).toBeGreaterThanOrEqual(0);
      expect(listed(task.data, epoch).channels).toEqual(channels);
      seen.add(way);
    }
    expect(seen.size).toBe(9);
    expect(listed(task.data)).toEqual(still);
    expect(listed(task.validation, 1)).toEqual(listed(task.validation, 0));
  });

  it("takes digits as they are asked for: each list of samples is one digit long at a time", async () => {
    const texts = { data, samples: "160", validation: "20", "test-samples": "30" };
    const task = await mnist.plan(texts, []).prepare(() => {});
    for (const samples of [task.data, task.validation, task.test]) {
      expect(Array.isArray(samples.inputs)).toBe(false);
      expect(samples.inputs.at(0)).not.toBe(samples.inputs.at(0));
      expect(samples.inputs.at(0)).toEqual(samples.inputs.at(0));
    }
    const digit = checkInput(task.network, task.test.inputs.at(7)!);
    expect(digit).toEqual(checkInput(task.network, { input: spikesOf(7) }));
    expect([0, 1, 19].map((k) => task.validation.targets.at(k))).toEqual([0, 1, 9]);
    // The last are kept: the digits of the first, 160 to 179, are not among those that are trained.
    expect(task.data.inputs.length + task.validation.inputs.length).toBe(180);
  });
});
