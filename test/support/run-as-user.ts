/** Programs as users write them, importing "saltus": bundled from the sources and run by Node. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { workerFile } from "./start-worker.ts";

const root = join(import.meta.dirname, "..", "..");

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

/** Runs TypeScript in an empty folder with the installed packages; what it writes there is thrown away. */
export async function runAsUser(contents: string, circumstances: Circumstances = {}): Promise<Outcome> {
  const { args = [], addresses } = circumstances;
  const folder = mkdtempSync(join(tmpdir(), "saltus-program-"));
  try {
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    const startWorker = join(folder, "start-worker.mjs");
    writeFileSync(
      startWorker,
      `import { Worker } from "node:worker_threads";
      export const startWorker = () => new Worker(${JSON.stringify(workerFile())});
      export const cores = () => 2;`,
    );
    await build({
      stdin: { contents, resolveDir: root, loader: "ts" },
      outfile: join(folder, "program.mjs"),
      bundle: true,
      conditions: ["@saltus/source"],
      alias: { "#linkedom": "linkedom", "#start-worker": startWorker },
      external: ["@observablehq/plot", "linkedom", "@resvg/*", "@expo-google-fonts/*", "@tensorflow/*"],
      platform: "node",
      format: "esm",
      target: "node20",
      logLevel: "silent",
    });
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
