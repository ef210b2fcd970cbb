/**
 * Makes `dist`: declarations of all modules by tsc, and the modules that packages and the command begin with by esbuild, which
 * puts what several of these share into chunks, of which rollup makes fewer. Node takes half a millisecond for every file
 * that it loads, a third of a second for all modules; bundlers leave out of chunks what a program does not use, as they do
 * of modules. Of mathjs and ml-matrix the parts that are used are in them: nobody has to install these, or to import them
 * whole. Then all that a page can use is bundled once more into one file.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, isAbsolute, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { rollup } from "rollup";
import { dts } from "rollup-plugin-dts";
import { licences } from "./third-party.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript-7/package.json")), "bin", "tsc");
const dist = join(root, "dist");
const split = join(dist, "split");
const licenceFile = "THIRD-PARTY-LICENSES.txt";

rmSync(dist, { recursive: true, force: true });
// What is printed goes to the errors: npm pack --json has the output to itself.
const { status } = spawnSync(process.execPath, [tsc, "-p", join(root, "tsconfig.build.json")], {
  cwd: root,
  stdio: ["ignore", 2, 2],
});
if (status !== 0) process.exit(status ?? 1);

for (const name of readdirSync(dist, { recursive: true, encoding: "utf8" })) {
  if (!name.endsWith(".d.ts")) continue;
  const path = join(dist, name);
  // tsc leaves the endings of sources in declarations, where only a recent TypeScript understands them.
  const text = readFileSync(path, "utf8");
  writeFileSync(path, text.replace(/((?:from|import) ?\(?"\.{1,2}\/[^"\n]*)\.ts"/g, '$1.js"'));
}

const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const sources = Object.values(exports).map((entry) => entry["@saltus/source"]);
const standalone = "./src/standalone/index.ts";
const entries = sources.filter((path) => path !== undefined && path !== standalone);
const common = {
  absWorkingDir: root,
  bundle: true,
  format: "esm",
  platform: "neutral",
  mainFields: ["module", "main"],
  external: ["node:*", "@observablehq/plot", "linkedom", "@tensorflow/*", "@resvg/*", "@expo-google-fonts/*"],
  logLevel: "warning",
};
const { metafile } = await build({
  ...common,
  // Beside what is exported, the command, what imports of package.json stand for, and what workers run.
  entryPoints: [
    ...entries,
    "src/cli/main.ts",
    "src/plot/no-linkedom.ts",
    "src/node/start-worker.ts",
    "src/node/worker.ts",
    "src/worker/start-page-worker.ts",
    "src/worker/page-worker.ts",
  ],
  external: [...common.external, "#linkedom", "#start-worker"],
  outbase: "src",
  outdir: split,
  splitting: true,
  chunkNames: "chunks/[name]-[hash]",
  legalComments: "none",
  metafile: true,
});
await joinChunks();
const parts = licences(metafile, root).map(
  ({ name, version, texts }) => `${"=".repeat(80)}\n${name} ${version}\n\n${texts.join("\n\n")}\n`,
);
const preface = "saltus.js and modules in chunks have parts of these packages in them.\n";
writeFileSync(join(dist, licenceFile), [preface, ...parts].join("\n"));
for (const entry of entries) {
  const path = join(root, entry).replace(join(root, "src"), dist).replace(/ts$/, "js");
  // Deno looks for types nowhere else.
  writeFileSync(path, `// @ts-self-types="./${basename(path, "js")}d.ts"\n${readFileSync(path, "utf8")}`);
}

await build({
  ...common,
  entryPoints: [standalone],
  outfile: "dist/saltus.js",
  minify: true,
  legalComments: "inline",
  // No package.json says there what the names stand for.
  alias: { "#linkedom": "linkedom", "#start-worker": join(root, "src/standalone/start-worker.ts") },
  banner: {
    js:
      `// @ts-self-types="./standalone/index.d.ts"\n` +
      `/*! Saltus, MIT licence. With parts of mathjs and of packages that it uses; licences: ${licenceFile} */`,
  },
});
// Its declarations are one file, too: Deno looks for a module beside every declaration that another imports.
const declarations = await rollup({ input: join(dist, "standalone", "index.d.ts"), plugins: [dts()] });
await declarations.write({ file: join(dist, "standalone", "index.d.ts") });
chmodSync(join(dist, "cli", "main.js"), 0o755);
writeFileSync(join(dist, ".built"), "");

/** Puts all that `saltus` itself begins with into one chunk: thirty of them take 30 ms more. */
async function joinChunks() {
  const files = readdirSync(split, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".js"),
  );
  const entryFiles = files.filter((name) => !name.startsWith("chunks"));
  const main = new Set();
  const modules = await rollup({
    input: Object.fromEntries(entryFiles.map((name) => [name.slice(0, -".js".length), join(split, name)])),
    external: (id) => !id.startsWith(".") && !isAbsolute(id),
    treeshake: false,
  });
  await modules.write({
    dir: dist,
    chunkFileNames: "chunks/[name]-[hash].js",
    hoistTransitiveImports: false,
    minifyInternalExports: false,
    manualChunks: (id, { getModuleInfo }) => {
      if (main.size === 0) reach(join(split, "index.js"), main, getModuleInfo);
      return main.has(id) ? "saltus" : undefined;
    },
  });
  rmSync(split, { recursive: true });
}

/** Adds a module and all that it imports. */
function reach(id, found, getModuleInfo) {
  if (found.has(id)) return;
  found.add(id);
  for (const other of getModuleInfo(id)?.importedIds ?? []) reach(other, found, getModuleInfo);
}
