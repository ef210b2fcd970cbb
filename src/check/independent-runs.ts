/**
 * A gradient against differences of runs that are independent of each other: every one begins at t = 0, chooses its
 * own steps and finds its own events. Nothing of the recorded run is repeated, so that they tell, too, whether what
 * was differentiated is the solution: an event at a wrong place, or a derivative that the mesh should have had.
 *
 * They agree up to the error of the differences, and up to that of the solver, which is measured: one more run with
 * tolerances a hundredth as large (or steps half as long) shows by how much the times and states of a run are off,
 * and by how much the gradient is. Both count four times; they are one sample of an error.
 */
import type { Run } from "../compile/run.ts";
import { variablesOf, zeroVariables } from "../compile/run-variables.ts";
import { powerOfTwo } from "../numeric/powers-of-two.ts";
import { randomGenerator } from "../numeric/random.ts";
import type { Settings } from "../simulate/given/options.ts";
import { askAgain } from "../simulate/look-back/observe.ts";
import { spikesFollowed } from "../simulate/schedule/population-run.ts";
import type { Cotangents } from "../tape/solution.ts";
import { cotangentsFor, distance } from "./carried.ts";
import { type Difference, movedAlong } from "./finite-difference.ts";
import { type GradientGroup, gradientOf } from "./gradient-groups.ts";
import { firstChanged, happeningsOf } from "./happenings.ts";
import { finer, type Making, rerun } from "./rerun.ts";
import { runDifference } from "./run-difference.ts";
import { valueNoise } from "./value-noise.ts";

/** One entry of a gradient against differences of independent runs, in absolute numbers. */
export interface RunComparison {
  /** Index among the groups, and in the group. */
  readonly group: number;
  readonly entry: number;
  /** What the runs say; NaN if discarded. */
  readonly value: number;
  /** Largest difference that is explained. */
  readonly tolerance: number;
  /** Why there is nothing to compare, in words; empty if there is. */
  readonly discarded: string;
}

/** What is compared, and how runs of it are made. */
export interface IndependentRuns {
  readonly run: Run;
  readonly making: Making;
  readonly cotangents: Cotangents;
  /** A number read from a run to which the same happened; the cotangents are of it. */
  readonly value: (run: Run) => number;
  readonly groups: readonly GradientGroup[];
  /** Absolute rounding of `value`. */
  readonly rounding: number;
}

const safety = 4;
const muchShorter = powerOfTwo(-9);

/**
 * @param entries  pairs of a group's index and an entry of it
 */
export function compareRuns(
  given: IndependentRuns,
  entries: readonly (readonly [group: number, entry: number])[],
): RunComparison[] {
  if (entries.length === 0) return [];
  const { run, making, groups } = given;
  const judge = judgeOf(given);
  const finest = { ...making, settings: finer(making.settings) };
  const fine = rerun(run, finest, variablesOf(run))!;
  const changed = judge(fine);
  const discard = (why: string) =>
    entries.map(([group, entry]) => ({
      group,
      entry,
      value: Number.NaN,
      tolerance: Number.NaN,
      discarded: why,
    }));
  if (changed !== "") return discard(`with finer steps ${changed}`);
  const carried = cotangentsFor(fine, run, given.cotangents);
  const noise = safety * (distance(fine, run, given.cotangents) + given.rounding);
  const fineGroups = gradientOf(fine, carried);
  return entries.map(([group, entry]) => {
    const { gradient, step, write } = groups[group]!;
    const direction = zeroVariables(run);
    write(direction, entry, 1);
    const numberOf =
      (made: Making) =>
      (x: number): number | string => {
        const other = rerun(run, made, movedAlong(run, direction, x));
        if (other === undefined) return "it is at the edge of its domain";
        const why = judge(other);
        return why === "" ? given.value(other) : why;
      };
    const explained = safety * Math.abs(fineGroups[group]!.gradient[entry]! - gradient[entry]!);
    let found = nearestDifference(numberOf(making), step, noise, gradient[entry]!, explained);
    // One sample may say too little of the runs' own errors: those of finer runs are a hundredth.
    if (typeof found !== "string" && isOff(found, gradient[entry]!, explained)) {
      const nearer = nearestDifference(numberOf(finest), step, noise / 100, gradient[entry]!, explained);
      if (typeof nearer !== "string") found = nearer;
    }
    if (typeof found === "string") {
      return { group, entry, value: Number.NaN, tolerance: Number.NaN, discarded: found };
    }
    return { group, entry, value: found.value, tolerance: found.error + explained, discarded: "" };
  });
}

