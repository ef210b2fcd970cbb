/** Why an expression cannot say when an event happens, and what to write instead, in the user's own words. */
import { mul, neg, one } from "../expr/build.ts";
import type { Expr } from "../expr/node.ts";
import { quoted } from "../expr/source.ts";
import { isTruth, negated } from "../expr/truth.ts";

/** The part that cannot tell, and what to say about it. */
export interface NoEvent {
  /** The part. */
  readonly node: Expr;
  readonly what: string;
  readonly hint: string;
}

/** How an expression was written. */
export type Written = (expr: Expr) => string;

/** Binds less than a comparison's sides do, and less than what stands behind a minus. */
const isCondition = /[<>=?]|\b(?:and|or|not)\b/;
const isSum = /[-+]/;

function inside(text: string, pattern: RegExp): string {
  return pattern.test(text) || isCondition.test(text) ? `(${text})` : text;
}

/**
 * a == b, a != b, or a number a as a condition: they begin to hold, or cease to, where a − b is exactly 0.
 *
 * @param node   the equation
 * @param whole  the condition that it is, or is a part of
 * @param parts  all parts of the whole
 */
export function equation(node: Expr, whole: Expr, parts: readonly Expr[], written: Written): NoEvent {
  const outer = parts.find((part) => negated(part) === node);
  const text = written(outer ?? node);
  const what = `no event can tell when ${quoted(text)} begins to hold`;
  const [a, b] = [node.args[0]!, node.args[1]!];
  if (isTruth(a) && isTruth(b)) {
    const own = sameTruth(a, b, outer !== undefined, written);
    return { node, what, hint: `Write ${quoted(own)} for it.` };
  }
  const [left, right] = [inside(written(a), isCondition), inside(written(b), isCondition)];
  if (whole !== node && whole !== outer) {
    const hint = `Write ${quoted(`${left} > ${right}`)} in its place if it comes from below, ${quoted(`${left} < ${right}`)} if from above.`;
    return { node, what, hint };
  }
  const difference = isZero(b) ? left : isZero(a) ? right : `${left} - ${inside(written(b), isSum)}`;
  return {
    node,
    what,
    hint: `It happens where a function rises through zero: write ${quoted(difference)}, with direction: "either" if it may come from above.`,
  };
}

/** p == q of two conditions, or p != q, as a condition of them. */
function sameTruth(p: Expr, q: Expr, differ: boolean, written: Written): string {
  const [condition, value] = p.op === "constant" ? [q, p] : [p, q];
  const [own, other] = [`(${written(condition)})`, `(${written(value)})`];
  if (value.op === "constant") {
    return (value.value === 1) === differ ? `not ${own}` : written(condition);
  }
  return differ
    ? `${own} and not ${other} or not ${own} and ${other}`
    : `${own} and ${other} or not ${own} and not ${other}`;
}

/** A product with a condition is 0 where the condition fails, and 0 is where events happen; undefined for others. */
export function gatedProduct(expr: Expr, written: Written): NoEvent | undefined {
  const factors = new Set([expr]);
  for (const { op, args } of factors) {
    if (op === "mul" || op === "neg") for (const arg of args) factors.add(arg);
  }
  const single = [...factors].filter(({ op }) => op !== "mul" && op !== "neg" && op !== "constant");
  const gates = single.filter(isTruth);
  if (gates.length === 0 || gates.length === single.length) return undefined;
  const rest = without(expr, gates);
  const joined = gates.map((gate) => (gate.op === "max" ? `(${written(gate)})` : written(gate)));
  const all = [...joined, `${inside(written(rest), isCondition)} > 0`].join(" and ");
  return {
    node: expr,
    what: `${quoted(written(expr))} is 0, as it is at an event, wherever ${quoted(written(gates[0]!))} fails`,
    hint: `Join conditions by and: ${quoted(all)}.`,
  };
}

/** A product without some of its factors, its sign kept. */
function without(expr: Expr, gates: readonly Expr[], known: Map<Expr, Expr> = new Map()): Expr {
  const { op, args } = expr;
  if (op !== "mul" && op !== "neg") return gates.includes(expr) ? one : expr;
  let result = known.get(expr);
  if (result === undefined) {
    const [a, b] = args.map((arg) => without(arg, gates, known));
    result = op === "neg" ? neg(a!) : mul(a!, b!);
    known.set(expr, result);
  }
  return result;
}

function isZero({ op, value }: Expr): boolean {
  return op === "constant" && value === 0;
}
