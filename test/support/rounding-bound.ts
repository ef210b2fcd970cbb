/** Values of expressions with a bound on their rounding errors, operation by operation. */
import { partials } from "../../src/expr/derivative-rules.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { apply, type Expr, operation, reachable, symbol } from "../../src/expr/node.ts";
import { type AppliedOp, arity, scalar } from "../../src/expr/op.ts";

export interface Bounded {
  readonly value: number;
  /** How far it may be from what exact arithmetic would give, to first order. */
  readonly error: number;
}

/** Elementary functions are within one unit in the last place: half of one more than what IEEE rounds. */
const unit = Number.EPSILON;

const names = ["$a", "$b", "$c"];
const slopes = new Map<AppliedOp, readonly Expr[]>();

/** ∂f/∂args of an operation at numbers. */
function slopesAt(op: AppliedOp, args: readonly number[]): number[] {
  let known = slopes.get(op);
  if (known === undefined) {
    const symbols = names.slice(0, arity[op]).map(symbol);
    known = partials[op](symbols, apply(op, symbols));
    slopes.set(op, known);
  }
  return evaluate(known, Object.fromEntries(args.map((arg, k) => [names[k]!, arg])));
}

/** Of every root: what `evaluate` gives, and |error| ≤ Σ |∂f/∂arg| |error of arg| + ε |f| from node to node. */
export function roundingBounds(roots: readonly Expr[], values: Readonly<Record<string, number>>): Bounded[] {
  const found = new Map<Expr, Bounded>();
  for (const node of reachable(roots)) {
    if (node.op === "constant" || node.op === "symbol") {
      const value = node.op === "constant" ? node.value : values[node.name]!;
      // Constants such as 1/3 are rounded.
      found.set(node, { value, error: node.op === "constant" ? unit * Math.abs(value) : 0 });
      continue;
    }
    const args = node.args.map((arg) => found.get(arg)!);
    const op = operation(node);
    const numbers = args.map(({ value }) => value);
    const value = scalar[op](numbers[0]!, numbers[1] ?? Number.NaN, numbers[2] ?? Number.NaN);
    const along = slopesAt(op, numbers);
    const error = args.reduce(
      (sum, arg, k) => (arg.error === 0 ? sum : sum + Math.abs(along[k]!) * arg.error),
      unit * Math.abs(value),
    );
    found.set(node, { value, error });
  }
  return roots.map((root) => found.get(root)!);
}
