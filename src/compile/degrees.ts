/** Degrees of expressions as polynomials in what moves during a step. */
import { type Expr, reachable } from "../expr/node.ts";

export type Degrees = ReadonlyMap<Expr, number>;

/**
 * The degree of every node in what moves; Infinity of what is no polynomial.
 *
 * @param ofWave  what a sine or cosine of something affine counts as
 */
export function degreesOf(
  roots: readonly Expr[],
  moving: ReadonlySet<string>,
  ofWave: number = Number.POSITIVE_INFINITY,
): Degrees {
  const degrees = new Map<Expr, number>();
  for (const node of reachable(roots)) {
    const args = node.args.map((arg) => degrees.get(arg)!);
    degrees.set(node, node.op === "symbol" ? Number(moving.has(node.name)) : degreeOf(node, args, ofWave));
  }
  return degrees;
}

function degreeOf({ op, args: [, exponent] }: Expr, degrees: readonly number[], ofWave: number): number {
  const [a = 0, b = 0, c = 0] = degrees;
  const largest = Math.max(0, ...degrees);
  switch (op) {
    case "neg":
    case "add":
    case "sub":
    case "min":
    case "max":
    case "abs":
      return largest;
    // Between switches they stand still.
    case "lt":
    case "le":
    case "floor":
      return 0;
    case "select":
      return a === 0 ? Math.max(b, c) : Number.POSITIVE_INFINITY;
    case "mul":
      return a + b;
    case "div":
      return b === 0 ? a : Number.POSITIVE_INFINITY;
    case "pow": {
      const isWhole =
        exponent!.op === "constant" && Number.isInteger(exponent!.value) && exponent!.value >= 0;
      return largest === 0 ? 0 : isWhole ? a * exponent!.value : Number.POSITIVE_INFINITY;
    }
    case "sin":
    case "cos":
      return a === 0 ? 0 : a === 1 ? ofWave : Number.POSITIVE_INFINITY;
    default:
      return largest === 0 ? 0 : Number.POSITIVE_INFINITY;
  }
}
