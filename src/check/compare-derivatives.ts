/**
 * One derivative computed three ways, group by group: by the discrete adjoint, by tangents of the same
 * steps, and by differences of replays. The first two share kernels' expressions but no derivative
 * rule's direction and no sweep; the third uses no derivative at all.
 *
 * Differences are relative to the largest entry of the group. Adjoint and tangent agree to 1e-10 or to
 * their rounding, whichever is more. Rounding is measured: both are linear in what they push or pull, so
 * three times the result for a third of it is the result again, but for rounding.
 */
import { discreteAdjoint, type GradientMethod } from "../adjoint/gradient-method.ts";
import { pairing, tangentSweep } from "../adjoint/tangent-sweep.ts";
import type { Run } from "../compile/run.ts";
import { type RunVariables, variablesOf, zeroVariables } from "../compile/run-variables.ts";
import { unfold } from "../compile/unfold.ts";
import { powerOfTwo } from "../numeric/powers-of-two.ts";
import { replay } from "../simulate/look-back/replay.ts";
import type { Cotangents } from "../tape/solution.ts";
import { type Difference, differentiate, oneSided, replayedAlong } from "./finite-difference.ts";
import { drawnEntries, type GradientGroup, gradientOf } from "./gradient-groups.ts";
import type { RunsComparison } from "./runs-of-groups.ts";
import { valueNoise } from "./value-noise.ts";
import { whyDiscarded, whyUpstroke } from "./why-discarded.ts";

/**
 * - agrees: all three do
 * - disagrees: two of them do not, or differences of independent runs are further off than is explained
 * - undecided: adjoint and tangent agree, and all differences, of replays and of independent runs, were discarded or
 *   may be off by more than a hundredth of the gradient
 * - imprecise: rounding may make up a hundredth of the gradient or more, and differences do not tell that it is 0
 */
export type Verdict = "agrees" | "disagrees" | "undecided" | "imprecise";

/** What the comparison of one group of entries found. */
export interface GroupComparison {
  readonly name: string;
  readonly entries: number;
  /** How many of the entries were compared. */
  readonly checked: number;
  /** Largest magnitude among all entries of the adjoint's gradient, in its own unit. */
  readonly largest: number;
  /** Largest difference, relative to `largest`. */
  readonly tangentDifference: number;
  /** Largest relative rounding of adjoint and tangent, as measured. */
  readonly rounding: number;
  /** Largest difference between adjoint and differences, relative to `largest`. */
  readonly replayDifference: number;
  /** Largest error that the differences estimate of themselves, relative to `largest`. */
  readonly replayError: number;
  /** Entries without differences of replays. */
  readonly discarded: number;
  /** Why the first of them has none, or why those that are there say nothing; empty if they do. */
  readonly why: string;
  /**
   * Entries that disagree because the function has a kink: its one-sided derivatives differ, and adjoint and
   * tangent are one of them or lie between. So does `max(a, b)` where a = b.
   */
  readonly kinks: number;
  /** What differences of independent runs say, where they were asked for. */
  readonly runs?: RunsComparison;
  readonly verdict: Verdict;
}

export interface CompareOptions {
  /** Entries compared per group; of larger groups so many are drawn. */
  readonly entries: number;
  readonly seed: number | string;
  /** Whose gradient is compared, default: the discrete adjoint. */
  readonly method?: GradientMethod;
}

/** Required agreement of adjoint and tangent, and of adjoint and differences. */
const tangentTolerance = 1e-10;
export const replayTolerance = 1e-6;
/** How much larger than the rounding that was measured the true one may be. */
const roundingFactor = 30;
/** How much larger than what differences say their error may be: in an upstroke it is one sample of noise. */
export const safety = 4;
/** For differences on this side of a kink. */
const muchShorter = powerOfTwo(-9);
const inexact =
  "differences may be off by more than a hundredth of the gradient, as those of a loss in single precision are";
/** Relative error beyond which differences, or the gradient itself, say nothing. */
export const uselessError = 1e-2;
/** So many roundings of what is read are no change of it. */
const nothing = 16;

/**
 * @param cotangents  of `value` at the run
 * @param value       a number read from the run or a replay of it
 */
