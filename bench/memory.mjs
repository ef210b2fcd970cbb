/**
 * Memory of trainings: what is in use after every epoch, when garbage is gone, and what a sample allocates on the way,
 * as the sampling heap profiler counts it: objects of the engine's heap, not the bytes of typed arrays, which are
 * beside it.
 *
 *   node bench/memory.mjs [epochs = 30]
 *
 * Expected: nothing grows from the third epoch on. The digits are those of the folder that MNIST names; without it, blots.
 */
import { Session } from "node:inspector/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { fit } from "saltus";
import { digitNetwork, digitObjective, digits } from "./digits.mjs";
import { networks, objective, samples } from "./yin-yang.mjs";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");
const epochs = Number(process.argv[2] ?? 30);
const trainings = [
  ["5-120-3 LIF", networks["5-120-3 LIF"].net, { ...objective, rtol: 1e-3, atol: 1e-3 }, samples(512)],
  ["784-350-10 LIF on digits", digitNetwork, digitObjective, await digits(128)],
];
const session = new Session();
session.connect();

/** Epochs before anything is held against the others: code is compiled, columns grow to their size. */
const warmUp = 2;
/** Bytes between two objects that are looked at; smaller ones are found as often as their size says. */
const samplingInterval = 512;
const allocations = {
  samplingInterval,
  includeObjectsCollectedByMajorGC: true,
  includeObjectsCollectedByMinorGC: true,
};

for (const [what, net, own, data] of trainings) {
  console.log(`\n${what}, ${data.inputs.length} samples an epoch\n`);
  console.log("| epoch | heap [kB] | array buffers [kB] | resident [kB] |\n| --- | --- | --- | --- |");
  const used = [];
  const training = { data, batchSize: 32, objective: own, learningRate: 1e-4, seed: 1 };
  for await (const { epoch } of fit(net, { ...training, epochs: warmUp + epochs })) {
    // Twice: what the first leaves to be finalized the second takes.
    collect();
    collect();
    const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
    used.push(heapUsed + arrayBuffers);
    console.log(
      `| ${[epoch, ...[heapUsed, arrayBuffers, rss].map((bytes) => (bytes / 1000).toFixed(0))].join(" | ")} |`,
    );
  }
  const [first, last] = [used[warmUp], used.at(-1)];
  console.log(`\nFrom epoch ${warmUp + 1} to ${used.length}: ${((last - first) / 1000).toFixed(1)} kB more.`);

  const measured = fit(net, { ...training, epochs: warmUp + 2 });
  for (let epoch = 0; epoch < warmUp; epoch++) await measured.next();
  await session.post("HeapProfiler.startSampling", allocations);
  await measured.next();
  const { profile } = await session.post("HeapProfiler.stopSampling");
  await measured.return();
  const byPlace = new Map();
  const add = ({ callFrame: { functionName, url, lineNumber }, selfSize, children }, caller) => {
    const name = functionName || "(anonymous)";
    // What belongs to the engine is told with who called it.
    const place = url === "" ? caller : `${name} ${url.split("/").slice(-2).join("/")}:${lineNumber + 1}`;
    const own = url === "" ? `${name} in ${caller}` : place;
    byPlace.set(own, (byPlace.get(own) ?? 0) + selfSize);
    for (const child of children) add(child, place);
  };
  add(profile.head, "");
  const perSample = (bytes) => Math.round(bytes / data.inputs.length);
  const all = [...byPlace.values()].reduce((sum, bytes) => sum + bytes, 0);
  console.log(`Allocated by a sample: ${perSample(all)} B, of which`);
  const places = [...byPlace].sort(([, a], [, b]) => b - a);
  for (const [place, bytes] of places.slice(0, Number(process.env.PLACES ?? 15)))
    console.log(`${String(perSample(bytes)).padStart(8)} B  ${place}`);
}
session.disconnect();
