/**
 * What each operation does to units. Products and quotients combine units and leave the numbers
 * alone (nS · mV = pA); a power of ten enters only where two parts must have one scale.
 *
 * What is not certain, because a symbol without a unit is part of it, is never refused; its scale
 * is converted where the dimension agrees.
 */
import { div, mul } from "./build.ts";
import { constant, type Expr } from "./node.ts";
import type { AppliedOp } from "./op.ts";
import { dimensionless, rootable, sameDimension, timesPower, type Unit, unitPower } from "./units.ts";

/** What is known about the unit of a number. */
export interface Measure {
  /** Undefined if it fits everything: 0 (certain), or parts of which nothing is known. */
  readonly unit: Unit | undefined;
  /** Whether all that decides the unit has been declared. */
  readonly certain: boolean;
}

/** An expression whose parts have one scale, and its unit. */
export interface Measured extends Measure {
  readonly expr: Expr;
  /** Symbols without a unit that have the one of the whole, whatever that is, as v in 20 − v. */
  readonly like?: readonly string[];
}

/** Arguments whose units an operation cannot take. */
export interface Disagreement {
  /** Two that differ, one that is no plain number, or one whose power has no unit. */
  readonly kind: "differ" | "not-plain" | "no-power";
  /** Which arguments. */
  readonly args: readonly number[];
  /** What happens to them, such as `are added`. */
  readonly phrase: string;
}

/** A unit and arguments to apply the operation to, or what is wrong with them. */
export type Ruling =
  | {
      readonly args: readonly Expr[];
      readonly measure: Measure & Pick<Measured, "like">;
      /** Symbols that are now known to have a unit, because something that has it is added to them. */
      readonly learnt?: { readonly names: readonly string[]; readonly unit: Unit };
    }
  | Disagreement;

type Rule = (op: AppliedOp, args: readonly Measured[]) => Ruling;

/** A plain number. */
export const plain: Measure = { unit: dimensionless, certain: true };

/** Nothing is known. */
const unknown: Measure = { unit: undefined, certain: false };

/** The number `expr` in a unit 10^power times smaller; one rounding, by an exact power of ten up to 10^22. */
export function rescaled(expr: Expr, power: number): Expr {
  if (power === 0) return expr;
  const factor = Number(`1e${Math.abs(power)}`);
  if (expr.op !== "constant") return power > 0 ? mul(factor, expr) : div(expr, factor);
  const [digits, exponent = "0"] = String(expr.value).split("e");
  return constant(Number(`${digits}e${Number(exponent) + power}`));
}

/** `part` in the scale of `unit` where the dimensions agree; undefined if they certainly do not. */
export function fitted(part: Measured, { unit, certain }: Measure): Expr | undefined {
  if (unit === undefined || part.unit === undefined) return part.expr;
  if (sameDimension(part.unit, unit)) return rescaled(part.expr, part.unit.scale - unit.scale);
  return part.certain && certain ? undefined : part.expr;
}

function isPlain({ unit }: Measure): boolean {
  return unit !== undefined && sameDimension(unit, dimensionless);
}

function isNumber(part: Measured): boolean {
  return part.certain && isPlain(part);
}

/** The unit that two parts get together: the finer of the two, so that the other is multiplied by a whole number. */
function common(a: Measure, b: Measure): Measure | undefined {
  for (const [zero, other] of [
    [a, b],
    [b, a],
  ] as const) {
    if (zero.unit === undefined && zero.certain) return other;
  }
  const [declared, other] = a.certain ? [a, b] : [b, a];
  // A plain number beside what is undeclared does not say what that is.
  const certain = declared.certain && (other.certain || !isPlain(declared));
  if (declared.unit === undefined || other.unit === undefined) return certain ? declared : unknown;
  if (sameDimension(declared.unit, other.unit)) {
    const finer = declared.unit.scale <= other.unit.scale ? declared : other;
    return { unit: finer.unit, certain };
  }
  if (declared.certain && other.certain) return undefined;
  return certain ? declared : unknown;
}

