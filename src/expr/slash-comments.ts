/**
 * // begins a comment here, and in Python it divides: t // period would lose its period without a word. Behind an
 * equation it may stand only before what cannot be a divisor.
 */
import type { Expr } from "./node.ts";
import { parseExpression } from "./parse.ts";
import { failAt, type Source } from "./source.ts";

/**
 * @param known  all that names mean in the block, its definitions too
 * @throws ModelError for a comment after // and an equation that reads as an expression
 */
export function checkSlashComments(source: Source, known: ReadonlyMap<string, Expr>): void {
  let start = 0;
  for (const line of source.text.split("\n")) {
    const [whole = "", before = "", comment = ""] = /^([^#]*?)\/\/([^#]*)/.exec(line) ?? [];
    if (before.trim() !== "" && isExpression(comment.replace(/:.*/, ""), known)) {
      const [from, to] = [start + before.length, start + whole.trimEnd().length];
      const hint = "Write # before a comment, and floor(a / b) for a quotient without its remainder.";
      failAt(source, from, to, "// begins a comment, and this may be a divisor", hint);
    }
    start += line.length + 1;
  }
}

function isExpression(text: string, known: ReadonlyMap<string, Expr>): boolean {
  try {
    parseExpression(text, { where: "comment", known });
    return true;
  } catch {
    return false;
  }
}
