/** Conditions as numbers: 1 and 0. */
import { eq } from "./build.ts";
import type { Expr } from "./node.ts";

/** 1 where a ≠ 0, else 0. */
export function truth(a: Expr): Expr {
  return isTruth(a) ? a : eq(eq(a, 0), 0);
}

/** Whether an expression is made of comparisons, 0 and 1 by products, minima and maxima alone: it is 0 or 1. */
export function isTruth(expr: Expr): boolean {
  const parts = new Set([expr]);
  for (const { op, args, value } of parts) {
    if (op === "mul" || op === "min" || op === "max") {
      for (const arg of args) parts.add(arg);
    } else if (op === "constant" ? value !== 0 && value !== 1 : op !== "lt" && op !== "le" && op !== "eq") {
      return false;
    }
  }
  return true;
}

/** The x of `not x`, which is x == 0 of a truth value x; undefined for anything else. */
export function negated({ op, args: [a, b] }: Expr): Expr | undefined {
  if (op !== "eq") return undefined;
  if (isZero(b!) && isTruth(a!)) return a;
  return isZero(a!) && isTruth(b!) ? b : undefined;
}

function isZero({ op, value }: Expr): boolean {
  return op === "constant" && value === 0;
}
