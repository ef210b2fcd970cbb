/** Reverse accumulation over an expression graph: cotangents of the inputs from cotangents of the outputs. */
import { productsOf, summed } from "./branches.ts";
import { mul, zero } from "./build.ts";
import { partials } from "./derivative-rules.ts";
import { type Expr, reachable } from "./node.ts";
import { cotangentsOfCall } from "./template.ts";

/** x̄_j = Σ_i ȳ_i ∂y_i/∂x_j; see `doors.ts`. */
export function vjp(outputs: readonly Expr[], cotangents: readonly Expr[], inputs: readonly Expr[]): Expr[] {
  const bars = new Map<Expr, Expr>();
  const callBars = new Map<Expr, Map<number, Expr>>();
  const accumulate = (node: Expr, bar: Expr): void => {
    if (bar !== zero) bars.set(node, summed(bars.get(node) ?? zero, bar));
  };
  outputs.forEach((output, i) => {
    accumulate(output, cotangents[i]!);
  });
  const ends = new Set(inputs);
  const marked = new Set(inputs);
  const relevant = dependents(outputs, marked);
  const { scaled, divided } = productsOf(relevant);
  for (let k = relevant.length - 1; k >= 0; k--) {
    const node = relevant[k]!;
    if (node.op === "call") {
      const called = callBars.get(node);
      if (called === undefined) continue;
      cotangentsOfCall(
        node,
        node.template!.outputs.map((_, i) => called.get(i) ?? zero),
        (arg) => marked.has(arg),
        vjp,
      ).forEach((cotangent, j) => {
        accumulate(node.args[j]!, cotangent);
      });
      continue;
    }
    const bar = bars.get(node);
    if (bar === undefined || node.op === "constant" || node.op === "symbol" || ends.has(node)) continue;
    if (node.op === "part") {
      const called = node.args[0]!;
      const known = callBars.get(called) ?? new Map<number, Expr>();
      callBars.set(called, known.set(node.value, bar));
      continue;
    }
    if (node.op === "div") {
      // ȳ/b and −(ȳ/b)·(a/b): one division fewer than through the row of partials.
      const quotient = divided(bar, node.args[1]!);
      accumulate(node.args[0]!, quotient);
      accumulate(node.args[1]!, scaled(quotient, mul(-1, node)));
      continue;
    }
    partials[node.op](node.args, node).forEach((partial, j) => {
      accumulate(node.args[j]!, scaled(bar, partial));
    });
  }
  return inputs.map((input) => bars.get(input) ?? zero);
}

/** Nodes below `outputs` that depend on one that is marked, arguments first; they are marked, too. */
function dependents(outputs: readonly Expr[], marked: Set<Expr>): Expr[] {
  return reachable(outputs).filter((node) => {
    if (node.args.some((arg) => marked.has(arg))) marked.add(node);
    return marked.has(node);
  });
}
