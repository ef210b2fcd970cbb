/** Units of whole expressions: every part is checked, and powers of ten go in where scales differ. */
import { constant, type Expr, reachable } from "./node.ts";
import { isQuantity, quantityOf } from "./quantity.ts";
import { rebuild } from "./substitute.ts";
import { type Disagreement, type Measured, plain, unitRules } from "./unit-rules.ts";
import { dimensionless, type Unit } from "./units.ts";

/** What is known about a symbol: its declared unit, or one that it probably has. */
export interface SymbolUnit {
  readonly unit: Unit;
  readonly certain: boolean;
}

/** Two parts of an expression, or one part and what it should be, whose units do not agree. */
export interface UnitConflict extends Disagreement {
  /** The node whose arguments they are, as it was written. */
  readonly node: Expr;
  /** The arguments as they were written, with their units. */
  readonly parts: readonly { readonly written: Expr; readonly unit: Unit }[];
}

/** The expression in one scale with its unit, or the first conflict in it. */
export type Conversion = Measured | { readonly conflict: UnitConflict };

/**
 * A function that converts expressions over the same symbols; what they share is converted once.
 * An expression whose scales agree is returned as the same node.
 *
 * @param symbols  units of the symbols; those that are not in it have any
 */
export function unitConverter(symbols: ReadonlyMap<string, SymbolUnit>): (root: Expr) => Conversion {
  const results = new Map<Expr, Measured>();
  const undeclared: SymbolUnit = { unit: dimensionless, certain: false };
  return (root) => {
    for (const node of reachable([root], (part) => results.has(part))) {
      const { op } = node;
      if (op === "constant") {
        // 0 has any unit.
        results.set(node, { expr: node, ...plain, ...(node.value === 0 ? { unit: undefined } : {}) });
      } else if (op === "symbol") {
        const { value, unit } = isQuantity(node) ? quantityOf(node) : { value: undefined, unit: undefined };
        const measure = unit === undefined ? (symbols.get(node.name) ?? undeclared) : { unit, certain: true };
        results.set(node, { expr: value === undefined ? node : constant(value), ...measure });
      } else {
        const args = node.args.map((arg) => results.get(arg)!);
        const ruling = unitRules[op](op, args);
        if (!("measure" in ruling)) {
          const parts = ruling.args.map((i) => ({
            written: node.args[i]!,
            unit: args[i]!.unit ?? dimensionless,
          }));
          return { conflict: { ...ruling, node, parts } };
        }
        const isUnchanged = ruling.args.every((arg, i) => arg === node.args[i]);
        const expr = isUnchanged ? node : rebuild(op, ruling.args);
        results.set(node, { unit: ruling.measure.unit, certain: ruling.measure.certain, expr });
      }
    }
    return results.get(root)!;
  };
}
