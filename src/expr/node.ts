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
  /** The longest way down to a constant or a symbol. */
  readonly depth: number;
  /** Of the structure alone: the same whatever other expressions there are. An integer below 2^52. */
  readonly hash: number;
}

/** Not min and max: at a tie their derivative is that of the first argument. */
const commutative: ReadonlySet<Op> = new Set<Op>(["add", "mul", "eq"]);
const interned = new Map<string, Expr>();

function intern(key: string, op: Op, args: readonly Expr[], value: number, name: string): Expr {
  const known = interned.get(key);
  if (known !== undefined) return known;
  const depth = args.reduce((deepest, arg) => Math.max(deepest, arg.depth + 1), 0);
  const hash = args.length === 0 ? hashOf(key, []) : hashOf(op, hashesOf(op, args));
  const node = Object.freeze({ id: interned.size, op, args: Object.freeze(args), value, name, depth, hash });
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
 * Every node that `roots` depend on, each once, arguments first. The order is that of the graphs alone: derivatives
 * sum in it, and rounding must not depend on what a program has defined before. A deeper argument comes before the
 * other, so that few values wait for their use.
 *
 * @param isDone  of nodes to leave out, with all that only they depend on
 */
export function reachable(roots: readonly Expr[], isDone?: (node: Expr) => boolean): Expr[] {
  const found = new Set<Expr>();
  const opened = new Set<Expr>();
  const stack: Expr[] = [];
  const isOpen = (node: Expr): boolean => !opened.has(node) && isDone?.(node) !== true;
  for (const root of roots) {
    if (isOpen(root)) stack.push(root);
    while (stack.length > 0) {
      const node = stack[stack.length - 1]!;
      if (opened.has(node)) {
        stack.pop();
        found.add(node);
        continue;
      }
      opened.add(node);
      const args = inOrder(node);
      for (let k = args.length - 1; k >= 0; k--) if (isOpen(args[k]!)) stack.push(args[k]!);
    }
  }
  return [...found];
}

/** Arguments in the order in which they are evaluated. */
function inOrder({ op, args }: Expr): readonly Expr[] {
  if (args.length < 2) return args;
  const isFree = commutative.has(op);
  return [...args].sort((a, b) => b.depth - a.depth || (isFree ? a.hash - b.hash : 0));
}

function hashesOf(op: Op, args: readonly Expr[]): number[] {
  const hashes = args.map((arg) => arg.hash);
  return commutative.has(op) ? hashes.sort((a, b) => a - b) : hashes;
}

/** Two streams of 32 bits over the characters and numbers, mixed as in MurmurHash3, of which 52 are kept. */
function hashOf(text: string, numbers: readonly number[]): number {
  let high = 0x9747b28c;
  let low = 0x3c6ef372;
  const mix = (word: number): void => {
    const k = Math.imul(word, 0xcc9e2d51);
    high = Math.imul(high ^ (k ^ (k >>> 15)), 0x85ebca6b);
    high ^= high >>> 13;
    low = Math.imul(low ^ (k ^ (k >>> 16)), 0xc2b2ae35) + high;
    low ^= low >>> 15;
  };
  for (let i = 0; i < text.length; i++) mix(text.charCodeAt(i));
  for (const number of numbers) {
    mix((number % 4_294_967_296) | 0);
    mix(Math.floor(number / 4_294_967_296));
  }
  mix(text.length);
  return (high >>> 0) * 1_048_576 + (low >>> 12);
}

/** Names of all symbols that `roots` depend on. */
export function symbolsOf(roots: readonly Expr[]): Set<string> {
  const names = new Set<string>();
  for (const node of reachable(roots)) if (node.op === "symbol") names.add(node.name);
  return names;
}
