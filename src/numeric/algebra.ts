/** Arithmetic over an abstract scalar, so that a formula is written once for numbers and expressions. */

import { exp } from "./exponential.ts";
import { log } from "./logarithm.ts";
import { pow } from "./power.ts";

/** What arithmetic needs: constants of a kind of scalar, and operations on it. */
export interface Algebra<S> {
  /** The scalar that a number is. */
  readonly constant: (value: number) => S;
  /** a + b. */
  readonly add: (a: S, b: S) => S;
  /** a − b. */
  readonly sub: (a: S, b: S) => S;
  /** a · b. */
  readonly mul: (a: S, b: S) => S;
  /** a / b. */
  readonly div: (a: S, b: S) => S;
  /** |a|. */
  readonly abs: (a: S) => S;
  /** The larger of the two. */
  readonly max: (a: S, b: S) => S;
}

/** Arithmetic on numbers. */
export const numberAlgebra: Algebra<number> = {
  constant: (value) => value,
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  abs: Math.abs,
  max: Math.max,
};

/** What formulas with functions need besides. */
export interface FunctionAlgebra<S> extends Algebra<S> {
  readonly exp: (a: S) => S;
  readonly log: (a: S) => S;
  readonly pow: (a: S, exponent: number) => S;
  /** The smaller of the two. */
  readonly min: (a: S, b: S) => S;
  /** `a` where x is 0, else `b`. */
  readonly ifZero: (x: S, a: S, b: S) => S;
}

/** The same on numbers, with the bits of all executions. */
export const numberFunctions: FunctionAlgebra<number> = {
  ...numberAlgebra,
  exp,
  log,
  pow,
  min: Math.min,
  ifZero: (x, a, b) => (x === 0 ? a : b),
};

/** Σ weights[i]·terms[i] from left to right, leaving out zero weights; `zero` if none is left. */
export function weightedSum<S>(algebra: Algebra<S>, weights: ArrayLike<number>, terms: readonly S[]): S {
  let sum: S | undefined;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i]!;
    if (weight === 0) continue;
    const term = weight === 1 ? terms[i]! : algebra.mul(algebra.constant(weight), terms[i]!);
    sum = sum === undefined ? term : algebra.add(sum, term);
  }
  return sum ?? algebra.constant(0);
}
