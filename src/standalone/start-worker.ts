/** Workers of a page that has the library as one file: they load that file, too. */
import { UnsupportedError } from "../errors.ts";
import type { AnyWorker } from "../workers/thread.ts";

export function startWorker(): AnyWorker {
  if (typeof Worker === "undefined") {
    const hint = 'In Node import "saltus" from the package; in other places leave workers out.';
    throw new UnsupportedError("startWorkers", "there are no workers of a page here", hint);
  }
  const text = `import { train } from ${JSON.stringify(import.meta.url)}; train.runAsWorker(globalThis);`;
  const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  return new Worker(url, { type: "module" });
}

export function cores(): number {
  return globalThis.navigator?.hardwareConcurrency ?? 1;
}
