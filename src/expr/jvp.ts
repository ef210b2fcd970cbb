/** Forward accumulation over an expression graph: tangents of the outputs from tangents of the inputs. */
import { productsOf, summed } from "./branches.ts";
import { zero } from "./build.ts";
import { checkExpressions, checkPairs } from "./check.ts";
import { partials } from "./derivative-rules.ts";
import { type Expr, reachable } from "./node.ts";

/**
 * Jacobian–vector product, as expressions.
 *
 *   ẏ_i = Σ_j ∂y_i/∂x_j ẋ_j
 *
 * @param outputs   y, expressions of the inputs
 * @param inputs    x, usually symbols
 * @param tangents  ẋ, one per input
 * @returns ẏ, one per output
 * @throws ModelError for lists that are no expressions, or not as many tangents as inputs
 */
export function jvp(outputs: readonly Expr[], inputs: readonly Expr[], tangents: readonly Expr[]): Expr[] {
  checkExpressions("jvp", "outputs", outputs);
  checkExpressions("jvp", "inputs", inputs);
  checkPairs("jvp", "tangents", tangents, "inputs", inputs.length);
  const dots = new Map<Expr, Expr>();
  inputs.forEach((input, j) => {
    dots.set(input, tangents[j]!);
  });
  const nodes = reachable(outputs);
  const { scaled } = productsOf(nodes);
  for (const node of nodes) {
    if (dots.has(node) || node.op === "constant" || node.op === "symbol") continue;
    if (!node.args.some((arg) => (dots.get(arg) ?? zero) !== zero)) continue;
    const dot = partials[node.op](node.args, node).reduce(
      (sum, partial, j) => summed(sum, scaled(dots.get(node.args[j]!) ?? zero, partial)),
      zero,
    );
    dots.set(node, dot);
  }
  return outputs.map((output) => dots.get(output) ?? zero);
}
