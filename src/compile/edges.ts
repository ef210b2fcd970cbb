/**
 * Functions with an edge, as √ at 0, beyond which they have no value, beside the kinks and switches that keep them
 * from it. The stages of a step may lie past the end of a mode, where √v of the side on which v was positive is no
 * number: there it is √max(0, v) again, and of v > 0 ? √v : 0 the other branch.
 */
import { eq, select, zero } from "../expr/build.ts";
import type { Expr } from "../expr/node.ts";
import { rebuild } from "../expr/substitute.ts";

/** Whether a function has no value on one side of an edge. */
export function hasEdge({ op, args }: Expr): boolean {
  if (op === "pow") return !(args[1]!.op === "constant" && Number.isInteger(args[1]!.value));
  return op === "sqrt" || op === "log" || op === "log1p";
}

/**
 * `rebuilt`, which is `node` with modes in it, but with derivative 0 where it is at its edge exactly. The slope may
 * be infinite there; what a change along it makes of the steps beside the kink, the division by the crossing rate
 * takes out again. So the kink counts as a jump (as all equalities do).
 */
export function onEdge(node: Expr, rebuilt: Expr): Expr {
  if (rebuilt === node || (rebuilt.op !== "sqrt" && rebuilt.op !== "pow")) return rebuilt;
  const [base, ...exponent] = rebuilt.args;
  return select(eq(base!, 0), rebuild(rebuilt.op, [zero, ...exponent]), rebuilt);
}

/**
 * `branch` as far beyond the end of its mode as it has a value, then `other`; where that is a constant and both are
 * equal, its derivative.
 */
export function orElse(branch: Expr, other: Expr): Expr {
  const joined = other.op === "constant" ? select(eq(branch, other), other, branch) : branch;
  return select(eq(branch, branch), joined, other);
}
