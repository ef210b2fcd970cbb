/** The check of a gradient that users call: every group of its entries, computed four ways. */
import type { Run } from "../compile/run.ts";
import { OptionError } from "../errors.ts";
import type { Network } from "../network/network.ts";
import { checkParameters, type Parameters } from "../network/parameters.ts";
import { checkSeed } from "../numeric/random.ts";
import { createDesk, evaluateSample } from "../objective/evaluate.ts";
import { type Objective, type ObjectiveOptions, objectiveOf } from "../objective/objective.ts";
import { checkOptions } from "../options.ts";
import { checkInput, type Input } from "../simulate/given/input.ts";
import {
  compareDerivatives,
  type GroupComparison,
  roundingOf,
  roundingOfValue,
  uselessError,
  type Verdict,
} from "./compare-derivatives.ts";
import { formatGradientCheck } from "./format-gradient-check.ts";
import { gradientOf } from "./gradient-groups.ts";
import { compareGroupsWithRuns, type RunsComparison } from "./runs-of-groups.ts";

/** How many entries of a gradient are compared, and which. */
export interface CheckGradientsOptions {
  /** Entries compared per group, default 64; of larger groups so many are drawn, half of them where the gradient is not 0. */
  readonly entries?: number;
  /**
   * Of these, how many per group are compared with differences of independent runs, too; default 4. Each takes 8 runs
   * or 16; 0 leaves them out.
   */
  readonly independentEntries?: number;
  /** Of the draw, default 0. */
  readonly seed?: number | string;
}

/** What a check found, as rows and as the text of a table. */
export interface GradientCheck {
  /** The objective at the parameters. */
  readonly value: number;
  /** One row per slice of the parameters, then per source and per signal. */
  readonly groups: readonly GroupComparison[];
  /**
   * Whether at least one group agrees, and all others do or are undecided: nothing speaks against the gradient, and
   * something for it. Look at `undecided`, too.
   */
  readonly agrees: boolean;
  /**
   * Names of the groups of which nothing but adjoint and tangent tells; empty if differences confirm all. The table
   * says why, as `why` of the group and of its `runs` do.
   */
  readonly undecided: readonly string[];
  /** As given. */
  readonly seed: number | string;
  /** The table as text. */
  readonly toString: () => string;
}

const where = "checkGradients";

/**
 * Compares the gradient of an objective for one sample with forward sensitivities of the same steps, with
 * differences of replays of the run, and with differences of independent runs.
 *
 * Replays share the mesh of the run that the objective makes, its early end included: they hold the derivative against
 * the computation. Independent runs choose their own steps and find their own events: they hold it against the
 * solution, as well as rtol and atol allow, and say nothing where a change moves an event past another.
 *
 * @param options     of the objective, as for `valueAndGradient`; it is the gradient by its `gradientMethod` that is compared
 * @param parameters  where to differentiate; not changed
 * @param input       of one sample
 * @returns a table; print it, or look at `agrees`
 * @throws OptionError for wrong options or input, or an objective that is not finite; ShapeError for an
 *   input or a target that does not fit; SimulationError for a run that does not complete
 */
export function checkGradients(
  network: Network,
  options: ObjectiveOptions,
  parameters: Parameters,
  input: Input,
  target: unknown,
  check: CheckGradientsOptions = {},
): GradientCheck {
  checkOptions(where, check, { entries: "count", independentEntries: "whole", seed: "any" });
  const { entries = 64, independentEntries = 4, seed = 0 } = check;
  checkSeed(where, seed);
  if (Array.isArray(input)) {
    throw new OptionError(where, "the input is a batch", "Give the input and target of one sample.");
  }
  checkParameters(where, network, parameters);
  const objective = objectiveOf(network, options, where);
  const checked = checkInput(network, input, `${where}: input`);
  const evaluated = evaluateSample(
    objective,
    { parameters: parameters.copy(), input: checked },
    target,
    1,
    createDesk(objective),
  );
  const { run, value, cotangents } = evaluated;
  if (!Number.isFinite(value)) {
    const hint =
      "If a neuron is silent, give its readout a silentTime, or start from parameters with which it fires.";
    throw new OptionError(where, `the objective is ${value}, which has no differences`, hint);
  }
  const { gradientMethod: method } = objective;
  const withRuns = (compared: readonly GroupComparison[]): GroupComparison[] => {
    const independent = {
      run,
      making: { input: checked, settings: objective.settings },
      cotangents,
      value: valueIn,
      groups: gradientOf(run, cotangents, method),
      rounding: roundingOf(run, cotangents) + roundingOfValue(value),
    };
    const runs = compareGroupsWithRuns(independent, Math.min(entries, independentEntries), seed);
    return compared.map((group, g) => {
      return { ...group, runs: runs[g]!, verdict: verdictWith(runs[g]!, group.verdict) };
    });
  };
  const valueIn = (other: Run): number => valueOn(objective, other, target);
  const onMesh = compareDerivatives(run, cotangents, valueIn, { entries, seed, method });
  const groups = independentEntries === 0 ? onMesh : withRuns(onMesh);
  const undecided = groups.filter(({ verdict }) => verdict === "undecided").map(({ name }) => name);
  const confirmed = groups.filter(({ verdict }) => verdict === "agrees").length;
  const agrees = confirmed > 0 && confirmed + undecided.length === groups.length;
  const found = { value, groups, agrees, undecided, seed };
  return Object.freeze({ ...found, toString: () => formatGradientCheck(found) });
}

/** Independent runs decide, too, where replays do not and what they may be off by is little. */
function verdictWith({ agrees, checked, discarded, explained }: RunsComparison, replays: Verdict): Verdict {
  if (!agrees) return "disagrees";
  const decide = discarded < checked && explained <= uselessError;
  return replays === "undecided" && decide ? "agrees" : replays;
}

/** The objective of a replay; NaN if a readout has no value, which losses refuse: a displaced run may blow up. */
function valueOn({ terms, targets }: Objective, run: Run, target: unknown): number {
  return terms.reduce((sum, { readout, loss, weight }, k) => {
    const output = readout.read(run);
    if (output.some((value) => !(value > Number.NEGATIVE_INFINITY))) return Number.NaN;
    return sum + weight * loss.evaluate(output, targets[k]!(target)).value;
  }, 0);
}
