/**
 * Brings a checkout to where a command can run: installs what package-lock.json names, if it is not
 * there yet, and with --build compiles `src` to `dist`, if a source is newer than the last build.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const installed = join(root, "node_modules", ".package-lock.json");

function run(command, args, hint) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (error || status !== 0) {
    console.error(
      `\nset-up stopped: "${command} ${args.join(" ")}" ${error ? error.message : `ended with code ${status}`}.`,
    );
    console.error(hint);
    process.exit(status || 1);
  }
}

function newest(folder) {
  return readdirSync(folder, { withFileTypes: true }).reduce((time, entry) => {
    const path = join(folder, entry.name);
    return Math.max(time, entry.isDirectory() ? newest(path) : statSync(path).mtimeMs);
  }, 0);
}

if (
  !existsSync(installed) ||
  statSync(installed).mtimeMs < statSync(join(root, "package-lock.json")).mtimeMs
) {
  console.log("Installing dependencies …");
  // Not `npm ci`: it refuses a lock file that lacks an optional package for another platform, which is
  // what npm writes where a registry does not offer that package.
  run(
    "npm",
    ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"],
    "Check that the npm registry can be reached (npm ping), then run the same command again.",
  );
}
if (process.argv.includes("--build")) {
  const stamp = join(root, "dist", ".built");
  const sources = Math.max(newest(join(root, "src")), newest(join(root, "scripts")));
  if (!existsSync(stamp) || statSync(stamp).mtimeMs < sources) {
    console.log("Building …");
    run(
      process.execPath,
      [join("scripts", "build.mjs")],
      "Mend what is named above, then run the same command again.",
    );
  }
}
