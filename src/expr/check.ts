/** Checks at the doors of functions of expressions. */
import { ModelError, type Where } from "../errors.ts";
import { shown } from "../values.ts";
import { constant, type Expr } from "./node.ts";
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

/**
 * A number that a definition gives, as an expression.
 *
 * @throws ModelError if it is not finite
 */
export function finiteConstant(where: Where, name: string, value: number): Expr {
  if (Number.isFinite(value)) return constant(value);
  throw new ModelError(where, `${name} is ${value}`, "Give a finite number.");
}

/** @throws ModelError if one of the lists, which may come from anywhere, is no list of expressions */
export function checkExpressions(where: Where, lists: Readonly<Record<string, readonly Expr[]>>): void {
  for (const [name, nodes] of Object.entries(lists)) {
    if (!Array.isArray(nodes)) {
      throw new ModelError(where, `${name} is ${shown(nodes)}`, "Give a list of expressions.");
    }
    const wrong = nodes.findIndex((node) => !isExpr(node));
    if (wrong < 0) continue;
    const what = `entry ${wrong} of ${name} is no expression but ${shown(nodes[wrong])}`;
    throw new ModelError(
      where,
      what,
      "Expressions are made by symbol, constant, add, mul, …; numbers by constant(2).",
    );
  }
}

/** @throws ModelError unless there are as many of the one as of the other */
export function checkPairs(where: Where, lists: Readonly<Record<string, readonly Expr[]>>): void {
  const [[one, a], [other, b]] = Object.entries(lists) as [
    [string, readonly Expr[]],
    [string, readonly Expr[]],
  ];
  if (a.length === b.length) return;
  throw new ModelError(
    where,
    `${a.length} ${one} for ${b.length} ${other}`,
    `Give one for each of the ${other}.`,
  );
}
