/**
 * Batches of 256 Yin-Yang samples, 5-120-3 LIF, by two workers; references: by one, and by the thread that asks. And
 * what those cost in time of processors: two workers do the same work, so more of it is overhead. Where others
 * use the machine, that says more than the time on the clock. What two cores can do at most, which may share much, two
 * processes show that have nothing in common and train at once, each a batch of its own.
 *
 * A turn is ten batches one behind the other, as a training makes them: threads that have slept wake up slowly.
 *
 * Must: two against one at least 1.8 on two idle cores, a ratio of at most 0.56 here.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { fit, startWorkers } from "saltus";
import { median } from "./interleaved.mjs";
import { networks, objective, samples } from "./yin-yang.mjs";

const size = 256;
const { net } = networks["5-120-3 LIF"];
const pools = [await startWorkers({ count: 2 }), await startWorkers({ count: 1 })];
// Every worker has an engine of its own to warm up.
const [rounds, warmUp, inARow] = [15, 6, 10];
const candidates = [...pools, undefined].map((workers) => {
  const options = {
    objective,
    data: samples(size),
    batchSize: size,
    epochs: (rounds + warmUp) * inARow,
    workers,
    seed: 1,
  };
  const epochs = fit(net, options);
  return { next: () => epochs.next(), end: () => epochs.return(), times: [], processor: [] };
});
const lone = [0, 1].map(() => fork(fileURLToPath(new URL("lone-batches.mjs", import.meta.url)), [`${size}`]));
const batchOf = (child) => {
  const done = once(child, "message");
  child.send("next");
  return done;
};
candidates.push({
  next: () => Promise.all(lone.map(batchOf)),
  end: () => {
    for (const child of lone) child.kill();
  },
  times: [],
  processor: [],
});
for (let round = -warmUp; round < rounds; round++) {
  for (const { next, times, processor } of candidates) {
    const [start, used] = [performance.now(), process.cpuUsage()];
    for (let batch = 0; batch < inARow; batch++) await next();
    const { user, system } = process.cpuUsage(used);
    if (round < 0) continue;
    times.push((performance.now() - start) / inARow);
    processor.push((user + system) / 1000 / inARow);
  }
}
for (const { end } of candidates) await end();
for (const pool of pools) await pool.stop();
const [two, one, here, apart] = candidates.map(({ times, processor }) => ({
  time: median(times),
  processor: median(processor),
}));
const row = (what, value, reference, referenceValue) => ({
  what,
  unit: "ms",
  value,
  reference,
  referenceValue,
});
const what = "5-120-3 LIF, a batch of 256 by two workers";
console.log(
  JSON.stringify([
    row(what, two.time, "by one worker", one.time),
    row(what, two.time, "without workers", here.time),
    row(what, two.time, "half of two processes at once, a batch each", apart.time / 2),
    row(`${what}, time of processors`, two.processor, "by one worker", one.processor),
    row(`${what}, time of processors`, two.processor, "without workers", here.processor),
  ]),
);
