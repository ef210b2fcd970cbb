/** What workers are given to do. */
import type { Places } from "./places.ts";

/** A worker that ended while it was needed; its work is repeated by another one. */
export interface WorkerLoss {
  /** From 1, `of` so many. */
  readonly worker: number;
  readonly of: number;
  /** Why it ended, as far as that is known. */
  readonly reason: string;
  /** What it was at, such as `batch 3 of epoch 1`. */
  readonly during: string;
  /** All of that in a sentence. */
  readonly message: string;
}

/** What jobs are about: workers are told once, and those that come later, too. */
export interface Subject {
  readonly number: number;
  readonly task: string;
  readonly content: unknown;
  /** Doubles in the result of a job, 0 if results come as messages. */
  readonly resultLength: number;
  /** Of the jobs that are given from now on; undefined where results come as messages. */
  readonly places: Places | undefined;
}

/** A number of jobs. */
export interface Work {
  /** The public function that was called, for messages. */
  readonly where: string;
  readonly subject: Subject;
  readonly during: string;
  readonly count: number;
  /** What job k is told; asked again if its worker is lost. */
  readonly job: (k: number) => { readonly content: unknown; readonly transfer: readonly ArrayBufferLike[] };
  /** Called for every job in their order, with what its worker answered, or with its part of the shared memory. */
  readonly take: (k: number, answer: unknown, results: Float64Array | undefined) => void;
  readonly onWorkerLost: ((loss: WorkerLoss) => void) | undefined;
  /** Throws to end it before its end. */
  readonly check: () => void;
}
