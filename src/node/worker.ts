/** What a worker of Node runs. */
import { parentPort } from "node:worker_threads";
import { runAsWorker } from "../train/run-as-worker.ts";

runAsWorker(parentPort!);
