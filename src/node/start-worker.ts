/** Workers of Node, what `#start-worker` in package.json is there. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { AnyWorker } from "../workers/thread.ts";

export function startWorker(): AnyWorker {
  return new Worker(new URL("./worker.js", import.meta.url));
}

export function cores(): number {
  return availableParallelism();
}
