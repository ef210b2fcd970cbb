/**
 * npm run example -- one-neuron: runs examples/one-neuron.ts on any Node that Saltus runs on. Files that
 * it writes go to runs/examples. What stands behind the name is passed on to it.
 */
import { mkdirSync, readdirSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const names = readdirSync(join(root, "examples"))
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.slice(0, -3));
const name = process.argv[2]?.replace(/\.ts$/, "");
if (name === undefined || !names.includes(name)) {
  console.error(`Usage: npm run example -- <name> [arguments]\nExamples: ${names.join(", ")}.`);
  process.exit(2);
}
const folder = join(root, "runs", "examples");
const outfile = join(folder, `${name}.mjs`);
mkdirSync(folder, { recursive: true });
await build({
  entryPoints: [join(root, "examples", `${name}.ts`)],
  outfile,
  bundle: true,
  packages: "external",
  format: "esm",
  target: "node20",
  logLevel: "error",
});
process.argv.splice(1, 2, outfile);
process.chdir(folder);
const before = Date.now();
await import(pathToFileURL(outfile).href);
const written = readdirSync(folder).filter(
  (file) => !file.endsWith(".mjs") && statSync(file).mtimeMs >= before,
);
for (const file of written) console.error(`Wrote ${relative(root, join(folder, file))}`);
