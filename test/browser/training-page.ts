/** What a page does while it trains: the answer says how long the training took, and how others had their turns. */
import {
  connect,
  firstSpikeTimes,
  fit,
  lif,
  meanSquaredError,
  network,
  normal,
  population,
  source,
} from "../../src/index.ts";

export interface Turns {
  readonly milliseconds: number;
  readonly ticks: number;
  /** The longest that a timer of 0 ms waited [ms], and the longest that one sample takes. */
  readonly longestWait: number;
  readonly sample: number;
  readonly loss: number;
}

export default async function answer(): Promise<Turns> {
  const net = network({
    populations: { input: source(2), hidden: population(lif, 60), output: population(lif, 2) },
    projections: [
      connect("input", "hidden", { weight: normal(2, 1) }),
      connect("hidden", "output", { weight: normal(0.9, 0.2) }),
    ],
    trainable: ["weight"],
  });
  const count = 1024;
  const data = {
    inputs: Array.from({ length: count }, (_, k) => ({ input: [[(5 * k) / count], [5 - (5 * k) / count]] })),
    targets: Array.from({ length: count }, () => [12, 14]),
  };
  const terms = [{ readout: firstSpikeTimes("output", { silentTime: "until" }), loss: meanSquaredError() }];
  let [ticks, longestWait, last] = [0, 0, performance.now()];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tick = (): void => {
    const now = performance.now();
    longestWait = Math.max(longestWait, now - last);
    last = now;
    ticks++;
    timer = setTimeout(tick, 0);
  };
  timer = setTimeout(tick, 0);
  const start = performance.now();
  let loss = Number.NaN;
  // One batch is an epoch: nothing but the training itself gives turns, and it is not told to.
  for await (const report of fit(net, {
    objective: { terms, until: 40 },
    data,
    batchSize: count,
    epochs: 3,
  })) {
    loss = report.train.loss;
  }
  const milliseconds = performance.now() - start;
  clearTimeout(timer);
  return { milliseconds, ticks, longestWait, sample: milliseconds / (3 * count), loss };
}
