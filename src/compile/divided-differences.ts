/**
 * Divided differences of the exponential as expressions, smooth where their points meet and without overflow where
 * their value has none:
 *
 *   exp[x] = e^x ,   exp[x, y] = (e^x − e^y)/(x − y) = e^max · exprel(−|x − y|) ,
 *   exp[x_0 … x_m] = (exp[x_1 … x_m] − exp[x_0 … x_{m−1}])/(x_m − x_0) ,   x_0 ≤ … ≤ x_m .
 *
 * Of three points and more the quotient cancels where all of them are near each other. There it is
 *
 *   e^c Σ_k h_k(x_0 − c, …, x_m − c)/(k + m)! ,   c = (x_0 + x_m)/2 ,
 *
 * with h_k the sum of all products of k factors. Both are exact, so the derivative of either branch is that of the
 * function; where a choice between points is made, it is made for all that uses them, so that ties have it too.
 *
 * Source: Higham (2008), Functions of Matrices, §B.16; McCurdy, Ng & Parlett (1984), Math. Comp. 43,
 *   501–528 (the series near equal points).
 */
import { add, div, exp, exprel, le, mul, one, select, sub, zero } from "../expr/build.ts";
import type { Expr } from "../expr/node.ts";
import { factorial } from "../numeric/factorial.ts";
import { powerOfTwo } from "../numeric/powers-of-two.ts";

/** More points than this would lose more than five digits. */
export const mostPoints = 8;
const smallestTerm = powerOfTwo(-60);

/** exp[x_0 … x_m] of up to `mostPoints` points in any order. */
export function dividedDifference(points: readonly Expr[]): Expr {
  if (points.length === 1) return exp(points[0]!);
  if (points.length === 2) return ofTwo(points[0]!, points[1]!);
  return ofSorted(sorted(points));
}

function ofTwo(x: Expr, y: Expr): Expr {
  if (y === zero) return exprel(x);
  if (x === zero) return exprel(y);
  if (x === y) return exp(x);
  const isLess = le(x, y);
  return mul(select(isLess, exp(y), exp(x)), exprel(select(isLess, sub(x, y), sub(y, x))));
}

/** By exchanges of neighbours, each of both points at once: min and max would favour one of equal points. */
function sorted(points: readonly Expr[]): Expr[] {
  const list = [...points];
  for (let end = list.length - 1; end > 0; end--) {
    for (let k = 0; k < end; k++) {
      const [a, b] = [list[k]!, list[k + 1]!];
      if (a === b) continue;
      const isLess = le(a, b);
      list[k] = select(isLess, a, b);
      list[k + 1] = select(isLess, b, a);
    }
  }
  return list;
}

function ofSorted(points: readonly Expr[]): Expr {
  const m = points.length - 1;
  const [low, high] = [points[0]!, points[m]!];
  if (m === 0) return exp(low);
  if (low === high) return mul(exp(low), 1 / factorial(m));
  if (m === 1) return mul(exp(high), exprel(sub(low, high)));
  const spread = sub(high, low);
  const reach = 1 + m / 2;
  const isNear = le(spread, reach);
  const quotient = div(
    sub(ofSorted(points.slice(1)), ofSorted(points.slice(0, -1))),
    select(isNear, one, spread),
  );
  return select(isNear, series(points, reach), quotient);
}

/** Terms fall faster than (reach/2)^k/k!, their derivatives than the one before; those below 2^−60 are left out. */
function series(points: readonly Expr[], reach: number): Expr {
  const m = points.length - 1;
  const centre = mul(0.5, add(points[0]!, points[m]!));
  const offsets = points.map((point) => sub(point, centre));
  let terms = 1;
  for (let size = 1; size > smallestTerm; terms++) size *= reach / 2 / terms;
  // Sums of products of k factors, of more and more of the offsets.
  let sums = Array.from({ length: terms + 1 }, (_, k): Expr => (k === 0 ? one : zero));
  for (const offset of offsets) {
    let before: Expr = zero;
    sums = sums.map((sum) => (before = add(sum, mul(offset, before))));
  }
  const total = sums.reduceRight<Expr>((sum, value, k) => add(sum, mul(value, 1 / factorial(k + m))), zero);
  return mul(exp(centre), total);
}
