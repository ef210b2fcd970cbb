/** The slow, obvious meaning of an expression: the oracle that every execution is held against. */
import { ModelError, suggestion } from "../errors.ts";
import { checkExpressions } from "./check.ts";
import { type Expr, reachable, templateInput } from "./node.ts";
import { scalar } from "./op.ts";

/**
 * Values of `roots` for given values of their symbols.
 *
 * @param values  by name of the symbol; a quantity is a symbol such as `70 mV`
 * @returns [roots]; NaN and ±Infinity as the operations of IEEE doubles give them
 * @throws ModelError if a symbol has no value, or a root is no expression
 */
export function evaluate(roots: readonly Expr[], values: Readonly<Record<string, number>>): number[] {
  checkExpressions("evaluate", { roots });
  const results = new Map<Expr, number>();
  const calls = new Map<Expr, readonly number[]>();
  for (const node of reachable(roots)) {
    if (node.op === "constant") {
      results.set(node, node.value);
    } else if (node.op === "symbol") {
      const value = Object.hasOwn(values, node.name) ? values[node.name] : undefined;
      if (value === undefined) {
        const known = Object.keys(values);
        const hint = `${suggestion(node.name, known)}Given are: ${known.join(", ") || "(none)"}.`;
        throw new ModelError("evaluate", `no value for symbol "${node.name}"`, hint);
      }
      results.set(node, value);
    } else if (node.op === "call") {
      const given = node.args.map((arg, k) => [templateInput(k), results.get(arg)!] as const);
      calls.set(node, evaluate(node.template!.outputs, Object.fromEntries(given)));
    } else if (node.op === "part") {
      results.set(node, calls.get(node.args[0]!)![node.value]!);
    } else {
      const [a, b, c] = node.args.map((arg) => results.get(arg)!);
      results.set(node, scalar[node.op](a!, b ?? Number.NaN, c ?? Number.NaN));
    }
  }
  return roots.map((root) => results.get(root)!);
}
