/**
 * Divided differences of the exponential at rates and at a pair of points μ ± ε, ε² = δ of either sign: what two states
 * make that drive each other, whose matrix has these eigenvalues. With F(x) = exp[r_1 … r_k, x], and e^x if there are no
 * rates,
 *
 *   even = (F(μ + ε) + F(μ − ε))/2 ,   odd = F[μ + ε, μ − ε] = (F(μ + ε) − F(μ − ε))/(2ε) .
 *
 * Both are real and smooth in μ, δ and the rates, also where the pair meets (δ = 0, critical damping) and where a rate
 * meets it. Without rates, even + ε odd = e^μ (cosh ε + ε sinh(ε)/ε). Where δ > 1 the points are well apart and F is taken at each.
 * Else rates are added one by one, the nearest to μ first: with A + ε B for F_{k−1} less exp[r_1 … r_k] and p = μ − r_k,
 *
 *   F_k(μ + ε) = (A + ε B)/(p + ε) = (A p − B δ + ε (B p − A))/(p² − δ) ,
 *
 * which cancels where both p and δ are small. There, with h_j the sum of all products of j factors r_i − μ and ± ε,
 *
 *   even = e^μ Σ_j h_j/(j + k)! ,   odd = e^μ Σ_j h_j/(j + k + 1)! .
 *
 * Source: Higham (2008), Functions of Matrices, §B.16 (divided differences); the forms for a pair are worked out here.
 */
import {
  abs,
  add,
  cos,
  div,
  exp,
  gt,
  le,
  max,
  mul,
  neg,
  one,
  select,
  sin,
  sqrt,
  sub,
  zero,
} from "../expr/build.ts";
import type { Expr } from "../expr/node.ts";
import { factorial } from "../numeric/factorial.ts";
import { powerOfTwo } from "../numeric/powers-of-two.ts";
import { dividedDifference } from "./divided-differences.ts";

/** The two points μ ± √δ. */
export interface Pair {
  readonly mean: Expr;
  readonly square: Expr;
}

export interface EvenAndOdd {
  readonly even: Expr;
  readonly odd: Expr;
}

const smallestTerm = powerOfTwo(-60);

/** Both parts for up to `mostPoints` − 2 rates in any order. */
export function pairedDifference(rates: readonly Expr[], pair: Pair): EvenAndOdd {
  const isApart = gt(pair.square, 1);
  const apart = separately(rates, pair, isApart);
  const together = oneByOne(byDistance(rates, pair.mean), pair);
  return {
    even: select(isApart, apart.even, together.even),
    odd: select(isApart, apart.odd, together.odd),
  };
}

function separately(rates: readonly Expr[], { mean, square }: Pair, isApart: Expr): EvenAndOdd {
  const root = sqrt(select(isApart, square, one));
  const upper = dividedDifference([...rates, add(mean, root)]);
  const lower = dividedDifference([...rates, sub(mean, root)]);
  return { even: mul(0.5, add(upper, lower)), odd: div(sub(upper, lower), mul(2, root)) };
}

/** By exchanges of neighbours, as the points of a divided difference. */
function byDistance(rates: readonly Expr[], mean: Expr): Expr[] {
  const list = [...rates];
  for (let end = list.length - 1; end > 0; end--) {
    for (let k = 0; k < end; k++) {
      const [a, b] = [list[k]!, list[k + 1]!];
      if (a === b) continue;
      const isNearer = le(abs(sub(mean, a)), abs(sub(mean, b)));
      list[k] = select(isNearer, a, b);
      list[k + 1] = select(isNearer, b, a);
    }
  }
  return list;
}

/** @param rates  the nearest to the mean first */
function oneByOne(rates: readonly Expr[], pair: Pair): EvenAndOdd {
  if (rates.length === 0) return alone(pair);
  const { mean, square } = pair;
  const before = oneByOne(rates.slice(0, -1), pair);
  const a = sub(before.even, dividedDifference(rates));
  const b = before.odd;
  const p = sub(mean, rates[rates.length - 1]!);
  const reach = 1 + rates.length / 2;
  const isNear = le(max(mul(abs(p), 1 / reach), abs(square)), 1);
  const divisor = select(isNear, one, sub(mul(p, p), square));
  const near = series(rates, pair, reach);
  return {
    even: select(isNear, near.even, div(sub(mul(a, p), mul(b, square)), divisor)),
    odd: select(isNear, near.odd, div(sub(mul(b, p), a), divisor)),
  };
}

/** e^μ cosh ε and e^μ sinh(ε)/ε for δ ≤ 1. */
function alone({ mean, square }: Pair): EvenAndOdd {
  const isSlow = le(abs(square), 1);
  const z = select(isSlow, square, zero);
  const frequency = sqrt(select(isSlow, one, neg(square)));
  let terms = 1;
  while (1 / factorial(2 * terms) > smallestTerm) terms++;
  const sum = (shift: number): Expr => {
    let total: Expr = zero;
    for (let k = terms; k >= 0; k--) total = add(mul(total, z), 1 / factorial(2 * k + shift));
    return total;
  };
  const decay = exp(mean);
  return {
    even: mul(decay, select(isSlow, sum(0), cos(frequency))),
    odd: mul(decay, select(isSlow, sum(1), div(sin(frequency), frequency))),
  };
}

/** Terms of k rates within `reach` of the mean and |δ| ≤ 1 that add less than 2^−60 are left out. */
function series(rates: readonly Expr[], { mean, square }: Pair, reach: number): EvenAndOdd {
  const k = rates.length;
  let terms = 1;
  // There are (j + k + 1 over j) products of j factors.
  for (let size = 1; size > smallestTerm; terms++) size *= (reach * (terms + k + 1)) / (terms * (terms + k));
  // Sums of products of j factors: 1/(1 − δ x²) by powers of x, then 1/(1 − o x) for every rate at an offset o.
  let power: Expr = one;
  let sums = Array.from({ length: terms + 1 }, (_, j): Expr => {
    if (j > 0 && j % 2 === 0) power = mul(power, square);
    return j % 2 === 0 ? power : zero;
  });
  for (const rate of rates) {
    const offset = sub(rate, mean);
    let before: Expr = zero;
    sums = sums.map((sum) => (before = add(sum, mul(offset, before))));
  }
  const total = (shift: number): Expr =>
    sums.reduceRight<Expr>((sum, value, j) => add(sum, mul(value, 1 / factorial(j + shift))), zero);
  const decay = exp(mean);
  return { even: mul(decay, total(k)), odd: mul(decay, total(k + 1)) };
}
