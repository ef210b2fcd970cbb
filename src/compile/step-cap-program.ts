/**
 * The longest step after which a small change of the state, hence every derivative with respect to a
 * parameter, is still as accurate as the solution: reach / L, where L estimates the fastest rate of the
 * linearised dynamics,
 *
 *   L = max_i ( |J_ii| + Σ_{j≠i} √|J_ij J_ji| ) ,   J = ∂f/∂y at the present state,
 *
 * which is the largest |eigenvalue| where J is triangular and does not depend on the units of the states.
 * Without it a neuron at rest, whose error estimate is 0, would be stepped over in one go: exact for the
 * solution and worthless for its derivatives.
 */
import type { Frame } from "../codegen/frame.ts";
import { type Program, schedule } from "../codegen/program.ts";
import { abs, add, div, lt, max, mul, one, select, sqrt, zero } from "../expr/build.ts";
import { jvp } from "../expr/jvp.ts";
import { type Expr, symbol, symbolsOf } from "../expr/node.ts";
import { reachSlot, stepCapSlot } from "./slots.ts";
import { type StepGraph, vectorField } from "./step-graph.ts";

export function stepCapProgram(graph: StepGraph, frame: Frame): Program {
  const rate = fastestRate(graph);
  // A rate that overflows or is not a number, as that of a logistic far from its middle may be, is no cap.
  const cap = select(
    lt(rate, Number.POSITIVE_INFINITY),
    div(symbol(reachSlot), rate),
    Number.POSITIVE_INFINITY,
  );
  return schedule("stepCap", frame, [{ slot: stepCapSlot, expression: cap }]);
}

/** Whether the fastest rate changes along the solution; if not, one value serves the whole run. */
export function capVaries(graph: StepGraph): boolean {
  const { model, t } = graph;
  const moving = [...model.states.map((state) => state.name), ...model.signals, t.name];
  const names = symbolsOf([fastestRate(graph)]);
  return moving.some((name) => names.has(name));
}

function fastestRate({ model, t, y0 }: StepGraph): Expr {
  const f = vectorField(model)(t, y0, zero);
  const columns = y0.map((_, j) =>
    jvp(
      f,
      y0,
      y0.map((__, i) => (i === j ? one : zero)),
    ),
  );
  const rates = y0.map((_, i) =>
    y0.reduce<Expr>(
      (sum, __, j) => (i === j ? sum : add(sum, sqrt(abs(mul(columns[j]![i]!, columns[i]![j]!))))),
      abs(columns[i]![i]!),
    ),
  );
  return rates.reduce((a, b) => max(a, b));
}
