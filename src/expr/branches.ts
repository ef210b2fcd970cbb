/**
 * Products and sums of derivatives that keep branches apart. A derivative is 0 where its branch is
 * not chosen, also if the branch is singular there: x = 0 ? 1 : x/(e^x − 1) has one at 0. A plain
 * product would be 0·∞ = NaN; so zeros of `select` stay outside of products.
 */
import { add, div, mul, select, zero } from "./build.ts";
import { type Expr, reachable } from "./node.ts";

/** How derivatives are multiplied along a graph. */
export interface Products {
  /** derivative · partial, exactly 0 where a branch or a comparison says so. */
  readonly scaled: (derivative: Expr, partial: Expr) => Expr;
  /** derivative / divisor. */
  readonly divided: (derivative: Expr, divisor: Expr) => Expr;
}

/**
 * The products for a graph with these nodes. Where one of them has a derivative that may be infinite while its value
 * is finite, 0 · ∞ is 0 in all of them: what does not move, moves nothing, and what nothing asks for is not asked.
 */
export function productsOf(nodes: readonly Expr[]): Products {
  return nodes.some(isSingular) ? guarded : plain;
}

/** Whether an operation has infinite slope at the edge of its domain: √, logarithms, and powers below 1. */
function isSingular({ op, args, template }: Expr): boolean {
  if (template !== undefined) return reachable(template.outputs).some(isSingular);
  if (op === "pow") return !(args[1]!.op === "constant" && args[1]!.value >= 1);
  return op === "sqrt" || op === "log" || op === "log1p";
}

const plain: Products = {
  scaled,
  divided: (derivative, divisor) => inBranches(derivative, (part) => div(part, divisor)),
};

const guarded: Products = {
  scaled: (derivative, partial) => {
    if (derivative.op === "constant" || partial.op === "constant") return mul(derivative, partial);
    return select(partial, select(derivative, mul(derivative, partial), zero), zero);
  },
  divided: (derivative, divisor) => select(derivative, div(derivative, divisor), zero),
};

export function scaled(derivative: Expr, partial: Expr): Expr {
  if (partial.op === "lt" || partial.op === "le" || partial.op === "eq")
    return select(partial, derivative, zero);
  return inBranches(partial, (factor) => inBranches(derivative, (part) => mul(part, factor)));
}

/** `linear` of an expression; of the other branch alone if one branch of it is 0. */
export function inBranches(expr: Expr, linear: (part: Expr) => Expr): Expr {
  const [condition, a, b] = expr.args;
  if (expr.op !== "select" || (a !== zero && b !== zero)) return linear(expr);
  const branch = (part: Expr): Expr => (part === zero ? zero : inBranches(part, linear));
  return select(condition!, branch(a!), branch(b!));
}

/** a + b, branch by branch if they have the same condition. */
export function summed(a: Expr, b: Expr): Expr {
  if (a.op !== "select" || b.op !== "select" || a.args[0] !== b.args[0]) return add(a, b);
  return select(a.args[0]!, summed(a.args[1]!, b.args[1]!), summed(a.args[2]!, b.args[2]!));
}
