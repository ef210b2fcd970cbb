/** Conditions as numbers: 1 and 0. */
import { eq } from "./build.ts";
import type { Expr } from "./node.ts";

/** 1 where a ≠ 0, else 0. */
export function truth(a: Expr): Expr {
  return isTruth(a) ? a : eq(eq(a, 0), 0);
}

/** Whether an expression is made of comparisons, 0 and 1 by products and maxima alone. */
export function isTruth(expr: Expr): boolean {
  const parts = new Set([expr]);
  for (const { op, args, value } of parts) {
    if (op === "mul" || op === "max") {
      for (const arg of args) parts.add(arg);
    } else if (op === "constant" ? value !== 0 && value !== 1 : op !== "lt" && op !== "le" && op !== "eq") {
      return false;
    }
  }
  return true;
}
