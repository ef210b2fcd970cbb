/** Adjoint, tangent, and differences of replays and of independent runs on one case. */
import {
  compareDerivatives,
  type GroupComparison,
  roundingOf,
} from "../../../src/check/compare-derivatives.ts";
import { gradientOf } from "../../../src/check/gradient-groups.ts";
import { compareRuns, drawEntries, type RunComparison } from "../../../src/check/independent-runs.ts";
import type { Run } from "../../../src/compile/run.ts";
import type { Network } from "../../../src/network/network.ts";
import { checkInput, type Input } from "../../../src/simulate/given/input.ts";
import { type SimulateOptions, settingsOf } from "../../../src/simulate/given/options.ts";
import { simulate } from "../../../src/simulate/simulate.ts";
import { exactFlow } from "../../../src/solvers/exact-flow.ts";
import { dormandPrince853 } from "../../../src/solvers/tableaus/dormand-prince-853.ts";
import { changeFrom, randomCotangents } from "./cotangents.ts";
import type { Drawn } from "./drawn.ts";

/** A random function of a run, differentiated in three ways on its own mesh. */
export function compareOnMesh(run: Run, seed: number, entries: number): GroupComparison[] {
  const cotangents = randomCotangents(run, seed);
  return compareDerivatives(run, cotangents, changeFrom(run, cotangents), { entries, seed });
}

/**
 * The groups whose derivatives disagree. One that is nothing but what rounding left of the others, 16 digits below
 * them, says nothing where only adjoint and tangent differ.
 */
export function disagreeing(groups: readonly GroupComparison[]): GroupComparison[] {
  const floor = 1e-15 * Math.max(...groups.map(({ largest }) => largest));
  return groups.filter(
    ({ verdict, tangentDifference, replayDifference, replayError, largest }) =>
      verdict === "disagrees" &&
      (tangentDifference * largest > floor || replayDifference > Math.max(1e-6, replayError)),
  );
}

/** With what the adjoint says, and the largest entry of the group. */
export interface NamedComparison extends RunComparison {
  readonly name: string;
  readonly expected: number;
  readonly largest: number;
}

/**
 * A random function of precise runs, by adjoint and by differences of independent runs, for some entries drawn among
 * all: at a tolerance of 1e-11 the solver explains little. What the exact flow solves has no error.
 *
 * @returns undefined if the run does not complete
 */
export function compareIndependently(
  network: Network,
  input: Input,
  options: SimulateOptions,
  seed: number,
  entries: number,
): NamedComparison[] | undefined {
  const { until, samples = [], maxRounds = 20, maxSpikesPerUnitTime = 5, continueFrom } = options;
  const how =
    options.method === exactFlow
      ? { method: exactFlow }
      : { method: dormandPrince853, rtol: 1e-11, atol: 1e-11 };
  const going = continueFrom && { continueFrom };
  const precise = {
    until,
    samples,
    maxRounds,
    maxSpikesPerUnitTime,
    throwOnFailure: false,
    ...how,
    ...going,
  };
  const run = simulate(network, network.initialParameters(), input, precise);
  if (run.status !== "completed") return undefined;
  const cotangents = randomCotangents(run, seed);
  const groups = gradientOf(run, cotangents);
  const found = compareRuns(
    {
      run,
      making: { input: checkInput(network, input), settings: settingsOf(network, precise) },
      cotangents,
      value: changeFrom(run, cotangents),
      groups,
      rounding: roundingOf(run, cotangents),
    },
    drawEntries(groups, entries, seed),
  );
  return found.map((own) => {
    const { name, gradient } = groups[own.group]!;
    const largest = gradient.reduce((most, slope) => Math.max(most, Math.abs(slope)), 0);
    return { ...own, name, expected: gradient[own.entry]!, largest };
  });
}

/** A run of a case with its own options; undefined if the mathematics ends it. */
export function runOf({ network, input, options }: Drawn): Run | undefined {
  const run = simulate(network, network.initialParameters(), input, { ...options, throwOnFailure: false });
  return run.status === "completed" ? run : undefined;
}
