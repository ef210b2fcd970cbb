import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Stopped, stopRequests } from "../../src/cli/stop.ts";
import type { PreparedTask } from "../../src/cli/task.ts";
import { trainingOf } from "../../src/cli/train-loop.ts";
import { readTrainOptions, type TrainOptions } from "../../src/cli/train-options.ts";
import type { TrainingJob } from "../../src/cli/training-job.ts";
import { loadSnapshot } from "../../src/node/snapshot-file.ts";
import type { TrainingState } from "../../src/train/training-state.ts";

const args = ["--hidden", "4", "--samples", "64", "--epochs", "1", "--tolerance", "1e-2"];

describe("a training", () => {
  let folder: string;
  const line = { print: () => {}, update: () => {}, clear: () => {} };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "saltus-train-loop-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it.each([1, 2])(
    "that is stopped amid a validation by %d thread(s) is saved as it was before",
    async (workers) => {
      const { plan } = readTrainOptions(args) as TrainOptions;
      const task = await plan.prepare(() => {});
      const snapshot = join(folder, "run.training.saltus");
      const job: TrainingJob = {
        ...{ plan, folder, partial: folder, snapshot, ownsSnapshot: true, seconds: 0 },
        ...{ resume: undefined, resumed: undefined, release: async () => {} },
      };
      const trained = (own: PreparedTask, resume?: TrainingState) => {
        const stop = stopRequests(() => {});
        const train = trainingOf(own, { ...job, resume }, "", workers, { line, emit: () => {}, stop });
        return train().finally(stop.end);
      };
      const { history } = await trained(task);
      const { inputs, targets } = task.validation;
      let asked = 0;
      const at = (k: number) => {
        // All are asked for once before, to be described.
        if (++asked === inputs.length + 10) process.emit("SIGINT", "SIGINT");
        return inputs.at(k);
      };
      const validation = { inputs: { length: inputs.length, at }, targets };
      await expect(trained({ ...task, validation })).rejects.toBeInstanceOf(Stopped);
      expect(asked).toBeLessThan(1.5 * inputs.length);
      const stopped = await loadSnapshot(snapshot);
      expect(stopped.progress).toMatchObject({ epoch: 1, done: 64 });
      expect(stopped.history).toEqual([]);
      expect((await trained(task, stopped)).history).toEqual(history);
    },
  );
});
