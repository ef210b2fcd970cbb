/**
 * Compiles `src` to `dist` with tsc, one file per module, and replaces the one module that imports
 * mathjs by a bundle of mathjs's parser alone: importing the package whole takes hundreds of
 * milliseconds at start-up, the bundle about twenty, and nobody has to install it. That which imports
 * ml-matrix is bundled for the latter reason. Then all that a page can use is bundled once more into
 * one file.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { licences } from "./third-party.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript-7/package.json")), "bin", "tsc");
const dist = join(root, "dist");
const licenceFile = "THIRD-PARTY-LICENSES.txt";

rmSync(dist, { recursive: true, force: true });
// What is printed goes to the errors: npm pack --json has the output to itself.
const { status } = spawnSync(process.execPath, [tsc, "-p", join(root, "tsconfig.build.json")], {
  cwd: root,
  stdio: ["ignore", 2, 2],
});
if (status !== 0) process.exit(status ?? 1);

for (const name of readdirSync(dist, { recursive: true, encoding: "utf8" })) {
  const path = join(dist, name);
  if (name.endsWith(".d.ts")) {
    // tsc leaves the endings of sources in declarations, where only a recent TypeScript understands them.
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.replace(/((?:from|import) ?\(?"\.{1,2}\/[^"\n]*)\.ts"/g, '$1.js"'));
  } else if (name.endsWith(".js") && dirname(name) !== "cli") {
    // Deno looks for types nowhere else.
    const types = basename(name).replace(/js$/, "d.ts");
    writeFileSync(path, `// @ts-self-types="./${types}"\n${readFileSync(path, "utf8")}`);
  }
}

const common = {
  absWorkingDir: root,
  bundle: true,
  format: "esm",
  platform: "neutral",
  mainFields: ["module", "main"],
  minify: true,
  legalComments: "inline",
  logLevel: "warning",
};
/** @returns what a module was made of, once the packages that it imports are in it */
async function withPackages(module, name, licencePath) {
  const { metafile } = await build({
    ...common,
    entryPoints: [`src/${module}.ts`],
    outfile: `dist/${module}.js`,
    banner: {
      js:
        `// @ts-self-types="./${basename(module)}.d.ts"\n` +
        `/*! Parts of ${name} and of packages that it uses; licences: ${licencePath} */`,
    },
    metafile: true,
  });
  return metafile.outputs;
}
const outputs = {
  ...(await withPackages("expr/mathjs-parser", "mathjs", `../${licenceFile}`)),
  ...(await withPackages("cli/gallery/linear-algebra", "ml-matrix", `../../${licenceFile}`)),
};
const parts = licences({ outputs }, root).map(
  ({ name, version, texts }) => `${"=".repeat(80)}\n${name} ${version}\n\n${texts.join("\n\n")}\n`,
);
const preface =
  "expr/mathjs-parser.js, saltus.js and cli/gallery/linear-algebra.js have parts of these packages in them, bundled and minified.\n";
writeFileSync(join(dist, licenceFile), [preface, ...parts].join("\n"));

await build({
  ...common,
  entryPoints: ["dist/standalone/index.js"],
  outfile: "dist/saltus.js",
  // No package.json says there what the name stands for.
  alias: { "#linkedom": "linkedom" },
  external: ["@observablehq/plot", "linkedom"],
  banner: {
    js:
      `// @ts-self-types="./standalone/index.d.ts"\n` +
      `/*! Saltus, MIT licence. With parts of mathjs and of packages that it uses; licences: ${licenceFile} */`,
  },
});
chmodSync(join(dist, "cli", "main.js"), 0o755);
writeFileSync(join(dist, ".built"), "");
