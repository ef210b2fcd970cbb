/** What a worker of a page runs. */
import { runAsWorker } from "../train/run-as-worker.ts";

runAsWorker(globalThis);
