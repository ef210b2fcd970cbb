/**
 * Smart constructors: the functions a program writes expressions with. They fold constants and
 * apply the identities below, which are exact in IEEE arithmetic up to the sign of zero but for
 * these: 0·x = 0, 0/x = 0, x − x = 0 and x^0.5 = √x assume that x is finite, and that x ≠ 0 in 0/x;
 * x^3 and x^4 as products may differ from the power in the last digits.
 */
import { ModelError } from "../errors.ts";
import { shown } from "../values.ts";
import { apply, constant, type Expr } from "./node.ts";
import { type AppliedOp, scalar } from "./op.ts";
import { isNumber, isQuantity, negativeQuantity, timesUnit } from "./quantity.ts";

/** An expression or a number standing for one; the functions below throw a ModelError for anything else. */
export type Operand = Expr | number;

export const zero: Expr = constant(0);
export const one: Expr = constant(1);

/** The expression that an operand stands for. */
export function lift(operand: Operand): Expr {
  if (typeof operand === "number") return constant(operand);
  if (typeof operand?.op === "string") return operand;
  const hint = "JavaScript's operators do not work on expressions: write add(a, b), mul(a, b), ….";
  throw new ModelError("expression", `${shown(operand)} is neither an expression nor a number`, hint);
}

function isConstant(node: Expr, value: number): boolean {
  return node.op === "constant" && node.value === value;
}

function make(op: AppliedOp, ...args: Expr[]): Expr {
  if (args.every((arg) => arg.op === "constant")) {
    return constant(scalar[op](args[0]!.value, args[1]?.value ?? Number.NaN, args[2]?.value ?? Number.NaN));
  }
  return apply(op, args);
}

/** −a; −(a − b) becomes b − a. */
export function neg(operand: Operand): Expr {
  const a = lift(operand);
  if (a.op === "neg") return a.args[0]!;
  if (a.op === "sub") return sub(a.args[1]!, a.args[0]!);
  if (isQuantity(a)) return negativeQuantity(a);
  return make("neg", a);
}

/** Sum of two or more, from left to right. */
export function add(first: Operand, second: Operand, ...rest: Operand[]): Expr {
  if (rest.length > 0) return rest.reduce<Expr>((sum, term) => add(sum, term), add(first, second));
  const [a, b] = [lift(first), lift(second)];
  if (isConstant(a, 0)) return b;
  if (isConstant(b, 0)) return a;
  if (b.op === "neg") return sub(a, b.args[0]!);
  if (a.op === "neg") return sub(b, a.args[0]!);
  return make("add", a, b);
}

/** a − b; x − x becomes 0. */
export function sub(first: Operand, second: Operand): Expr {
  const [a, b] = [lift(first), lift(second)];
  if (isConstant(b, 0)) return a;
  if (isConstant(a, 0)) return neg(b);
  if (a === b) return zero;
  if (b.op === "neg") return add(a, b.args[0]!);
  return make("sub", a, b);
}

/** Product of two or more, from left to right; 0·x is 0 whatever x. */
export function mul(first: Operand, second: Operand, ...rest: Operand[]): Expr {
  if (rest.length > 0)
    return rest.reduce<Expr>((product, factor) => mul(product, factor), mul(first, second));
  const [a, b] = [lift(first), lift(second)];
  if (isConstant(a, 0) || isConstant(b, 0)) return zero;
  if (isConstant(a, 1)) return b;
  if (isConstant(b, 1)) return a;
  if (isConstant(a, -1)) return neg(b);
  if (isConstant(b, -1)) return neg(a);
  if (a.op === "neg" && !isNumber(b)) return neg(mul(a.args[0]!, b));
  if (b.op === "neg" && !isNumber(a)) return neg(mul(a, b.args[0]!));
  return timesUnit(a, b) ?? timesUnit(b, a) ?? make("mul", a, b);
}

/** a / b; 0/x becomes 0 unless x is the constant 0. */
export function div(first: Operand, second: Operand): Expr {
  const [a, b] = [lift(first), lift(second)];
  if (isConstant(a, 0) && !isConstant(b, 0)) return zero;
  if (isConstant(b, 1)) return a;
  if (isConstant(b, -1)) return neg(a);
  if (a.op === "neg") return neg(div(a.args[0]!, b));
  return make("div", a, b);
}

/**
 * base^exponent, NaN for a finite negative base and an exponent that is not whole; maximum error 0.53 ulp. The constant
 * exponents −1, 0, ½, 1, 2, 3 and 4 become a division, 1, a root and products. 0^b has derivative 0 with
 * respect to b.
 */
