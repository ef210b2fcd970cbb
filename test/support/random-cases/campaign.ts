/** Many random cases from one seed, each compared in every way, and what came of them. */
import { compareIndependently, compareOnMesh, disagreeing, runOf } from "./derivatives.ts";
import { drawCase, type Kind } from "./drawn.ts";
import { compareWithOracle } from "./with-oracle.ts";

/** Entries compared in each group by differences of replays, and in each case by independent runs. */
const [perGroup, perCase] = [2, 3];

/** Something that two ways of computing do not agree about. */
export interface Disagreement {
  readonly index: number;
  readonly kind: Kind;
  readonly what: string;
}

/** Counts of one kind of case. */
export interface Counts {
  cases: number;
  /** Cases against the oracle: decided too closely to compare; both ended alike before `until`. */
  close: number;
  endedAlike: number;
  /** Cases whose run ended before `until`: they have no gradient. */
  ended: number;
  groups: number;
  /** Groups of which differences of replays, or rounding, say nothing. */
  undecided: number;
  entries: number;
  discarded: number;
  runEntries: number;
  runDiscarded: number;
  disagreements: number;
  /** The largest of what agreed: times [ms], states, adjoint to tangent, adjoint to replays, all relative but times. */
  times: number;
  states: number;
  tangent: number;
  replay: number;
  /** Of independent runs: entries that they tell to 1e-6 of the group's largest, and the largest difference of these. */
  runsSharp: number;
  runs: number;
  /** The largest part of their tolerance that was used up. */
  tolerance: number;
}

export const noCounts = (): Counts => ({
  cases: 0,
  close: 0,
  endedAlike: 0,
  ended: 0,
  groups: 0,
  undecided: 0,
  entries: 0,
  discarded: 0,
  runEntries: 0,
  runDiscarded: 0,
  disagreements: 0,
  times: 0,
  states: 0,
  tangent: 0,
  replay: 0,
  runs: 0,
  tolerance: 0,
  runsSharp: 0,
});

/** The counts of two sets of cases as one. */
export function merged(a: Counts, b: Counts): Counts {
  const largest: readonly (keyof Counts)[] = ["times", "states", "tangent", "replay", "runs", "tolerance"];
  const both = noCounts();
  for (const key of Object.keys(both) as (keyof Counts)[]) {
    both[key] = largest.includes(key) ? Math.max(a[key], b[key]) : a[key] + b[key];
  }
  return both;
}

/** Case number `index`: adds to the counts, and returns what disagrees. */
export function checkCase(
  seed: number,
  index: number,
  counts: Counts,
): { readonly kind: Kind; readonly disagreements: readonly Disagreement[] } {
  const { kind, drawn } = drawCase(seed, index);
  const found: string[] = [];
  const attempt = (what: string, check: () => void): void => {
    try {
      check();
    } catch (error) {
      found.push(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  };
  counts.cases++;
  attempt("oracle", () => {
    const { network, input, options, times, seed: own } = drawn;
    const oracle = compareWithOracle(network, input, { until: options.until, times, seed: own });
    if (oracle.isClose) counts.close++;
    else if (!oracle.isWhole) counts.endedAlike++;
    if (oracle.difference !== "") found.push(`oracle: ${oracle.difference}`);
    if (!(oracle.times <= oracle.timesLimit)) found.push(`oracle: times differ by ${oracle.times}`);
    else counts.times = Math.max(counts.times, oracle.times);
    if (!(oracle.states <= oracle.statesLimit)) found.push(`oracle: states differ by ${oracle.states}`);
    else counts.states = Math.max(counts.states, oracle.states);
  });
  attempt("adjoint, tangent and replays", () => {
    const run = runOf(drawn);
    if (run === undefined) {
      counts.ended++;
      return;
    }
    const groups = compareOnMesh(run, drawn.seed, perGroup);
    for (const group of groups) {
      counts.groups++;
      counts.entries += group.checked;
      counts.discarded += group.discarded;
      if (group.verdict === "undecided" || group.verdict === "imprecise") counts.undecided++;
      if (group.verdict !== "agrees") continue;
      // Beyond that rounding, or the differences themselves, decide.
      if (group.rounding < 3e-12) counts.tangent = Math.max(counts.tangent, group.tangentDifference);
      if (group.replayError < 1e-7) counts.replay = Math.max(counts.replay, group.replayDifference);
    }
    for (const group of disagreeing(groups)) {
      found.push(`adjoint, tangent and replays: ${JSON.stringify(group)}`);
    }
  });
  attempt("independent runs", () => {
    const { network, input, options, seed: own } = drawn;
    for (const entry of compareIndependently(network, input, options, own, perCase) ?? []) {
      counts.runEntries++;
      if (entry.discarded !== "") {
        counts.runDiscarded++;
        continue;
      }
      const off = Math.abs(entry.value - entry.expected);
      if (!(off <= entry.tolerance)) {
        found.push(
          `independent runs: ${entry.name}[${entry.entry}] is ${entry.expected}, they say ${entry.value} ± ${entry.tolerance}`,
        );
      } else if (off > 0) {
        counts.tolerance = Math.max(counts.tolerance, off / entry.tolerance);
      }
      if (off <= entry.tolerance && entry.tolerance <= 1e-6 * entry.largest) {
        counts.runsSharp++;
        if (off > 0) counts.runs = Math.max(counts.runs, off / entry.largest);
      }
    }
  });
  counts.disagreements += found.length;
  return { kind, disagreements: found.map((what) => ({ index, kind, what })) };
}
