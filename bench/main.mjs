/**
 * npm run bench: how fast, against a plain Euler loop over the same networks measured in the same run.
 * Rounds of all candidates are interleaved and medians are printed; absolute times depend on the machine,
 * ratios much less.
 *
 * Expected when this was written: at most 1 ms per sample forward and backward for both networks at
 * rtol 1e-6, and the first gradient within 0.5 s of the start of the process. Seen (2 shared cores, Node
 * 20): 5-120-3 LIF 1.05 ms = 1.9 × the Euler loop, 5-20-3 QIF 0.95 ms = 0.9 ×, first gradient 0.21 s.
 * "forward" simulates to the end; "forward+backward" ends when the outputs have spiked, which is all that
 * its objective reads.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { simulate, valueAndGradient } from "saltus";
import { networks, objective, samples, until } from "./networks.mjs";
import { plainEuler } from "./plain-euler.mjs";

const rounds = 15;
const perRound = 40;
const { inputs, targets } = samples(perRound);

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

/** Times each candidate once per round, in turn; milliseconds per call, medians. */
function interleaved(candidates) {
  const times = candidates.map(() => []);
  for (let round = -2; round < rounds; round++) {
    candidates.forEach((run, c) => {
      const start = performance.now();
      run();
      if (round >= 0) times[c].push(performance.now() - start);
    });
  }
  return times.map(median);
}

const rows = [];
for (const [name, { net, hidden, plain }] of Object.entries(networks)) {
  const parameters = net.initialParameters({ seed: 1 });
  const gradient = valueAndGradient(net, objective);
  const weights = ["input→hidden.weight", "hidden→output.weight"].map((id) => parameters.view(id));
  const euler = plainEuler(plain, hidden, weights[0], weights[1], until);
  const options = { until, rtol: objective.rtol, atol: objective.atol, stopAfterSpikes: { output: 1 } };
  let steps = 0;
  const [plainTime, forward, both] = interleaved([
    () => {
      for (const { input } of inputs) euler(input);
    },
    () => {
      steps = 0;
      for (const input of inputs) steps += simulate(net, parameters, input, options).statistics.acceptedSteps;
    },
    () => gradient(parameters, inputs, targets),
  ]).map((time) => time / perRound);
  rows.push({
    network: name,
    "steps/sample": Math.round(steps / perRound),
    "ns/step": Math.round((1e6 * forward) / (steps / perRound)),
    "forward [µs]": Math.round(1000 * forward),
    "forward+backward [µs]": Math.round(1000 * both),
    "plain Euler [µs]": Math.round(1000 * plainTime),
    "forward : Euler": Number((forward / plainTime).toFixed(2)),
    "both : Euler": Number((both / plainTime).toFixed(2)),
  });
}

const script = fileURLToPath(new URL("./first-gradient.mjs", import.meta.url));
const bare = [];
const first = [];
for (let k = 0; k < 7; k++) {
  let start = performance.now();
  spawnSync(process.execPath, ["-e", "0"]);
  bare.push(performance.now() - start);
  start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [script]);
  if (status !== 0) throw new Error(String(stderr));
  first.push(performance.now() - start);
}

if (process.argv.includes("--json")) {
  console.log(
    JSON.stringify(
      { node: process.version, rows, firstGradient: median(first), bareNode: median(bare) },
      null,
      2,
    ),
  );
} else {
  console.log(
    `Node ${process.version}, medians of ${rounds} interleaved rounds of ${perRound} samples, one core, rtol 1e-6\n`,
  );
  for (const row of rows) {
    for (const [key, value] of Object.entries(row)) console.log(`${key.padEnd(24)}${value}`);
    console.log("");
  }
  console.log(
    `first gradient          ${Math.round(median(first))} ms from the start of the process (node alone: ${Math.round(median(bare))} ms, ratio ${(median(first) / median(bare)).toFixed(1)})`,
  );
}
