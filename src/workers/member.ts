/** One worker of a pool. */
import { OptionError, WorkerError } from "../errors.ts";
import type { Order, Outcome, PostedJob } from "./messages.ts";
import { type AnyWorker, type Thread, threadOf } from "./thread.ts";
import type { Subject, Work } from "./work.ts";

export interface Member {
  /** Where it stands in the pool; another one may take its place. */
  readonly index: number;
  /** From 1, of this one only. */
  readonly number: number;
  readonly thread: Thread;
  /** Why it is no more; undefined while it is. */
  readonly reason: string | undefined;
  /** Also again, after places have become others. */
  readonly open: (subject: Subject) => void;
  readonly close: (subject: Subject) => void;
  readonly give: (work: Work, jobs: readonly PostedJob[], transfer: readonly ArrayBufferLike[]) => void;
}

/**
 * Starts a worker; resolves when it is ready.
 *
 * @throws WorkerError if it ends before
 */
export function newcomer(
  { index, number }: Pick<Member, "index" | "number">,
  start: () => AnyWorker,
  told: {
    readonly report: (outcomes: readonly Outcome[]) => void;
    readonly end: (member: Member) => void;
  },
): Promise<Member> {
  let reason: string | undefined;
  return new Promise((resolve, reject) => {
    let isReady = false;
    const thread = threadOf(
      start(),
      (message) => {
        if (message.kind === "ready") {
          isReady = true;
          thread.hold(false);
          resolve(member);
        } else told.report(message.outcomes);
      },
      (why) => {
        reason = why;
        if (isReady) told.end(member);
        else reject(new WorkerError("startWorkers", `a worker did not start: ${why}`, startHint));
      },
    );
    const post = (order: Order, transfer?: readonly ArrayBufferLike[]): void => thread.post(order, transfer);
    const member: Member = {
      index,
      number,
      thread,
      get reason() {
        return reason;
      },
      open: ({ number: subject, task, content, places }) =>
        post({ kind: "open", subject, task, content, places, worker: number }),
      close: ({ number: subject }) => post({ kind: "close", subject }),
      give: ({ where, subject }, jobs, transfer) => {
        try {
          post({ kind: "jobs", subject: subject.number, jobs }, transfer);
        } catch (error) {
          const hint = "Give targets that are plain data: numbers, texts, arrays of them.";
          throw new OptionError(where, `a worker cannot be sent this: ${(error as Error).message}`, hint);
        }
      },
    };
  });
}

const startHint =
  "Give startWorkers({ start: () => new Worker(…) }) with a file that calls runAsWorker(globalThis), in Node runAsWorker(parentPort).";
