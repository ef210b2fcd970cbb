/**
 * Numbers with a unit in expressions. Until units are converted, `70 mV` is a symbol of that name,
 * which no other symbol can have because of the space.
 */
import { finiteConstant } from "./check.ts";
import { constant, type Expr, symbol } from "./node.ts";
import { parseUnit, printUnit, type Unit } from "./units.ts";

/**
 * A number with a unit, for equations that are written as functions: `add(v, quantity(70, "mV"))`.
 * `defineNeuron` turns it into a plain number in the units of its equation.
 *
 * @param unit  as where a state declares it: `"mV"`, `"nS/cm^2"`
 * @returns a symbol; for unit "1" and for 0 a constant
 * @throws ModelError if the unit is not known or the number is not finite
 */
export function quantity(value: number, unit: string): Expr {
  const where = `quantity(${value}, ${JSON.stringify(unit)})`;
  const plain = finiteConstant(where, "the number", value);
  const text = printUnit(parseUnit(unit, where));
  if (value === 0) return constant(0);
  return text === "1" ? plain : symbol(`${value} ${text}`);
}

/** Whether a node is a number with a unit. */
export function isQuantity({ op, name }: Expr): boolean {
  return op === "symbol" && /^-?\d\S* \S+$/.test(name);
}

/** Whether a node is a number, with a unit or without. */
export function isNumber(node: Expr): boolean {
  return node.op === "constant" || isQuantity(node);
}

/** −a of a number with a unit, which is one too: -2 nS is a number as -2 is. */
export function negativeQuantity({ name }: Expr): Expr {
  return symbol(name.startsWith("-") ? name.slice(1) : `-${name}`);
}

/** number · node where the node is 1 of a unit: 65 · (1 mV) is 65 mV. Undefined where it is not. */
export function timesUnit({ op, value }: Expr, node: Expr): Expr | undefined {
  const isUnit = isQuantity(node) && node.name.startsWith("1 ");
  return op === "constant" && Number.isFinite(value) && isUnit
    ? symbol(`${value}${node.name.slice(1)}`)
    : undefined;
}

/** The number and the unit of a node that has one. */
export function quantityOf({ name }: Expr): { readonly value: number; readonly unit: Unit } {
  const space = name.indexOf(" ");
  return { value: Number(name.slice(0, space)), unit: parseUnit(name.slice(space + 1), "quantity") };
}
