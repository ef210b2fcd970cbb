/**
 * Infix text as an expression. The text is data: its tokens are checked here, mathjs is given only
 * operators, parentheses and numbered placeholders, and what it finds is a closed set of nodes.
 *
 * Precedence from weak to strong: `? :`, `or`, `and`, comparisons, `+ −`, `* /`, signs and `not`,
 * `^` (to the right). Conditions are numbers: comparisons give 1 or 0, everything but 0 is true,
 * `and` is the product, `or` the maximum of the truth values.
 *
 * A number followed by the name of a unit, 70 mV, is one operand: a quantity (`quantity.ts`); so is the name
 * alone, as in 70*mV and 1/ms.
 */
import { ModelError, type Where } from "../errors.ts";
import { add, div, eq, ge, gt, le, lt, max, mul, neg, pow, select, sub } from "./build.ts";
import { functions } from "./functions.ts";
import { extent } from "./infix-extent.ts";
import { type InfixNode, parseInfix } from "./mathjs-parser.ts";
import { meaningOf } from "./names.ts";
import { type Expr, symbol } from "./node.ts";
import { checkForeignWords, operandOf } from "./operand.ts";
import { problemsOf } from "./problems.ts";
import { failAt, type Place, type Places, quoted, type Source } from "./source.ts";
import { checkOrder, decimalComma } from "./token-order.ts";
import { joinQuantities, type Token, tokenize } from "./tokens.ts";
import { truth } from "./truth.ts";

/** What an expression may name, and what messages call it. */
export interface ParseContext {
  /** The public function and what it was given, e.g. `defineNeuron("lif")`. */
  readonly where: Where;
  /** What names mean: themselves as symbols, or the expressions that they are short for. */
  readonly known: ReadonlyMap<string, Expr>;
  /** The part that the text is, for messages; `expression` if left out. */
  readonly block?: string;
  /** The longer text that this one is part of, and where it begins in it, for messages. */
  readonly within?: {
    readonly text: string;
    readonly offset: number;
    /** Offset in a text that this one was made of, for the places of problems; the same if left out. */
    readonly given?: (offset: number) => number;
  };
  /** Gets the places of all parts. */
  readonly places?: Places;
}

/**
 * The expression that an infix text stands for: numbers, quantities such as 70 mV, names, + − * / ^,
 * comparisons, `and`, `or`, `not`, `c ? a : b` and function calls.
 *
 * @throws ModelError with the line, the column and a caret if the text is not an expression of known names; with all
 *   names that are not known
 */
export function parseExpression(text: string, context: ParseContext): Expr {
  const { where, block = "expression", within = { text, offset: 0 }, known } = context;
  if (typeof text !== "string") {
    throw new ModelError(where, `${block} is ${text === null ? "null" : typeof text}, not a text`);
  }
  const given = within.given === undefined ? {} : { given: within.given };
  const source: Source = { where, block, text: within.text, ...given };
  const end = within.offset + text.length;
  const isTaken = (name: string): boolean => meaningOf(known, name) !== undefined;
  const tokens = joinQuantities(tokenize(source, text, within.offset), isTaken);
  checkForeignWords(source, known, tokens);
  checkOrder(source, tokens, end);
  const operands = operandsOf(source, known, tokens);
  const tree = parseTokens(source, tokens, end);
  return convert({ source, tokens, operands, places: context.places }, tree);
}

/** All that is wrong with names and numbers is told at once, of a name that stands there twice the first time. */
function operandsOf(
  source: Source,
  known: ReadonlyMap<string, Expr>,
  tokens: readonly Token[],
): readonly (Expr | undefined)[] {
  const problems = problemsOf(source.where);
  const wrong = new Set<string>();
  const operands = tokens.map(({ text }, k) => {
    if (wrong.has(text)) return symbol(text);
    const before = problems.count();
    const operand = problems.attempt(() => operandOf(source, known, tokens, k));
    if (problems.count() > before) wrong.add(text);
    return operand;
  });
  problems.throwAny();
  return operands;
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
    const { from, to } = culprit ?? { from: end, to: end };
    const hint = "Put parentheses around nested conditionals.";
    return failAt(source, from, to, "this cannot be read as an expression", hint);
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
  ["and", (a, b) => mul(a, b)],
  ["or", max],
]);

