/**
 * The proposal for a first step size.
 *
 * Source: Hairer, Nørsett & Wanner (1993), Solving Ordinary Differential Equations I, II.4, p. 169.
 * Variant: maximum norm; at an equilibrium (f and its change are 0) the proposal is Infinity, which
 *   the caller cuts to the next target. If f is not finite after the trial step the proposal is that
 *   step; if it is not finite before, the proposal is not a number.
 */
import { add, div, eq, le, lt, max, min, mul, pow, select, sub, zero } from "../expr/build.ts";
import type { Expr } from "../expr/node.ts";
import { errorNorm } from "./error-norm.ts";
import { type EstimatedGraph, vectorField } from "./step-graph.ts";

export function initialStep(graph: EstimatedGraph, order: number): Expr {
  const { model, y0, t } = graph;
  const f = vectorField(model);
  const norm = (values: readonly Expr[]): Expr =>
    errorNorm(
      model,
      values.map((value, i) => (model.states[i]!.discrete ? zero : value)),
      y0,
      y0,
    );

  const f0 = f(t, y0, zero);
  const size = norm(y0);
  const rate = norm(f0);
  const negligible = max(lt(size, 1e-5), lt(rate, 1e-5));
  const h0 = select(negligible, 1e-6, div(mul(0.01, size), rate));
  const f1 = f(
    add(t, h0),
    y0.map((y, i) => add(y, mul(h0, f0[i]!))),
    h0,
  );
  const change = div(norm(f1.map((value, i) => sub(value, f0[i]!))), h0);
  const largest = max(rate, change);
  const h1 = select(le(largest, 1e-15), max(1e-6, mul(h0, 1e-3)), pow(div(0.01, largest), 1 / (order + 1)));
  const known = select(eq(largest, 0), Number.POSITIVE_INFINITY, min(mul(100, h0), h1));
  const unknown = select(lt(rate, Number.POSITIVE_INFINITY), h0, Number.NaN);
  return select(lt(largest, Number.POSITIVE_INFINITY), known, unknown);
}
