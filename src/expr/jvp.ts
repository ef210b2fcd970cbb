/** Forward accumulation over an expression graph: tangents of the outputs from tangents of the inputs. */
import { productsOf, summed } from "./branches.ts";
import { zero } from "./build.ts";
import { partials } from "./derivative-rules.ts";
import { type Expr, reachable } from "./node.ts";
import { tangentOfCall } from "./template.ts";

/** ẏ_i = Σ_j ∂y_i/∂x_j ẋ_j; see `doors.ts`. */
export function jvp(outputs: readonly Expr[], inputs: readonly Expr[], tangents: readonly Expr[]): Expr[] {
  const dots = new Map<Expr, Expr>();
  const tangentCalls = new Map<Expr, readonly Expr[]>();
  inputs.forEach((input, j) => {
    dots.set(input, tangents[j]!);
  });
  const nodes = reachable(outputs);
  const { scaled } = productsOf(nodes);
  for (const node of nodes) {
    if (dots.has(node) || node.op === "constant" || node.op === "symbol") continue;
    if (node.op === "part") {
      const along = tangentCalls.get(node.args[0]!);
      if (along !== undefined) dots.set(node, along[node.value]!);
      continue;
    }
    if (!node.args.some((arg) => (dots.get(arg) ?? zero) !== zero)) continue;
    if (node.op === "call") {
      tangentCalls.set(
        node,
        tangentOfCall(
          node,
          node.args.map((arg) => dots.get(arg) ?? zero),
          jvp,
        ),
      );
      continue;
    }
    const dot = partials[node.op](node.args, node).reduce(
      (sum, partial, j) => summed(sum, scaled(dots.get(node.args[j]!) ?? zero, partial)),
      zero,
    );
    dots.set(node, dot);
  }
  return outputs.map((output) => dots.get(output) ?? zero);
}
