/** Trainings that are killed: test/support/kill-loop.ts does it, scripts/kill-loop.mjs does it fifty times. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { loadNetwork } from "../../src/node/network-file.ts";
import { killLoop } from "../support/kill-loop.ts";

describe("saveSnapshot", () => {
  it("survives kill -9 at random moments: every resumed training ends with the same bits", async () => {
    const folder = mkdtempSync(join(tmpdir(), "saltus-kill-loop-"));
    const program = join(folder, "child.mjs");
    await build({
      entryPoints: [join(dirname(fileURLToPath(import.meta.url)), "..", "support", "kill-loop-child.ts")],
      outfile: program,
      bundle: true,
      format: "esm",
      platform: "node",
      logLevel: "error",
    });
    const result = await killLoop({ program, folder, trainings: 2, damages: 100, seed: 2 });
    expect(result).toMatchObject({ equal: 2, refused: 100, leftovers: 0 });
    expect(result.kills).toBeGreaterThan(0);
    // The file of a training is enough to use what was trained.
    const { network, parameters } = await loadNetwork(join(folder, "training-0", "training.saltus"));
    expect(network.populations.map(({ name }) => name)).toEqual(["input", "hidden", "output"]);
    expect(parameters!.view("input→hidden.weight")).toHaveLength(60);
    rmSync(folder, { recursive: true });
  });
});
