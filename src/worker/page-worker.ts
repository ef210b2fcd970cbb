/** What a worker of a page runs. */
import { runAsWorker } from "./run-as-worker.ts";

runAsWorker(globalThis);
