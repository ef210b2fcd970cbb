/**
 * Local derivatives of every operation, one row each: from the arguments and the result to the
 * partial derivative with respect to each argument. Forward and reverse accumulation both use it.
 *
 * Where a derivative does not exist one of its one-sided values is taken: abs and min/max at a tie
 * go with the first argument's branch, comparisons are constant, select follows its condition, and
 * 0^b does not depend on b (it is 0 for every b > 0, while 0·log 0 would be NaN).
 */
import { add, cos, div, eq, exp, le, log, lt, mul, neg, one, pow, select, sin, sub, zero } from "./build.ts";
import type { Expr } from "./node.ts";
import type { AppliedOp } from "./op.ts";

type Rule = (args: readonly Expr[], out: Expr) => readonly Expr[];

/** ∂(a^b)/∂b = a^b log a. */
function powExponent(a: Expr, b: Expr, out: Expr): Expr {
  return b.op === "constant" ? zero : select(eq(a, 0), zero, mul(out, log(a)));
}

const square = (x: Expr): Expr => mul(x, x);

export const partials: Readonly<Record<AppliedOp, Rule>> = {
  neg: () => [neg(one)],
  abs: ([a]) => [select(le(zero, a!), one, neg(one))],
  sqrt: (_, out) => [div(0.5, out)],
  exp: (_, out) => [out],
  expm1: ([a]) => [exp(a!)],
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
