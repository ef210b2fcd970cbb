/**
 * Products and sums of derivatives that keep branches apart. A derivative is 0 where its branch is
 * not chosen, also if the branch is singular there: x = 0 ? 1 : x/(e^x − 1) has one at 0. A plain
 * product would be 0·∞ = NaN; so zeros of `select` stay outside of products.
 */
import { add, mul, select, zero } from "./build.ts";
import type { Expr } from "./node.ts";

/** derivative · partial, exactly 0 where a branch or a comparison says so. */
export function scaled(derivative: Expr, partial: Expr): Expr {
  if (partial.op === "lt" || partial.op === "le" || partial.op === "eq")
    return select(partial, derivative, zero);
  return inBranches(partial, (factor) => inBranches(derivative, (part) => mul(part, factor)));
}

/** `linear` of an expression; of the other branch alone if one branch of it is 0. */
export function inBranches(expr: Expr, linear: (part: Expr) => Expr): Expr {
  const [condition, a, b] = expr.args;
  if (expr.op !== "select" || (a !== zero && b !== zero)) return linear(expr);
  const branch = (part: Expr): Expr => (part === zero ? zero : inBranches(part, linear));
  return select(condition!, branch(a!), branch(b!));
}

/** a + b, branch by branch if they have the same condition. */
export function summed(a: Expr, b: Expr): Expr {
  if (a.op !== "select" || b.op !== "select" || a.args[0] !== b.args[0]) return add(a, b);
  return select(a.args[0]!, summed(a.args[1]!, b.args[1]!), summed(a.args[2]!, b.args[2]!));
}
