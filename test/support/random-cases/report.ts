/** What a campaign of random cases found, as a page. */
import type { Counts, Disagreement } from "./campaign.ts";
import { kinds } from "./drawn.ts";

export interface Campaign {
  readonly seed: number;
  readonly counts: ReadonlyMap<string, Counts>;
  readonly disagreements: readonly Disagreement[];
}

const columns: readonly (readonly [string, (counts: Counts) => string])[] = [
  ["cases", ({ cases }) => `${cases}`],
  ["close / ended, oracle", ({ close, endedAlike }) => `${close} / ${endedAlike}`],
  ["largest of times [ms]", ({ times }) => brief(times)],
  ["of states", ({ states }) => brief(states)],
  ["ended", ({ ended }) => `${ended}`],
  ["groups (undecided)", ({ groups, undecided }) => `${groups} (${undecided})`],
  ["entries (discarded)", ({ entries, discarded }) => `${entries} (${discarded})`],
  ["adjoint–tangent", ({ tangent }) => brief(tangent)],
  ["adjoint–replays", ({ replay }) => brief(replay)],
  ["entries by runs (discarded)", ({ runEntries, runDiscarded }) => `${runEntries} (${runDiscarded})`],
  ["told to 1e-6", ({ runsSharp }) => `${runsSharp}`],
  ["adjoint–runs", ({ runs }) => brief(runs)],
  ["part of tolerance", ({ tolerance }) => brief(tolerance)],
  ["disagreements", ({ disagreements }) => `${disagreements}`],
];

export function reportOf({ seed, counts, disagreements }: Campaign): string {
  const total = [...counts.values()].reduce((sum, { cases }) => sum + cases, 0);
  const cells = [["kind", ...columns.map(([title]) => title)]];
  for (const kind of Object.keys(kinds)) {
    const own = counts.get(kind);
    if (own !== undefined) cells.push([kind, ...columns.map(([, show]) => show(own))]);
  }
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  const lines = cells.map((row) => `| ${row.map((cell, k) => cell.padEnd(widths[k]!)).join(" | ")} |`);
  lines.splice(1, 0, `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`);
  return `# Random networks

What \`node scripts/random-networks.mjs --cases ${total} --seed ${seed}\` found. Every case is a network, its input, a method and what is sampled, drawn from the seed and its number; \`--only K\` runs one and prints what it is made of.

Three comparisons per case:

1. **The scheduler and the oracle**, a slow global simulation of its own (\`test/support/oracle\`): the same events in the same order, times to 1e-10 over the smallest crossing rate, states to 1e-9. _Close_: an event was decided by less than 1e-6, where tolerances decide. _Ended_: both ended with the same status.
2. **Adjoint, tangent and replays** of a random function of all event times and samples, by the case's own method: to 1e-10, and to 1e-6 or the error that the differences estimate, in every group of parameters, input times and signals. _Ended_: the run ended before its time. The largest differences are those of groups that rounding leaves more exact than that.
3. **Independent runs**: whole simulations with one entry moved by ±h and ±2h, at a tolerance of 1e-11 or by the exact flow, where the same happens in all. They may be off by the error that Richardson's extrapolation estimates and by four times what a hundredth of the tolerance changes; of so many entries that is less than 1e-6 of the group's largest; the table has the largest difference of these, and the largest part of a tolerance that was used up by any.

${lines.join("\n")}

${disagreements.length === 0 ? "No disagreement." : `${disagreements.length} disagreements:`}
${disagreements.map(({ index, kind, what }) => `\n- case ${index} (${kind}): ${what.replace(/\n\s*/g, "; ")}`).join("")}
`.replace(/\n+$/, "\n");
}

function brief(value: number): string {
  return value === 0 ? "0" : value.toExponential(1);
}
