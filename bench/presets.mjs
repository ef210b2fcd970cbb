/**
 * npm run bench:presets: `saltus train` with every neuron and seeds 1 to 3, one after the other, and a table of what they
 * reach on the 1000 official test samples after their last epoch. Results stay in runs/presets; what is there is
 * not trained again, and a training that was stopped goes on.
 *
 *   npm run bench:presets               all, which takes about an hour
 *   npm run bench:presets -- lif egru   only some
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const neurons = ["lif", "qif", "eif", "izhikevich", "egru"];
const others = ["adaptiveLif", "adex", "twoCompartment", "hodgkinHuxley", "layer23"];
const seeds = [1, 2, 3];

const path = (relative) => fileURLToPath(new URL(`../${relative}`, import.meta.url));

function report(neuron, seed) {
  const folder = path(`runs/presets/${neuron}-${seed}`);
  const file = `${folder}/report.json`;
  if (!existsSync(file)) {
    const stopped = `${folder}.training.saltus`;
    const begin = ["--neuron", neuron, "--seed", String(seed), "--output", folder];
    const settings = existsSync(stopped) ? ["--resume", stopped] : begin;
    const args = [path("dist/cli/main.js"), "train", ...settings, "--no-pictures"];
    const { status } = spawnSync(process.execPath, args, { stdio: ["ignore", 2, 2] });
    if (status !== 0) process.exit(status ?? 1);
  }
  return JSON.parse(readFileSync(file, "utf8"));
}

const wanted = process.argv.slice(2);
const rows = [
  ["neuron", "5–N–3", "epochs", "rate, decay", ...seeds.map((seed) => `seed ${seed}`), "mean", "time"],
];
for (const neuron of wanted.length > 0 ? wanted : [...neurons, ...others]) {
  const reports = seeds.map((seed) => report(neuron, seed));
  const [{ settings }] = reports;
  const accuracies = reports.map(({ test }) => 100 * test.metrics.accuracy);
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  rows.push([
    `\`${neuron}\``,
    settings.hidden,
    settings.epochs,
    `${settings.learningRate}, ${settings.decay}`,
    ...accuracies.map((accuracy) => accuracy.toFixed(1)),
    mean(accuracies).toFixed(1),
    `${Math.round(mean(reports.map(({ seconds }) => seconds)))} s`,
  ]);
}
const widths = rows[0].map((_, k) => Math.max(3, ...rows.map((row) => String(row[k]).length)));
const line = (cells) => `| ${cells.map((cell, k) => String(cell).padEnd(widths[k])).join(" | ")} |`;
console.log(
  [line(rows[0]), line(widths.map((width) => "-".repeat(width))), ...rows.slice(1).map(line)].join("\n"),
);
