/** Expressions: what a neuron written with functions is made of, and derivatives of it. */
export type { Algebra } from "../numeric/algebra.ts";
export { exprAlgebra } from "./algebra.ts";
export {
  abs,
  add,
  atan,
  cos,
  div,
  eq,
  exp,
  expm1,
  exprel,
  floor,
  ge,
  gt,
  le,
  log,
  log1p,
  lt,
  max,
  min,
  mul,
  neg,
  type Operand,
  pow,
  select,
  sigmoid,
  sin,
  sqrt,
  sub,
  tan,
  tanh,
} from "./build.ts";
export { ceil, clip, cosh, heaviside, int, log10, sign, sinh } from "./composed.ts";
export { jvp, substitute, vjp } from "./doors.ts";
export { type EquationContext, type Equations, parseAssignments, parseEquations } from "./equations.ts";
export { evaluate } from "./evaluate.ts";
export { printLatex } from "./latex.ts";
export { constant, type Expr, symbolsOf, type Template } from "./node.ts";
export type { AppliedOp, Op } from "./op.ts";
export { type ParseContext, parseExpression } from "./parse.ts";
export { printExpression } from "./print.ts";
export { printEquations } from "./print-equations.ts";
export type { Problems } from "./problems.ts";
export { quantity } from "./quantity.ts";
export type { Place, Places, Source } from "./source.ts";
export { symbol } from "./symbol.ts";
export { type TracedFunction, traceRecord } from "./trace.ts";
