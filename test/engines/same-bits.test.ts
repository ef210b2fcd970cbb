/**
 * A training has the same bits in every engine and every execution: here, in Chromium, and in the engines of the
 * folder ENGINES, which scripts/engines.mjs fills.
 *
 * The number is frozen. It changes where the arithmetic of a run changes, and must then be the same everywhere again.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isRequired, isSkipped, openPage, type Page, skipReason } from "../browser/chromium.ts";
import { goldenFingerprints } from "../support/golden-training.ts";

const golden = "9e9822f2546bda45 4b4299ae975a9988";
const everywhere = { interpreter: golden, javascript: golden, webassembly: golden };

const folder = process.env["ENGINES"];
const engines: readonly { readonly name: string; readonly command: readonly [string, ...string[]] }[] = [
  { name: "Node 22", command: ["node22/bin/node"] },
  { name: "Node 24", command: ["node24/bin/node"] },
  { name: "Bun", command: ["bun/bin/bun"] },
  { name: "Deno", command: ["deno/deno", "run"] },
];

it("a training has its golden fingerprint here, in every execution", async () => {
  expect(await goldenFingerprints()).toEqual(everywhere);
});

describe("in another engine", () => {
  const bundled = mkdtempSync(join(tmpdir(), "saltus-engines-"));
  const program = join(bundled, "golden.mjs");
  beforeAll(async () => {
    await build({
      entryPoints: [join(import.meta.dirname, "golden-main.ts")],
      outfile: program,
      bundle: true,
      format: "esm",
      platform: "neutral",
      mainFields: ["module", "main"],
      logLevel: "error",
    });
  });
  afterAll(() => rmSync(bundled, { recursive: true, force: true }));

  for (const { name, command } of engines) {
    const [path, ...options] = command;
    const binary = join(folder ?? "", "node_modules", path);
    const isMissing = folder === undefined || !existsSync(binary);
    const reason = isMissing && !isRequired ? " (skipped: see scripts/engines.mjs)" : "";
    it.skipIf(isMissing && !isRequired)(`${name} has it, too${reason}`, () => {
      const { status, stdout, stderr, error } = spawnSync(binary, [...options, program], {
        encoding: "utf8",
      });
      expect(status, `${error ?? ""}${stderr ?? ""}`).toBe(0);
      expect(JSON.parse(stdout)).toEqual(everywhere);
    });
  }
});

describe.skipIf(isSkipped)(`in a browser${skipReason}`, () => {
  let page: Page;
  beforeAll(async () => {
    page = await openPage("./golden-page.ts", join(import.meta.dirname, "../browser"));
  });
  afterAll(() => page?.close());

  it("Chromium has it, too", async () => {
    expect(await page.visit("'self' 'unsafe-eval' 'wasm-unsafe-eval'")).toEqual(everywhere);
  });
});
