/**
 * One expression as text: definitions of the parts that it uses more than once, one a line, and the
 * expression on the last line. The text has the length of the graph, whatever the graph shares.
 */
import { parseEquations } from "./equations.ts";
import { type Expr, symbol } from "./node.ts";
import { parseExpression } from "./parse.ts";
import { printEquations } from "./print-equations.ts";

/** The name that the expression has while it is printed as an equation. */
const result = "x";

/**
 * @param names  that definitions may not take
 * @throws ModelError if a constant is not finite
 */
export function textOfFormula(expr: Expr, names: readonly string[]): string {
  const lines = printEquations(new Map([[result, expr]]), names).split("\n");
  const last = lines.pop()!;
  return [...lines, last.slice(`d${result}/dt = `.length)].join("\n");
}

/**
 * @param names  of symbols that the text may use
 * @param where  the public function, for messages
 * @param block  what the text is, for messages
 * @throws ModelError if the text is not a formula of these names
 */
export function formulaOfText(text: string, names: readonly string[], where: string, block: string): Expr {
  const end = text.lastIndexOf("\n") + 1;
  const known = new Map(names.map((name) => [name, symbol(name)]));
  const { auxiliaries } = parseEquations(text.slice(0, end), { where, block, states: [], known });
  const within = { text, offset: end };
  return parseExpression(text.slice(end), {
    where,
    block,
    known: new Map([...known, ...auxiliaries]),
    within,
  });
}
