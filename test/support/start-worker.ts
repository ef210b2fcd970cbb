/** What `#start-worker` is where tests run the sources: Node 20 loads no TypeScript in a worker. */
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { Worker, type WorkerOptions } from "node:worker_threads";
import { buildSync } from "esbuild";

let file: string | undefined;

/** The worker of Node in one file, made once. */
export function workerFile(): string {
  if (file === undefined) {
    const folder = mkdtempSync(join(tmpdir(), "saltus-worker-"));
    process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
    file = join(folder, "worker.mjs");
    buildSync({
      entryPoints: [join(import.meta.dirname, "..", "..", "src", "node", "worker.ts")],
      outfile: file,
      bundle: true,
      format: "esm",
      platform: "node",
      logLevel: "error",
    });
  }
  return file;
}

/** Those that were started and have not ended. */
export const alive = new Set<Worker>();

export function startWorker(options: WorkerOptions = {}): Worker {
  const worker = new Worker(workerFile(), { execArgv: [], ...options });
  alive.add(worker);
  return worker.on("exit", () => alive.delete(worker));
}

export function cores(): number {
  return availableParallelism();
}
