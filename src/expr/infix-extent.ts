/** Which tokens of an expression a part of its syntax tree was made of. */
import type { InfixNode } from "./mathjs-parser.ts";

/**
 * The first and the last token of a node, signs and parentheses included.
 *
 * @param indexOf  index of the token that a name in the tree stands for
 */
export function extent(
  node: InfixNode,
  indexOf: (name: string | undefined) => number,
): readonly [number, number] {
  let before = 0;
  let first = node;
  for (let next: InfixNode | undefined = node; next !== undefined; next = leftOf(first)) {
    first = next;
    if (next.type === "ParenthesisNode" || isPrefix(next)) before += 1;
  }
  let after = 0;
  let last = node;
  for (let next: InfixNode | undefined = node; next !== undefined; next = rightOf(last)) {
    last = next;
    if (next.type === "ParenthesisNode" || next.type === "FunctionNode") after += 1;
  }
  return [indexOf(first.name) - before, indexOf(last.name) + after];
}

function isPrefix({ type, args }: InfixNode): boolean {
  return type === "OperatorNode" && args?.length === 1;
}

/** The part that a node begins with, after at most one token; none if it begins with its name. */
function leftOf({ type, args, params, content, condition }: InfixNode): InfixNode | undefined {
  return type === "FunctionNode" ? undefined : (content ?? condition ?? params?.[0] ?? args?.[0]);
}

/** The part that a node ends with, before at most one token; none if it ends with its name. */
function rightOf({ args, params, content, falseExpr }: InfixNode): InfixNode | undefined {
  return content ?? falseExpr ?? params?.at(-1) ?? args?.at(-1);
}
