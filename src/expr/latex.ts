/**
 * Expressions as LaTeX, to be set in math mode, with the package amsmath: fractions, roots, powers and cases where a
 * paper has them, and as few brackets as a reader needs. Comparisons that are numbers are Iverson's brackets.
 */
import { ModelError, UnsupportedError, unreachable } from "../errors.ts";
import { checkExpressions } from "./check.ts";
import { latexName, latexUnit } from "./latex-names.ts";
import { type Expr, reachable } from "./node.ts";
import { isQuantity } from "./quantity.ts";
import { isTruth, negated } from "./truth.ts";

/** How tightly the outermost operator of a text binds. Atoms, numbers and names, take a power without brackets. */
const strength = { cases: 0, comparison: 1, sum: 2, product: 3, sign: 4, factor: 5, atom: 6 } as const;

interface Latex {
  readonly text: string;
  readonly strength: number;
  /** Of a product of equal factors, what it is a power of. */
  readonly power?: { readonly base: Expr; readonly exponent: number };
}

/** Longest text of one expression, in characters; sharing can make it exponentially long. */
const maxPrinted = 1_000_000;

/**
 * The expression in LaTeX.
 *
 * Letters with subscripts are made of names as follows: what stands before the first `_`, digit or capital behind a
 * small letter is the letter, the rest its subscript, upright; words of it are separated by commas, and begin small
 * unless they are capitals alone or ions. Greek letters are written as such, `v` with a subscript as a capital, longer
 * words in italics: `tauMem` is `\tau_{\mathrm{mem}}`, `vThreshold` `V_{\mathrm{threshold}}`, `gNa` `g_{\mathrm{Na}}`.
 *
 * @returns what stands in math mode; it needs the package amsmath
 * @throws ModelError if a constant is not finite, or `expr` is no expression
 * @throws UnsupportedError if the text had more than 1,000,000 characters
 */
export function printLatex(expr: Expr): string {
  checkExpressions("printLatex", { "the list": [expr] });
  return latexOf(expr, new Map());
}

/**
 * The same with names in the place of some nodes.
 *
 * @param names  in equations, of nodes that are defined elsewhere
 */
export function latexOf(expr: Expr, names: ReadonlyMap<Expr, string>): string {
  const printed = new Map<Expr, Latex>();
  for (const [node, name] of names) if (node !== expr) printed.set(node, nameOf(name));
  for (const node of reachable([expr], (one) => printed.has(one))) {
    const result = printNode(node, printed);
    if (result.text.length > maxPrinted) {
      const what = `the text of the expression has more than ${maxPrinted} characters`;
      throw new UnsupportedError("printLatex", what, "printEquations gives names to shared parts.");
    }
    printed.set(node, result);
  }
  return printed.get(expr)!.text;
}

function printNode(node: Expr, printed: ReadonlyMap<Expr, Latex>): Latex {
  const { op, args } = node;
  const [a, b] = args;
  /** An argument, in brackets if it binds less than `least`, or has a sign where there is an operator before it. */
  const inside = (arg: Expr, least: number, follows = false): string => {
    const { text, strength: own } = printed.get(arg)!;
    if (own === strength.comparison) return iverson(text);
    return own < least || (follows && text.startsWith("-")) ? `\\left(${text}\\right)` : text;
  };
  const binary = (sign: string, own: number, left: number, right: number): Latex => ({
    text: `${inside(a!, left)} ${sign} ${inside(b!, right, true)}`,
    strength: own,
  });
  /** What stands between brackets or under a line anyway. */
  const alone = (arg: Expr): string => inside(arg, strength.cases);
  const negative = (arg: Expr): string => `-${inside(arg, strength.product, true)}`;
  /** The same in brackets of its own, without two signs. */
  const opposite = (arg: Expr): string => {
    const [first, second] = isNamed(arg, printed.get(arg)!) ? [] : arg.args;
    if (arg.op === "neg" && first !== undefined) return alone(first);
    if (arg.op !== "sub" || second === undefined) return negative(arg);
    return `${inside(second, strength.sum)} - ${inside(first!, strength.product, true)}`;
  };
  const called = (name: string): Latex => factor(`${name}\\left(${args.map(alone).join(", ")}\\right)`);
  switch (op) {
    case "constant":
      return numberOf(node.value);
    case "symbol":
      return isQuantity(node) ? quantityOf(node.name) : nameOf(node.name);
    case "neg":
      return {
        text: negative(a!),
        strength: printed.get(a!)!.strength === strength.product ? strength.product : strength.sign,
      };
    case "add":
      return binary("+", strength.sum, strength.sum, strength.sum);
    case "sub":
      return binary("-", strength.sum, strength.sum, strength.product);
    case "mul":
      return (
        powerOf(node, printed, inside) ??
        productOf(inside(a!, strength.product), inside(b!, strength.product, true))
      );
    case "div":
      return factor(`\\frac{${alone(a!)}}{${alone(b!)}}`);
    case "pow":
      return factor(`${inside(a!, strength.atom)}^{${alone(b!)}}`);
    case "lt":
      return binary("<", strength.comparison, strength.sum, strength.sum);
    case "le":
      return binary("\\le", strength.comparison, strength.sum, strength.sum);
    case "eq":
      if (negated(node) !== undefined)
        return { text: conditionOf(node, printed), strength: strength.comparison };
      return binary("=", strength.comparison, strength.sum, strength.sum);
    case "select":
      return casesOf(node, printed, alone);
    case "sqrt":
      return factor(`\\sqrt{${alone(a!)}}`);
    case "abs":
      return factor(`\\left|${alone(a!)}\\right|`);
    case "floor":
      return factor(`\\left\\lfloor ${alone(a!)} \\right\\rfloor`);
    case "expm1":
      return { text: `${called("\\exp").text} - 1`, strength: strength.sum };
    case "exprel":
      return factor(`\\frac{${called("\\exp").text} - 1}{${alone(a!)}}`);
    case "log":
      return called("\\ln");
    case "log1p":
      return factor(`\\ln\\left(1 + ${inside(a!, strength.sum, true)}\\right)`);
    case "atan":
      return called("\\arctan");
    case "sigmoid":
      return factor(`\\frac{1}{1 + \\exp\\left(${opposite(a!)}\\right)}`);
    case "exp":
    case "sin":
    case "cos":
    case "tan":
    case "tanh":
    case "min":
    case "max":
      return called(`\\${op}`);
    case "call":
    case "part":
      throw new TypeError(`internal: a ${op} is printed`);
    default:
      return unreachable(op);
  }
}