export function compareDerivatives(
  run: Run,
  cotangents: Cotangents,
  value: (run: Run) => number,
  options: CompareOptions,
): GroupComparison[] {
  const { method = discreteAdjoint } = options;
  const groups = gradientOf(run, cotangents, method);
  // The rounding of the library's own, whoever's gradient it is: what is wrong with another is not its rounding.
  const wholes = method === discreteAdjoint ? groups : gradientOf(run, cotangents);
  const thirds = gradientOf(run, third(cotangents));
  // What is audited is the gradient as it is computed; tangents and replays go through single records.
  unfold(run);
  const rounding = roundingOf(run, cotangents);
  const noise = rounding + roundingOfValue(value(run));
  return groups.map((group, g) => {
    const chosen = drawnEntries(group, options.entries, options.seed).sort((a, b) => a - b);
    const entries = chosen.map((entry) =>
      compareEntry(run, cotangents, value, group, [wholes[g]!, thirds[g]!], entry, noise),
    );
    return summary(group, entries, rounding);
  });
}

function third({ spikeTimes, samples, observations }: Cotangents): Cotangents {
  return {
    spikeTimes: spikeTimes.map((bar) => bar / 3),
    samples: new Map([...samples].map(([table, bars]) => [table, bars.map((bar) => bar / 3)])),
    observations: new Map([...observations].map(([own, bars]) => [own, bars.map((bar) => bar / 3)])),
  };
}

interface EntryComparison {
  readonly tangent: number;
  readonly rounding: number;
  readonly replay: number | undefined;
  readonly replayError: number;
  readonly atKink: boolean;
  /** Why there are no differences; empty if there are. */
  readonly why: string;
}

/** Absolute differences of one entry. */
function compareEntry(
  run: Run,
  cotangents: Cotangents,
  value: (run: Run) => number,
  { gradient, step, write }: GradientGroup,
  [whole, thirds]: readonly [GradientGroup, GradientGroup],
  entry: number,
  noise: number,
): EntryComparison {
  const along = (size: number): RunVariables => {
    const direction = zeroVariables(run);
    write(direction, entry, size);
    return direction;
  };
  const adjoint = gradient[entry]!;
  const tangent = pairing(cotangents, tangentSweep(run, along(1)));
  const again = 3 * pairing(cotangents, tangentSweep(run, along(1 / 3)));
  const f = replayedAlong(run, along(1), value);
  const isOff = (difference: Difference | undefined): difference is Difference =>
    difference !== undefined && !isWithin(difference, adjoint);
  let found = nearestDerivative(f, step, noise, adjoint);
  let blur = noise;
  if (isOff(found)) {
    // Only where it matters, since it takes many values.
    blur = Math.max(noise, valueNoise(f, step));
    if (blur > noise) found = nearestDerivative(f, step, blur, adjoint);
  }
  // Independent runs decide where the noise of an upstroke is all that speaks against it.
  const upstroke = isOff(found) ? whyUpstroke(run) : "";
  if (upstroke !== "") found = undefined;
  return {
    tangent: Math.abs(adjoint - tangent),
    rounding: Math.max(
      Math.abs(tangent - again),
      Math.abs(whole.gradient[entry]! - 3 * thirds.gradient[entry]!),
    ),
    replay: found && Math.abs(adjoint - found.value),
    replayError: found?.error ?? 0,
    atKink: isOff(found) && isOneOfTwo(adjoint, f, step, blur),
    why: upstroke !== "" || found !== undefined ? upstroke : whyDiscarded(run, along(1), step),
  };
}

function isWithin({ value, error }: Difference, adjoint: number): boolean {
  return Math.abs(adjoint - value) <= Math.max(replayTolerance * Math.abs(adjoint), safety * error);
}

/**
 * Differences of replays. Where they disagree there may be a kink close by, as where a state at an event comes near a
 * comparison in its reset: differences from both sides of it agree with each other and not with the derivative. Those
 * with much shorter steps decide if they are exact enough to.
 */
function nearestDerivative(
  f: (x: number) => number,
  step: number,
  noise: number,
  adjoint: number,
): Difference | undefined {
  const found = differentiate(f, step, noise);
  if (found === undefined || isWithin(found, adjoint)) return found;
  const off = Math.abs(adjoint - found.value);
  const nearer = differentiate(f, step * muchShorter, noise);
  return nearer !== undefined && nearer.error <= off / 16 ? nearer : found;
}

