/** Turns of other work between the pieces of a long computation: a page's clicks and pictures, timers, requests. */
import type { StopSignal } from "../simulate/given/watch.ts";

/** At most so long [ms] others wait, but for the piece that is being computed: less than a frame of a screen. */
const longest = 12;

/**
 * A function to be called between two pieces: gives something to wait for if others have waited long.
 *
 * @throws the reason of the signal if it is aborted
 */
export function turns(signal: StopSignal | undefined): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    signal?.throwIfAborted();
    if (performance.now() - since < longest) return undefined;
    return nextTask().then(() => {
      since = performance.now();
      signal?.throwIfAborted();
    });
  };
}

/** When all that was waiting has had its turn; a timer would wait 4 ms in a page. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { setImmediate } = globalThis as { setImmediate?: (action: () => void) => unknown };
    if (setImmediate !== undefined) setImmediate(resolve);
    else {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(undefined);
    }
  });
}
