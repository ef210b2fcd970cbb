/** What a page does that trains by workers; the answer has the numbers of the training, and how memory was. */
import type * as saltus from "../../src/index.ts";

export interface ByWorkers {
  readonly shared: boolean;
  readonly parameters: readonly number[];
  readonly losses: readonly number[];
  readonly spikes: readonly number[];
}

/** @param count  of workers; 0 for none */
export async function byWorkers(library: typeof saltus, count: number): Promise<ByWorkers> {
  const { connect, firstSpikeTimes, fit, lif, meanSquaredError, network, normal, population, source } =
    library;
  const net = network({
    populations: { input: source(2), hidden: population(lif, 20), output: population(lif, 2) },
    projections: [
      connect("input", "hidden", { weight: normal(2, 1) }),
      connect("hidden", "output", { weight: normal(0.9, 0.2) }),
    ],
  });
  const inputs = Array.from({ length: 40 }, (_, k) => ({ input: [[k / 8], [5 - k / 8]] }));
  const terms = [{ readout: firstSpikeTimes("output", { silentTime: "until" }), loss: meanSquaredError() }];
  const pool = count === 0 ? undefined : await library.startWorkers({ count });
  const losses: number[] = [];
  let parameters = net.initialParameters();
  for await (const report of fit(net, {
    objective: { terms, until: 40 },
    data: { inputs, targets: inputs.map(() => [12, 14]) },
    batchSize: 40,
    epochs: 3,
    workers: pool,
  })) {
    losses.push(report.train.loss);
    parameters = report.parameters;
  }
  const runs = await library.simulateBatch(net, parameters, inputs, { until: 40, workers: pool });
  await pool?.stop();
  return {
    shared: pool?.shared ?? false,
    parameters: [...parameters.values],
    losses,
    spikes: runs.flatMap((run) => run.spikeTimes("output").flatMap((times) => [...times])),
  };
}
