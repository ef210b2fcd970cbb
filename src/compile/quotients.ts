/**
 * Quotients by what a kink makes of q, of something that has the factor q: c q / |q| is ±c on either side. As it is
 * written it is 0/0 at the switch, where steps end, and beside it its two derivatives, ±1/q, cancel but for a rounding
 * that is as large as they are.
 */
import { div, mul, neg, one, select, zero } from "../expr/build.ts";
import { type Expr, reachable } from "../expr/node.ts";
import { withArguments } from "../expr/substitute.ts";

/** The expressions with such quotients divided out; those that have none are the same objects. */
export function divideOut(roots: readonly Expr[]): Expr[] {
  const results = new Map<Expr, Expr>();
  for (const node of reachable(roots)) {
    const args = node.args.map((arg) => results.get(arg)!);
    const quotient = node.op === "div" ? quotientOf(args[0]!, args[1]!) : undefined;
    results.set(node, quotient ?? withArguments(node, args));
  }
  return roots.map((root) => results.get(root)!);
}

function quotientOf(numerator: Expr, denominator: Expr): Expr | undefined {
  const { op, args } = denominator;
  if (op === "select" && args[2] === neg(args[1]!)) {
    const rest = withoutFactor(numerator, args[1]!);
    return rest && select(args[0]!, rest, neg(rest));
  }
  return hasChoice(numerator) ? withoutFactor(numerator, denominator) : undefined;
}

/** Whether a product has a kink as a factor: other quotients stay as they are written. */
function hasChoice({ op, args }: Expr): boolean {
  if (op === "mul") return hasChoice(args[0]!) || hasChoice(args[1]!);
  return op === "neg" || op === "div" ? hasChoice(args[0]!) : op === "select";
}

/** `expr` divided by its factor; nothing if it has not that factor. */
function withoutFactor(expr: Expr, factor: Expr): Expr | undefined {
  const { op, args } = expr;
  const [a, b, c] = args;
  if (expr === factor) return one;
  if (expr === neg(factor) || isTurned(expr, factor)) return neg(one);
  if (op === "neg") return mapped(withoutFactor(a!, factor), neg);
  if (op === "div") return mapped(withoutFactor(a!, factor), (rest) => div(rest, b!));
  if (op === "mul") {
    return (
      mapped(withoutFactor(a!, factor), (rest) => mul(rest, b!)) ??
      mapped(withoutFactor(b!, factor), (rest) => mul(a!, rest))
    );
  }
  if (op !== "select") return undefined;
  const [first, second] = [b!, c!].map((branch) => (branch === zero ? zero : withoutFactor(branch, factor)));
  return first && second && select(a!, first, second);
}

/** a − b for b − a. */
function isTurned(expr: Expr, factor: Expr): boolean {
  if (expr.op !== "sub" || factor.op !== "sub") return false;
  return expr.args[0] === factor.args[1] && expr.args[1] === factor.args[0];
}

function mapped(expr: Expr | undefined, change: (expr: Expr) => Expr): Expr | undefined {
  return expr && change(expr);
}
