/** Running a TypeScript function on symbols, which turns it into expressions. */
import { knownHere, ModelError, suggestion, type Where } from "../errors.ts";
import { isRecord } from "../values.ts";
import { isExpr } from "./check.ts";
import { constant, type Expr, reachable, symbol } from "./node.ts";
import { isQuantity } from "./quantity.ts";
import { quoted } from "./source.ts";

/** Equations as a function: from symbols, by name, to named expressions. */
export type TracedFunction = (
  symbols: Readonly<Record<string, Expr>>,
) => Readonly<Record<string, Expr | number>>;

const operatorHint = "JavaScript's operators do not work on expressions: write add(a, b), mul(a, b), ….";

/**
 * The expressions that a function returns for symbols.
 *
 * @param fn       called once, with an object of the symbols called `names`
 * @param names    what the function may use
 * @param where    the public function and what it was given, for messages
 * @param results  names that it may return; any if left out
 * @returns expressions in the order of the returned object
 * @throws ModelError if the function asks for another name, returns one that is not in `results`, or
 *   returns anything but expressions of `names`, quantities and finite numbers
 */
export function traceRecord(
  fn: TracedFunction,
  names: Iterable<string>,
  where: Where,
  results?: readonly string[],
): Map<string, Expr> {
  const known = new Map([...names].map((name) => [name, symbol(name)]));
  const returned: unknown = fn(guarded(known, where));
  if (!isRecord(returned) || "then" in returned) {
    throw new ModelError(where, "the function does not return an object", "Return { name: expression, … }.");
  }
  const traced = new Map<string, Expr>();
  for (const [name, value] of Object.entries(returned)) {
    if (results !== undefined && !results.includes(name)) {
      const hint = `${suggestion(name, results)}Expected here: ${results.join(", ")}.`;
      throw new ModelError(where, `the function returns ${quoted(name)}, which is not expected`, hint);
    }
    traced.set(name, checkedExpr(value, name, known, where));
  }
  return traced;
}

/** An object of the symbols that refuses to give any other and to be changed. */
function guarded(known: ReadonlyMap<string, Expr>, where: Where): Readonly<Record<string, Expr>> {
  const refuse = (): never => {
    throw new ModelError(where, "the function changes its argument", "Keep values in variables of your own.");
  };
  return new Proxy(Object.assign(Object.create(null) as Record<string, Expr>, Object.fromEntries(known)), {
    get: (target, name) => {
      if (typeof name === "symbol" || known.has(name)) return Reflect.get(target, name);
      throw unknownSymbol(name, known, where);
    },
    set: refuse,
    defineProperty: refuse,
    deleteProperty: refuse,
    setPrototypeOf: refuse,
  });
}

function unknownSymbol(name: string, known: ReadonlyMap<string, Expr>, where: Where): ModelError {
  return new ModelError(
    where,
    `unknown symbol ${quoted(name)} in the function`,
    knownHere(name, known.keys()),
  );
}

function checkedExpr(value: unknown, name: string, known: ReadonlyMap<string, Expr>, where: Where): Expr {
  const expr = typeof value === "number" ? constant(value) : value;
  const fail = (what: string): never => {
    throw new ModelError(where, `the function returns ${what}`, operatorHint);
  };
  if (!isExpr(expr)) return fail(`a ${value === null ? "null" : typeof value} for ${quoted(name)}`);
  for (const node of reachable([expr])) {
    const isOther = node.op === "symbol" && !known.has(node.name) && !isQuantity(node);
    if (isOther) throw unknownSymbol(node.name, known, where);
    const isWrong = node.op === "constant" && !Number.isFinite(node.value);
    if (isWrong) fail(`${quoted(name)} with the constant ${node.value}`);
  }
  return expr;
}
