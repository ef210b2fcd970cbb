/**
 * How the time of a spike grows with the size of a network and with its in-degree: sparse networks of leaky neurons with
 * delays, run in turns; medians. Writes docs/figures/scaling.svg when it is given --draw.
 */
import { writeFile } from "node:fs/promises";
import { connect, defineNeuron, fixedInDegree, network, population, simulate, uniform } from "saltus";
import { linePicture, renderSvg } from "saltus/plot";
import { median } from "./interleaved.mjs";

const model = defineNeuron({
  name: "cell",
  state: { v: {} },
  parameters: { tau: { default: 20, domain: "positive" }, drive: 1.5 },
  dynamics: "dv/dt = (drive - v) / tau",
  spike: { when: "v - 1", reset: { v: 0 } },
  input: { v: "v + weight" },
});

/** A network in which each neuron gets as much from the others whatever their number. */
function setting(neurons, inDegree) {
  const net = network({
    populations: { cells: population(model, neurons, { initial: { v: uniform(0, 1) } }) },
    projections: [
      connect("cells", "cells", { weight: -1 / inDegree, delay: 1.5, topology: fixedInDegree(inDegree) }),
    ],
  });
  return { net, parameters: net.initialParameters(), neurons, inDegree };
}

function measure({ net, parameters, neurons }) {
  const until = Math.max(20, 200_000 / neurons);
  const start = performance.now();
  const run = simulate(net, parameters, {}, { until, rtol: 1e-4, atol: 1e-4 });
  const time = performance.now() - start;
  const spikes = run.tape.spikes.time.length;
  const bytes = [run.tape, run.tape.spikes, run.tape.arrivals]
    .flatMap((part) => Object.values(part))
    .reduce((sum, column) => sum + (column.length ?? 0) * (column.data?.BYTES_PER_ELEMENT ?? 0), 0);
  return { time: (1000 * time) / spikes, bytes: bytes / spikes };
}

function series(settings, rounds) {
  const taken = settings.map(() => []);
  for (let round = 0; round <= rounds; round++) {
    settings.forEach((one, k) => {
      const found = measure(one);
      if (round > 0) taken[k].push(found);
    });
  }
  return taken.map((own) => ({
    time: median(own.map(({ time }) => time)),
    bytes: median(own.map(({ bytes }) => bytes)),
  }));
}

const rounds = 3;
const sizes = [100, 1000, 10_000].map((neurons) => setting(neurons, 50));
const bySize = series(sizes, rounds);
console.log("neurons  µs per spike  bytes per spike   (in-degree 50)");
sizes.forEach(({ neurons }, k) => {
  const { time, bytes } = bySize[k];
  console.log(
    `${String(neurons).padStart(7)}  ${time.toFixed(1).padStart(12)}  ${bytes.toFixed(0).padStart(15)}`,
  );
});
console.log(
  `ratio of the slowest to the fastest: ${(Math.max(...bySize.map(({ time }) => time)) / Math.min(...bySize.map(({ time }) => time))).toFixed(2)}`,
);

const degrees = [25, 50, 100, 200].map((inDegree) => setting(1000, inDegree));
const byDegree = series(degrees, rounds);
console.log("\nin-degree  µs per spike  µs per arrival   (1000 neurons)");
degrees.forEach(({ inDegree }, k) => {
  const { time } = byDegree[k];
  const each = (time / inDegree).toFixed(2);
  console.log(`${String(inDegree).padStart(9)}  ${time.toFixed(1).padStart(12)}  ${each.padStart(14)}`);
});

if (process.argv.includes("--draw")) {
  const picture = linePicture(
    {
      series: [
        {
          name: "by size",
          x: sizes.map(({ neurons }) => neurons),
          y: bySize.map(({ time }) => time),
          dots: true,
        },
        {
          name: "by in-degree",
          x: degrees.map(({ inDegree }) => inDegree),
          y: byDegree.map(({ time }) => time),
          dots: true,
        },
      ],
      x: { label: "neurons (in-degree 50), or in-degree (1000 neurons)", logarithmic: true },
      y: { label: "time per spike [µs]", logarithmic: true },
    },
    { title: "Time per spike of sparse networks" },
  );
  await writeFile(new URL("../docs/figures/scaling.svg", import.meta.url), await renderSvg(picture));
}
