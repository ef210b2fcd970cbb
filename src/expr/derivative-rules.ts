/**
 * Local derivatives of every operation, one row each: from the arguments and the result to the
 * partial derivative with respect to each argument. Forward and reverse accumulation both use it.
 *
 * Where a derivative does not exist one of its one-sided values is taken: abs and min/max at a tie
 * go with the first argument's branch, comparisons and floor are constant, select follows its condition, and
 * 0^b does not depend on b (it is 0 for every b > 0, while 0·log 0 would be NaN).
 */
import {
  abs,
  add,
  cos,
  div,
  eq,
  exp,
  le,
  log,
  lt,
  mul,
  neg,
  one,
  pow,
  select,
  sin,
  sub,
  zero,
} from "./build.ts";
import type { Expr } from "./node.ts";
import type { AppliedOp } from "./op.ts";

type Rule = (args: readonly Expr[], out: Expr) => readonly Expr[];

/** ∂(a^b)/∂b = a^b log a. */
function powExponent(a: Expr, b: Expr, out: Expr): Expr {
  return b.op === "constant" ? zero : select(eq(a, 0), zero, mul(out, log(a)));
}

const square = (x: Expr): Expr => mul(x, x);

/** Taylor coefficients of exprel′, (m + 1)/(m + 2)!: at |x| ≤ ½ what follows is below 2^−58 of the sum. */
const exprelSlopes: readonly number[] = Array.from({ length: 15 }, (_, m) => {
  let factorial = 1;
  for (let k = 2; k <= m + 2; k++) factorial *= k;
  return (m + 1) / factorial;
});

/**
 * exprel′(x) = (e^x (x − 1) + 1)/x², near 0, where that cancels, its series. The relative error is at most
 * 3e-15 (at −½ the sum is a tenth of its terms), that of second derivatives, which differentiate this
 * expression, at most 3e-14.
 */
function exprelSlope(x: Expr): Expr {
  const series = exprelSlopes.reduceRight<Expr>((sum, slope) => add(slope, mul(x, sum)), zero);
  return select(le(abs(x), 0.5), series, div(add(mul(exp(x), sub(x, 1)), 1), square(x)));
}

export const partials: Readonly<Record<AppliedOp, Rule>> = {
  neg: () => [neg(one)],
  abs: ([a]) => [select(le(zero, a!), one, neg(one))],
  floor: () => [zero],
  sqrt: (_, out) => [div(0.5, out)],
  exp: (_, out) => [out],
  expm1: ([a]) => [exp(a!)],
  exprel: ([a]) => [exprelSlope(a!)],
  log: ([a]) => [div(1, a!)],
  log1p: ([a]) => [div(1, add(1, a!))],
  sin: ([a]) => [cos(a!)],
  cos: ([a]) => [neg(sin(a!))],
  tan: (_, out) => [add(1, square(out))],
  atan: ([a]) => [div(1, add(1, square(a!)))],
  tanh: (_, out) => [sub(1, square(out))],
  sigmoid: (_, out) => [mul(out, sub(1, out))],
  add: () => [one, one],
  sub: () => [one, neg(one)],
  mul: ([a, b]) => [b!, a!],
  div: ([, b], out) => [div(1, b!), neg(div(out, b!))],
  pow: ([a, b], out) => [mul(b!, pow(a!, sub(b!, 1))), powExponent(a!, b!, out)],
  min: ([a, b]) => [le(a!, b!), lt(b!, a!)],
  max: ([a, b]) => [le(b!, a!), lt(a!, b!)],
  lt: () => [zero, zero],
  le: () => [zero, zero],
  eq: () => [zero, zero],
  select: ([c]) => [zero, select(c!, one, zero), select(c!, zero, one)],
};
