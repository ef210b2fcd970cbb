/** Draws of one neuron, each checked by `checkGradients`, and what came of them. */
import { checkGradients, type GradientCheck } from "../../../src/check/check-gradients.ts";
import { type GroupComparison, replayTolerance, safety } from "../../../src/check/compare-derivatives.ts";
import { drawOf } from "./draw.ts";

/** Entries of a group that are compared with replays, and with independent runs. */
const compared = { entries: 4, independentEntries: 1 };

/** What came of the draws of a neuron. */
export interface Counts {
  draws: number;
  /** With at least one spike. */
  spiked: number;
  /** Groups of entries: parameters, initial states, weights, delays, input times. */
  groups: number;
  /** Of these, what nothing but adjoint and tangent tells, or is too small for rounding. */
  undecided: number;
  entries: number;
  discarded: number;
  runEntries: number;
  runDiscarded: number;
  /** The largest part of what a difference may be that was used up, of replays and of runs. */
  replays: number;
  runs: number;
  seconds: number;
  /** By what was said; numbers are left out. */
  readonly ended: Record<string, number>;
  readonly reasons: Record<string, number>;
  /** With the number of the draw, by which it can be repeated. */
  readonly disagreements: string[];
}

export const noCounts = (): Counts => ({
  draws: 0,
  spiked: 0,
  groups: 0,
  undecided: 0,
  entries: 0,
  discarded: 0,
  runEntries: 0,
  runDiscarded: 0,
  replays: 0,
  runs: 0,
  seconds: 0,
  ended: {},
  reasons: {},
  disagreements: [],
});

const count = (of: Record<string, number>, what: string, more = 1): void => {
  of[what] = (of[what] ?? 0) + more;
};

/** What is said, without the numbers and names in it. */
const kindOf = (why: string): string =>
  why
    .replace(/"[^"]*"/g, "…")
    .replace(/[\d.]+(?:e[-+]?\d+)?/g, "…")
    .replace(/: lower its.*/, "");

/** The check of a draw; a status where the run ends before its time. */
export function checkDraw(
  name: string,
  seed: number,
  k: number,
): { readonly check: GradientCheck; readonly spikes: number } | string {
  const draw = drawOf(name, seed, k);
  if (typeof draw === "string") return draw;
  const { network, objective, parameters, input, target, spikes } = draw;
  return {
    check: checkGradients(network, objective, parameters, input, target, { ...compared, seed: k }),
    spikes,
  };
}

/** Adds draw number k of a neuron. */
export function countDraw(name: string, seed: number, k: number, counts: Counts): void {
  counts.draws++;
  try {
    const found = checkDraw(name, seed, k);
    if (typeof found === "string") {
      count(counts.ended, found);
      return;
    }
    if (found.spikes > 0) counts.spiked++;
    for (const group of found.check.groups) countGroup(k, group, counts);
  } catch (error) {
    counts.disagreements.push(`${k}: ${String(error)}`);
  }
}

function countGroup(k: number, group: GroupComparison, counts: Counts): void {
  const { name, verdict, checked, discarded, why, largest, runs } = group;
  counts.groups++;
  counts.entries += checked;
  counts.discarded += discarded;
  counts.runEntries += runs!.checked;
  counts.runDiscarded += runs!.discarded;
  if (discarded > 0) count(counts.reasons, `replays: ${kindOf(why)}`, discarded);
  if (runs!.discarded > 0) count(counts.reasons, `runs: ${kindOf(runs!.why)}`, runs!.discarded);
  if (verdict === "undecided" || verdict === "imprecise") counts.undecided++;
  if (verdict === "disagrees") {
    const { tangentDifference, replayDifference, replayError } = group;
    counts.disagreements.push(
      `${k}: ${name} ${verdict}: ${JSON.stringify({ largest, tangentDifference, replayDifference, replayError, difference: runs!.difference, explained: runs!.explained })}`,
    );
    return;
  }
  // Of a group of zeros nothing is a part.
  const part = (off: number, allowed: number): number => (off > 0 && allowed < Infinity ? off / allowed : 0);
  if (verdict === "agrees" && discarded < checked) {
    counts.replays = Math.max(
      counts.replays,
      part(group.replayDifference, Math.max(replayTolerance, safety * group.replayError)),
    );
  }
  if (runs!.discarded < runs!.checked)
    counts.runs = Math.max(counts.runs, part(runs!.difference, runs!.explained));
}
