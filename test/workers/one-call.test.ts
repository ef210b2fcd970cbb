/** Workers of one call: what they refuse, how they fail, and that they are gone when it is over. */
import { afterEach, describe, expect, it } from "vitest";
import { OptionError, SimulationError, UnsupportedError, WorkerError } from "../../src/errors.ts";
import { meanSquaredError } from "../../src/losses/mean-squared-error.ts";
import { connect } from "../../src/network/connect.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { lif } from "../../src/neurons/lif.ts";
import { firstSpikeTimes } from "../../src/readouts/spike-times.ts";
import { simulateBatch } from "../../src/simulate/simulate-batch.ts";
import { tsitouras54 } from "../../src/solvers/tableaus/tsitouras-54.ts";
import { fit } from "../../src/train/fit.ts";
import type { FitOptions } from "../../src/train/fit-options.ts";
import { measureSamples } from "../../src/train/measurement.ts";
import { firstSpikeAccuracy } from "../../src/train/metrics.ts";
import { startWorkers } from "../../src/workers/start-workers.ts";
import { alive, startWorker } from "../support/start-worker.ts";

const net = network({
  populations: { input: source(1), cell: population(lif, 2) },
  projections: [connect("input", "cell", { weight: 9 })],
});
const parameters = net.initialParameters();
const readout = firstSpikeTimes("cell", { silentTime: "until" });
const samples = (times: readonly (number | number[])[]): FitOptions["data"] => ({
  inputs: times.map((time) => ({ input: [[time].flat()] })),
  targets: times.map(() => [4, 5]),
});
const options: FitOptions = {
  objective: { terms: [{ readout, loss: meanSquaredError() }], until: 30, method: tsitouras54 },
  data: samples(Array.from({ length: 40 }, (_, k) => k / 8)),
  batchSize: 20,
  epochs: 50,
  workers: 2,
};
const errorOf = async (action: () => unknown): Promise<Error & { status?: string }> => {
  try {
    await action();
  } catch (error) {
    return error as Error;
  }
  throw new Error("nothing was thrown");
};
const gone = async (): Promise<void> => {
  for (let k = 0; k < 100 && alive.size > 0; k++) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(alive.size).toBe(0);
};

describe("workers of one call", () => {
  afterEach(gone);

  it("are gone when the loop over epochs is left, ends or throws", async () => {
    for await (const { epoch } of fit(net, options)) {
      expect(alive.size).toBe(2);
      if (epoch === 2) break;
    }
    await gone();
    for await (const _ of fit(net, { ...options, epochs: 1 }));
    await gone();
    const onBatch = (): void => {
      throw new Error("the disk is full");
    };
    await expect(fit(net, { ...options, onBatch }).next()).rejects.toThrow("the disk is full");
  });

  it("give the errors of a run as they are without, the first in the order of samples", async () => {
    // Many spikes take many steps: samples 9 and 17 fail, each with numbers of its own.
    const times = Array.from({ length: 40 }, (_, k) =>
      k === 9 || k === 17 ? Array.from({ length: 9 * k }, (_, i) => i / 1e6 + k / 100) : k / 8,
    );
    const objective = { ...options.objective, maxSteps: 40 };
    const failing = { ...options, objective, data: samples(times), batchSize: 40 };
    const alone = await errorOf(() => fit(net, { ...failing, workers: undefined }).next());
    const byWorkers = await errorOf(() => fit(net, failing).next());
    expect(byWorkers).toBeInstanceOf(SimulationError);
    expect(byWorkers).toEqual(alone);
    expect([byWorkers.message, byWorkers.status, byWorkers.name]).toEqual([
      alone.message,
      "max-steps",
      alone.name,
    ]);
    const measured = await errorOf(() =>
      measureSamples(net, parameters, failing.data, { objective, workers: 2 }),
    );
    expect(measured.message).toMatch(/^measureSamples \(max-steps\): neuron 0 of "cell"/);
    const inputs = [...(failing.data.inputs as never)];
    const run = { until: 30, method: tsitouras54, maxSteps: 40 };
    const batch = await errorOf(() => simulateBatch(net, parameters, inputs, { ...run, workers: 2 }));
    expect(batch.message).toBe((await errorOf(() => simulateBatch(net, parameters, inputs, run))).message);
  });

  it("give the error of an input that is asked for late, unless a run before it fails", async () => {
    const { inputs, targets } = samples(Array.from({ length: 12 }, (_, k) => k)) as never as Record<
      string,
      never[]
    >;
    const late = { length: 12, at: (k: number) => (k === 6 ? { input: [[-1]] } : inputs![k]) };
    const data = { inputs: late, targets: targets! } as FitOptions["data"];
    const measured = (more: object) => () =>
      measureSamples(net, parameters, data, { objective: { ...options.objective, ...more }, workers: 2 });
    expect((await errorOf(measured({}))).message).toMatch(
      /samples\.inputs\[6\]: "input", channel 0: time 0 is -1/,
    );
    expect((await errorOf(measured({ maxSteps: 1 }))).message).toMatch(/max-steps/);
  });

  it("end with the reason of a signal, amid a batch", async () => {
    const controller = new AbortController();
    let asked = 0;
    const { inputs, targets } = options.data as { inputs: never[]; targets: never[] };
    const at = (k: number): never => {
      if (++asked === 30) controller.abort(new Error("enough"));
      return inputs[k]!;
    };
    const data = { inputs: { length: 40, at }, targets };
    const training = fit(net, { ...options, data, batchSize: 40, signal: controller.signal });
    asked = 0;
    await expect(training.next()).rejects.toThrow("enough");
    expect(asked).toBeLessThanOrEqual(40);
  });

  it("end with the reason of a signal although no worker says anything", async () => {
    const mute = {
      on: (event: string, listener: (message: object) => void) => {
        if (event === "message") queueMicrotask(() => listener({ kind: "ready" }));
      },
      postMessage: () => {},
      terminate: () => {},
    };
    const workers = await startWorkers({ count: 1, start: () => mute });
    const controller = new AbortController();
    const training = fit(net, { ...options, workers, signal: controller.signal }).next();
    setTimeout(() => controller.abort(new Error("enough")), 10);
    await expect(training).rejects.toThrow("enough");
  });

  it("are not started for what is no data: it is named, with what to take in its place", () => {
    const loss = { ...meanSquaredError(), name: "mine" };
    const [term] = options.objective.terms;
    const attempt = (more: Partial<FitOptions>) => () => fit(net, { ...options, ...more });
    const objective = (more: object): Partial<FitOptions> => ({
      objective: { ...options.objective, ...more },
    });
    expect(attempt(objective({ terms: [{ readout, loss }] }))).toThrow(
      /^fit: term ".*mine": the loss mine is of your own, and workers are given data, not code\n {2}Write it as a formula: tracedLoss/,
    );
    expect(attempt(objective({ terms: [{ ...term!, target: () => [1, 2] }] }))).toThrow(UnsupportedError);
    expect(attempt(objective({ onProgress: () => {} }))).toThrow(OptionError);
    const metric = firstSpikeAccuracy("cell", { target: (target: number[]) => target[0]! });
    expect(attempt({ metrics: [metric] })).toThrow(/the metric "accuracy" is of your own.*\n.*by name/);
    expect(attempt({ workers: 0 })).toThrow(
      "fit: workers is 0\n  Give a whole number ≥ 1, or what await startWorkers()",
    );
    expect(attempt({ workers: {} as never })).toThrow("fit: workers is an object");
  });

  it("are not sent a target that cannot be", async () => {
    const data = { inputs: [{ input: [[1]] }], targets: [{ label: [4, 5], more: () => {} }] };
    const objective = { ...options.objective, terms: [{ ...options.objective.terms[0]!, target: "label" }] };
    await expect(fit(net, { ...options, objective, data }).next()).rejects.toThrow(
      /^fit: a worker cannot be sent this: .*could not be cloned/,
    );
  });
});

