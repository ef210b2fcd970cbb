/** Workers for whoever wants them: started once and kept, or for one call. */
import { cores, startWorker } from "#start-worker";
import { OptionError } from "../errors.ts";
import { type Check, checkOptions, rule } from "../options.ts";
import { type Crew, crewOf } from "./crew.ts";
import type { AnyWorker } from "./thread.ts";
import type { WorkerLoss } from "./work.ts";

/** How many workers, and what they are. */
export interface StartWorkersOptions {
  /** Default: as many as there are cores. */
  readonly count?: number;
  /**
   * Starts a worker, whose file calls `runAsWorker`; for bundlers that do not find that of the library. Called again for
   * one that is lost.
   */
  readonly start?: () => AnyWorker;
  /** Whether memory is shared, default where it can be: in Node, and in pages that are cross-origin isolated. */
  readonly shared?: boolean;
}

/** Workers that are kept from call to call, as `startWorkers` gives them. */
export interface WorkerPool {
  readonly count: number;
  /** Whether they share memory with whom they work for. */
  readonly shared: boolean;
  /** Ends them; what they are at is refused with a WorkerError. */
  readonly stop: () => Promise<void>;
}

/** By whom a batch is computed. */
export interface WorkerOptions {
  /**
   * Workers that compute it, or how many to start for this call, of which no more are started than there are chunks to
   * compute at once; none by default. The bits are the same for every number of them, and without.
   */
  readonly workers?: number | WorkerPool | undefined;
  /** Called when a worker is lost: its work is repeated by another one, once. */
  readonly onWorkerLost?: ((loss: WorkerLoss) => void) | undefined;
}

const crews = new WeakMap<WorkerPool, Crew>();

const isPool = rule(
  (given) => (Number.isInteger(given) && (given as number) >= 1) || crews.has(given as WorkerPool),
  "Give a whole number ≥ 1, or what await startWorkers() gave.",
);

/** What the options of `WorkerOptions` may be. */
export const workerKinds = { workers: isPool as Check, onWorkerLost: "function" } as const;

/**
 * Starts workers that calls of `fit`, `measureSamples` and `simulateBatch` share. They do not keep a process from ending while they
 * have nothing to do.
 *
 * @throws OptionError for a wrong option; WorkerError if one cannot be started
 * @example
 * const pool = await startWorkers({ count: 4 });
 * const runs = await simulateBatch(net, parameters, inputs, { until: 100, workers: pool });
 * await pool.stop();
 */
export async function startWorkers(options: StartWorkersOptions = {}): Promise<WorkerPool> {
  const { count = cores(), start = startWorker, shared = canShare() } = options;
  checkOptions("startWorkers", options, { count: "count", start: "function", shared: "flag" });
  if (shared && !canShare()) {
    const hint = "Leave it out, or serve the page with COOP and COEP headers.";
    throw new OptionError("startWorkers", "shared is true, but no memory can be shared here", hint);
  }
  const crew = await crewOf(count, start, shared);
  const pool = Object.freeze({ count, shared, stop: crew.stop });
  crews.set(pool, crew);
  return pool;
}

function canShare(): boolean {
  const { crossOriginIsolated = true } = globalThis as { readonly crossOriginIsolated?: boolean };
  return typeof SharedArrayBuffer !== "undefined" && crossOriginIsolated;
}

/**
 * What is done with the workers of a call; those that were started for it are stopped at its end.
 *
 * @param jobs  that can be done at once: more workers are not started
 */
export async function withCrew<R>(
  workers: number | WorkerPool,
  jobs: number,
  action: (crew: Crew) => Promise<R>,
): Promise<R> {
  const { crew, leave } = await crewFor(workers, jobs);
  try {
    return await action(crew);
  } finally {
    await leave();
  }
}

/** The workers of a call, see `withCrew`, and what is to be called at its end. */
export async function crewFor(
  workers: number | WorkerPool,
  jobs: number,
): Promise<{ readonly crew: Crew; readonly leave: () => Promise<void> }> {
  if (typeof workers !== "number") return { crew: crews.get(workers)!, leave: async () => {} };
  const crew = crews.get(await startWorkers({ count: Math.max(1, Math.min(workers, jobs)) }))!;
  return { crew, leave: crew.stop };
}
