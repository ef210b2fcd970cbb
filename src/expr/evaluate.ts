/** The slow, obvious meaning of an expression: the oracle that every execution is held against. */
import { type Expr, reachable } from "./node.ts";
import { scalar } from "./op.ts";

/**
 * Values of `roots` for given values of their symbols.
 *
 * @param values  by name of the symbol; a quantity is a symbol such as `70 mV`
 * @returns [roots]; NaN and ±Infinity as the operations of IEEE doubles give them
 * @throws TypeError if a symbol has no value
 */
export function evaluate(roots: readonly Expr[], values: Readonly<Record<string, number>>): number[] {
  const results = new Map<Expr, number>();
  for (const node of reachable(roots)) {
    if (node.op === "constant") {
      results.set(node, node.value);
    } else if (node.op === "symbol") {
      const value = Object.hasOwn(values, node.name) ? values[node.name] : undefined;
      if (value === undefined) throw new TypeError(`evaluate: no value for symbol "${node.name}"`);
      results.set(node, value);
    } else {
      const [a, b, c] = node.args.map((arg) => results.get(arg)!);
      results.set(node, scalar[node.op](a!, b ?? Number.NaN, c ?? Number.NaN));
    }
  }
  return roots.map((root) => results.get(root)!);
}