/** Whether f has two one-sided derivatives at 0, and `derivative` is one of them or lies between. */
function isOneOfTwo(derivative: number, f: (x: number) => number, step: number, noise: number): boolean {
  const found = oneSided(f, step, noise);
  if (found === undefined) return false;
  const [low, high] = [found.below, found.above].sort((a, b) => a.value - b.value);
  // One-sided differences are of the first order, and estimate their errors less well.
  const error = 10 * (low!.error + high!.error);
  return (
    high!.value - low!.value > error && derivative >= low!.value - error && derivative <= high!.value + error
  );
}

/**
 * How far off the value may be in a replay: four units in the last place of every time and state it
 * depends on, and for times of events what the crossing rate makes of the rounding of g.
 */
export function roundingOf(run: Run, { spikeTimes, samples, observations }: Cotangents): number {
  const { timeRounding } = replay(run, variablesOf(run));
  const units = 4 * Number.EPSILON;
  let sum = 0;
  spikeTimes.forEach((bar, record) => {
    sum += Math.abs(bar) * (units * run.tape.spikes.time.data[record]! + timeRounding);
  });
  for (const [{ values }, bars] of [...samples, ...observations]) {
    bars.forEach((bar, k) => {
      if (bar !== 0) sum += units * Math.abs(bar * values[k]!);
    });
  }
  return sum;
}

/** How far off a value may be because it is a number: four units in its last place, since it may be a sum. */
export function roundingOfValue(value: number): number {
  return Number.isFinite(value) ? 4 * Number.EPSILON * Math.abs(value) : 0;
}

/** @param noise  absolute error of the value by those of the times and states that it is of */
function summary(
  { name, gradient, step }: GradientGroup,
  entries: readonly EntryComparison[],
  noise: number,
): GroupComparison {
  const largest = gradient.reduce((sofar, entry) => Math.max(sofar, Math.abs(entry)), 0);
  const relative = (differences: readonly number[]): number => {
    const worst = differences.reduce((sofar, difference) => Math.max(sofar, difference), 0);
    return worst === 0 ? 0 : worst / largest;
  };
  const rounding = relative(entries.map((entry) => entry.rounding));
  const tangentDifference = relative(entries.map((entry) => entry.tangent));
  const replayed = entries.filter((entry) => entry.replay !== undefined);
  const replayDifference = relative(replayed.map((entry) => entry.replay!));
  // Where nothing depends on a variable all three are exactly 0, and rounding has nothing to hide.
  const isZero = largest === 0 && replayDifference === 0;
  const replayError = isZero ? 0 : relative(replayed.map((entry) => entry.replayError));
  const discarded = entries.length - replayed.length;
  const blurred = roundingFactor * Math.max(...entries.map((entry) => entry.rounding));
  // As far as differences can tell it is 0: over the longest of them what is read changes by its rounding.
  const most = entries.reduce(
    (so, { tangent, replay = 0, replayError: own }) => Math.max(so, tangent, replay, own),
    0,
  );
  const isNothing = replayed.length > 0 && (largest + most) * step <= nothing * noise;
  const sound =
    isNothing ||
    entries.every(
      ({ tangent, replay = 0, replayError: own }) =>
        tangent <= Math.max(tangentTolerance * largest, blurred) &&
        replay <= Math.max(replayTolerance * largest, blurred, safety * own),
    );
  const kinks = entries.filter((entry) => entry.atKink).length;
  const isBlurred = blurred > uselessError * largest && !isNothing;
  const isExact = replayError <= uselessError || isNothing;
  const reached = discarded < entries.length && isExact ? "agrees" : "undecided";
  const missing = entries.find(({ why }) => why !== "")?.why;
  return {
    name,
    entries: gradient.length,
    checked: entries.length,
    largest,
    tangentDifference,
    rounding,
    replayDifference,
    replayError,
    discarded,
    why: missing ?? (isExact ? "" : inexact),
    kinks: sound ? 0 : kinks,
    verdict: !sound ? "disagrees" : isBlurred ? "imprecise" : reached,
  };
}
