/** Replacement of symbols in an expression graph, rebuilt through the smart constructors. */
import * as build from "./build.ts";
import { call, type Expr, operation, part, reachable } from "./node.ts";
import type { AppliedOp } from "./op.ts";

const constructors: Readonly<Record<AppliedOp, (a: Expr, b: Expr, c: Expr) => Expr>> = {
  neg: build.neg,
  abs: build.abs,
  floor: build.floor,
  sqrt: build.sqrt,
  exp: build.exp,
  expm1: build.expm1,
  exprel: build.exprel,
  log: build.log,
  log1p: build.log1p,
  sin: build.sin,
  cos: build.cos,
  tan: build.tan,
  atan: build.atan,
  tanh: build.tanh,
  sigmoid: build.sigmoid,
  add: (a, b) => build.add(a, b),
  sub: build.sub,
  mul: (a, b) => build.mul(a, b),
  div: build.div,
  pow: build.pow,
  min: build.min,
  max: build.max,
  lt: build.lt,
  le: build.le,
  eq: build.eq,
  select: build.select,
};

/** The application of `op` to other arguments, simplified. */
export function rebuild(op: AppliedOp, args: readonly Expr[]): Expr {
  return constructors[op](args[0]!, args[1]!, args[2]!);
}

/** `node` with other arguments, simplified; the node itself if they are its own, as those of a leaf are. */
export function withArguments(node: Expr, args: readonly Expr[]): Expr {
  if (args.every((arg, k) => arg === node.args[k])) return node;
  if (node.op === "call") return call(node.template!, args);
  return node.op === "part" ? part(args[0]!, node.value) : rebuild(operation(node), args);
}

/** `roots` with some of their nodes replaced, and simplified anew. */
export function replaced(roots: readonly Expr[], replacements: ReadonlyMap<Expr, Expr>): Expr[] {
  const results = new Map(replacements);
  for (const node of reachable(roots, (known) => replacements.has(known))) {
    results.set(
      node,
      withArguments(
        node,
        node.args.map((arg) => results.get(arg)!),
      ),
    );
  }
  return roots.map((root) => results.get(root)!);
}

/** `roots` with every symbol named in `replacements` replaced, all at once, and simplified anew; see `doors.ts`. */
export function substitute(roots: readonly Expr[], replacements: ReadonlyMap<string, Expr>): Expr[] {
  const results = new Map<Expr, Expr>();
  for (const node of reachable(roots)) {
    const replacement = node.op === "symbol" ? replacements.get(node.name) : undefined;
    const args = node.args.map((arg) => results.get(arg)!);
    results.set(node, replacement ?? withArguments(node, args));
  }
  return roots.map((root) => results.get(root)!);
}
