/** The weighted maximum norm of the states of a model, in units of the tolerance of a run. */
import { exprAlgebra } from "../expr/algebra.ts";
import { abs, add, div, eq, max, mul, one, select, sqrt, zero } from "../expr/build.ts";
import { type Expr, symbol } from "../expr/node.ts";
import type { NeuronModel } from "../neurons/neuron-model.ts";
import { weightedMaximumNorm } from "../numeric/norm.ts";
import { atolSlot, rtolSlot } from "./slots.ts";

/** atol·scale + rtol·max(|y0|, |y1|). */
export function errorScale(scale: number, y0: Expr, y1: Expr): Expr {
  return add(mul(symbol(atolSlot), scale), mul(symbol(rtolSlot), max(abs(y0), abs(y1))));
}

/**
 *   max_i |values_i| / (atol·scale_i + rtol·max(|y0_i|, |y1_i|))
 *
 * over the states whose value is not the constant 0, as the derivative of a discrete state is.
 */
export function errorNorm(
  { states }: NeuronModel,
  values: readonly Expr[],
  y0: readonly Expr[],
  y1: readonly Expr[],
): Expr {
  const kept = states.map((_, i) => i).filter((i) => values[i] !== zero);
  const at = (list: readonly Expr[]): Expr[] => kept.map((i) => list[i]!);
  return weightedMaximumNorm(exprAlgebra, at(values), at(y0), at(y1), {
    atol: kept.map((i) => mul(symbol(atolSlot), states[i]!.scale)),
    rtol: symbol(rtolSlot),
  });
}

/**
 * The error norm of a method with a second, coarse companion: E²/√(E² + 0.01 C²), 0 where E is.
 *
 * Source: Hairer, Nørsett & Wanner (1993), Solving Ordinary Differential Equations I, 2nd ed., §II.10.
 * Variant: written E/√(1 + 0.01 (C/E)²), which no square of a small error underflows.
 */
export function combinedNorm(fine: Expr, coarse: Expr): Expr {
  const quotient = div(coarse, fine);
  const combined = div(fine, sqrt(add(one, mul(0.01, mul(quotient, quotient)))));
  return select(eq(fine, 0), 0, combined);
}
