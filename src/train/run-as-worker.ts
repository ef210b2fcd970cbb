/** What a worker can do, and where it begins. */
import type { NetworkDescription } from "../io/network-description.ts";
import { networkFromDescription } from "../io/network-from-description.ts";
import type { Network } from "../network/network.ts";
import { type RunsSubject, runsTask } from "../simulate/runs-task.ts";
import { serve, type WorkerPort } from "../workers/serve.ts";
import { type SamplesSubject, samplesTask } from "./evaluate-task.ts";

/**
 * Makes this thread a worker of `startWorkers`. Only files of your own that are given there as `start` call it.
 *
 * @param port  `parentPort` of `node:worker_threads`, or `globalThis` in a worker of a page
 * @example
 * // All of my-worker.js; startWorkers({ start: () => new Worker(new URL("./my-worker.js", import.meta.url), { type: "module" }) })
 * runAsWorker(globalThis);
 */
export function runAsWorker(port: WorkerPort): void {
  let last: { readonly text: string; readonly network: Network } | undefined;
  /** A pool that is kept meets the same network again and again: its kernels are compiled once. */
  const networkOf = (description: NetworkDescription): Network => {
    const text = JSON.stringify(description, (_, value: unknown) =>
      ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value,
    );
    if (last?.text !== text) last = { text, network: networkFromDescription(description, "a worker") };
    return last.network;
  };
  serve(port, {
    runs: ({ network, settings }: RunsSubject) => runsTask(networkOf(network), settings),
    samples: (subject: SamplesSubject) => samplesTask(networkOf(subject.network), subject),
  });
}
