/** The one door to mathjs: its infix parser, alone and bundled on its own in the build. */
import { create, parseDependencies } from "mathjs/number";

/** What is used of a mathjs node; which fields are present depends on `type`. */
export interface InfixNode {
  readonly type: string;
  readonly name?: string;
  readonly op?: string;
  readonly args?: readonly InfixNode[];
  readonly content?: InfixNode;
  readonly condition?: InfixNode;
  readonly trueExpr?: InfixNode;
  readonly falseExpr?: InfixNode;
  readonly params?: readonly InfixNode[];
}

const { parse } = create(parseDependencies);

/**
 * Syntax tree of `text`.
 *
 * @throws SyntaxError with the offset of the mistake in `char`, counted from 1
 */
export function parseInfix(text: string): InfixNode {
  return parse!(text) as InfixNode;
}
