/**
 * The closed union of primitive operations: arity and meaning on numbers. Every table that
 * interprets an operation is a `Record<Op, …>`, so adding a row here makes the compiler list them.
 */
import { atan } from "../numeric/arctangent.ts";
import { exp, expm1, exprel, sigmoid, tanh } from "../numeric/exponential.ts";
import { log, log1p } from "../numeric/logarithm.ts";
import { pow } from "../numeric/power.ts";
import { cos, sin, tan } from "../numeric/trigonometric.ts";

export const opNames = [
  "call",
  "part",
  "constant",
  "symbol",
  "neg",
  "abs",
  "floor",
  "sqrt",
  "exp",
  "expm1",
  "exprel",
  "log",
  "log1p",
  "sin",
  "cos",
  "tan",
  "atan",
  "tanh",
  "sigmoid",
  "add",
  "sub",
  "mul",
  "div",
  "pow",
  "min",
  "max",
  "lt",
  "le",
  "eq",
  "select",
] as const;

/** What a node is: a constant, a symbol, one of the operations, a call of a template, or one of the values that a call has. */
export type Op = (typeof opNames)[number];

/** Operations on numbers. */
export type AppliedOp = Exclude<Op, "constant" | "symbol" | "call" | "part">;

export const arity: Readonly<Record<AppliedOp, 1 | 2 | 3>> = {
  neg: 1,
  abs: 1,
  floor: 1,
  sqrt: 1,
  exp: 1,
  expm1: 1,
  exprel: 1,
  log: 1,
  log1p: 1,
  sin: 1,
  cos: 1,
  tan: 1,
  atan: 1,
  tanh: 1,
  sigmoid: 1,
  add: 2,
  sub: 2,
  mul: 2,
  div: 2,
  pow: 2,
  min: 2,
  max: 2,
  lt: 2,
  le: 2,
  eq: 2,
  select: 3,
};

/**
 * What each operation does to numbers (IEEE double). Comparisons give 1 or 0; `select(c, a, b)` is
 * a where c ≠ 0, else b. All executions agree with this table bit for bit.
 */
export const scalar: Readonly<Record<AppliedOp, (a: number, b: number, c: number) => number>> = {
  neg: (a) => -a,
  abs: (a) => Math.abs(a),
  floor: (a) => Math.floor(a),
  sqrt: (a) => Math.sqrt(a),
  exp: (a) => exp(a),
  expm1: (a) => expm1(a),
  exprel: (a) => exprel(a),
  log: (a) => log(a),
  log1p: (a) => log1p(a),
  sin: (a) => sin(a),
  cos: (a) => cos(a),
  tan: (a) => tan(a),
  atan: (a) => atan(a),
  tanh: (a) => tanh(a),
  sigmoid: (a) => sigmoid(a),
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  pow: (a, b) => pow(a, b),
  min: (a, b) => Math.min(a, b),
  max: (a, b) => Math.max(a, b),
  lt: (a, b) => (a < b ? 1 : 0),
  le: (a, b) => (a <= b ? 1 : 0),
  eq: (a, b) => (a === b ? 1 : 0),
  select: (a, b, c) => (a !== 0 ? b : c),
};