/** Recursion follows right sides only, whose depth is bounded; long sums and products grow to the left. */
function convert(conversion: Conversion, tree: InfixNode): Expr {
  const chain: InfixNode[] = [];
  let node = tree;
  while (node.type === "OperatorNode" && node.args?.length === 2) {
    chain.push(node);
    node = node.args[0]!;
  }
  checkNot(conversion, node, chain.at(-1));
  let result = checked(conversion, node, convertOperand(conversion, node));
  for (let k = chain.length - 1; k >= 0; k--) {
    const { op, args } = chain[k]!;
    const apply = infix.get(op ?? "");
    if (apply === undefined) failNode(conversion, chain[k]!, `operator ${quoted(op ?? "")} is not available`);
    let right = convert(conversion, args![1]!);
    if (op === "and" || op === "or") {
      // A number becomes a truth value: it stands where the number does.
      result = checked(conversion, args![0]!, truth(result));
      right = checked(conversion, args![1]!, truth(right));
    }
    result = checked(conversion, chain[k]!, apply(result, right));
  }
  return result;
}

/** `not a < b` is (not a) < b by the rules above, but not (a < b) in Python, Brian2 and NESTML. */
function checkNot(conversion: Conversion, node: InfixNode, parent: InfixNode | undefined): void {
  const isNot = node.type === "OperatorNode" && node.op === "not";
  if (!isNot || parent === undefined || parent.op === "and" || parent.op === "or") return;
  const what = `not before an operand of ${parent.op} can be read in two ways`;
  failNode(conversion, parent, what, "Write not (a < b), or (not a) < b.");
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
  const kind = node.type.replace(/Node$/, "").toLowerCase();
  failNode(conversion, node, `a ${kind} is not available in equations`);
}

function call(conversion: Conversion, node: InfixNode): Expr {
  const token = conversion.tokens[tokenIndex(node.name)]!;
  const { minArguments, maxArguments, build } = functions.get(token.text)!;
  const { length } = node.args!;
  if (length < minArguments || length > maxArguments) {
    const plural = maxArguments === 1 ? "" : "s";
    const asked = maxArguments === minArguments ? `${minArguments}` : `${minArguments} or more`;
    const what = `${token.text} takes ${asked} argument${plural} and is given ${length},`;
    failAt(conversion.source, token.from, token.to, what, decimalComma(conversion.tokens, token));
  }
  return build(node.args!.map((arg) => convert(conversion, arg)));
}

/**
 * The expression, with its place noted, unless it is a constant that is no number. What it was composed of on
 * the way, as in sinh(v), has the same place; what it was made from has one already.
 */
function checked(conversion: Conversion, node: InfixNode, expr: Expr): Expr {
  if (expr.op === "constant" && !Number.isFinite(expr.value)) {
    failNode(conversion, node, `a constant that is ${expr.value}`, "Constants in equations are finite.");
  }
  const nodes = conversion.places?.nodes;
  if (nodes?.has(expr) === false) {
    const place: Place = (what, hint) => failNode(conversion, node, what, hint);
    conversion.places?.texts.set(expr, () => writtenAs(conversion, node));
    const parts = [expr];
    for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
      if (nodes.has(part)) continue;
      nodes.set(part, place);
      parts.push(...part.args);
    }
  }
  return expr;
}

/** The text that a node was made of. */
function writtenAs({ source, tokens }: Conversion, node: InfixNode): string {
  const [first, last] = extent(node, tokenIndex);
  return source.text.slice(tokens[first]?.from ?? 0, tokens[last]?.to ?? 0).replace(/\s+/g, " ");
}

/** An error about everything that a node was made of. */
function failNode({ source, tokens }: Conversion, node: InfixNode, what: string, hint = ""): never {
  const [first, last] = extent(node, tokenIndex);
  failAt(source, tokens[first]?.from ?? 0, tokens[last]?.to ?? 1, what, hint);
}
