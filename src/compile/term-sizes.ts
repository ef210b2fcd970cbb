/** How large the terms of an expression are, and so how large its rounding. */
import { abs, add, mul, zero } from "../expr/build.ts";
import { constant, type Expr, symbol, symbolsOf } from "../expr/node.ts";
import { vjp } from "../expr/vjp.ts";

/** Values below this many units of their terms' size have no sign. */
const roundingUnits = 4 * Number.EPSILON;

/** x ∂g/∂x for every symbol x of g. */
export function termsOf(g: Expr): Expr[] {
  const names = [...symbolsOf([g])];
  return vjp([g], [constant(1)], names.map(symbol)).map((slope, j) => mul(slope, symbol(names[j]!)));
}

/** The bound on the rounding of g whose terms have the size given; that of `termsOf(g)` if left out. */
export function roundingOf(
  g: Expr,
  size: Expr = termsOf(g).reduce((sum, term) => add(sum, abs(term)), zero as Expr),
): Expr {
  return mul(roundingUnits, size);
}
