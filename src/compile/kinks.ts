/**
 * Where a kink is a jump after all. The result of min, max or abs is continuous, but what is made of it need not be:
 * r = max(0, v − k) rests at zero below k, so that r > 0, r == 0 or floor(r) changes where the maximum does and has
 * no crossing of its own. And r / (v − k) jumps where both vanish, sqrt(r) has no slope there.
 */
import { type Expr, reachable, symbolsOf } from "../expr/node.ts";

/** What is known of a switch by its own equation alone. */
interface Unread {
  readonly mode: string;
  readonly value: Expr;
  readonly continuous: boolean;
}

/**
 * The switches with what the field and the event functions make of their modes.
 *
 * @param roots     the field and the event functions, with modes in them
 * @param changing  names of what moves during a step
 */
export function withReaders<T extends Unread>(
  roots: readonly Expr[],
  switches: readonly T[],
  changing: ReadonlySet<string>,
): (T & { readonly readers: readonly number[] })[] {
  const modes = new Set(switches.map(({ mode }) => mode));
  const functions = [...roots, ...switches.map(({ value }) => value)];
  const jumping = namesInJumps(reachable(functions), modes);
  for (const { mode, value } of switches) {
    const moving = new Set([...symbolsOf([value])].filter((name) => changing.has(name)));
    if (functions.some((expr) => isSingular(expr, mode, moving))) jumping.add(mode);
  }
  const known = switches.map((own) => ({ ...own, continuous: own.continuous && !jumping.has(own.mode) }));
  const read = known.map(({ value }) => symbolsOf([value]));
  const readersOf = (mode: string): number[] =>
    known.flatMap(({ continuous }, s) => (!continuous && read[s]!.has(mode) ? [s] : []));
  return known.map((own, s) => ({ ...own, readers: switches[s]!.continuous ? readersOf(own.mode) : [] }));
}

/** Whether a function that reads a mode may have no value or no slope where the function of its switch vanishes. */
function isSingular(expr: Expr, mode: string, moving: ReadonlySet<string>): boolean {
  const nodes = reachable([expr]);
  if (!nodes.some(({ name }) => name === mode)) return false;
  const singular = nodes.flatMap(singularPart);
  const names = symbolsOf(singular);
  return names.has(mode) || [...moving].some((name) => names.has(name));
}

/** Kinks in the argument of an operation that has no value everywhere, as in sqrt(max(0, v)). */
export function guards(roots: readonly Expr[]): Set<Expr> {
  const parts = reachable(roots).flatMap((node) => (node.op === "div" ? [] : singularPart(node)));
  return new Set(reachable(parts).filter(({ op }) => op === "min" || op === "max" || op === "abs"));
}

/** What must not vanish, or stay within bounds, for an operation to be smooth. */
function singularPart({ op, args }: Expr): readonly Expr[] {
  if (op === "div") return [args[1]!];
  if (op === "log" || op === "log1p" || op === "sqrt" || op === "tan") return args;
  const exponent = op === "pow" ? args[1]!.value : 1;
  return Number.isInteger(exponent) && exponent >= 1 ? [] : args;
}

/** Modes that decide whether an equality holds or which of two branches is taken. */
function namesInJumps(nodes: readonly Expr[], modes: ReadonlySet<string>): Set<string> {
  const names = new Set<string>();
  const note = (exprs: readonly Expr[]): void => {
    for (const name of symbolsOf(exprs)) if (modes.has(name)) names.add(name);
  };
  for (const { op, args } of nodes) {
    if (op === "eq") note(args);
    else if (op === "select" && args[0]!.op !== "lt" && args[0]!.op !== "le") note([args[0]!]);
  }
  return names;
}
