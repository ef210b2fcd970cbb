/** Derivatives of what independent runs give: central or one-sided differences, extrapolated to step 0. */
import type { OracleSolution } from "./model.ts";

export interface Difference {
  readonly value: number;
  /** Estimate of the error of `value`, rounding of the runs included. */
  readonly error: number;
}

/** What a run gives, and what happened in it: no derivative is taken across a change of that. */
export interface Outcome {
  readonly value: number;
  readonly signature: string;
}

/** Everything that happened to every neuron, in its order. */
export function signatureOf({ status, logs }: OracleSolution): string {
  return `${status}: ${logs.map((log) => log.join(", ")).join("; ")}`;
}

/**
 * df/dx at x by Ridders' tableau of differences (1982, Adv. Eng. Softw. 4, 75–76): steps width · 2^−k, extrapolated in
 * their squares, or, one-sided (a delay of 0), in the steps. The entry with the smallest estimate of its error counts.
 *
 * @param width  the largest step; it is made smaller until nothing changes its order
 * @returns undefined if what happens in a run changes with the smallest step still, or at x itself
 */
export function difference(
  f: (x: number) => Outcome,
  x: number,
  width: number,
  side: "central" | "forward" = "central",
): Difference | undefined {
  const base = f(x);
  const slope = (h: number): number | undefined => {
    const above = f(x + h);
    const below = side === "central" ? f(x - h) : base;
    if (above.signature !== base.signature || below.signature !== base.signature) return undefined;
    return (above.value - below.value) / (side === "central" ? 2 * h : h);
  };
  for (let attempt = 0, h = width; attempt < 8; attempt++, h /= 4) {
    const first = slope(h);
    if (first !== undefined) return extrapolated(slope, first, h, side === "central" ? 4 : 2);
  }
  return undefined;
}

/** Rows of the tableau from step h on: `ratio` is how much smaller the leading error is with half the step. */
function extrapolated(
  slope: (h: number) => number | undefined,
  first: number,
  h: number,
  ratio: number,
): Difference | undefined {
  let row = [first];
  let best: Difference | undefined;
  for (let k = 1; k < 9; k++) {
    const coarsest = slope(h / 2 ** k);
    if (coarsest === undefined) return best;
    const next = [coarsest];
    row.forEach((above, j) => {
      const factor = ratio === 4 ? 4 ** (j + 1) : 2 ** (j + 1);
      const value = next[j]! + (next[j]! - above) / (factor - 1);
      const error = Math.max(Math.abs(value - next[j]!), Math.abs(value - above));
      if (best === undefined || error <= best.error) best = { value, error };
      next.push(value);
    });
    // Rounding takes over.
    const worse = Math.abs(next.at(-1)! - row.at(-1)!);
    if (best !== undefined && worse > 4 * best.error && k > 2) return best;
    row = next;
  }
  return best;
}
