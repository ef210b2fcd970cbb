/** Workers that die, fail, or are not waited for: what they were at is repeated or refused, never half counted. */
import { Worker } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import { WorkerError } from "../../src/errors.ts";
import { meanSquaredError } from "../../src/losses/mean-squared-error.ts";
import { connect } from "../../src/network/connect.ts";
import { normal } from "../../src/network/initializers.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { lif } from "../../src/neurons/lif.ts";
import { randomGenerator } from "../../src/numeric/random.ts";
import { firstSpikeTimes } from "../../src/readouts/spike-times.ts";
import { tsitouras54 } from "../../src/solvers/tableaus/tsitouras-54.ts";
import { fit } from "../../src/train/fit.ts";
import type { FitOptions } from "../../src/train/fit-options.ts";
import type { TrainingState } from "../../src/train/training-state.ts";
import { type StartWorkersOptions, startWorkers, type WorkerPool } from "../../src/workers/start-workers.ts";
import type { WorkerLoss } from "../../src/workers/work.ts";
import { startWorker } from "../support/start-worker.ts";

const net = network({
  populations: { input: source(2), hidden: population(lif, 40), output: population(lif, 2) },
  projections: [
    connect("input", "hidden", { weight: normal(3, 1) }),
    connect("hidden", "output", { weight: normal(0.9, 0.2) }),
  ],
});
const count = 64;
const data = {
  inputs: Array.from({ length: count }, (_, k) => ({ input: [[(5 * k) / count], [5 - (5 * k) / count]] })),
  targets: Array.from({ length: count }, (_, k) => [10 + (k % 3), 14]),
};
const readout = firstSpikeTimes("output", { silentTime: "until" });
const options: FitOptions = {
  objective: { terms: [{ readout, loss: meanSquaredError() }], until: 30, rtol: 1e-3 },
  data,
  batchSize: 32,
  epochs: 3,
  learningRate: 0.02,
  silent: { bump: 0.01 },
};

/** Workers, and the threads that they are now, the newest last. */
async function watched(more: StartWorkersOptions = {}): Promise<{ pool: WorkerPool; threads: Worker[] }> {
  const threads: Worker[] = [];
  const start = (): Worker => {
    threads.push(startWorker());
    return threads.at(-1)!;
  };
  return { pool: await startWorkers({ count: 2, start, ...more }), threads };
}

async function trained(more: Partial<FitOptions>, onBatch?: FitOptions["onBatch"]): Promise<Float64Array[]> {
  const epochs: Float64Array[] = [];
  for await (const { parameters } of fit(net, { ...options, ...more, ...(onBatch && { onBatch }) })) {
    epochs.push(parameters.values.slice());
  }
  return epochs;
}

const alone = trained({});

