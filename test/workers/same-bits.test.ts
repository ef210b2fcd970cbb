/** Trainings, measurements and runs by workers against those without: the same bits. */
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { pullback, zeroCotangents } from "../../src/adjoint/pullback.ts";
import type { Run } from "../../src/compile/run.ts";
import type { SimulationError } from "../../src/errors.ts";
import { firstSpikeCrossEntropy } from "../../src/losses/first-spike-cross-entropy.ts";
import { meanSquaredError } from "../../src/losses/mean-squared-error.ts";
import { tracedLoss } from "../../src/losses/traced-loss.ts";
import { connect } from "../../src/network/connect.ts";
import { normal } from "../../src/network/initializers.ts";
import { type Network, network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { eif } from "../../src/neurons/eif.ts";
import { lif } from "../../src/neurons/lif.ts";
import { qif } from "../../src/neurons/qif.ts";
import { randomGenerator } from "../../src/numeric/random.ts";
import type { ObjectiveOptions } from "../../src/objective/objective.ts";
import { firstSpikeTimes } from "../../src/readouts/spike-times.ts";
import { stateAtTimes } from "../../src/readouts/state-at-times.ts";
import { simulate } from "../../src/simulate/simulate.ts";
import { simulateBatch } from "../../src/simulate/simulate-batch.ts";
import { exactFlow } from "../../src/solvers/exact-flow.ts";
import { pidController } from "../../src/solvers/pid-controller.ts";
import { tsitouras54 } from "../../src/solvers/tableaus/tsitouras-54.ts";
import { fit } from "../../src/train/fit.ts";
import type { FitOptions } from "../../src/train/fit-options.ts";
import { measureSamples } from "../../src/train/measurement.ts";
import { firstSpikeAccuracy, silentLabels } from "../../src/train/metrics.ts";
import { startWorkers } from "../../src/workers/start-workers.ts";
import { randomCase } from "../support/arbitrary-network.ts";
import { contents } from "../support/tape-contents.ts";

const pools = await Promise.all([
  startWorkers({ count: 1 }),
  startWorkers({ count: 2 }),
  startWorkers({ count: 4 }),
  startWorkers({ count: 2, shared: false }),
]);
afterAll(() => Promise.all(pools.map((pool) => pool.stop())));

/** All numbers of a training, and the error that ends it. */
async function trained(net: Network, options: FitOptions): Promise<unknown> {
  const epochs: unknown[] = [];
  try {
    for await (const { parameters, snapshot, hint: _, ...report } of fit(net, options)) {
      epochs.push(parameters.values.slice(), report, snapshot());
    }
  } catch (error) {
    const { name, message, status } = error as SimulationError;
    epochs.push({ name, message, status });
  }
  return epochs;
}

const models = { lif, qif, eif };

const training = fc
  .record({
    model: fc.constantFrom("lif" as const, "qif" as const, "eif" as const),
    hidden: fc.integer({ min: 1, max: 6 }),
    samples: fc.integer({ min: 1, max: 40 }),
    batchSize: fc.integer({ min: 1, max: 40 }),
    isTraced: fc.boolean(),
    readsState: fc.boolean(),
    silent: fc.constantFrom<NonNullable<FitOptions["silent"]>>("none", { bump: 0.2 }),
    steps: fc.constantFrom<Partial<ObjectiveOptions>>(
      {},
      { method: tsitouras54, controller: pidController({ method: tsitouras54 }) },
      { stepSize: 0.5 },
      { execution: "javascript", rtol: 1e-4 },
    ),
    seed: fc.nat(1000),
  })
  .map(({ model, hidden, samples, batchSize, isTraced, readsState, silent, steps, seed }) => {
    const net = network({
      populations: {
        input: source(3),
        hidden: population(models[model], hidden),
        output: population(models[model], 2),
      },
      projections: [
        connect("input", "hidden", { weight: normal(2, 1), delay: 0.5 }),
        connect("hidden", "output", { weight: normal(2, 1) }),
      ],
      trainable: ["weight", "delay", "hidden.tauMem"],
    });
    const random = randomGenerator(seed);
    const inputs = Array.from({ length: samples }, () => ({
      input: [0, 1, 2].map((k) => (k === 2 ? [Infinity] : [9 * random.uniform(), 2 * random.uniform()])),
    }));
    const targets = inputs.map((_, k) => ({ label: k % 2, level: random.uniform() }));
    const first = { readout: firstSpikeTimes("output", { silentTime: "until" }), target: "label" };
    const options: FitOptions = {
      objective: {
        ...steps,
        until: 20,
        terms: [
          { ...first, loss: firstSpikeCrossEntropy() },
          ...(readsState
            ? [
                {
                  readout: stateAtTimes("hidden", model === "qif" ? "i" : "v", [3]),
                  loss: meanSquaredError(),
                  target: "level",
                },
              ]
            : []),
          ...(isTraced
            ? [
                {
                  name: "traced",
                  ...first,
                  target: "level",
                  loss: tracedLoss({ formula: "(value - target)^2" }),
                },
              ]
            : []),
        ],
      },
      data: { inputs, targets },
      validation: { inputs: inputs.slice(0, 7), targets: targets.slice(0, 7) },
      epochs: 2,
      batchSize,
      learningRate: 0.05,
      metrics: [
        firstSpikeAccuracy("output", { target: "label" }),
        silentLabels("output", { target: "label" }),
      ],
      silent,
      clip: 5,
      seed,
    };
    return {
      net,
      options,
      [fc.toStringMethod]: () => JSON.stringify([model, hidden, samples, batchSize, seed]),
    };
  });

describe("by workers", () => {
  it("a training has the same bits as without, whatever their number, with memory shared or not", async () => {
    await fc.assert(
      fc.asyncProperty(training, async ({ net, options }) => {
        const alone = await trained(net, options);
        for (const workers of pools) expect(await trained(net, { ...options, workers })).toEqual(alone);
      }),
      { numRuns: 4 },
    );
  });

  it("samples measure the same, those of a batch longer than chunks are, too", async () => {
    const [{ net, options }] = fc.sample(training, { numRuns: 1, seed: 1 });
    const { inputs, targets } = options.data as { inputs: object[]; targets: unknown[] };
    const many = {
      inputs: Array.from({ length: 300 }, (_, k) => inputs[k % inputs.length]!) as never,
      targets: Array.from({ length: 300 }, (_, k) => targets[k % targets.length]!),
    };
    const parameters = net.initialParameters({ seed: 1 });
    const { objective, metrics } = options;
    const alone = measureSamples(net, parameters, many, { objective, metrics: metrics! });
    for (const workers of pools) {
      expect(await measureSamples(net, parameters, many, { objective, metrics: metrics!, workers })).toEqual(
        alone,
      );
    }
  });

  it("runs are those that they are without: tapes, statistics, samples, traces, gradients", async () => {
    const told = (run: Run): unknown => {
      const { population: first, model } = run.program.populations[0]!;
      const bars = zeroCotangents(run);
      bars.spikeTimes.fill(0.3);
      const { values, inputTimes, signals } = pullback(run, bars);
      return [
        contents(run.tape),
        run.status,
        run.message,
        run.statistics,
        run.sampleTables,
        run.left,
        run.methods,
        run.events(first.name),
        run.trace(first.name, 0, model.states[0]!.name),
        [values, inputTimes, signals],
      ];
    };
    await fc.assert(
      fc.asyncProperty(
        randomCase({ min: 1, max: 2, back: 1 }),
        fc.integer({ min: 0, max: 9 }),
        async ({ network: net, input, options }, count) => {
          const inputs = Array.from({ length: count }, () => input);
          const parameters = net.initialParameters({ seed: 1 });
          const own = { ...options, throwOnFailure: false };
          const alone = simulateBatch(net, parameters, inputs, own);
          for (const workers of pools) {
            const runs = await simulateBatch(net, parameters, inputs, { ...own, workers });
            expect(runs.map(told)).toEqual(alone.map(told));
          }
        },
      ),
      { numRuns: 4 },
    );
  });

  it("runs go on from another run, with parameters of their own", async () => {
    const net = network({
      populations: { input: source(1), cell: population(lif, 2) },
      projections: [connect("input", "cell", { weight: [[3, 5]], delay: 2 })],
    });
    const parameters = [1, 2, 3].map((seed) => net.initialParameters({ seed }));
    parameters[1]!.set("cell.tauMem", 12);
    const first = simulate(net, parameters[0]!, { input: [[1, 9]] }, { until: 10, method: exactFlow });
    const inputs = [11, 12, 13].map((time) => ({ input: [[time]] }));
    const options = { until: 40, continueFrom: first };
    const alone = simulateBatch(net, parameters, inputs, options);
    const runs = await simulateBatch(net, parameters, inputs, { ...options, workers: pools[1]! });
    expect(runs.map(({ tape }) => contents(tape))).toEqual(alone.map(({ tape }) => contents(tape)));
    expect(runs.map((run) => [run.from, run.spikeTimes("cell")])).toEqual(
      alone.map((run) => [run.from, run.spikeTimes("cell")]),
    );
  });
});
