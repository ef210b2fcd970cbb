/** Arithmetic on expressions: what turns a formula written over `Algebra` into a graph. */
import type { Algebra, FunctionAlgebra } from "../numeric/algebra.ts";
import { abs, add, div, eq, exp, log, max, min, mul, pow, select, sub } from "./build.ts";
import { constant, type Expr } from "./node.ts";

/** Arithmetic on expressions, by the simplifying functions that programs write them with. */
export const exprAlgebra: Algebra<Expr> = {
  constant,
  add: (a, b) => add(a, b),
  sub,
  mul: (a, b) => mul(a, b),
  div,
  abs,
  max,
};

/** The same with functions. */
export const exprFunctions: FunctionAlgebra<Expr> = {
  ...exprAlgebra,
  exp: (a) => exp(a),
  log: (a) => log(a),
  pow: (a, exponent) => pow(a, exponent),
  min,
  ifZero: (x, a, b) => select(eq(x, 0), a, b),
};
