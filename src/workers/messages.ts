/** What a pool and its workers say to each other. */
import type { SentError } from "./sent-error.ts";

/** To a worker. */
export type Order =
  | {
      readonly kind: "open";
      readonly subject: number;
      /** Which of the things that a worker can do. */
      readonly task: string;
      readonly content: unknown;
      /** Where results go, a part for each job that is not taken yet; undefined where no memory is shared. */
      readonly results: readonly Float64Array[] | undefined;
    }
  | { readonly kind: "close"; readonly subject: number }
  | {
      readonly kind: "job";
      readonly subject: number;
      readonly key: number;
      readonly content: unknown;
      /** Which part of the results is its own. */
      readonly place: number;
    };

/** From a worker. */
export type Report =
  | { readonly kind: "ready" }
  | { readonly kind: "done"; readonly key: number; readonly answer: unknown }
  | { readonly kind: "failed"; readonly key: number; readonly error: SentError };

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
