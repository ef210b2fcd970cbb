/** A check of gradients as a table of text. */
import { counted } from "../values.ts";
import { type GroupComparison, uselessError } from "./compare-derivatives.ts";

/** What the table shows. */
export interface PrintableCheck {
  readonly value: number;
  readonly groups: readonly GroupComparison[];
  readonly seed: number | string;
}

const titles = [
  "gradient with respect to",
  "entries",
  "largest",
  "adjoint–tangent",
  "adjoint–differences",
  "differences' error",
  "adjoint–runs",
  "explained",
  "verdict",
];

/** One line per group; differences are relative to the group's largest entry. */
export function formatGradientCheck({ value, groups, seed }: PrintableCheck): string {
  const hasRuns = groups.some(({ runs }) => runs !== undefined);
  const shown = titles.filter((title) => hasRuns || (title !== "adjoint–runs" && title !== "explained"));
  const rows = [shown, ...groups.map(rowOf)];
  const widths = shown.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => {
        const isText = column === 0 || column === shown.length - 1;
        return isText ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!);
      })
      .join("  ")
      .trimEnd(),
  );
  const sampled = groups.some(({ checked, entries }) => checked < entries);
  const most = Math.max(0, ...groups.map(({ runs }) => runs?.checked ?? 0));
  const kinks = groups.reduce((sum, group) => sum + group.kinks, 0);
  const entriesAre = kinks === 1 ? "1 entry is" : `${kinks} entries are`;
  return [
    ...lines,
    "",
    `objective ${value}; differences are relative to the largest entry of each group`,
    ...(sampled ? [`entries of large groups drawn with seed ${JSON.stringify(seed)}`] : []),
    ...(hasRuns ? [`runs: up to ${most} entries of each group, by differences of independent runs`] : []),
    ...whysOf(groups),
    ...groups.flatMap(({ name, runs }) =>
      runs === undefined || runs.why === ""
        ? []
        : [`  ${name}: ${runs.discarded} of ${runs.checked} discarded: ${runs.why}`],
    ),
    ...undecidedOf(groups),
    ...uselessOf(groups),
    ...(kinks > 0
      ? [
          `${entriesAre} at a kink: the one-sided derivatives differ there, as those of max(a, b) where a = b,`,
          "and the gradient has one of them or one between; differences from both sides give their mean",
        ]
      : []),
  ].join("\n");
}

/** Why there are no differences of replays, once for all groups of which the same is said. */
function whysOf(groups: readonly GroupComparison[]): string[] {
  const names = new Map<string, string[]>();
  for (const { name, why, discarded, verdict } of groups) {
    if (why === "" || (discarded === 0 && verdict !== "undecided")) continue;
    names.set(why, [...(names.get(why) ?? []), name]);
  }
  return Array.from(names, ([why, own]) => `replays, ${own.join(", ")}: ${why}`);
}

function undecidedOf(groups: readonly GroupComparison[]): string[] {
  const count = groups.filter(({ verdict }) => verdict === "undecided").length;
  if (count === 0) return [];
  return [
    `${count} of ${counted(groups.length, "group")} undecided: nothing speaks against the gradient there, and adjoint and tangent alone`,
    "speak for it. Change what is named above, take another input, or give rtol and atol of 1e-10",
  ];
}

function uselessOf(groups: readonly GroupComparison[]): string[] {
  const names = groups.flatMap(({ name, runs, verdict }) =>
    verdict === "agrees" && runs !== undefined && runs.explained > uselessError ? [name] : [],
  );
  if (names.length === 0) return [];
  return [
    `runs say little of ${names.join(", ")}: at these tolerances they may be off by what is explained;`,
    "give rtol and atol of 1e-10",
  ];
}

function rowOf(group: GroupComparison): string[] {
  const { name, entries, checked, largest, discarded, verdict } = group;
  const compared = discarded < checked;
  return [
    name,
    checked === entries ? `${entries}` : `${checked} of ${entries}`,
    brief(largest),
    brief(group.tangentDifference),
    compared ? brief(group.replayDifference) : "–",
    compared ? brief(group.replayError) : "–",
    ...runsOf(group),
    discarded === 0 ? verdict : `${verdict} (${discarded} discarded)`,
  ];
}

function runsOf({ runs }: GroupComparison): string[] {
  if (runs === undefined) return [];
  return runs.discarded < runs.checked ? [brief(runs.difference), brief(runs.explained)] : ["–", "–"];
}

function brief(value: number): string {
  return value === 0 ? "0" : value.toExponential(1);
}
