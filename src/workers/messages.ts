/** What a pool and its workers say to each other. */
import type { Places } from "./places.ts";
import type { SentError } from "./sent-error.ts";

/** To a worker. */
export type Order =
  | {
      readonly kind: "open";
      readonly subject: number;
      /** Which of the things that a worker can do. */
      readonly task: string;
      readonly content: unknown;
      /** Undefined where results come as messages. */
      readonly places: Places | undefined;
      /** Of the worker that is told. */
      readonly worker: number;
    }
  | { readonly kind: "close"; readonly subject: number }
  | { readonly kind: "jobs"; readonly subject: number; readonly jobs: readonly PostedJob[] };

export interface PostedJob {
  readonly key: number;
  readonly content: unknown;
  /** Where its result goes, and who has taken it is seen, if others are told of it, too. */
  readonly place: number;
}

/** From a worker. */
export type Report =
  | { readonly kind: "ready" }
  | { readonly kind: "done"; readonly outcomes: readonly Outcome[] };

/** What has become of a job. */
export type Outcome =
  | { readonly key: number; readonly answer: unknown }
  | { readonly key: number; readonly error: SentError };

/** What a job has made, and which of its buffers go with it. */
export interface Answer {
  readonly answer: unknown;
  readonly transfer: readonly ArrayBufferLike[];
}

/**
 * A task at work on what it was opened with.
 *
 * @param results  the job's part of the shared memory
 */
export type TaskAtWork = (job: never, results: Float64Array | undefined) => Answer;

/** The things that a worker can do, by name. */
export type Tasks = Readonly<Record<string, (content: never) => TaskAtWork>>;