/** A condition as a number: 1 where it holds, else 0. */
function iverson(text: string): string {
  return `\\left[${text}\\right]`;
}

function factor(text: string): Latex {
  return { text, strength: strength.factor };
}

/** Equal factors, however they were multiplied. */
function powerOf(
  { args: [a, b] }: Expr,
  printed: ReadonlyMap<Expr, Latex>,
  inside: (arg: Expr, least: number) => string,
): Latex | undefined {
  const [left, right] = [a!, b!].map((arg) => printed.get(arg)!.power ?? { base: arg, exponent: 1 });
  if (left!.base !== right!.base) return undefined;
  const { base } = left!;
  const exponent = left!.exponent + right!.exponent;
  return { ...factor(`${inside(base, strength.atom)}^{${exponent}}`), power: { base, exponent } };
}

/** Factors side by side, with a dot before a number. */
function productOf(left: string, right: string): Latex {
  return { text: `${left} ${/^\d/.test(right) ? "\\cdot" : "\\,"} ${right}`, strength: strength.product };
}

/** A row for every condition, that of a choice in the last place among them, and one for what is left. */
function casesOf(node: Expr, printed: ReadonlyMap<Expr, Latex>, alone: (arg: Expr) => string): Latex {
  const rows: string[] = [];
  let rest = node;
  for (
    ;
    rest === node || (rest.op === "select" && !isNamed(rest, printed.get(rest)!));
    rest = rest.args[2]!
  ) {
    const [condition, value] = rest.args;
    rows.push(`${alone(value!)} & \\text{if } ${conditionOf(condition!, printed)}`);
  }
  rows.push(`${alone(rest)} & \\text{otherwise}`);
  return { text: `\\begin{cases} ${rows.join(" \\\\ ")} \\end{cases}`, strength: strength.cases };
}

/** Whether a name stands for a node, whose arguments have no texts then. */
function isNamed({ args }: Expr, text: Latex): boolean {
  return args.length > 0 && text.strength === strength.atom;
}

/** What a number means as a condition: that it is not 0. */
function conditionOf(node: Expr, printed: ReadonlyMap<Expr, Latex>): string {
  const bracketed = (arg: Expr): string => `\\left(${conditionOf(arg, printed)}\\right)`;
  const opposite = negated(node);
  if (opposite !== undefined) return `\\lnot ${bracketed(opposite)}`;
  const [a, b] = node.args;
  const { text, strength: own } = printed.get(node)!;
  if (own === strength.comparison) return text;
  if (!isTruth(node) || own === strength.atom)
    return `${own < strength.sum ? `\\left(${text}\\right)` : text} \\ne 0`;
  return `${bracketed(a!)} ${node.op === "max" ? "\\lor" : "\\land"} ${bracketed(b!)}`;
}

const circular = new Map<number, Latex>([
  [Math.PI, { text: "\\pi", strength: strength.atom }],
  [Math.PI * Math.PI, { text: "\\pi^{2}", strength: strength.factor }],
]);

/** Shortest decimal that reads back as the same number, or π. */
function numberOf(value: number): Latex {
  const known = circular.get(value);
  if (known !== undefined) return known;
  if (!Number.isFinite(value)) {
    throw new ModelError("printLatex", `a constant is ${value}`, "Constants in equations are finite.");
  }
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const [digits, exponent] = String(Math.abs(value)).split("e");
  if (exponent === undefined) return { text: sign + digits!, strength: sign ? strength.sign : strength.atom };
  const power = `10^{${Number(exponent)}}`;
  const text = digits === "1" ? power : `${digits} \\cdot ${power}`;
  return { text: sign + text, strength: digits === "1" && !sign ? strength.factor : strength.product };
}

function quantityOf(name: string): Latex {
  const [value, unit] = name.split(" ");
  const { text, strength: own } = numberOf(Number(value));
  return { text: `${text}\\,${latexUnit(unit!)}`, strength: Math.min(own, strength.product) };
}

function nameOf(name: string): Latex {
  return { text: latexName(name), strength: name.startsWith("initial.") ? strength.factor : strength.atom };
}