describe("a pool", () => {
  it("serves several calls at once, one after the other, and none when it is stopped", async () => {
    const pool = await startWorkers({ count: 2 });
    const inputs = Array.from({ length: 20 }, (_, k) => ({ input: [[k]] }));
    const wanted = simulateBatch(net, parameters, inputs, { until: 30 }).map((run) => run.spikeTimes("cell"));
    const several = [1, 2, 3].map(() => simulateBatch(net, parameters, inputs, { until: 30, workers: pool }));
    for (const runs of await Promise.all(several)) {
      expect(runs.map((run) => run.spikeTimes("cell"))).toEqual(wanted);
    }
    const late = expect(simulateBatch(net, parameters, inputs, { until: 30, workers: pool })).rejects.toThrow(
      WorkerError,
    );
    await pool.stop();
    await late;
    await expect(simulateBatch(net, parameters, inputs, { until: 30, workers: pool })).rejects.toThrow(
      "simulateBatch: the workers were stopped\n  Start others with startWorkers.",
    );
    await gone();
  });

  it("ends what waits for a worker to come when it is stopped", async () => {
    const threads: ReturnType<typeof startWorker>[] = [];
    const start = () => {
      threads.push(startWorker());
      return threads.at(-1)!;
    };
    const pool = await startWorkers({ count: 1, start });
    await threads[0]!.terminate();
    const waiting = expect(
      simulateBatch(net, parameters, [{ input: [[1]] }], { until: 30, workers: pool }),
    ).rejects.toThrow("simulateBatch: the workers were stopped");
    setTimeout(pool.stop, 5);
    await waiting;
  });

  it("goes on after an error and an abort, whatever its workers were still at", async () => {
    const pool = await startWorkers({ count: 2 });
    const { data } = options;
    const { objective } = options;
    const wanted = measureSamples(net, parameters, data, { objective });
    for (let k = 0; k < 5; k++) {
      const failing = measureSamples(net, parameters, data, {
        objective: { ...objective, maxSteps: 5 },
        workers: pool,
      });
      await expect(failing).rejects.toThrow(SimulationError);
      expect(await measureSamples(net, parameters, data, { objective, workers: pool })).toEqual(wanted);
    }
    await pool.stop();
    await gone();
  });
});
