/** Division by what stays the same, written as multiplication by its reciprocal. */
import { div, mul } from "./build.ts";
import { type Expr, operation, reachable } from "./node.ts";
import { rebuild } from "./substitute.ts";

/**
 * `roots` with every quotient a/b whose divisor depends on nothing in `varying` turned into a·(1/b).
 * Where the roots are used many times with the same b, as in the stages of a step, 1/b is one shared
 * division, and none where b is a number. The value changes by at most one rounding.
 *
 * @param varying  names of symbols that change from use to use
 */
export function shareReciprocals(roots: readonly Expr[], varying: ReadonlySet<string>): Expr[] {
  const results = new Map<Expr, Expr>();
  const moving = new Set<Expr>();
  const isFixed = (node: Expr): boolean => node.op !== "constant" && !moving.has(node);
  for (const node of reachable(roots)) {
    if (varying.has(node.name) || node.args.some((arg) => moving.has(arg))) moving.add(node);
    const args = node.args.map((arg) => results.get(arg)!);
    if (node.op === "constant" || node.op === "symbol") results.set(node, node);
    else if (node.op === "div" && !moving.has(node.args[1]!) && !isFixed(node.args[0]!)) {
      results.set(node, mul(args[0]!, div(1, args[1]!)));
    } else results.set(node, rebuild(operation(node), args));
  }
  return roots.map((root) => results.get(root)!);
}
