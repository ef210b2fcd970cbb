/** How large a derivative may be that cancels, and so how large its rounding. */
import { partials } from "../../src/expr/derivative-rules.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { type Expr, operation, reachable } from "../../src/expr/node.ts";

/**
 * Σ over all paths of |ȳ_i| |partials| |ẋ_j|: the scale of rounding errors in ȳ·(J ẋ); NaN where a partial is so large that
 * products could overflow in one order and not in the other.
 */
export function pathSum(
  outputs: readonly Expr[],
  bars: readonly number[],
  dots: ReadonlyMap<Expr, number>,
  values: Record<string, number>,
): number {
  const sums = new Map([...dots].map(([input, dot]) => [input, Math.abs(dot)]));
  for (const node of reachable(outputs)) {
    if (node.op === "constant" || node.op === "symbol") continue;
    const rows = evaluate(partials[operation(node)](node.args, node), values);
    if (!rows.every((row) => Math.abs(row) < 1e12)) return Number.NaN;
    sums.set(
      node,
      node.args.reduce((sum, arg, j) => sum + Math.abs(rows[j]!) * (sums.get(arg) ?? 0), 0),
    );
  }
  return outputs.reduce((sum, output, i) => sum + Math.abs(bars[i]!) * (sums.get(output) ?? 0), 0);
}
