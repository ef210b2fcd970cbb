/** Modules of `src` and `test` that the package does not export, for benchmarks of parts. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** All that modules export, given by their paths from the root: bundled together, so that they share what they have. */
export async function internals(...paths) {
  const folder = mkdtempSync(join(tmpdir(), "saltus-internals-"));
  const outfile = join(folder, "internals.mjs");
  const contents = paths.map((path) => `export * from "./${path}";`).join("\n");
  await build({
    stdin: { contents, resolveDir: root },
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    logLevel: "error",
  });
  const found = await import(pathToFileURL(outfile).href);
  rmSync(folder, { recursive: true });
  return found;
}
