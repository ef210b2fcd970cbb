/** Checks at the doors of functions of expressions. */
import { ModelError } from "../errors.ts";
import { shown } from "../values.ts";
import type { Expr } from "./node.ts";
import { opNames } from "./op.ts";

/** Whether a value, which may come from anywhere, is an expression. */
export function isExpr(value: unknown): value is Expr {
  return (
    typeof value === "object" &&
    value !== null &&
    "op" in value &&
    (opNames as readonly unknown[]).includes(value.op)
  );
}

/** @throws ModelError if `nodes`, which may come from anywhere, are not a list of expressions */
export function checkExpressions(where: string, what: string, nodes: readonly Expr[]): void {
  if (!Array.isArray(nodes)) {
    throw new ModelError(where, `${what} is ${shown(nodes)}`, "Give a list of expressions.");
  }
  nodes.forEach((node: unknown, i) => {
    if (isExpr(node)) return;
    const hint = "Expressions are made by symbol, constant, add, mul, …; numbers by constant(2).";
    throw new ModelError(where, `entry ${i} of ${what} is no expression but ${shown(node)}`, hint);
  });
}

/** @throws ModelError unless there are as many of the one as of the other */
export function checkPairs(
  where: string,
  what: string,
  nodes: readonly Expr[],
  to: string,
  count: number,
): void {
  checkExpressions(where, what, nodes);
  if (nodes.length !== count) {
    throw new ModelError(
      where,
      `${nodes.length} ${what} for ${count} ${to}`,
      `Give one for each of the ${to}.`,
    );
  }
}
