/**
 * Random networks from a seed, each computed in several ways that must agree; see the report for which.
 *
 *   node scripts/random-networks.mjs [--cases 10000] [--seed 1] [--threads 2] [--report bench/random-networks.md]
 *   node scripts/random-networks.mjs --only K [--seed 1]     one case, with what it is made of
 *
 * About one case a second and thread. Ctrl-C, or a signal to end, ends it with what has been done.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { build } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

if (isMainThread) await main();
else {
  const { bundle, seed } = workerData;
  const { checkCase, noCounts } = await import(bundle);
  parentPort.on("message", (index) => {
    const counts = noCounts();
    const { kind, disagreements } = checkCase(seed, index, counts);
    parentPort.postMessage({ index, kind, counts, disagreements });
  });
}

async function main() {
  const { seed, only, cases, threads, report } = request();
  const folder = mkdtempSync(join(tmpdir(), "saltus-random-networks-"));
  const outfile = join(folder, "campaign.mjs");
  await build({
    stdin: {
      contents: ["campaign", "drawn", "report"].map((name) => `export * from "./${name}.ts";`).join("\n"),
      resolveDir: join(root, "test", "support", "random-cases"),
    },
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    logLevel: "error",
  });
  const bundle = pathToFileURL(outfile).href;
  const { drawCase, merged, noCounts, reportOf } = await import(bundle);
  if (only !== undefined) {
    const { kind, drawn } = drawCase(seed, only);
    console.log(`case ${only} of seed ${seed}, ${kind}: ${drawn.text()}`);
  }

  const counts = new Map();
  const disagreements = [];
  let [next, done] = [only ?? 0, 0];
  const end = next + cases;
  const stopped = new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => resolve(undefined));
  });
  const begin = performance.now();
  const working = Array.from({ length: Math.min(threads, cases) }, async () => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { bundle, seed } });
    while (next < end) {
      const index = next++;
      worker.postMessage(index);
      const answer = new Promise((resolve, reject) => {
        worker.once("message", resolve);
        worker.once("error", reject);
      });
      const found = await Promise.race([answer, stopped]);
      if (found === undefined) {
        console.log(`case ${index} is left unfinished`);
        break;
      }
      worker.removeAllListeners("error");
      counts.set(found.kind, merged(counts.get(found.kind) ?? noCounts(), found.counts));
      for (const own of found.disagreements) {
        disagreements.push(own);
        console.log(`case ${own.index} (${own.kind}): ${own.what}`);
      }
      if (++done % 100 !== 0) continue;
      const each = (performance.now() - begin) / done;
      console.log(`${done} cases, ${each.toFixed(0)} ms each, ${disagreements.length} disagreements`);
    }
    await worker.terminate();
  });
  await Promise.all(working);
  rmSync(folder, { recursive: true });
  disagreements.sort((a, b) => a.index - b.index);
  const text = reportOf({ seed, counts, disagreements });
  if (report !== undefined) writeFileSync(report, text);
  console.log(text);
  process.exitCode = disagreements.length === 0 ? 0 : 1;
}

function request() {
  const text = { type: "string" };
  let values;
  try {
    const options = { cases: text, seed: text, threads: text, report: text, only: text };
    ({ values } = parseArgs({ options }));
  } catch (error) {
    console.error(`random-networks: ${error.message}`);
    process.exit(2);
  }
  const wholeNumber = (name, usual, least) => {
    const value = Number(values[name] ?? usual);
    if (Number.isSafeInteger(value) && value >= least) return value;
    console.error(`random-networks: --${name} is ${values[name]}. Give a whole number ≥ ${least}.`);
    process.exit(2);
  };
  const only = values.only === undefined ? undefined : wholeNumber("only", 0, 0);
  return {
    only,
    seed: wholeNumber("seed", 1, 0),
    cases: only === undefined ? wholeNumber("cases", 10_000, 1) : 1,
    threads: wholeNumber("threads", availableParallelism(), 1),
    report: values.report,
  };
}
