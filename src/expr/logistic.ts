/**
 * Logistic functions as papers write them, a/(1 + e^u), in a form without overflow. Where e^u is infinite the
 * quotient is 0, but its derivative −a e^u/(1 + e^u)² is ∞/∞; the sigmoid σ has none of this:
 *
 *   a/(1 + e^u) = a σ(−u) ,   a e^u/(1 + e^u) = a σ(u) ,   a/(1 + e^u)^k = a σ(−u)^k
 */
import { div, mul, neg, one, pow, sigmoid } from "./build.ts";
import { type Expr, reachable } from "./node.ts";
import { withArguments } from "./substitute.ts";

/** What is known of the parts of the expressions that are rewritten. */
interface Rewriting {
  readonly results: Map<Expr, Expr>;
  /** 1/x without overflow, for 1 + e^u and for products and powers of such sums. */
  readonly inverses: Map<Expr, Expr>;
}

/**
 * A function that rewrites expressions; what they share is rewritten once. A value changes by the rounding of
 * a quotient against that of the sigmoid: some units in the last place. Without such quotients an expression
 * is returned as the same node.
 */
export function logisticRewriter(): (root: Expr) => Expr {
  const rewriting: Rewriting = { results: new Map(), inverses: new Map() };
  const { results } = rewriting;
  return (root) => {
    for (const node of reachable([root], (part) => results.has(part))) {
      const result = node.args.length === 0 ? node : rewritten(rewriting, node);
      results.set(node, result);
      noteInverse(rewriting, result);
    }
    return results.get(root)!;
  };
}

function rewritten(rewriting: Rewriting, node: Expr): Expr {
  const { op, args } = node;
  const parts = args.map((arg) => rewriting.results.get(arg)!);
  const [a, b] = parts;
  if (op === "div") return quotient(rewriting, a!, b!);
  const inverse = rewriting.inverses.get(a!);
  if (op === "pow" && inverse !== undefined && b!.value < 0) return pow(inverse, -b!.value);
  // Only operations have arguments.
  return withArguments(node, parts);
}

function quotient(rewriting: Rewriting, a: Expr, b: Expr): Expr {
  const u = exponent(b);
  const rest = u === undefined ? undefined : without(a, b.args.find((arg) => arg !== one)!);
  if (u !== undefined && rest !== undefined) return mul(rest, sigmoid(u));
  const inverse = rewriting.inverses.get(b);
  if (inverse !== undefined) return mul(a, inverse);
  if (b.op !== "mul") return div(a, b);
  const [x, y] = b.args.map((factor) => rewriting.inverses.get(factor));
  if (y !== undefined) return mul(quotient(rewriting, a, b.args[0]!), y);
  return x === undefined ? div(a, b) : mul(quotient(rewriting, a, b.args[1]!), x);
}

function noteInverse({ inverses }: Rewriting, node: Expr): void {
  if (inverses.has(node)) return;
  const u = exponent(node);
  if (u !== undefined) inverses.set(node, sigmoid(neg(u)));
  const [a, b] = node.args.map((arg) => inverses.get(arg));
  if (a === undefined) return;
  if (node.op === "mul" && b !== undefined) inverses.set(node, mul(a, b));
  if (node.op === "pow" && node.args[1]!.value > 0) inverses.set(node, pow(a, node.args[1]!));
}

/** u of 1 + e^u. */
function exponent({ op, args }: Expr): Expr | undefined {
  if (op !== "add" || !args.includes(one)) return undefined;
  const other = args.find((arg) => arg !== one);
  return other?.op === "exp" ? other.args[0] : undefined;
}

/** The product `a` without its factor `factor`; undefined if it has none. */
function without(a: Expr, factor: Expr): Expr | undefined {
  /** Products and signs from the outermost inwards, each around its first argument. */
  const around: Expr[] = [];
  let node = a;
  while (node !== factor && node.args[1] !== factor) {
    if (node.op !== "mul" && node.op !== "neg") return undefined;
    around.push(node);
    node = node.args[0]!;
  }
  if (node !== factor && node.op !== "mul") return undefined;
  const rest = node === factor ? one : node.args[0]!;
  return around.reduceRight(
    (inner, { op, args }) => (op === "neg" ? neg(inner) : mul(inner, args[1]!)),
    rest,
  );
}
