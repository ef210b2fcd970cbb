/**
 * Conditions as event functions. A truth value never rises through zero; what stands for it is a function
 * that does so where the condition begins to hold:
 *
 *   a > b, a >= b    a − b          p and q    min(p, q)          not p    −p
 *   a < b, a <= b    b − a          p or q     max(p, q)
 *
 * A part of discrete states and parameters alone is no such function: nothing but an event changes it,
 * and its difference may be 0 as long as it likes. It says which of two functions holds, where r is the rest:
 *
 *   p                p ? 1 : −1     p and r    p ? r : −1         p or r   p ? 1 : r
 *
 * Read after units have been converted, side by side: what is compared may be one thing here and another there.
 */
import { le, lt, max, min, mul, neg, one, select, sub, zero } from "../expr/build.ts";
import { jvp } from "../expr/jvp.ts";
import { constant, type Expr, reachable, symbol, symbolsOf } from "../expr/node.ts";
import { printExpression } from "../expr/print.ts";
import { quoted } from "../expr/source.ts";
import { isTruth, negated } from "../expr/truth.ts";
import { equation, gatedProduct, type NoEvent, type Written } from "./no-event.ts";

/** The event function that an expression stands for, itself if it is no condition; or what is wrong with it. */
export type EventFunction = { readonly when: Expr } | { readonly noEvent: NoEvent };

/**
 * @param moving   names of what changes between events: states that are not discrete, signals, and t
 * @param written  how parts were written, for messages
 */
export function eventFunction(
  expr: Expr,
  moving: ReadonlySet<string>,
  written: Written = printExpression,
): EventFunction {
  if (expr.op === "constant") return { when: expr };
  if (isTruth(expr)) return conditionFunction(expr, moving, written);
  const noEvent = gatedProduct(expr, written) ?? stair(expr, moving, written);
  return noEvent === undefined ? { when: expr } : { noEvent };
}

const below = constant(-1);

/** What a part of a condition became: still a truth value, which nothing but events changes, or a function. */
interface Reading {
  readonly isStill: boolean;
  readonly expr: Expr;
}

function conditionFunction(expr: Expr, moving: ReadonlySet<string>, written: Written): EventFunction {
  const parts = partsOf(expr);
  const readings = new Map<Expr, Reading>();
  for (const node of parts) {
    if (isStill(node, moving)) {
      readings.set(node, { isStill: true, expr: node });
      continue;
    }
    const { op, args } = node;
    const [a, b] = args;
    const inner = negated(node);
    if (inner !== undefined) readings.set(node, { isStill: false, expr: neg(readings.get(inner)!.expr) });
    else if (op === "lt" || op === "le") readings.set(node, comparison(op, a!, b!, moving));
    else if (op === "eq") return { noEvent: equation(node, expr, parts, written) };
    else readings.set(node, joined(op === "max", readings.get(a!)!, readings.get(b!)!));
  }
  const whole = readings.get(expr)!;
  // What is compared may itself be a condition, or nothing that an event can wait for.
  return eventFunction(whole.isStill ? select(whole.expr, one, below) : whole.expr, moving, written);
}

/** The condition and what it is made of, the parts first. The sides of comparisons are no parts. */
function partsOf(expr: Expr): Expr[] {
  const parts = new Set([expr]);
  for (const node of parts) {
    const inner = negated(node);
    if (inner !== undefined) parts.add(inner);
    else if (node.op === "mul" || node.op === "min" || node.op === "max") {
      for (const arg of node.args) parts.add(arg);
    }
  }
  return [...parts].sort((a, b) => a.depth - b.depth);
}

/**
 * a < b or a <= b. A side that may rest where it equals the other would make the difference 0 while a < b fails: it
 * is read bound by bound, max(0, v) > 0 as 0 > 0 or v > 0; and what moves in steps is compared as it stands.
 */
