/** Derivatives of many expressions with respect to many symbols, most of which are 0. */
import { one, zero } from "./build.ts";
import { jvp } from "./jvp.ts";
import { type Expr, reachable } from "./node.ts";

/**
 * ∂f_i/∂x_j, a row for every output. The work is that of the outputs that have the input, so that it grows with the length of
 * a chain and not with its square.
 *
 * @param inputs  symbols
 */
export function jacobian(outputs: readonly Expr[], inputs: readonly Expr[]): Expr[][] {
  const matrix = outputs.map(() => inputs.map((): Expr => zero));
  const having = new Map<Expr, number[]>(inputs.map((input) => [input, []]));
  for (const [i, output] of outputs.entries()) {
    for (const node of reachable([output])) having.get(node)?.push(i);
  }
  for (const [j, input] of inputs.entries()) {
    const rows = having.get(input)!;
    const slopes = jvp(
      rows.map((i) => outputs[i]!),
      [input],
      [one],
    );
    for (const [k, i] of rows.entries()) matrix[i]![j] = slopes[k]!;
  }
  return matrix;
}
