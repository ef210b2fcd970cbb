import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { trainCommand } from "../../src/cli/train-command.ts";

const small = ["--hidden", "6", "--samples", "48", "--epochs", "2", "--tolerance", "1e-2"];

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
  });

  it("trains, reports every epoch and the test accuracy, and writes a report and four pictures", async () => {
    const output = join(folder, "run");
    expect(await trainCommand([...small, "--output", output])).toBe(0);
    expect(readdirSync(output).sort()).toEqual([
      "decision-map.svg",
      "learning-curves.svg",
      "membranes.svg",
      "raster.svg",
      "report.json",
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
