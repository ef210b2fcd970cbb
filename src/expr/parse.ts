/**
 * Infix text as an expression. The text is data: its tokens are checked here, mathjs is given only
 * operators, parentheses and numbered placeholders, and what it finds is a closed set of nodes.
 *
 * Precedence from weak to strong: `? :`, `or`, `and`, comparisons, `+ −`, `* /`, signs and `not`,
 * `^` (to the right). Conditions are numbers: comparisons give 1 or 0, everything but 0 is true,
 * `and` is the product, `or` the maximum of the truth values.
 *
 * A number followed by the name of a unit, 70 mV, is one operand: a quantity (`quantity.ts`).
 */
import { ModelError, suggestion, type Where } from "../errors.ts";
import { add, div, eq, ge, gt, le, lt, max, mul, neg, pow, select, sub } from "./build.ts";
import { functions, namedConstants } from "./functions.ts";
import { extent } from "./infix-extent.ts";
import { type InfixNode, parseInfix } from "./mathjs-parser.ts";
import { constant, type Expr } from "./node.ts";
import { quantity } from "./quantity.ts";
import { failAt, type Places, quoted, type Source } from "./source.ts";
import { checkOrder } from "./token-order.ts";
import { joinQuantities, type Token, tokenize } from "./tokens.ts";
import { isTruth } from "./truth.ts";
import { namedUnits } from "./unit-table.ts";

/** What an expression may name, and what messages call it. */
export interface ParseContext {
  /** The public function and what it was given, e.g. `defineNeuron("lif")`. */
  readonly where: Where;
  /** What names mean: themselves as symbols, or the expressions that they are short for. */
  readonly known: ReadonlyMap<string, Expr>;
  /** The part that the text is, for messages; `expression` if left out. */
  readonly block?: string;
  /** The longer text that this one is part of, and where it begins in it, for messages. */
  readonly within?: { readonly text: string; readonly offset: number };
  /** Names that get a meaning only after this text, and the line where they do. */
  readonly later?: ReadonlyMap<string, number>;
  /** Gets the places of all parts. */
  readonly places?: Places;
}

/**
 * The expression that an infix text stands for: numbers, quantities such as 70 mV, names, + − * / ^,
 * comparisons, `and`, `or`, `not`, `c ? a : b` and function calls.
 *
 * @throws ModelError with the line, the column and a caret if the text is not an expression of known names
 */
export function parseExpression(text: string, context: ParseContext): Expr {
  const { where, block = "expression", within = { text, offset: 0 }, known, later } = context;
  if (typeof text !== "string") {
    throw new ModelError(where, `${block} is ${text === null ? "null" : typeof text}, not a text`);
  }
  const source = { where, block, text: within.text };
  const end = within.offset + text.length;
  const isTaken = (name: string): boolean => known.has(name) || later?.has(name) === true;
  const tokens = joinQuantities(tokenize(source, text, within.offset), isTaken);
  checkOrder(source, tokens, end);
  const operands = tokens.map((token, k) => operand(source, context, token, tokens[k + 1]));
  const tree = parseTokens(source, tokens, end);
  return convert({ source, tokens, operands, places: context.places }, tree);
}

/** What a number, a quantity or a name stands for; undefined for the name of a function and for other tokens. */
function operand(
  source: Source,
  context: ParseContext,
  token: Token,
  next: Token | undefined,
): Expr | undefined {
  const { from, to, text } = token;
  if (token.kind === "number" || token.kind === "quantity") {
    const [digits, unit] = text.split(" ");
    const value = Number(digits);
    if (!Number.isFinite(value)) failAt(source, from, to, `number ${quoted(digits!)} is too large`);
    return unit === undefined ? constant(value) : quantity(value, unit);
  }
  if (token.kind !== "name") return undefined;
  const { known, later } = context;
  if (next?.kind === "open") {
    if (functions.has(text)) return undefined;
    const isSymbol = known.has(text) || namedConstants.has(text);
    const hint = isSymbol
      ? `Write * for a product: ${quoted(`${text} * (…)`)}.`
      : `${suggestion(text, functions.keys())}Functions: ${[...functions.keys()].join(", ")}.`;
    failAt(
      source,
      from,
      to,
      isSymbol ? `${quoted(text)} is not a function` : `unknown function ${quoted(text)}`,
      hint,
    );
  }
  const meaning = known.get(text) ?? namedConstants.get(text);
  if (meaning !== undefined) return meaning;
  if (functions.has(text)) {
    failAt(source, from, to, `function ${quoted(text)} without arguments`, `Write ${text}(…).`);
  }
  const line = later?.get(text);
  if (line !== undefined) {
    const hint = `It is defined on line ${line}; a definition comes before the lines that use it.`;
    failAt(source, from, to, `${quoted(text)} is used before it is defined`, hint);
  }
  const names = [...known.keys()];
  const list = names.length === 0 ? "" : `Known here: ${names.join(", ")}.`;
  const unit = namedUnits.has(text) ? `As a unit it follows a number: (1 ${text}). ` : "";
  failAt(source, from, to, `unknown symbol ${quoted(text)}`, `${unit}${suggestion(text, names)}${list}`);
}

