/** Workers of a page, what `#start-worker` in package.json is where a bundler builds for browsers. */
import type { AnyWorker } from "../workers/thread.ts";

export function startWorker(): AnyWorker {
  // Bundlers look for these very words.
  return new Worker(new URL("./page-worker.js", import.meta.url), { type: "module" });
}

export function cores(): number {
  return navigator.hardwareConcurrency;
}
