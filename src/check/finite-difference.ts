/**
 * Central differences of what a run is asked for, with the mesh frozen, and a bound on their own error.
 *
 * Differences with steps x, x/2, x/4, … form a table (Richardson):
 *
 *   d_i0 = (f(x_i) − f(−x_i)) / 2x_i ,   d_ij = d_i,j−1 + (d_i,j−1 − d_i−1,j−1) / (4^j − 1)
 *
 * whose best entry is the one that differs least from its two neighbours; that difference is its error,
 * unless rounding says more.
 *
 * Source: Ridders (1982), Accurate computation of F′(x) and F′(x)F″(x), Adv. Eng. Softw. 4(2), 75–76.
 * Variant: contraction 2 rather than 1.4; a row that is
 *   worse than the last does not end the table, since two coarse rows may agree by chance.
 */
import type { Run } from "../compile/run.ts";
import { type RunVariables, variablesOf } from "../compile/run-variables.ts";
import { powerOfTwo } from "../numeric/powers-of-two.ts";
import { replay } from "../simulate/look-back/replay.ts";

export interface Difference {
  readonly value: number;
  /** Estimated absolute error of the value. */
  readonly error: number;
}

const rows = 8;
/** Relative error at which no further rows are made; entries that agree so well by chance are rare. */
const goodEnough = 1e-9;
const shorter = 1 / 8;
const attempts = 10;

/**
 * f′(0).
 *
 * @param f          NaN where it cannot be evaluated; then shorter steps are tried
 * @param firstStep  longest step, positive
 * @param rounding   absolute error of a value of f; the error of the result is never below what follows from it
 * @returns undefined if f could not be evaluated near 0
 */
export function differentiate(
  f: (x: number) => number,
  firstStep: number,
  rounding: number,
): Difference | undefined {
  let step = firstStep;
  for (let attempt = 0; attempt < attempts; attempt++, step *= shorter) {
    const found = extrapolate(f, step, rounding);
    if (found !== undefined) return found;
  }
  return undefined;
}

function extrapolate(f: (x: number) => number, firstStep: number, rounding: number): Difference | undefined {
  let best: Difference | undefined;
  let last: number[] = [];
  for (let i = 0, step = firstStep; i < rows; i++, step *= 0.5) {
    const [above, below] = [f(step), f(-step)];
    const row = [(above - below) / (2 * step)];
    if (!Number.isFinite(row[0])) return best;
    for (let j = 1; j <= i; j++) {
      row.push(row[j - 1]! + (row[j - 1]! - last[j - 1]!) / (powerOfTwo(2 * j) - 1));
      const change = Math.max(Math.abs(row[j]! - row[j - 1]!), Math.abs(row[j]! - last[j - 1]!));
      const error = Math.max(change, rounding / step);
      if (best === undefined || error < best.error) best = { value: row[j]!, error };
    }
    // Enough, or all that follow are too short for the rounding of f.
    const least = Math.max(goodEnough * Math.abs(best?.value ?? 0), rounding / (0.5 * step));
    if (best !== undefined && best.error <= least) return best;
    last = row;
  }
  return best;
}

/**
 * The one-sided derivatives of f at 0, from below and from above: those of the odd functions that continue
 * each side of f. Of the first order in the step, so the errors are larger than those of `differentiate`.
 *
 * @returns undefined if f could not be evaluated near 0
 */
export function oneSided(
  f: (x: number) => number,
  firstStep: number,
  rounding: number,
): { readonly below: Difference; readonly above: Difference } | undefined {
  const middle = f(0);
  const along = (sign: number): Difference | undefined =>
    differentiate((x) => Math.sign(x) * sign * (f(sign * Math.abs(x)) - middle), firstStep, 2 * rounding);
  const [below, above] = [along(-1), along(1)];
  return below && above && { below, above };
}

/**
 * A number read from a run as a function of how far along `direction`, by replays; the mesh is frozen.
 *
 * A case is discarded if an event could not be located again, or a step turned round by more than the
 * neuron's longest step, however short the differences. A shorter reversal is not a reason: the map of
 * a step goes on smoothly to negative sizes, and it is the derivative of that map that is checked.
 *
 * @param value  of the recorded run and of replays of it
 * @returns a function that is NaN where the case is discarded
 */
export function replayedAlong(
  run: Run,
  direction: RunVariables,
  value: (run: Run) => number,
): (x: number) => number {
  return (x) => {
    const { lost, reversals, run: replayed } = replay(run, movedAlong(run, direction, x));
    return lost === undefined && reversals === 0 ? value(replayed) : Number.NaN;
  };
}

/**
 * The derivative at 0 of `replayedAlong`.
 *
 * @param firstStep  longest difference
 * @param rounding   absolute error of `value`
 * @returns undefined if the case is discarded
 */
export function replayedDerivative(
  run: Run,
  direction: RunVariables,
  value: (run: Run) => number,
  firstStep: number,
  rounding: number,
): Difference | undefined {
  return differentiate(replayedAlong(run, direction, value), firstStep, rounding);
}

/** The variables of a run, moved by x times a direction. */
export function movedAlong(run: Run, direction: RunVariables, x: number): RunVariables {
  const variables = variablesOf(run);
  addScaled(variables.parameters, direction.parameters, x);
  addScaled(variables.spikeTimes, direction.spikeTimes, x);
  variables.signals.forEach((own, p) => {
    own.forEach((values, s) => {
      addScaled(values, direction.signals[p]![s]!, x);
    });
  });
  return variables;
}

function addScaled(values: Float64Array, direction: Float64Array, factor: number): void {
  for (let i = 0; i < values.length; i++) values[i]! += factor * direction[i]!;
}
