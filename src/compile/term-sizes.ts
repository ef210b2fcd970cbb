/** How large the terms of an expression are, and so how large its rounding. */
import { abs, add, mul, zero } from "../expr/build.ts";
import { constant, type Expr, symbol, symbolsOf } from "../expr/node.ts";
import { vjp } from "../expr/vjp.ts";

/** Values below this many units of their terms' size have no sign. */
export const roundingUnits: number = 4 * Number.EPSILON;

/** x ∂g/∂x for every symbol x of g. */
export function termsOf(g: Expr): Expr[] {
  const names = [...symbolsOf([g])];
  return vjp([g], [constant(1)], names.map(symbol)).map((slope, j) => mul(slope, symbol(names[j]!)));
}

/** Σ |terms|. */
export function sizeOf(terms: readonly Expr[]): Expr {
  return terms.reduce((sum, term) => add(sum, abs(term)), zero as Expr);
}

/** The bound on the rounding of what has terms of this size together. */
export function roundingOf(size: Expr): Expr {
  return mul(roundingUnits, size);
}
