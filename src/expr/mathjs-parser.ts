/**
 * The one door to mathjs: its infix parser, without what evaluates, and bundled on its own in the build. With all that
 * the parser may depend on a start takes 10 ms longer: dispatch on types, and arithmetic.
 */
import {
  createAccessorNode,
  createArrayNode,
  createAssignmentNode,
  createBlockNode,
  createConditionalNode,
  createConstantNode,
  createFunctionAssignmentNode,
  createFunctionNode,
  createIndexNode,
  createNode,
  createObjectNode,
  createOperatorNode,
  createParenthesisNode,
  createParse,
  createRangeNode,
  createRelationalNode,
  createSymbolNode,
} from "mathjs/number";

declare module "mathjs/number" {
  // Its declarations leave these out.
  type Factory = (dependencies: Readonly<Record<string, unknown>>) => unknown;
  const createAccessorNode: Factory;
  const createArrayNode: Factory;
  const createAssignmentNode: Factory;
  const createBlockNode: Factory;
  const createConditionalNode: Factory;
  const createConstantNode: Factory;
  const createFunctionAssignmentNode: Factory;
  const createFunctionNode: Factory;
  const createIndexNode: Factory;
  const createNode: Factory;
  const createObjectNode: Factory;
  const createOperatorNode: Factory;
  const createParenthesisNode: Factory;
  const createParse: Factory;
  const createRangeNode: Factory;
  const createRelationalNode: Factory;
  const createSymbolNode: Factory;
}

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

function makeParser(): (text: string) => InfixNode {
  // What nodes evaluate with, which nobody does.
  const none = {};
  // What is parsed is text.
  const typed = (_: string, signatures: Readonly<Record<string, unknown>>): unknown => signatures["string"];
  typed.addConversion = (): void => undefined;
  const Node = createNode({ mathWithTransform: none });
  const SymbolNode = createSymbolNode({ math: none, Node });
  return createParse({
    typed,
    numeric: Number,
    config: { number: "number" },
    AccessorNode: createAccessorNode({ subset: none, Node }),
    ArrayNode: createArrayNode({ Node }),
    AssignmentNode: createAssignmentNode({ subset: none, Node }),
    BlockNode: createBlockNode({ ResultSet: none, Node }),
    ConditionalNode: createConditionalNode({ Node }),
    ConstantNode: createConstantNode({ isBounded: none, Node }),
    FunctionAssignmentNode: createFunctionAssignmentNode({ typed, Node }),
    FunctionNode: createFunctionNode({ math: none, Node, SymbolNode }),
    IndexNode: createIndexNode({ size: none, Node }),
    ObjectNode: createObjectNode({ Node }),
    OperatorNode: createOperatorNode({ Node }),
    ParenthesisNode: createParenthesisNode({ Node }),
    RangeNode: createRangeNode({ Node }),
    RelationalNode: createRelationalNode({ Node }),
    SymbolNode,
  }) as (text: string) => InfixNode;
}

let parse: ((text: string) => InfixNode) | undefined;

/**
 * Syntax tree of `text`.
 *
 * @throws SyntaxError with the offset of the mistake in `char`, counted from 1
 */
export function parseInfix(text: string): InfixNode {
  parse ??= makeParser();
  return parse(text);
}
