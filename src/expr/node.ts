/**
 * Hash-consed nodes of an expression graph: equal structure is the same object, so sharing is
 * automatic and equality is `===`. An argument is always older than the node that uses it, so the
 * order of `id` is a topological order.
 */
import type { AppliedOp, Op } from "./op.ts";

/** An expression: a node of a graph in which equal expressions are the same object, to be compared by `===`. */
export interface Expr {
  /** Larger than those of the arguments. */
  readonly id: number;
  readonly op: Op;
  readonly args: readonly Expr[];
  /** The number of a constant, NaN otherwise. */
  readonly value: number;
  /** The name of a symbol, empty otherwise. */
  readonly name: string;
}

/** Not min and max: at a tie their derivative is that of the first argument. */
const commutative: ReadonlySet<Op> = new Set<Op>(["add", "mul", "eq"]);
const interned = new Map<string, Expr>();

function intern(key: string, op: Op, args: readonly Expr[], value: number, name: string): Expr {
  const known = interned.get(key);
  if (known !== undefined) return known;
  const node = Object.freeze({ id: interned.size, op, args: Object.freeze(args), value, name });
  interned.set(key, node);
  return node;
}

/** The number `value`; 0 and −0 are different constants. */
export function constant(value: number): Expr {
  return intern(Object.is(value, -0) ? "#-0" : `#${value}`, "constant", [], value, "");
}

/** The symbol called `name`: a state, a parameter, a signal, or `t`. */
export function symbol(name: string): Expr {
  return intern(`$${name}`, "symbol", [], Number.NaN, name);
}

/** The application of `op` as it stands, without simplification; `build.ts` has the constructors to use. */
export function apply(op: AppliedOp, args: readonly Expr[]): Expr {
  if (commutative.has(op)) {
    const swapped = interned.get(`${op} ${args[1]!.id} ${args[0]!.id}`);
    if (swapped !== undefined) return swapped;
  }
  return intern(`${op} ${args.map((arg) => arg.id).join(" ")}`, op, args, Number.NaN, "");
}

/**
 * Every node that `roots` depend on, each once, arguments first.
 *
 * @param isDone  of nodes to leave out, with all that only they depend on
 */
export function reachable(roots: readonly Expr[], isDone?: (node: Expr) => boolean): Expr[] {
  const seen = new Set<Expr>();
  const stack = [...roots];
  while (stack.length > 0) {
    const node = stack.pop()!;
    if (seen.has(node) || isDone?.(node) === true) continue;
    seen.add(node);
    stack.push(...node.args);
  }
  return [...seen].sort((a, b) => a.id - b.id);
}

/** Names of all symbols that `roots` depend on. */
export function symbolsOf(roots: readonly Expr[]): Set<string> {
  const names = new Set<string>();
  for (const node of reachable(roots)) if (node.op === "symbol") names.add(node.name);
  return names;
}