function comparison(op: "lt" | "le", a: Expr, b: Expr, moving: ReadonlySet<string>): Reading {
  const node = op === "lt" ? lt(a, b) : le(a, b);
  if (isStill(node, moving)) return { isStill: true, expr: node };
  const rests = (side: Expr, other: Expr): boolean =>
    (side.op === "min" || side.op === "max") &&
    isStill(other, moving) &&
    side.args.some((bound) => isStill(bound, moving));
  const [p, q] = rests(b, a) ? b.args : a.args;
  if (rests(b, a))
    return joined(b.op === "max", comparison(op, a, p!, moving), comparison(op, a, q!, moving));
  if (rests(a, b))
    return joined(a.op === "min", comparison(op, p!, b, moving), comparison(op, q!, b, moving));
  const difference = sub(b, a);
  return { isStill: false, expr: isStaircase(difference, moving) ? select(node, one, below) : difference };
}

/** Whether what moves is reached through floor, and else through comparisons alone. */
function isStaircase(expr: Expr, moving: ReadonlySet<string>): boolean {
  return jumps(expr, moving) && reachesFloor(expr, moving);
}

/** a and b, or if `either`, a or b; where both are still, so is the result. */
function joined(either: boolean, a: Reading, b: Reading): Reading {
  if (a.isStill && b.isStill) {
    return { isStill: true, expr: either ? max(a.expr, b.expr) : mul(a.expr, b.expr) };
  }
  if (!a.isStill && !b.isStill) {
    return { isStill: false, expr: either ? max(a.expr, b.expr) : min(a.expr, b.expr) };
  }
  const [gate, rest] = a.isStill ? [a.expr, b.expr] : [b.expr, a.expr];
  return { isStill: false, expr: either ? select(gate, one, rest) : select(gate, rest, below) };
}

function isStill(node: Expr, moving: ReadonlySet<string>): boolean {
  return [...symbolsOf([node])].every((name) => !moving.has(name));
}

/**
 * Whether an event function has another value where one of `names` has: v > v + 1 has the same one everywhere. What
 * jumps where it changes has no derivative that says so.
 */
export function canChange(when: Expr, names: readonly string[]): boolean {
  const read = symbolsOf([when]);
  const changing = names.filter((name) => read.has(name));
  const isSmooth = reachable([when]).every(({ op }) => !["lt", "le", "eq", "floor", "select"].includes(op));
  if (!isSmooth) return changing.length > 0;
  return changing.some((name) => jvp([when], [symbol(name)], [one])[0] !== zero);
}

/** What jumps between values has no root; nor has what is never negative. */
function stair(expr: Expr, moving: ReadonlySet<string>, written: Written): NoEvent | undefined {
  if (isStill(expr, moving) ? !isNowhereNegative(expr) : !jumps(expr, moving) || reachesFloor(expr, moving)) {
    return undefined;
  }
  return {
    node: expr,
    what: `${quoted(written(expr))} jumps between values and never rises through zero`,
    hint: "Write the condition itself, such as v > 1, with and, or, not; or a difference such as v - 1.",
  };
}

/** Whether what moves is reached through comparisons and floor alone. */
function jumps(expr: Expr, moving: ReadonlySet<string>): boolean {
  const reached = new Set([expr]);
  for (const { op, args, name } of reached) {
    if (op === "symbol" && moving.has(name)) return false;
    if (op === "lt" || op === "le" || op === "eq" || op === "floor") continue;
    for (const arg of op === "select" ? args.slice(1) : args) reached.add(arg);
  }
  return true;
}

/** Whether the whole part of something that moves is in an expression: where that changes, so does the mode of a switch. */
function reachesFloor(expr: Expr, moving: ReadonlySet<string>): boolean {
  return reachable([expr]).some((node) => node.op === "floor" && !isStill(node, moving));
}

/** Whether an expression is one of several truth values or numbers ≥ 0. */
function isNowhereNegative(expr: Expr): boolean {
  const alternatives = new Set([expr]);
  for (const part of alternatives) {
    if (part.op === "select") for (const branch of part.args.slice(1)) alternatives.add(branch);
    else if (!isTruth(part) && !(part.op === "constant" && part.value >= 0)) return false;
  }
  return true;
}
