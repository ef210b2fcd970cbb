import { copyFileSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { trainCommand } from "../../src/cli/train-command.ts";

const small = ["--hidden", "6", "--samples", "48", "--epochs", "2", "--tolerance", "1e-2"];
const oneEpoch = ["--epochs", "1", "--tolerance", "1e-2"];

describe("saltus train", () => {
  let folder: string;
  let printed: string[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "saltus-train-"));
    printed = [];
    const keep = (text: unknown): boolean => {
      printed.push(String(text));
      return true;
    };
    vi.spyOn(console, "log").mockImplementation(keep);
    vi.spyOn(console, "error").mockImplementation(keep);
    vi.spyOn(process.stdout, "write").mockImplementation(keep);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });

  it("trains, reports every epoch and the test accuracy, and writes a report, pictures and the network", async () => {
    const output = join(folder, "run");
    expect(await trainCommand([...small, "--output", output])).toBe(0);
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
    expect(text).toMatch(/Test accuracy on the 1000 official samples: \d+\.\d %/);
    const report = JSON.parse(readFileSync(join(output, "report.json"), "utf8"));
    expect(report).toMatchObject({ format: "saltus-training-report", version: 1, settings: { hidden: 6 } });
    expect(report.epochs.map((epoch: { epoch: number }) => epoch.epoch)).toEqual([1, 2]);
    expect(report.test.metrics.accuracy).toBeGreaterThanOrEqual(0);
    for (const name of readdirSync(output)) {
      if (name.endsWith(".svg"))
        expect(readFileSync(join(output, name), "utf8")).not.toMatch(/NaN|undefined/);
    }
  });

  it("goes on from a snapshot to the same report and network as without a stop", async () => {
    vi.stubEnv("npm_lifecycle_event", "start");
    const [whole, part, rest] = ["whole", "part", "rest"].map((name) => join(folder, name));
    expect(await trainCommand([...small, "--output", whole!])).toBe(0);
    expect(await trainCommand([...small.slice(0, 4), ...oneEpoch, "--output", part!])).toBe(0);
    const file = join(part!, "training.saltus");
    expect(await trainCommand(["--resume", file, "--epochs", "2", "--output", rest!])).toBe(0);
    expect(printed.join("\n")).toContain("It has done 1 epochs. After a stop: npm start -- --resume ");
    const read = (run: string) => JSON.parse(readFileSync(join(run, "report.json"), "utf8"));
    expect({ ...read(rest!), seconds: 0 }).toEqual({ ...read(whole!), seconds: 0 });
    expect(readFileSync(join(rest!, "network.saltus"))).toEqual(readFileSync(join(whole!, "network.saltus")));
    expect(readdirSync(folder).sort()).toEqual(["part", "rest", "whole"]);
  });

  it("keeps a snapshot that has a name of its own, and takes its folder from one that has not", async () => {
    const snapshot = join(folder, "mine.saltus");
    const first = [...small.slice(0, 4), ...oneEpoch, "--output", join(folder, "a")];
    expect(await trainCommand([...first, "--snapshot", snapshot])).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(["a", "mine.saltus"]);
    const beside = join(folder, "b.training.saltus");
    copyFileSync(snapshot, beside);
    expect(await trainCommand(["--resume", beside])).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(["a", "b", "mine.saltus"]);
  });

  it("refuses files that it cannot go on from or write to, before training", async () => {
    const [file, missing] = [join(folder, "a.saltus"), join(folder, "no", "a.saltus")];
    writeFileSync(file, "saltus");
    const answers: readonly (readonly [readonly string[], string])[] = [
      [["--resume", file], "it is truncated"],
      [["--resume", missing], "there is no such file or folder"],
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
    expect(readdirSync(folder)).toEqual(["a.saltus"]);
  });

  it("refuses a folder that exists, before training, and leaves it alone", async () => {
    expect(await trainCommand([...small, "--output", folder])).toBe(2);
    expect(printed.join("\n")).toContain("exists already");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("prints its options", async () => {
    expect(await trainCommand(["--help"])).toBe(0);
    expect(printed.join("\n")).toContain("--tolerance");
  });
});
