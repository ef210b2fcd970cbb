/** A worker at work: carries out what comes, in the order in which it comes. */

import { type Listening, listenTo } from "./listening.ts";
import type { Order, Outcome, PostedJob, Report, TaskAtWork, Tasks } from "./messages.ts";
import { claim, type Places } from "./places.ts";
import { sentError } from "./sent-error.ts";

/** The end of a worker's line: `parentPort` in Node, the global object in a page's worker. */
export interface WorkerPort {
  /** Sends a message. */
  // biome-ignore lint/suspicious/noExplicitAny: Node and pages name what can be transferred in their own ways
  postMessage(message: any, transfer?: any): void;
}

/** What a worker was opened with. */
interface Opened {
  readonly run: TaskAtWork;
  readonly places: Places | undefined;
  readonly worker: number;
}

/** How long what is done waits at most for more to be reported with it [ms]: a message takes as long as a sample. */
const longestWait = 10;

export function serve(port: WorkerPort, tasks: Tasks): void {
  const subjects = new Map<number, Opened>();
  const report = (message: Report, transfer: readonly ArrayBufferLike[] = []): void =>
    port.postMessage(message, transfer);
  const carryOutAll = ({ run, places, worker }: Opened, jobs: readonly PostedJob[]): void => {
    let since = performance.now();
    let outcomes: Outcome[] = [];
    let transfer: ArrayBufferLike[] = [];
    const send = (): void => {
      report({ kind: "done", outcomes }, transfer);
      since = performance.now();
      [outcomes, transfer] = [[], []];
    };
    for (const { key, place, content } of jobs) {
      if (places !== undefined && !claim(places, place, key, worker)) continue;
      try {
        const own = run(content as never, places?.results[place]);
        outcomes.push({ key, answer: own.answer });
        transfer.push(...own.transfer);
      } catch (error) {
        outcomes.push({ key, error: sentError(error) });
      }
      if (performance.now() - since > longestWait) send();
    }
    if (outcomes.length > 0) send();
  };
  const carryOut = (order: Order): void => {
    if (order.kind === "close") subjects.delete(order.subject);
    else if (order.kind === "open") {
      const { subject, task, content, places, worker } = order;
      subjects.set(subject, { run: opened(tasks[task]!, content), places, worker });
    } else carryOutAll(subjects.get(order.subject)!, order.jobs);
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
