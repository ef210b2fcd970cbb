/**
 * npm run bench:draws: gradients of every neuron at random parameters, checked in every way; see the report for how.
 *
 *   npm run bench:draws -- [--draws 1000] [--seed 1] [--seconds 120] [--model NAME] [--report bench/neuron-gradients.md]
 *   npm run bench:draws -- --model NAME --only K      one draw, with its table
 *
 * A neuron has so many draws, or for now as many as it makes in so many seconds. What was found is kept beside the report,
 * as neuron-gradients.json: the same command goes on from there and takes again what disagreed, and another seed begins
 * anew.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { internals } from "./internals.mjs";

const text = { type: "string" };
const { values } = parseArgs({
  options: { draws: text, seed: text, seconds: text, model: text, only: text, report: text },
});
const [draws, seed, seconds] = [
  Number(values.draws ?? 1000),
  Number(values.seed ?? 1),
  Number(values.seconds ?? Infinity),
];
const report = values.report ?? fileURLToPath(new URL("./neuron-gradients.md", import.meta.url));

const { all, checkDraw, countDraw, noCounts, reportOf } = await internals(
  ...["campaign", "models", "report"].map((name) => `test/support/neuron-draws/${name}.ts`),
);

const names = values.model === undefined ? [...all.keys()] : [values.model];
if (!names.every((name) => all.has(name))) {
  console.error(`neuron-gradients: there is no "${values.model}". Known: ${[...all.keys()].join(", ")}.`);
  process.exit(2);
}
if (values.only !== undefined) {
  const found = checkDraw(names[0], seed, Number(values.only));
  console.log(typeof found === "string" ? `the run ends with ${found}` : String(found.check));
  process.exit();
}
const kept = `${report.replace(/\.md$/, "")}.json`;
const earlier = existsSync(kept) ? JSON.parse(readFileSync(kept, "utf8")) : { seed, found: {} };
if (earlier.seed !== seed) earlier.found = {};
for (const name of names) {
  const counts = earlier.found[name] ?? noCounts();
  // What disagreed then may have been mended.
  const wrong = new Set(counts.disagreements.splice(0).map((what) => Number.parseInt(what, 10)));
  for (const k of wrong) {
    const again = noCounts();
    countDraw(name, seed, k, again);
    counts.disagreements.push(...again.disagreements);
  }
  if (counts.draws >= draws && wrong.size === 0) continue;
  const begin = performance.now();
  const taken = () => (performance.now() - begin) / 1000;
  while (counts.draws < draws && taken() < seconds) countDraw(name, seed, counts.draws, counts);
  counts.seconds += taken();
  earlier.found[name] = counts;
  const { draws: made, spiked, disagreements } = counts;
  console.log(`${name}: ${made} draws, ${spiked} spiked, ${counts.seconds.toFixed(0)} s`, ...disagreements);
  const found = new Map(
    [...all.keys()].flatMap((own) => (earlier.found[own] ? [[own, earlier.found[own]]] : [])),
  );
  writeFileSync(kept, `${JSON.stringify({ seed, found: Object.fromEntries(found) }, null, 2)}\n`);
  writeFileSync(report, reportOf(seed, found));
}
