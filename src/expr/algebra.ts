/** Arithmetic on expressions: what turns a formula written over `Algebra` into a graph. */
import type { Algebra } from "../numeric/algebra.ts";
import { abs, add, div, max, mul, sub } from "./build.ts";
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
