/**
 * Shows that a training survives `kill -9`: short trainings are killed at random moments and resumed,
 * and every one must end with the bits of the one that was not. Files are damaged at random places, and
 * every one must be refused.
 *
 *   node scripts/kill-loop.mjs [trainings = 50] [seed = 1]
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const support = join(dirname(fileURLToPath(import.meta.url)), "..", "test", "support");
const [trainings = 50, seed = 1] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), "saltus-kill-loop-"));
await build({
  entryPoints: ["kill-loop.ts", "kill-loop-child.ts"].map((name) => join(support, name)),
  outdir: folder,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  format: "esm",
  platform: "node",
  logLevel: "error",
});
const { killLoop } = await import(pathToFileURL(join(folder, "kill-loop.mjs")).href);
console.log(`${trainings} trainings, seed ${seed}`);
const damages = 20 * trainings;
const result = await killLoop({
  program: join(folder, "kill-loop-child.mjs"),
  folder,
  trainings,
  damages,
  seed,
});
rmSync(folder, { recursive: true });
const { kills, early, amidWriting, leftovers, equal, batchesDone, refused, seconds } = result;
console.log(
  `killed ${kills} times with SIGKILL: ${early} before the first snapshot, ${amidWriting} amid writing one`,
);
console.log(`batches done when killed: ${[...batchesDone].sort((a, b) => a - b).join(" ")}`);
console.log(`every file left behind could be read; partial files left in the end: ${leftovers}`);
console.log(`${equal} of ${trainings} resumed trainings end with the same bits as the uninterrupted one`);
console.log(`${refused} of ${damages} truncated or altered files refused; ${seconds.toFixed(0)} s`);
process.exitCode = equal === trainings && refused === damages && leftovers === 0 ? 0 : 1;
