/** Functions of equations that are no operations of their own but made of some. */
import {
  add,
  div,
  exp,
  expm1,
  floor,
  le,
  lift,
  log,
  lt,
  max,
  min,
  neg,
  type Operand,
  select,
  sub,
} from "./build.ts";
import type { Expr } from "./node.ts";
import { isTruth } from "./truth.ts";

/** Hyperbolic sine as (expm1 a − expm1(−a))/2, without cancellation near 0; overflows from |a| = 709.78 on. */
export function sinh(a: Operand): Expr {
  return div(sub(expm1(a), expm1(neg(a))), 2);
}

/** Hyperbolic cosine as (e^a + e^(−a))/2; its derivative at 0 is exactly 0. Overflows from |a| = 709.78 on. */
export function cosh(a: Operand): Expr {
  return div(add(exp(a), exp(neg(a))), 2);
}

/** Logarithm to the base 10, as log(a)/log(10). */
export function log10(a: Operand): Expr {
  return div(log(a), Math.LN10);
}

/** `a`, but at least `low` and at most `high`: min(max(a, low), high); a low above high gives high. */
export function clip(a: Operand, low: Operand, high: Operand): Expr {
  return min(max(a, low), high);
}

/** 1 where a > 0, −1 where a < 0, 0 at 0 and for NaN; derivative 0. */
export function sign(a: Operand): Expr {
  return sub(lt(0, a), lt(a, 0));
}

/** Heaviside's step: 1 where a ≥ 0, at 0 too, else 0; derivative 0. */
export function heaviside(a: Operand): Expr {
  return le(0, a);
}

/** The smallest whole number that is not smaller than a; derivative 0. */
export function ceil(a: Operand): Expr {
  return neg(floor(neg(a)));
}

/** The value of a condition, 1 or 0, as it is; of a number what is left without its decimals, towards 0. */
export function int(a: Operand): Expr {
  const node = lift(a);
  return isTruth(node) ? node : select(lt(node, 0), ceil(node), floor(node));
}
