/** What came of the draws of all neurons, as a page that has all numbers in it. */
import type { Counts } from "./campaign.ts";

const columns: readonly (readonly [string, (counts: Counts) => string])[] = [
  ["draws", ({ draws }) => `${draws}`],
  ["spiked", ({ spiked, draws }) => `${percent(spiked, draws)}`],
  ["ended", ({ ended }) => `${sum(ended)}`],
  ["groups (undecided)", ({ groups, undecided }) => `${groups} (${undecided})`],
  ["entries by replays (discarded)", ({ entries, discarded }) => `${entries} (${discarded})`],
  ["by runs (discarded)", ({ runEntries, runDiscarded }) => `${runEntries} (${runDiscarded})`],
  ["part of bound, replays", ({ replays }) => brief(replays)],
  ["runs", ({ runs }) => brief(runs)],
  ["disagreements", ({ disagreements }) => `${disagreements.length}`],
  ["seconds", ({ seconds }) => seconds.toFixed(0)],
];

const sum = (numbers: Readonly<Record<string, number>>): number =>
  Object.values(numbers).reduce((a, b) => a + b, 0);
const percent = (part: number, whole: number): string => `${Math.floor((100 * part) / Math.max(1, whole))} %`;

export function reportOf(seed: number, found: ReadonlyMap<string, Counts>): string {
  const cells = [["neuron", ...columns.map(([title]) => title)]];
  for (const [name, own] of found) cells.push([name, ...columns.map(([, show]) => show(own))]);
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  const lines = cells.map((row) => `| ${row.map((cell, k) => cell.padEnd(widths[k]!)).join(" | ")} |`);
  lines.splice(1, 0, `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`);
  const totals = [...found.values()].reduce(
    (all, own) => ({ draws: all.draws + own.draws, entries: all.entries + own.entries }),
    { draws: 0, entries: 0 },
  );
  const said = (which: "ended" | "reasons"): string =>
    [...found]
      .filter(([, own]) => sum(own[which]) > 0)
      .map(
        ([name, own]) =>
          `- ${name}: ${Object.entries(own[which])
            .map(([what, n]) => `${what} (${n})`)
            .join("; ")}`,
      )
      .join("\n");
  const wrong = [...found].flatMap(([name, { disagreements }]) =>
    disagreements.map((what) => `- ${name}, draw ${what}`),
  );
  return `# Gradients of all neurons

What \`npm run bench:draws\` found with seed ${seed}: every neuron that the package exports, and what its functions make of neurons, as \`test/support/neuron-draws/models.ts\` lists them. Draw 0 has the default parameters, every other its own: positive values within a factor of 1.5 around the default, others within half of the scale of a state of their unit, or 30 %. Weights, delays and the times of up to nine input spikes are random, and so are tolerances, from 1e-8 to 1e-6; weights are raised until the neuron spikes. Every 32nd run is six times as long. \`--model NAME --only K\` prints the table of one draw.

\`checkGradients\` compares each group of parameters, initial states, weights, delays and input times: adjoint and tangent to 1e-10, and to differences of replays and of independent runs, of the mean squared error of up to four spike times and of all states at two times. _Ended_: the run did not complete. _Undecided_: adjoint and tangent agree, and differences are too inexact to tell, or rounding may make up a hundredth of it. _Part of bound_: the largest difference by what it may be, of replays 1e-6 or four times the error that they estimate, of runs what is explained.

${totals.draws} draws, ${totals.entries} entries.

${lines.join("\n")}

## Runs that ended

${said("ended") || "None."}

## What was discarded, and why

${said("reasons") || "Nothing."}

## Disagreements

${wrong.join("\n") || "None."}

## What disagreed before

In what disagreed with seed 1 while the campaign grew, adjoint and tangent agreed, and one of the two kinds of differences with them, but for the last two below; for \`adex\` 256 and 802, \`eif\` 208 and \`mat2\` 165 tables of shorter differences tend to the adjoint. What was mended is the check, and every draw that had disagreed was taken again; the others were made before or between these changes:

- replays of \`adex\` and \`eif\` in an upstroke, off by up to nine times the error that they estimate: noise is measured at shorter distances, four times the error is allowed, and in steps below 1e-6 of the run independent runs decide alone;
- independent runs of \`eif\`, off by three times theirs: two differences that agreed by chance;
- independent runs of \`mat2\` and \`egru\`: a spike behind the last that was read came and went, which was overlooked;
- \`tRef\` of \`mat2\`, whose gradient is 0: rounding was called imprecise, or a disagreement;
- a state of \`traubMiles\` that became −∞ in a replay, which the loss refused;
- \`initial.isRefractory\` of \`layer23\`, which was compared with its value itself and has no derivative there: compared halfway, it has.
`;
}

function brief(value: number): string {
  return value === 0 ? "0" : value.toExponential(1);
}
