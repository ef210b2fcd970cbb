/**
 * Brings a checkout to where a command can run: installs what package-lock.json names, if it is not
 * there yet, and with --build compiles `src` to `dist`, if a source is newer than the last build.
 *
 * npm calls it, too: before it packs (--build), and after it has installed a checkout, be it one that somebody's
 * package.json names by its address (--build-if-possible: installs nothing, and builds nothing where the
 * development packages were left out). What is printed goes to the errors: npm has the output to itself.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const installed = join(root, "node_modules", ".package-lock.json");

function run(command, args, hint) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ["inherit", 2, 2],
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

function canBuild() {
  const { resolve } = createRequire(import.meta.url);
  try {
    for (const name of ["esbuild", "typescript-7/package.json", "mathjs"]) resolve(name);
    return true;
  } catch {
    return false;
  }
}

function install() {
  const isCurrent =
    existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs;
  if (isCurrent) return;
  console.error("Installing dependencies …");
  // Not `npm ci`: it refuses a lock file that lacks an optional package for another platform, which is
  // what npm writes where a registry does not offer that package. Without scripts: no package needs its own, and
  // that of this one would come here again. The rest undoes what an npm around this may have been told.
  run(
    "npm",
    [
      ...["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
      ...["--include=dev", "--include=optional", "--no-dry-run", "--no-global"],
    ],
    "Check that the npm registry can be reached (npm ping), then run the same command again.",
  );
}

function buildIfOutdated() {
  const stamp = join(root, "dist", ".built");
  const sources = Math.max(newest(join(root, "src")), newest(join(root, "scripts")));
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= sources) return;
  console.error("Building …");
  run(
    process.execPath,
    [join("scripts", "build.mjs")],
    "Mend what is named above, then run the same command again.",
  );
}

if (process.argv.includes("--build-if-possible")) {
  if (canBuild()) buildIfOutdated();
  else console.error("saltus: not built, the packages for development are not installed (npm run build).");
} else {
  install();
  if (process.argv.includes("--build")) buildIfOutdated();
}