describe("a worker that is lost", () => {
  it("is named, and its work repeated: the training has the bits of one that lost none", async () => {
    const random = randomGenerator(5);
    let lost = 0;
    for (const shared of [true, false, true]) {
      const { pool, threads } = await watched({ shared });
      const losses: WorkerLoss[] = [];
      // At any moment of a batch, and between two.
      const timer = setInterval(() => {
        if (random.uniform() < 0.5) void threads.at(-1 - random.integer(2))!.terminate();
      }, 60);
      const own = trained({ workers: pool, onWorkerLost: (loss) => losses.push(loss) });
      const result = await own.then(
        (epochs) => epochs,
        (error: unknown) => error,
      );
      clearInterval(timer);
      // Two in a row are refused, and that is said.
      if (result instanceof Error) expect(result).toBeInstanceOf(WorkerError);
      else expect(result).toEqual(await alone);
      lost += losses.length;
      for (const { message, of, reason, during } of losses) {
        expect(of).toBe(2);
        expect(reason).toBe("it exited with code 1");
        expect(during).toMatch(/^batch [12] of epoch [123]$/);
        expect(message).toMatch(
          /^Worker [12] of 2 was lost during batch . of epoch .: it exited with code 1\./,
        );
      }
      await pool.stop();
    }
    expect(lost).toBeGreaterThan(0);
  });

  it("between two batches is replaced", async () => {
    const { pool, threads } = await watched();
    const losses: string[] = [];
    let batches = 0;
    const epochs = await trained(
      { workers: pool, onWorkerLost: ({ message }) => losses.push(message) },
      async () => {
        if (++batches === 2) await threads[0]!.terminate();
      },
    );
    expect(losses).toEqual([
      "Worker 1 of 2 was lost during batch 1 of epoch 2: it exited with code 1. Its work is repeated.",
    ]);
    expect(epochs).toEqual(await alone);
    expect(threads).toHaveLength(3);
    await pool.stop();
  });

  it.each([1, 2])(
    "all %i at once: those in their place hold the process while they work, and each loss is told once",
    async (count) => {
      /** Of every job, whether its worker holds the process. */
      const holds: boolean[] = [];
      const threads: Worker[] = [];
      const start = (): Worker => {
        const worker = startWorker();
        let isHeld = true;
        const { ref, unref, postMessage } = worker;
        worker.ref = () => {
          isHeld = true;
          ref.call(worker);
        };
        worker.unref = () => {
          isHeld = false;
          unref.call(worker);
        };
        worker.postMessage = (message, transfer) => {
          if (message.kind === "jobs") holds.push(isHeld);
          postMessage.call(worker, message, transfer);
        };
        threads.push(worker);
        return worker;
      };
      const pool = await startWorkers({ count, start });
      const losses: number[] = [];
      let batches = 0;
      const epochs = await trained(
        { workers: pool, onWorkerLost: ({ worker }) => losses.push(worker) },
        () => {
          // The next batch begins before the end of any is known.
          if (++batches === 2) for (const worker of threads) void worker.terminate();
        },
      );
      expect(threads).toHaveLength(2 * count);
      expect(losses.sort()).toEqual(Array.from({ length: count }, (_, k) => k + 1));
      expect(holds).not.toContain(false);
      expect(epochs).toEqual(await alone);
      await pool.stop();
    },
  );

  it("twice over the same work is an error, and the training is as it was before the batch", async () => {
    const { pool, threads } = await watched({ count: 1 });
    let isOn = false;
    let [before, state]: [(() => TrainingState)?, TrainingState?] = [];
    const killed = new Set<Worker>();
    const kill = setInterval(() => {
      const worker = threads.at(-1)!;
      if (!isOn || killed.has(worker)) return;
      killed.add(worker);
      void worker.terminate();
    }, 0);
    const epochs = fit(net, {
      ...options,
      objective: { ...options.objective, rtol: 1e-9, method: tsitouras54 },
      workers: pool,
      onBatch: ({ snapshot }) => {
        before = snapshot;
        state = snapshot();
        isOn = true;
      },
    });
    await expect(epochs.next()).rejects.toThrow(
      /^fit: batch 2 of epoch 1 was given up: worker 1 of 1 was lost, as the one before it: it exited with code 1\n|startWorkers: a worker did not start/,
    );
    clearInterval(kill);
    expect(before!()).toEqual(state);
    await pool.stop();
  });

  it("for want of memory says so, also before it is ready", async () => {
    const start = (): Worker =>
      new Worker("const all = []; for (;;) all.push(new Array(1e5).fill(1.5));", {
        eval: true,
        resourceLimits: { maxOldGenerationSizeMb: 20 },
      });
    await expect(startWorkers({ count: 1, start })).rejects.toThrow(
      "startWorkers: a worker did not start: it ran out of memory\n  Give startWorkers({ start: () => new Worker(…) })",
    );
  });

  it("because its file throws or is not there says so", async () => {
    const throwing = (): Worker => new Worker("throw new Error('no such thing')", { eval: true });
    await expect(startWorkers({ count: 2, start: throwing })).rejects.toThrow("did not start: no such thing");
    const missing = (): Worker => new Worker("/no/such/file.mjs");
    await expect(startWorkers({ count: 1, start: missing })).rejects.toThrow(
      "did not start: Cannot find module",
    );
  });
});