export function pow(base: Operand, exponent: Operand): Expr {
  const [a, b] = [lift(base), lift(exponent)];
  if (b.op === "constant" && a.op !== "constant") {
    if (b.value === 0) return one;
    if (b.value === 1) return a;
    if (b.value === 2) return mul(a, a);
    if (b.value === 3) return mul(mul(a, a), a);
    if (b.value === 4) return mul(mul(a, a), mul(a, a));
    if (b.value === -1) return div(1, a);
    if (b.value === 0.5) return sqrt(a);
  }
  return make("pow", a, b);
}

/** |a|; derivative 1 at 0. */
export function abs(a: Operand): Expr {
  const node = lift(a);
  return node.op === "abs" ? node : make("abs", node);
}

/** The largest whole number that is not larger than a; derivative 0. */
export function floor(a: Operand): Expr {
  const node = lift(a);
  return node.op === "floor" ? node : make("floor", node);
}

/** √a, NaN for a < 0; derivative 1 / (2√a), infinite at 0. */
export function sqrt(a: Operand): Expr {
  return make("sqrt", lift(a));
}
/** e^a; maximum error 0.52 ulp, see `numeric/exponential.ts`. */
export function exp(a: Operand): Expr {
  return make("exp", lift(a));
}
/** e^a − 1, without cancellation near 0; maximum error 1.6 ulp. */
export function expm1(a: Operand): Expr {
  return make("expm1", lift(a));
}
/**
 * (e^a − 1)/a, 1 at 0: rates such as a/(e^a − 1) are 1/exprel(a) without a hole at 0. Maximum error 4.1 ulp;
 * its derivative has a relative error of at most 3e-15.
 */
export function exprel(a: Operand): Expr {
  return make("exprel", lift(a));
}
/** Natural logarithm, −Infinity at 0, NaN for a < 0; maximum error 0.52 ulp. */
export function log(a: Operand): Expr {
  return make("log", lift(a));
}
/** Natural logarithm of 1 + a, without cancellation near 0; NaN for a < −1; maximum error 0.52 ulp. */
export function log1p(a: Operand): Expr {
  return make("log1p", lift(a));
}
/** Sine of a in radians; maximum error 0.6 ulp. */
export function sin(a: Operand): Expr {
  return make("sin", lift(a));
}
/** Cosine of a in radians; maximum error 0.6 ulp. */
export function cos(a: Operand): Expr {
  return make("cos", lift(a));
}
/** Tangent of a in radians; derivative 1 + tan² a; maximum error 1.7 ulp. */
export function tan(a: Operand): Expr {
  return make("tan", lift(a));
}
/** Inverse tangent, in [−π/2, π/2]; derivative 1 / (1 + a²); maximum error 0.55 ulp. */
export function atan(a: Operand): Expr {
  return make("atan", lift(a));
}
/** Hyperbolic tangent; maximum error 4 ulp; derivative 1 − tanh² a. */
export function tanh(a: Operand): Expr {
  return make("tanh", lift(a));
}
/** 1 / (1 + e^(−a)), without overflow; maximum error 2.5 ulp; derivative σ(1 − σ). */
export function sigmoid(a: Operand): Expr {
  return make("sigmoid", lift(a));
}

/** The smaller of two, NaN if one is; at a tie the derivative is that of the first alone. */
export function min(first: Operand, second: Operand): Expr {
  const [a, b] = [lift(first), lift(second)];
  return a === b ? a : make("min", a, b);
}

/** The larger of two, NaN if one is; at a tie the derivative is that of the first alone. */
export function max(first: Operand, second: Operand): Expr {
  const [a, b] = [lift(first), lift(second)];
  return a === b ? a : make("max", a, b);
}

/** 1 where a < b, else 0; derivative 0, as of all comparisons. */
export function lt(a: Operand, b: Operand): Expr {
  return make("lt", lift(a), lift(b));
}
/** 1 where a ≤ b, else 0. */
export function le(a: Operand, b: Operand): Expr {
  return make("le", lift(a), lift(b));
}
/** 1 where a > b, else 0. */
export function gt(a: Operand, b: Operand): Expr {
  return lt(b, a);
}
/** 1 where a ≥ b, else 0. */
export function ge(a: Operand, b: Operand): Expr {
  return le(b, a);
}
/** 1 where a = b, else 0; 0 and −0 are equal, NaN is not equal to itself. */
export function eq(a: Operand, b: Operand): Expr {
  return make("eq", lift(a), lift(b));
}

/**
 * `a` where `condition` ≠ 0 (NaN included), else `b`. Derivatives are those of the chosen branch; the other
 * one counts as 0 even where it is singular.
 */
export function select(condition: Operand, a: Operand, b: Operand): Expr {
  const [c, x, y] = [lift(condition), lift(a), lift(b)];
  if (c.op === "constant") return c.value !== 0 ? x : y;
  return x === y ? x : apply("select", [c, x, y]);
}
