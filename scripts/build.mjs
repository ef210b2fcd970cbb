/**
 * Compiles `src` to `dist` with tsc, one file per module, and replaces the one module that imports
 * mathjs by a bundle of mathjs's parser alone: importing the package whole takes hundreds of
 * milliseconds at start-up, the bundle about twenty.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript-7/package.json")), "bin", "tsc");
const dist = join(root, "dist");

rmSync(dist, { recursive: true, force: true });
const { status } = spawnSync(process.execPath, [tsc, "-p", join(root, "tsconfig.build.json")], {
  cwd: root,
  stdio: "inherit",
});
if (status !== 0) process.exit(status ?? 1);

await build({
  entryPoints: [join(root, "src", "expr", "mathjs-parser.ts")],
  outfile: join(dist, "expr", "mathjs-parser.js"),
  bundle: true,
  format: "esm",
  platform: "neutral",
  mainFields: ["module", "main"],
  minify: true,
  legalComments: "inline",
});
chmodSync(join(dist, "cli", "main.js"), 0o755);
writeFileSync(join(dist, ".built"), "");
