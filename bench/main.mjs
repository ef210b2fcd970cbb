/**
 * npm run bench: every number beside a named reference measured in the same run, candidates taking
 * turns, medians. Absolute times depend on the machine, ratios much less.
 *
 *   npm run bench               prints a table
 *   npm run bench -- kernels    only some: kernels, training, exact-flow, first-gradient, samples, workers
 *   npm run bench -- --save     also writes bench/results.md
 */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";

const benchmarks = ["kernels", "training", "exact-flow", "first-gradient", "samples", "workers"];
const given = process.argv.slice(2);
const unknown = given.filter((name) => name !== "--save" && !benchmarks.includes(name));
if (unknown.length > 0) {
  console.error(`bench: unknown ${unknown.join(", ")}. Give --save, or some of ${benchmarks.join(", ")}.`);
  process.exit(2);
}
const chosen = benchmarks.filter((name) => given.includes(name));
const save = given.includes("--save");
if (save && chosen.length > 0) {
  console.error("bench: --save is for the whole table. Leave out the names.");
  process.exit(2);
}

const number = (value) => Number(value.toPrecision(3)).toString();
const cells = [["what", "time", "reference", "its time", "ratio"]];
for (const name of chosen.length > 0 ? chosen : benchmarks) {
  // In a process each: what one benchmark taught the engine must not slow the next.
  const script = fileURLToPath(new URL(`./${name}.mjs`, import.meta.url));
  const { status, stdout } = spawnSync(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
  if (status !== 0) process.exit(1);
  for (const { what, unit, value, reference, referenceValue } of JSON.parse(String(stdout))) {
    cells.push([
      what,
      `${number(value)} ${unit}`,
      reference,
      `${number(referenceValue)} ${unit}`,
      (value / referenceValue).toFixed(2),
    ]);
  }
}
const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column].length)));
const lines = cells.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(" | ")} |`);
lines.splice(1, 0, `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`);
const machine = `Node ${process.version}, ${process.platform} ${process.arch}, ${cpus()[0].model}, ${cpus().length} cores (one used, by workers two).`;
const report = `${machine}\n\n${lines.join("\n")}\n`;
console.log(report);
if (save) {
  const title =
    "# What `npm run bench -- --save` saw last\n\nRatio = time : reference time; below 1 is faster than the reference.\n\n";
  writeFileSync(new URL("./results.md", import.meta.url), `${title}${report}`);
}
