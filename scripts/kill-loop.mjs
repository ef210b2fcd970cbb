/**
 * Shows that a training survives `kill -9`: short trainings are killed at random moments and resumed,
 * and every one must end with the bits of the one that was not. Files are damaged at random places, and
 * every one must be refused.
 *
 *   node scripts/kill-loop.mjs [--workers N] [--terminate] [--digits FOLDER] [trainings = 50] [seed = 1]
 *
 * With --terminate workers end at random moments, too. The training is of Yin-Yang, or of the first digits of a folder
 * with the files of MNIST.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    workers: { type: "string", default: "0" },
    terminate: { type: "boolean", default: false },
    digits: { type: "string" },
  },
});
const [trainings = 50, seed = 1] = positionals.map(Number);
const folder = mkdtempSync(join(tmpdir(), "saltus-kill-loop-"));
const sources = ["test/support/kill-loop.ts", "test/support/kill-loop-child.ts", "src/node/worker.ts"];
await build({
  entryPoints: sources.map((name) => join(root, name)),
  entryNames: "[name]",
  outdir: folder,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  format: "esm",
  platform: "node",
  conditions: ["@saltus/source"],
  external: ["esbuild"],
  logLevel: "error",
});
const { killLoop } = await import(pathToFileURL(join(folder, "kill-loop.mjs")).href);
const workers = Number(values.workers);
const what = values.digits === undefined ? "Yin-Yang" : "digits";
const by = values.terminate ? `${workers} workers, which are terminated` : `${workers} workers`;
console.log(`${trainings} trainings of ${what} by ${by}, seed ${seed}`);
const damages = 20 * trainings;
const result = await killLoop({
  program: join(folder, "kill-loop-child.mjs"),
  training: {
    workers,
    worker: join(folder, "worker.mjs"),
    ...(values.digits !== undefined && { digits: resolve(values.digits) }),
  },
  terminates: values.terminate,
  folder,
  trainings,
  damages,
  seed,
});
rmSync(folder, { recursive: true });
const { kills, early, amidWriting, workersLost, leftovers, equal, batchesDone, refused, seconds } = result;
console.log(
  `killed ${kills} times with SIGKILL: ${early} before the first snapshot, ${amidWriting} amid writing one`,
);
console.log(`batches done when killed: ${[...batchesDone].sort((a, b) => a - b).join(" ")}`);
if (workersLost > 0) console.log(`${workersLost} workers terminated in trainings that came to their end`);
console.log(`every file left behind could be read; partial files left in the end: ${leftovers}`);
console.log(`${equal} of ${trainings} resumed trainings end with the same bits as the uninterrupted one`);
console.log(`${refused} of ${damages} truncated or altered files refused; ${seconds.toFixed(0)} s`);
process.exitCode = equal === trainings && refused === damages && leftovers === 0 ? 0 : 1;
