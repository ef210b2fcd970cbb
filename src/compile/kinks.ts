/**
 * Where a kink is a jump after all. The result of min, max or abs is continuous, but what is made of it need not be:
 * r = max(0, v − k) rests at zero below k, so that r > 0, r == 0 or floor(r) changes where the maximum does and has
 * no crossing of its own.
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
 * @param roots  the field and the event functions, with modes in them
 */
export function withReaders<T extends Unread>(
  roots: readonly Expr[],
  switches: readonly T[],
): (T & { readonly readers: readonly number[] })[] {
  const jumping = namesInJumps(
    reachable([...roots, ...switches.map(({ value }) => value)]),
    new Set(switches.map(({ mode }) => mode)),
  );
  const known = switches.map((own) => ({ ...own, continuous: own.continuous && !jumping.has(own.mode) }));
  const read = known.map(({ value }) => symbolsOf([value]));
  const readersOf = (mode: string): number[] =>
    known.flatMap(({ continuous }, s) => (!continuous && read[s]!.has(mode) ? [s] : []));
  return known.map((own, s) => ({ ...own, readers: switches[s]!.continuous ? readersOf(own.mode) : [] }));
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
