/** Units of whole expressions: every part is checked, and powers of ten go in where scales differ. */
import { constant, type Expr, operation, reachable } from "./node.ts";
import { isQuantity, quantityOf } from "./quantity.ts";
import { withArguments } from "./substitute.ts";
import { type Disagreement, type Measure, type Measured, plain, unitRules } from "./unit-rules.ts";
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
 * @param symbols  units of the symbols; those that are not in it have any, until they are added to something that has a
 *   unit: from then on they probably have that one, and it is written into the map
 */
export function unitConverter(symbols: Map<string, SymbolUnit>): (root: Expr) => Conversion {
  const results = new Map<Expr, Measured>();
  const measureOf = (name: string): Measure & Pick<Measured, "like"> =>
    symbols.get(name) ?? { unit: dimensionless, certain: false, like: [name] };
  /** Whether all parts of an expression were converted, or something was learnt that changes them. */
  const convertParts = (root: Expr): UnitConflict | "done" | "learnt" => {
    for (const node of reachable([root], (part) => results.has(part))) {
      const { op } = node;
      if (op === "constant") {
        // 0 has any unit.
        results.set(node, { expr: node, ...plain, ...(node.value === 0 ? { unit: undefined } : {}) });
      } else if (op === "symbol") {
        const { value, unit } = isQuantity(node) ? quantityOf(node) : { value: undefined, unit: undefined };
        const measure = unit === undefined ? measureOf(node.name) : { unit, certain: true };
        results.set(node, { expr: value === undefined ? node : constant(value), ...measure });
      } else {
        const args = node.args.map((arg) => results.get(arg)!);
        const ruling = unitRules[operation(node)](operation(node), args);
        if (!("measure" in ruling)) {
          const parts = ruling.args.map((i) => ({
            written: node.args[i]!,
            unit: args[i]!.unit ?? dimensionless,
          }));
          return { ...ruling, node, parts };
        }
        const { learnt } = ruling;
        if (learnt !== undefined) {
          for (const name of learnt.names) symbols.set(name, { unit: learnt.unit, certain: false });
          results.clear();
          return "learnt";
        }
        results.set(node, { ...ruling.measure, expr: withArguments(node, ruling.args) });
      }
    }
    return "done";
  };
  return (root) => {
    for (;;) {
      const outcome = convertParts(root);
      if (outcome === "done") return results.get(root)!;
      if (outcome !== "learnt") return { conflict: outcome };
    }
  };
}
