/** One worker of a pool: what it is at, and where its results go. */
import { OptionError, WorkerError } from "../errors.ts";
import type { Order, Report } from "./messages.ts";
import { type AnyWorker, type Thread, threadOf } from "./thread.ts";
import type { Subject, Work } from "./work.ts";

export type Outcome = Exclude<Report, { kind: "ready" }>;

/** A job that a worker has and has not answered. */
export interface Pending {
  readonly k: number;
  /** What it belongs to; others may have come to an end meanwhile. */
  readonly effort: object;
  /** Its part of the shared memory. */
  readonly place: number;
}

export interface Member {
  readonly index: number;
  readonly thread: Thread;
  /** Why it is no more; undefined while it is. */
  readonly reason: string | undefined;
  readonly pending: Map<number, Pending>;
  /** Parts of the shared memory that nobody needs. */
  readonly free: number[];
  readonly open: (subject: Subject) => void;
  readonly close: (subject: Subject) => void;
  readonly give: (work: Work, job: Pick<Pending, "k" | "effort"> & ReturnType<Work["job"]>) => void;
  /** One part for every job that may wait; undefined where no memory is shared. */
  readonly resultsOf: (subject: Subject) => readonly Float64Array[] | undefined;
}

/** Jobs that a worker may have, and results of it that may wait for those before them. */
const places = 4;

/**
 * Starts a worker; resolves when it is ready.
 *
 * @throws WorkerError if it ends before
 */
export function newcomer(
  index: number,
  start: () => AnyWorker,
  isShared: boolean,
  told: {
    readonly report: (member: Member, outcome: Outcome) => void;
    readonly end: (member: Member) => void;
  },
): Promise<Member> {
  const results = new Map<Subject, readonly Float64Array[] | undefined>();
  let reason: string | undefined;
  let keys = 0;
  return new Promise((resolve, reject) => {
    let isReady = false;
    const onMessage = (message: Report): void => {
      if (message.kind === "ready") {
        isReady = true;
        thread.hold(false);
        resolve(member);
      } else told.report(member, message);
    };
    const onEnd = (why: string): void => {
      reason = why;
      if (isReady) told.end(member);
      else reject(new WorkerError("startWorkers", `a worker did not start: ${why}`, startHint));
    };
    const thread = threadOf(start(), onMessage, onEnd);
    const post = (order: Order, transfer?: readonly ArrayBufferLike[]): void => thread.post(order, transfer);
    const member: Member = {
      index,
      thread,
      get reason() {
        return reason;
      },
      pending: new Map(),
      free: Array.from({ length: places }, (_, place) => place),
      open: (subject) => {
        const { number, task, content, resultLength } = subject;
        const own = isShared && resultLength > 0 ? sharedParts(resultLength) : undefined;
        results.set(subject, own);
        post({ kind: "open", subject: number, task, content, results: own });
      },
      close: (subject) => {
        results.delete(subject);
        post({ kind: "close", subject: subject.number });
      },
      give: ({ where, subject }, { k, effort, content, transfer }) => {
        const [key, place] = [keys++, member.free.pop()!];
        try {
          post({ kind: "job", subject: subject.number, key, content, place }, transfer);
        } catch (error) {
          member.free.push(place);
          const hint = "Give targets that are plain data: numbers, texts, arrays of them.";
          throw new OptionError(where, `a worker cannot be sent this: ${(error as Error).message}`, hint);
        }
        member.pending.set(key, { k, effort, place });
      },
      resultsOf: (subject) => results.get(subject),
    };
  });
}

const startHint =
  "Give startWorkers({ start: () => new Worker(…) }) with a file that calls runAsWorker(globalThis), in Node runAsWorker(parentPort).";

function sharedParts(length: number): Float64Array[] {
  return Array.from(
    { length: places },
    () => new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT)),
  );
}
