/**
 * Hash-consed nodes of an expression graph: equal structure is the same object, so sharing is
 * automatic and equality is `===`.
 */
import type { AppliedOp, Op } from "./op.ts";

/**
 * An expression: a node of a graph in which equal expressions are the same object, to be compared by `===`. Each model
 * has a graph of its own, which goes with it; what is made outside of models stays.
 */
export interface Expr {
  readonly op: Op;
  readonly args: readonly Expr[];
  /** The number of a constant, NaN otherwise. */
  readonly value: number;
  /** The name of a symbol, empty otherwise. */
  readonly name: string;
  /** What a call calls. */
  readonly template: Template | undefined;
  /** The longest way down to a constant or a symbol. */
  readonly depth: number;
  /** Of the structure alone: the same whatever other expressions there are. An integer below 2^52. */
  readonly hash: number;
}

/**
 * A function of some values to some values, which many parts of a graph are alike in: it is written, differentiated and compiled
 * once. What it is called with stands for its symbols `#0`, `#1`, …
 */
export interface Template {
  readonly inputs: number;
  readonly outputs: readonly Expr[];
}

/** The name of one of a template's symbols. */
export function templateInput(index: number): string {
  return `#${index}`;
}

/** Not min and max: at a tie their derivative is that of the first argument. */
const commutative: ReadonlySet<Op> = new Set<Op>(["add", "mul", "eq"]);

type Structure = Pick<Expr, "op" | "args" | "value" | "name" | "template">;

/** Its number is no property, so that equal expressions of two models look alike. */
class Node implements Expr {
  static #made = 0;
  readonly #id = Node.#made++;
  readonly op: Op;
  readonly args: readonly Expr[];
  readonly value: number;
  readonly name: string;
  readonly template: Template | undefined;
  readonly depth: number;
  readonly hash: number;

  constructor({ op, args, value, name, template }: Structure, depth: number, hash: number) {
    this.op = op;
    this.args = args;
    this.value = value;
    this.name = name;
    this.template = template;
    this.depth = depth;
    this.hash = hash;
    Object.freeze(this);
  }

  static idOf(node: Expr): number {
    return (node as Node).#id;
  }
}

/** Expressions by their structure, which finds those that are there already. */
export type ExprTable = Map<string, Expr>;

/** Symbols, whose derivatives are asked for by identity, and what is made outside of every model. */
const shared: ExprTable = new Map();
let current = shared;

/** Runs `action` with the expressions that it makes in `table`, on top of the numbers and symbols that are in every one. */
export function within<T>(table: ExprTable, action: () => T): T {
  const outer = current;
  current = table;
  try {
    return action();
  } finally {
    current = outer;
  }
}

const made = new WeakMap<ExprTable, WeakMap<object, unknown>>();

/** What `make` makes of `key`, once in every table: expressions of another would not be found in this one. */
export function onceWithin<T>(key: object, make: () => T): T {
  const known = made.get(current) ?? new WeakMap<object, unknown>();
  made.set(current, known);
  if (!known.has(key)) known.set(key, make());
  return known.get(key) as T;
}

/** A table in which `roots` and what they depend on are found. */
export function tableOf(roots: readonly Expr[]): ExprTable {
  return new Map(reachable(roots).map((node) => [keyOf(node), node]));
}

function keyOf({ op, args, value, name, template }: Structure): string {
  if (op === "symbol") return `$${name}`;
  if (op === "constant") return Object.is(value, -0) ? "#-0" : `#${value}`;
  if (op === "part") return `${keyOfApplied(op, args)} #${value}`;
  const called = template === undefined ? "" : keyOfApplied(" of", template.outputs);
  return keyOfApplied(op, args) + called;
}

function keyOfApplied(op: string, args: readonly Expr[]): string {
  let key: string = op;
  for (const arg of args) key += ` ${Node.idOf(arg)}`;
  return key;
}

function intern(key: string, structure: Structure): Expr {
  const { op, args, template } = structure;
  // What is applied is found in its own table only: v · i is printed as its model writes it, whatever others wrote.
  const known = current.get(key) ?? (args.length === 0 ? shared.get(key) : undefined);
  if (known !== undefined) return known;
  const depth = args.reduce((deepest, arg) => Math.max(deepest, arg.depth + 1), 0);
  const hash =
    args.length === 0 ? hashOf(key, []) : hashOf(op, hashesOf(op, args.concat(template?.outputs ?? [])));
  Object.freeze(args);
  const node = new Node(structure, depth, hash);
  (op === "symbol" ? shared : current).set(key, node);
  return node;
}

function internNew(own: Partial<Structure> & { readonly op: Op }): Expr {
  const structure = { args: [], value: Number.NaN, name: "", template: undefined, ...own };
  return intern(keyOf(structure), structure);
}

/** The number `value`; 0 and −0 are different constants. */
export function constant(value: number): Expr {
  return internNew({ op: "constant", value });
}

/** The symbol called `name`: a state, a parameter, a signal, or `t`. */
export function symbol(name: string): Expr {
  return internNew({ op: "symbol", name });
}

/** The application of `op` as it stands, without simplification; `build.ts` has the constructors to use. */
export function apply(op: AppliedOp, args: readonly Expr[]): Expr {
  if (commutative.has(op)) {
    const swapped = current.get(keyOfApplied(op, [args[1]!, args[0]!]));
    if (swapped !== undefined) return swapped;
  }
  return internNew({ op, args });
}

/** The operation of a node with arguments where there are no calls, as in the equations of a model. */
export function operation({ op }: Expr): AppliedOp {
  if (op !== "constant" && op !== "symbol" && op !== "call" && op !== "part") return op;
  throw new TypeError(`internal: a ${op} where there are operations only`);
}

/** What a template makes of arguments: its values are the parts of it. */
export function call(template: Template, args: readonly Expr[]): Expr {
  return internNew({ op: "call", args, template });
}

/** One of the values of a call. */
export function part(called: Expr, index: number): Expr {
  const output = called.template!.outputs[index]!;
  return output.op === "constant" ? output : internNew({ op: "part", args: [called], value: index });
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

/** Whether two expressions, of two models perhaps, have the same structure. */
export function equal(first: Expr, second: Expr): boolean {
  const partners = new Map<Expr, Expr>();
  const pairs: [Expr, Expr][] = [[first, second]];
  for (const [a, b] of pairs) {
    if (a === b || partners.get(a) === b) continue;
    if (a.hash !== b.hash || a.op !== b.op || a.name !== b.name || !Object.is(a.value, b.value)) return false;
    partners.set(a, b);
    const isSwapped = commutative.has(a.op) && a.args[0]!.hash !== b.args[0]!.hash;
    const others = isSwapped ? [...b.args].reverse() : b.args;
    a.args.forEach((arg, k) => {
      pairs.push([arg, others[k]!]);
    });
  }
  return true;
}

/** Names of all symbols that `roots` depend on. */
export function symbolsOf(roots: readonly Expr[]): Set<string> {
  const names = new Set<string>();
  for (const node of reachable(roots)) if (node.op === "symbol") names.add(node.name);
  return names;
}