/** Sums, comparisons and alternatives: the arguments from `first` on have one unit. */
const alike =
  (phrase: string, first = 0, result?: Measure): Rule =>
  (_, args) => {
    const [a, b] = [args[first]!, args[first + 1]!];
    const measure = common(a, b);
    if (measure === undefined) return { kind: "differ", args: [first, first + 1], phrase };
    const before = args.slice(0, first).map(({ expr }) => expr);
    // Dimensions that disagree are refused above where both are certain.
    const parts = [a, b].map((part) => fitted(part, measure) ?? part.expr);
    const names = [...(a.like ?? []), ...(b.like ?? [])];
    const { unit, certain } = measure;
    const ruling = { args: [...before, ...parts], measure: result ?? measure };
    if (names.length === 0) return ruling;
    if (certain && unit !== undefined && !isPlain(measure)) return { ...ruling, learnt: { names, unit } };
    return result === undefined ? { ...ruling, measure: { ...measure, like: names } } : ruling;
  };

/** Functions of a plain number, with a plain number as value. */
const ofPlain: Rule = (op, args) => {
  const exprs = args.map((arg) => fitted(arg, plain));
  const wrong = exprs.indexOf(undefined);
  if (wrong >= 0) return { kind: "not-plain", args: [wrong], phrase: `is the argument of ${op}` };
  return { args: exprs.map((expr) => expr!), measure: plain };
};

const same: Rule = (_, [a]) => ({ args: [a!.expr], measure: a! });

const product =
  (power: 1 | -1): Rule =>
  (_, [a, b]) => {
    const args = [a!.expr, b!.expr];
    if (a!.unit === undefined || b!.unit === undefined) return { args, measure: unknown };
    const like = isNumber(b!) ? a!.like : power === 1 && isNumber(a!) ? b!.like : undefined;
    return {
      args,
      measure: {
        unit: timesPower(a!.unit, b!.unit, power),
        certain: a!.certain && b!.certain,
        ...(like && { like }),
      },
    };
  };

/** base^power; `others` are further arguments, kept. */
function powerRule(base: Measured, power: number, others: readonly Expr[], phrase: string): Ruling {
  const { unit, certain, expr } = base;
  if (unit === undefined) return { args: [expr, ...others], measure: unknown };
  const divisible = rootable(unit, power);
  const result = divisible === undefined ? undefined : unitPower(divisible, power);
  if (result === undefined || divisible === undefined) {
    if (!isPlain(base) && certain) return { kind: "no-power", args: [0], phrase };
    if (!isPlain(base)) return { args: [expr, ...others], measure: unknown };
    return { args: [rescaled(expr, unit.scale), ...others], measure: { unit: dimensionless, certain } };
  }
  const args = [rescaled(expr, unit.scale - divisible.scale), ...others];
  return { args, measure: { unit: result, certain } };
}

const pow: Rule = (_, [base, exponent]) => {
  const power = fitted(exponent!, plain);
  if (power === undefined) return { kind: "not-plain", args: [1], phrase: "is an exponent" };
  const phrase = "is raised to a power";
  if (power.op === "constant") return powerRule(base!, power.value, [power], phrase);
  const expr = fitted(base!, plain);
  if (expr === undefined) return { kind: "no-power", args: [0], phrase };
  return { args: [expr, power], measure: base!.certain ? plain : unknown };
};

/** One rule for every operation. */
export const unitRules: Readonly<Record<AppliedOp, Rule>> = {
  neg: same,
  abs: same,
  floor: ofPlain,
  sqrt: (_, [a]) => powerRule(a!, 0.5, [], "is under a root"),
  exp: ofPlain,
  expm1: ofPlain,
  exprel: ofPlain,
  log: ofPlain,
  log1p: ofPlain,
  sin: ofPlain,
  cos: ofPlain,
  tan: ofPlain,
  atan: ofPlain,
  tanh: ofPlain,
  sigmoid: ofPlain,
  add: alike("are added"),
  sub: alike("are subtracted"),
  mul: product(1),
  div: product(-1),
  pow,
  min: alike("are compared"),
  max: alike("are compared"),
  lt: alike("are compared", 0, plain),
  le: alike("are compared", 0, plain),
  eq: alike("are compared", 0, plain),
  select: alike("are alternatives", 1),
};
