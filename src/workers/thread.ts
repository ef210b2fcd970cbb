/** A thread, in Node or in a page, seen alike. */

import { type Listening, listenTo } from "./listening.ts";
import type { Report } from "./messages.ts";

/** A `Worker` of Node's `node:worker_threads` or of a page: what is asked of it. */
export interface AnyWorker {
  /** Sends a message. */
  // biome-ignore lint/suspicious/noExplicitAny: Node and pages name what can be transferred in their own ways
  postMessage(message: any, transfer?: any): void;
  /** Ends it at once. */
  terminate(): unknown;
}

/** What lets a process of Node end although a thread is there. */
interface Held {
  ref?(): void;
  unref?(): void;
}

export interface Thread {
  readonly post: (message: object, transfer?: readonly ArrayBufferLike[]) => void;
  /** Whether a process waits for it before it ends. */
  readonly hold: (isHeld: boolean) => void;
  /** Resolves when it has ended. */
  readonly stop: () => Promise<void>;
}

/** @param onEnd  called once, with the reason, if it ends without having been stopped */
export function threadOf(
  worker: AnyWorker,
  onMessage: (message: Report) => void,
  onEnd: (reason: string) => void,
): Thread {
  const own = worker as AnyWorker & Listening & Held;
  let isOver = false;
  const end = (reason: string): void => {
    if (isOver) return;
    isOver = true;
    onEnd(reason);
    void worker.terminate();
  };
  const failed = (error: { readonly message?: string; readonly code?: string }): void =>
    end(
      error.code === "ERR_WORKER_OUT_OF_MEMORY"
        ? "it ran out of memory"
        : error.message || "it could not be loaded",
    );
  const unreadable = (): void => end("it sent what cannot be read");
  listenTo(own, "message", onMessage);
  listenTo(own, "error", failed);
  listenTo(own, "messageerror", unreadable);
  // Those of a page never say so.
  listenTo(own, "exit", (code: number) => end(`it exited with code ${code}`));
  return {
    post: (message, transfer = []) => worker.postMessage(message, transfer),
    hold: (isHeld) => (isHeld ? own.ref?.() : own.unref?.()),
    stop: async () => {
      isOver = true;
      await worker.terminate();
    },
  };
}