function isOff({ value, error }: Difference, expected: number, explained: number): boolean {
  return Math.abs(value - expected) > error + explained;
}

/** Differences, looked at again where they do not agree with what is expected. */
function nearestDifference(
  f: (x: number) => number | string,
  step: number,
  rounding: number,
  expected: number,
  explained: number,
): Difference | string {
  const first = runDifference(f, step, rounding);
  if (typeof first === "string" || !isOff(first, expected, explained)) return first;
  // The value may have more noise than it is said to have.
  const noise = Math.max(rounding, valueNoise(f, step));
  const found = noise > rounding ? runDifference(f, step, noise) : first;
  if (typeof found === "string" || !isOff(found, expected, explained)) return found;
  // A kink close by, of which nothing that happens tells: see `compareDerivatives`.
  const nearer = runDifference(f, step * muchShorter, noise);
  const off = Math.abs(found.value - expected);
  const best = typeof nearer !== "string" && nearer.error <= off / 16 ? nearer : found;
  if (isOff(best, expected, explained) && isOneSided(f, step * muchShorter, noise, expected, explained)) {
    return "what is read has a kink there, whose derivative on one side is the gradient";
  }
  return best;
}

/** Whether f has other derivatives on either side of 0, farther apart than they are known, and what is expected is one of them. */
function isOneSided(
  f: (x: number) => number | string,
  h: number,
  noise: number,
  expected: number,
  explained: number,
): boolean {
  const here = f(0);
  const sides = [h, -h].map((x) => {
    const [near, far] = [f(x), f(2 * x)];
    if (typeof here !== "number" || typeof near !== "number" || typeof far !== "number") return undefined;
    const value = (near - here) / x;
    return { value, error: Math.abs(value - (far - here) / (2 * x)) + (2 * noise) / h };
  });
  const [right, left] = sides;
  if (right === undefined || left === undefined) return false;
  const isKink = Math.abs(right.value - left.value) > safety * (right.error + left.error);
  return isKink && [right, left].some((side) => !isOff(side, expected, explained));
}

/** Entries drawn among all groups, each group with the same chance. */
export function drawEntries(
  groups: readonly GradientGroup[],
  count: number,
  seed: number | string,
): (readonly [group: number, entry: number])[] {
  const random = randomGenerator(seed).split("independent runs");
  const order = random.permutation(groups.length).subarray(0, count);
  return Array.from(order, (group) => [group, random.integer(groups[group]!.gradient.length)] as const);
}

/** In words, what keeps a run from being compared with the recorded one; empty if nothing does. */
function judgeOf({ run, making, cotangents }: IndependentRuns): (other: Run) => string {
  const { settings } = making;
  const happened = happeningsOf(run, readUntil(run, settings));
  const { owner } = run.program;
  return (other) => {
    if (other.status !== "completed") return `the run ends with ${other.status}`;
    for (const question of run.observations.keys()) askAgain(other, question);
    const neuron = firstChanged(happened, happeningsOf(other, readUntil(other, settings)));
    if (neuron < 0) return cotangentsFor(other, run, cotangents).lost ? "there are fewer events" : "";
    const { name, firstNeuron } = run.program.populations[owner[neuron]!]!.population;
    const count = (of: Run): number =>
      of.events(name).filter((event) => event.neuron === neuron - firstNeuron).length;
    const [before, after] = [count(run), count(other)];
    const where = `neuron ${neuron - firstNeuron} of "${name}"`;
    return before === after
      ? `what happens to ${where} has another order`
      : `${where} has another number of events, ${after} for ${before}`;
  };
}

/**
 * Up to when it matters what happens, for every neuron: one of which so many spikes are read is not followed further,
 * and where these are all that is read nothing is followed beyond the last of them.
 */
function readUntil(run: Run, settings: Settings): Float64Array {
  const { populations, network } = run.program;
  const limits = new Float64Array(network.neurons).fill(run.until);
  let [last, isWhole] = [Number.NEGATIVE_INFINITY, settings.endEarly];
  for (const { population } of populations) {
    const count = spikesFollowed(run.program, settings, population.name);
    if (count === Number.POSITIVE_INFINITY) continue;
    run.spikeTimes(population.name).forEach((times, neuron) => {
      const limit = times[count - 1];
      if (limit === undefined) isWhole = false;
      else last = Math.max(last, (limits[population.firstNeuron + neuron] = limit));
    });
  }
  return isWhole ? limits.map((limit) => Math.min(limit, last)) : limits;
}
