/**
 * npm run bench:presets: `saltus train` with every neuron and seeds 1 to 3, one after the other, and a table of what they
 * reach on the 1000 official test samples after their last epoch. Results stay in runs/presets; what is there is
 * not trained again, and a training that was stopped goes on.
 *
 *   npm run bench:presets                        all, which takes about an hour
 *   npm run bench:presets -- lif lif:200 egru    only some, one of them with 200 hidden neurons
 *   npm run bench:presets -- lif:200:40:0.92     these in 40 epochs, the rate times 0.92 after each
 *   npm run bench:presets -- --seeds 5 lif       seeds 1 to 5
 *   npm run bench:presets -- --fresh lif         on 100,000 fresh points, too, the figure to judge by
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { latencyEncoding, yinYang } from "saltus/data";
import { decodeNetwork } from "saltus/io";
import { firstSpikeTimes } from "saltus/readouts";
import { earliestIndex, predict } from "saltus/train";
import { internals } from "./internals.mjs";

const neurons = ["lif", "qif", "eif", "izhikevich", "egru"];
const others = ["adaptiveLif", "adex", "twoCompartment", "hodgkinHuxley", "layer23"];
const { presets } = await internals("src/cli/presets.ts");
const freshPoints = 100_000;
const freshSeed = 39;

const path = (relative) => fileURLToPath(new URL(`../${relative}`, import.meta.url));
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const spread = (values) => {
  const middle = mean(values);
  return Math.sqrt(
    mean(values.map((value) => (value - middle) ** 2)) * (values.length / (values.length - 1)),
  );
};
const meanAndSpread = (values) => `${mean(values).toFixed(2)} ± ${spread(values).toFixed(2)}`;

function report(name, seed) {
  const [neuron, ...given] = name.split(":");
  const folder = path(`runs/presets/${name.replace(":", "-of-").replaceAll(":", "-")}-${seed}`);
  const file = `${folder}/report.json`;
  if (!existsSync(file)) {
    const stopped = `${folder}.training.saltus`;
    const options = given.flatMap((value, k) => [["--hidden", "--epochs", "--decay"][k], value]);
    const begin = ["--neuron", neuron, ...options, "--seed", String(seed), "--output", folder];
    const settings = existsSync(stopped) ? ["--resume", stopped] : begin;
    const args = [path("dist/cli/main.js"), "train", ...settings, "--no-pictures"];
    const { status } = spawnSync(process.execPath, args, { stdio: ["ignore", 2, 2] });
    if (status !== 0) process.exit(status ?? 1);
  }
  return { ...JSON.parse(readFileSync(file, "utf8")), folder };
}

/** Share of fresh points that are answered rightly; kept beside the network. */
async function fresh({ folder, settings }) {
  const kept = `${folder}/fresh-accuracy.json`;
  if (existsSync(kept)) return JSON.parse(readFileSync(kept, "utf8"));
  const { network, parameters } = await decodeNetwork(readFileSync(`${folder}/network.saltus`));
  const { window, until } = presets[settings.neuron];
  const encode = latencyEncoding({ tMin: 0, tMax: window, bias: 0 });
  const { features, labels, width } = yinYang({ size: freshPoints, seed: freshSeed });
  const points = Array.from(labels, (_, k) => ({
    input: encode(features.subarray(k * width, (k + 1) * width)),
  }));
  const readout = firstSpikeTimes("output");
  const { tolerance } = settings;
  const answers = predict(network, parameters, points, { readout, until, rtol: tolerance, atol: tolerance });
  const accuracy = mean(answers.map((times, k) => (earliestIndex(times) === labels[k] ? 1 : 0)));
  writeFileSync(kept, JSON.stringify(accuracy));
  return accuracy;
}

const given = process.argv.slice(2);
if (given.includes("--help")) {
  console.log(
    readFileSync(fileURLToPath(import.meta.url), "utf8")
      .split("*/")[0]
      .replaceAll(/^(?:\/\*\*| \*) ?/gm, "")
      .trim(),
  );
  process.exit(0);
}
const at = given.indexOf("--seeds");
const count = at < 0 ? 3 : Number(given.splice(at, 2)[1]);
const isFresh = given.includes("--fresh");
const names = given.filter((name) => name !== "--fresh");
const seeds = Array.from({ length: count }, (_, k) => k + 1);
const rows = [
  [
    "neuron",
    "5–N–3",
    "epochs",
    "rate, decay",
    ...seeds.map((seed) => `seed ${seed}`),
    "test",
    ...(isFresh ? ["fresh"] : []),
    "time",
  ],
];
for (const name of names.length > 0 ? names : [...neurons, ...others]) {
  const reports = seeds.map((seed) => report(name, seed));
  const [{ settings }] = reports;
  const accuracies = reports.map(({ test }) => 100 * test.metrics.accuracy);
  const ofFresh = [];
  if (isFresh) for (const one of reports) ofFresh.push(100 * (await fresh(one)));
  rows.push([
    `\`${settings.neuron}\``,
    settings.hidden,
    settings.epochs,
    `${settings.learningRate}, ${settings.decay}`,
    ...accuracies.map((accuracy) => accuracy.toFixed(1)),
    meanAndSpread(accuracies),
    ...(isFresh ? [meanAndSpread(ofFresh)] : []),
    `${Math.round(mean(reports.map(({ seconds }) => seconds)))} s`,
  ]);
}
const widths = rows[0].map((_, k) => Math.max(3, ...rows.map((row) => String(row[k]).length)));
const line = (cells) => `| ${cells.map((cell, k) => String(cell).padEnd(widths[k])).join(" | ")} |`;
console.log(
  [line(rows[0]), line(widths.map((width) => "-".repeat(width))), ...rows.slice(1).map(line)].join("\n"),
);
