/** The licences of what a bundle contains of other packages. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

/**
 * @param metafile  of an esbuild run
 * @param folder    that the paths in it start from
 * @returns for every package that bytes of the outputs come from: its name, version and licence texts
 */
export function licences(metafile, folder) {
  const folders = new Set();
  for (const { inputs } of Object.values(metafile.outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      if (bytesInOutput > 0 && path.includes("node_modules/"))
        folders.add(packageFolder(resolve(folder, path)));
    }
  }
  return [...folders].map(texts).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The folder in node_modules that a file belongs to: some packages have further package.json files inside. */
function packageFolder(path) {
  const parent = dirname(path);
  const above = basename(dirname(parent)).startsWith("@") ? dirname(dirname(parent)) : dirname(parent);
  return basename(above) === "node_modules" ? parent : packageFolder(parent);
}

function texts(folder) {
  const { name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  if (files.length === 0) throw new Error(`${name} has no licence text, and parts of it are in the bundle.`);
  return {
    name,
    version,
    texts: files.sort().map((file) => readFileSync(join(folder, file), "utf8").trim()),
  };
}