/** A number for a name or a number, so that mathjs nodes lead back to their tokens. */
const placeholder = (index: number): string => `x${index}`;
const tokenIndex = (name: string | undefined): number => Number((name ?? "").slice(1));

function parseTokens(source: Source, tokens: readonly Token[], end: number): InfixNode {
  const words = tokens.map(({ kind, text }, k) =>
    kind === "number" || kind === "quantity" || kind === "name" ? placeholder(k) : text,
  );
  try {
    return parseInfix(words.join(" "));
  } catch (error) {
    // The offset is in the words; the token after as many of them is the culprit.
    let left = error instanceof Error && "char" in error ? Number(error.char) - 1 : 0;
    const culprit = tokens.find((_, k) => (left -= words[k]!.length + 1) < 0);
    const hint = "Put parentheses around nested conditionals.";
    return failAt(
      source,
      culprit?.from ?? end,
      culprit?.to ?? end,
      "this cannot be read as an expression",
      hint,
    );
  }
}

interface Conversion {
  readonly source: Source;
  readonly tokens: readonly Token[];
  readonly operands: readonly (Expr | undefined)[];
  readonly places: Places | undefined;
}

const prefix: ReadonlyMap<string, (a: Expr) => Expr> = new Map([
  ["-", neg],
  ["+", (a: Expr) => a],
  ["not", (a: Expr) => eq(a, 0)],
]);

const infix: ReadonlyMap<string, (a: Expr, b: Expr) => Expr> = new Map<string, (a: Expr, b: Expr) => Expr>([
  ["+", (a, b) => add(a, b)],
  ["-", sub],
  ["*", (a, b) => mul(a, b)],
  ["/", div],
  ["^", pow],
  ["<", lt],
  ["<=", le],
  [">", gt],
  [">=", ge],
  ["==", eq],
  ["!=", (a, b) => eq(eq(a, b), 0)],
  ["and", (a, b) => mul(truth(a), truth(b))],
  ["or", (a, b) => max(truth(a), truth(b))],
]);

/** 1 where a ≠ 0, else 0. */
function truth(a: Expr): Expr {
  return isTruth(a) ? a : eq(eq(a, 0), 0);
}

/** Recursion follows right sides only, whose depth is bounded; long sums and products grow to the left. */
function convert(conversion: Conversion, tree: InfixNode): Expr {
  const chain: InfixNode[] = [];
  let node = tree;
  while (node.type === "OperatorNode" && node.args?.length === 2) {
    chain.push(node);
    node = node.args[0]!;
  }
  let result = checked(conversion, node, convertOperand(conversion, node));
  for (let k = chain.length - 1; k >= 0; k--) {
    const { op, args } = chain[k]!;
    const apply = infix.get(op ?? "");
    if (apply === undefined) failNode(conversion, chain[k]!, `operator ${quoted(op ?? "")} is not available`);
    result = checked(conversion, chain[k]!, apply(result, convert(conversion, args![1]!)));
  }
  return result;
}

function convertOperand(conversion: Conversion, node: InfixNode): Expr {
  const inner = (part: InfixNode | undefined): Expr => convert(conversion, part!);
  switch (node.type) {
    case "SymbolNode":
      return conversion.operands[tokenIndex(node.name)]!;
    case "ParenthesisNode":
      return inner(node.content);
    case "ConditionalNode":
      return select(inner(node.condition), inner(node.trueExpr), inner(node.falseExpr));
    case "FunctionNode":
      return call(conversion, node);
    case "OperatorNode": {
      const apply = prefix.get(node.op ?? "");
      if (apply !== undefined) return apply(inner(node.args![0]));
      break;
    }
    case "RelationalNode":
      failNode(conversion, node, "comparisons cannot be chained", "Write a < b and b < c.");
  }
  failNode(
    conversion,
    node,
    `a ${node.type.replace(/Node$/, "").toLowerCase()} is not available in equations`,
  );
}

function call(conversion: Conversion, node: InfixNode): Expr {
  const token = conversion.tokens[tokenIndex(node.name)]!;
  const { minArguments, maxArguments, build } = functions.get(token.text)!;
  const { length } = node.args!;
  if (length < minArguments || length > maxArguments) {
    const asked = maxArguments === minArguments ? `${minArguments}` : `${minArguments} or more`;
    const what = `${token.text} has ${length} argument${length === 1 ? "" : "s"}, not ${asked},`;
    failAt(conversion.source, token.from, token.to, what);
  }
  return build(node.args!.map((arg) => convert(conversion, arg)));
}

/** The expression, with its place noted, unless it is a constant that is no number. */
function checked(conversion: Conversion, node: InfixNode, expr: Expr): Expr {
  if (expr.op === "constant" && !Number.isFinite(expr.value)) {
    failNode(conversion, node, `a constant that is ${expr.value}`, "Constants in equations are finite.");
  }
  const nodes = conversion.places?.nodes;
  if (nodes?.has(expr) === false) nodes.set(expr, (what, hint) => failNode(conversion, node, what, hint));
  return expr;
}

/** An error about everything that a node was made of. */
function failNode({ source, tokens }: Conversion, node: InfixNode, what: string, hint = ""): never {
  const [first, last] = extent(node, tokenIndex);
  failAt(source, tokens[first]?.from ?? 0, tokens[last]?.to ?? 1, what, hint);
}
