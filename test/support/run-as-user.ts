/** Programs as users write them, importing "saltus": from the sources, which are bundled once, run by Node. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, transform } from "esbuild";
import { entries, root } from "./entries.ts";
import { workerFile } from "./start-worker.ts";

export interface Outcome {
  readonly output: string;
  readonly errors: string;
  readonly status: number | null;
}

export interface Circumstances {
  /** Behind the program's name on the command line. */
  readonly args?: readonly string[] | undefined;
  /** At most so many kilobytes of address space, as clusters allow a process. */
  readonly addresses?: number;
}

let library: Promise<string> | undefined;

/** Runs TypeScript in an empty folder with the installed packages; what it writes there is thrown away. */
export async function runAsUser(contents: string, circumstances: Circumstances = {}): Promise<Outcome> {
  const { args = [], addresses } = circumstances;
  library ??= bundleLibrary();
  const folder = mkdtempSync(join(await library, "program-"));
  try {
    const { code } = await transform(contents, { loader: "ts", target: "node20" });
    writeFileSync(join(folder, "program.mjs"), code);
    const limited = ["-c", `ulimit -v ${addresses} && exec "$0" program.mjs "$@"`, process.execPath, ...args];
    const { stdout, stderr, status } =
      addresses === undefined
        ? spawnSync(process.execPath, ["program.mjs", ...args], { cwd: folder })
        : spawnSync("sh", limited, { cwd: folder });
    return { output: String(stdout), errors: String(stderr), status };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns a folder in which, and below which, "saltus" and the installed packages are found */
async function bundleLibrary(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "saltus-library-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const startWorker = join(folder, "start-worker.mjs");
  writeFileSync(
    startWorker,
    `import { Worker } from "node:worker_threads";
    export const startWorker = () => new Worker(${JSON.stringify(workerFile())});
    export const cores = () => 2;`,
  );
  const named = entries.map(({ entry, file }) => ({ path: entry.slice("saltus".length), file }));
  await build({
    entryPoints: named.map(({ path, file }) => ({ in: file, out: `main${path}` })),
    outdir: join(folder, "dist"),
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    external: ["@observablehq/plot", "linkedom", "@resvg/*", "@expo-google-fonts/*", "@tensorflow/*"],
    conditions: ["@saltus/source"],
    alias: { "#linkedom": "linkedom", "#start-worker": startWorker },
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "silent",
  });
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({
      name: "saltus",
      exports: Object.fromEntries(named.map(({ path }) => [`.${path}`, `./dist/main${path}.mjs`])),
    }),
  );
  return folder;
}
