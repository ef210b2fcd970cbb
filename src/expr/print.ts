/**
 * Expressions as infix text with as few parentheses as the parser needs. Parsing the text gives the
 * same node if it was made by the smart constructors and the names of its symbols are names.
 */
import { ModelError, UnsupportedError, unreachable } from "../errors.ts";
import { checkExpressions } from "./check.ts";
import { type Expr, reachable } from "./node.ts";
import { isNumber, isQuantity } from "./quantity.ts";

/** A text, how tightly its outermost operator binds, and how deep it nests. */
export interface Printed {
  readonly text: string;
  readonly strength: number;
  readonly depth: number;
}

/** How tightly operators bind, as in `parse.ts`. */
const strength = { conditional: 0, comparison: 1, sum: 2, product: 3, sign: 4, power: 5, atom: 6 } as const;

/** Longest text of one expression, in characters; sharing can make it exponentially long. */
const maxPrinted = 1_000_000;

/**
 * The expression as infix text that `parseExpression` reads back.
 *
 * @throws ModelError if a constant is not finite, or `expr` is no expression
 * @throws UnsupportedError if the text had more than 1,000,000 characters
 */
export function printExpression(expr: Expr): string {
  checkExpressions("printExpression", { "the list": [expr] });
  const printed = new Map<Expr, Printed>();
  for (const node of reachable([expr])) {
    const result = printNode(node, (arg) => printed.get(arg)!);
    if (result.text.length > maxPrinted) {
      const what = `the text of the expression has more than ${maxPrinted} characters`;
      throw new UnsupportedError("printExpression", what, "printEquations gives names to shared parts.");
    }
    printed.set(node, result);
  }
  return printed.get(expr)!.text;
}

/** A name as it stands. */
export function printName(name: string): Printed {
  return { text: name, strength: strength.atom, depth: 0 };
}

/** One node around the texts of its arguments. */
export function printNode(node: Expr, printed: (arg: Expr) => Printed): Printed {
  const { op, args } = node;
  const [a, b, c] = args;
  let depth = 0;
  /** An argument, in parentheses if it binds less than `least`. */
  const inside = (arg: Expr | undefined, least: number): string => {
    const inner = printed(arg!);
    const needsParentheses = inner.strength < least;
    const isLeft = arg === a && !needsParentheses;
    depth = Math.max(depth, inner.depth + (isLeft ? 0 : 1));
    return needsParentheses ? `(${inner.text})` : inner.text;
  };
  const result = (text: string, own: number): Printed => ({ text, strength: own, depth });
  const binary = (sign: string, own: number, left: number, right: number): Printed =>
    result(`${inside(a, left)} ${sign} ${inside(b, right)}`, own);
  switch (op) {
    case "constant":
      return printNumber(node.value);
    case "symbol":
      return isQuantity(node) ? printQuantity(node.name) : printName(node.name);
    case "neg":
      return isFraction(a!) && takesSign(a!)
        ? result(`-${inside(a, strength.product)}`, strength.product)
        : result(`-${inside(a, strength.power)}`, strength.sign);
    case "add":
      return binary("+", strength.sum, strength.sum, strength.product);
    case "sub":
      return binary("-", strength.sum, strength.sum, strength.product);
    case "mul":
      // x³ and x⁴ as `pow` makes them; not where a name stands for x².
      if (isSquare(a!) && printed(a!).strength === strength.power && (a === b || a!.args[0] === b))
        return result(`${inside(a!.args[0], strength.atom)} ^ ${a === b ? 4 : 3}`, strength.power);
      if (a === b) return result(`${inside(a, strength.atom)} ^ 2`, strength.power);
      return binary("*", strength.product, strength.product, strength.sign);
    case "div":
      return binary("/", strength.product, strength.product, strength.sign);
    case "pow":
      return binary("^", strength.power, strength.atom, strength.sign);
    case "lt":
      return binary("<", strength.comparison, strength.sum, strength.sum);
    case "le":
      return binary("<=", strength.comparison, strength.sum, strength.sum);
    case "eq":
      return binary("==", strength.comparison, strength.sum, strength.sum);
    case "select": {
      const [condition, first] = [inside(a, strength.comparison), inside(b, strength.comparison)];
      return result(`${condition} ? ${first} : ${inside(c, 0)}`, strength.conditional);
    }
    case "abs":
    case "floor":
    case "sqrt":
    case "exp":
    case "expm1":
    case "exprel":
    case "log":
    case "log1p":
    case "sin":
    case "cos":
    case "tan":
    case "atan":
    case "tanh":
    case "sigmoid":
    case "min":
    case "max":
      return result(`${op}(${args.map((arg) => inside(arg, 0)).join(", ")})`, strength.atom);
    default:
      return unreachable(op);
  }
}

function isSquare({ op, args: [a, b] }: Expr): boolean {
  return op === "mul" && a === b;
}

/** Shortest decimal that reads back as the same number. */
function printNumber(value: number): Printed {
  if (!Number.isFinite(value)) {
    throw new ModelError("printExpression", `a constant is ${value}`, "Constants in equations are finite.");
  }
  const isNegative = value < 0 || Object.is(value, -0);
  const text = Object.is(value, -0) ? "-0" : String(value);
  return { text, strength: isNegative ? strength.sign : strength.atom, depth: 0 };
}

/** A number with a unit. */
function printQuantity(name: string): Printed {
  return { ...printName(name), strength: name.startsWith("-") ? strength.sign : strength.power };
}

/** A product or quotient that is printed as one. */
function isFraction({ op, args: [a, b] }: Expr): boolean {
  return op === "div" || (op === "mul" && a !== b);
}

/** Whether −(a·b) reads back from −a·b: the smart constructors move the sign of a out again. */
function takesSign(operand: Expr): boolean {
  let node = operand;
  while (isFraction(node)) {
    if (node.op === "mul" && isNumber(node.args[1]!)) return false;
    node = node.args[0]!;
  }
  return !isNumber(node) && node.op !== "neg" && node.op !== "sub";
}
