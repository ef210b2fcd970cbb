/** A worker at work: carries out what comes, in the order in which it comes. */

import { type Listening, listenTo } from "./listening.ts";
import type { Order, Report, TaskAtWork, Tasks } from "./messages.ts";
import { sentError } from "./sent-error.ts";

/** The end of a worker's line: `parentPort` in Node, the global object in a page's worker. */
export interface WorkerPort {
  /** Sends a message. */
  // biome-ignore lint/suspicious/noExplicitAny: Node and pages name what can be transferred in their own ways
  postMessage(message: any, transfer?: any): void;
}

export function serve(port: WorkerPort, tasks: Tasks): void {
  const subjects = new Map<number, { run: TaskAtWork; results: readonly Float64Array[] | undefined }>();
  const report = (message: Report, transfer: readonly ArrayBufferLike[] = []): void =>
    port.postMessage(message, transfer);
  const carryOut = (order: Order): void => {
    if (order.kind === "close") subjects.delete(order.subject);
    else if (order.kind === "open") {
      const { subject, task, content, results } = order;
      subjects.set(subject, { run: opened(tasks[task]!, content), results });
    } else {
      const { key, subject, content, place } = order;
      const { run, results } = subjects.get(subject)!;
      try {
        const { answer, transfer } = run(content as never, results?.[place]);
        report({ kind: "done", key, answer }, transfer);
      } catch (error) {
        report({ kind: "failed", key, error: sentError(error) });
      }
    }
  };
  listenTo(port as WorkerPort & Listening, "message", carryOut);
  report({ kind: "ready" });
}

/** What cannot be opened fails when it is used: then somebody waits for an answer. */
function opened(task: Tasks[string], content: unknown): TaskAtWork {
  try {
    return task(content as never);
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
