/**
 * The units of one neuron: what its symbols have, and whether its equations agree with them.
 * Equations get a power of ten where scales differ; the values of symbols are in declared units.
 */
import { ModelError } from "../errors.ts";
import { type UnitConflict, unitConverter } from "../expr/convert-units.ts";
import { logisticRewriter } from "../expr/logistic.ts";
import type { Expr } from "../expr/node.ts";
import { printExpression } from "../expr/print.ts";
import { type Place, type Places, quoted } from "../expr/source.ts";
import { fitted, type Measure, type Measured } from "../expr/unit-rules.ts";
import { dimensionName } from "../expr/unit-table.ts";
import {
  dimensionless,
  millisecond,
  parseUnit,
  printUnit,
  quantityText,
  sameDimension,
  timesPower,
  type Unit,
} from "../expr/units.ts";

/** Names with their units, as models hold them: empty if there is none. */
export type UnitTexts = Readonly<Record<string, string>>;

/** Where an expression was written, for messages. */
export interface Written {
  readonly where: string;
  /** Such as `spike.when`. */
  readonly block: string;
  readonly places: Places;
}

/** What an expression becomes the value of. */
export interface Target extends Measure {
  /** The name of the state. */
  readonly name: string;
  /** Such as `the right side of dv/dt`. */
  readonly role: string;
  /** Whether a number alone is in this unit. */
  readonly takesNumbers: boolean;
}

export interface UnitScope {
  /** The symbols that have units. */
  readonly units: UnitTexts;
  /**
   * The expression in one scale, that of the target if there is one, and without overflow of logistic
   * functions.
   *
   * @throws ModelError if dimensions do not agree
   */
  convert(expr: Expr, written: Written, target?: Target): Expr;
}

/** The unit as models hold it: empty if not declared, `µS/cm^2` for `uS/cm²`. */
export function unitText(unit: string | undefined, where: string): string {
  return unit === undefined || unit === "" ? "" : printUnit(parseUnit(unit, where));
}

/** `units` are declared units by symbol, as `unitText` gives them. */
export function unitScope(units: UnitTexts): UnitScope {
  const declared = Object.entries(units).filter(([, unit]) => unit !== "");
  const known = new Map([
    ...declared.map(([name, unit]) => [name, { unit: parseUnit(unit, name), certain: true }] as const),
    // Where nothing is declared, time may be a plain number, too.
    ["t", { unit: millisecond, certain: declared.length > 0 }] as const,
  ]);
  const converter = unitConverter(known);
  const stable = logisticRewriter();
  return Object.freeze({
    units,
    convert: (expr: Expr, written: Written, target?: Target): Expr => {
      const result = converter(expr);
      if ("conflict" in result) return failConflict(result.conflict, written);
      if (target === undefined) return stable(result.expr);
      if (target.takesNumbers && expr.op === "constant") return expr;
      const learnt = target.certain ? undefined : known.get(target.name);
      const wanted = learnt ? { ...target, unit: timesPower(learnt.unit, target.unit!, 1) } : target;
      return stable(fitted(result, wanted) ?? failTarget(expr, result, wanted, written));
    },
  });
}

/** A new value of a state. */
export function targetOf(name: string, units: UnitTexts, role: string): Target {
  const unit = units[name]!;
  const measure =
    unit === "" ? { unit: dimensionless, certain: false } : { unit: parseUnit(unit, name), certain: true };
  return { ...measure, name, role: `${role} of ${name}`, takesNumbers: true };
}

/** The derivative of a state, in its unit per ms. */
export function derivativeOf(name: string, units: UnitTexts): Target {
  const value = targetOf(name, units, "");
  const unit = timesPower(value.unit!, millisecond, -1);
  return { ...value, unit, role: `the right side of d${name}/dt`, takesNumbers: false };
}

/** A definition with a unit behind it. */
export function definitionOf(name: string, unit: string): Target {
  return {
    unit: parseUnit(unit, name),
    certain: true,
    name,
    role: `the value of ${name}`,
    takesNumbers: false,
  };
}

/** @throws ModelError if the unit behind an equation measures something else than that of its state */
export function checkSameUnit(name: string, declared: string, written: string, places: Places): void {
  const [ofState, behind] = [parseUnit(declared, name), parseUnit(written, name)];
  if (sameDimension(ofState, behind)) return;
  const what = `the unit ${unitAndName(behind)} is not that of the state ${name} ${unitAndName(ofState)}`;
  places.units.get(name)?.(what, "Correct one of the two, or leave out the one behind the equation.");
}

function shown(expr: Expr, unit: Unit): string {
  return `${quoted(printExpression(expr))} ${unitAndName(unit)}`;
}

function unitAndName(unit: Unit): string {
  return `[${printUnit(unit)}, ${dimensionName(unit.dimension)}]`;
}

function report(what: string, hint: string, { where, block }: Written, place: Place | undefined): never {
  const text = `units do not agree: ${what}`;
  if (place !== undefined) return place(text, hint);
  throw new ModelError(where, `${text} in ${block}`, hint);
}

function failConflict(conflict: UnitConflict, written: Written): never {
  const { node, parts, kind, phrase } = conflict;
  const place = written.places.nodes.get(node);
  const what = parts.map(({ written: part, unit }) => shown(part, unit)).join(" and ");
  report(`${what} ${phrase}`, hints[kind](conflict, place), written, place);
}

const hints: Readonly<
  Record<UnitConflict["kind"], (conflict: UnitConflict, place: Place | undefined) => string>
> = {
  differ: ({ parts }, place) => {
    const number = parts.find(({ written }) => written.op === "constant");
    const other = parts.find((part) => part !== number)!;
    if (number !== undefined) return numberHint(number.written, other.unit, place);
    return 'They must measure the same. Give every constant its unit, or leave out "unit" in unitless equations.';
  },
  "not-plain": ({ parts }) =>
    `It must be a plain number: divide it by something in ${printUnit(parts[0]!.unit)}.`,
  "no-power": () => "The result would have no unit with whole powers: take the power of a plain number.",
};

function failTarget(expr: Expr, measured: Measured, target: Target, written: Written): never {
  const place = written.places.rightSides.get(target.name);
  const what = `${shown(expr, measured.unit!)} is ${target.role} ${unitAndName(target.unit!)}`;
  const hint =
    expr.op === "constant"
      ? numberHint(expr, target.unit!, place)
      : "Correct the equation or the declared units; only powers of ten are converted.";
  report(what, hint, written, place);
}

function numberHint(number: Expr, unit: Unit, place: Place | undefined): string {
  const inFunction = `quantity(${number.value}, ${JSON.stringify(printUnit(unit))})`;
  return `Write the number with its unit: ${place === undefined ? inFunction : quantityText(number.value, unit)}.`;
}
