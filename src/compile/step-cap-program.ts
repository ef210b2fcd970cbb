/**
 * The longest step after which a small change of the state, hence every derivative with respect to a
 * parameter, is still as accurate as the solution: reach / L, where L estimates the fastest rate of the
 * linearised dynamics,
 *
 *   L = max_i ( |J_ii| + Σ_{j≠i} √|J_ij J_ji| ) ,   J = ∂f/∂y at the present state,
 *
 * which is the largest |eigenvalue| where J is triangular and does not depend on the units of the states; or how fast the
 * argument of a sine or cosine moves, whose amplitude may be 0 and is a parameter all the same.
 * Without it a neuron at rest, whose error estimate is 0, would be stepped over in one go: exact for the
 * solution and worthless for its derivatives.
 */
import type { Frame } from "../codegen/frame.ts";
import { type Program, schedule } from "../codegen/program.ts";
import { abs, add, div, lt, max, mul, one, select, sqrt, zero } from "../expr/build.ts";
import { jacobian } from "../expr/jacobian.ts";
import { jvp } from "../expr/jvp.ts";
import { constant, type Expr, reachable, symbol, symbolsOf } from "../expr/node.ts";
import { movingNames } from "./linear-model.ts";
import { reachSlot, slopeSlot, stepCapSlot } from "./slots.ts";
import { type StepGraph, vectorField } from "./step-graph.ts";
import type { StepMap } from "./step-map.ts";

export function stepCapProgram({ longest }: StepMap, frame: Frame): Program {
  const expression = longest?.() ?? constant(Number.POSITIVE_INFINITY);
  return schedule("stepCap", frame, [{ slot: stepCapSlot, expression }]);
}

/** Whether the longest step changes along the solution; if not, one value serves the whole run. */
export function capVaries({ graph, longest }: StepMap): boolean {
  if (longest === undefined) return false;
  const { model, t } = graph;
  const slopes = model.signals.map(slopeSlot);
  const moving = [...model.states.map((state) => state.name), ...model.signals, ...slopes, t.name];
  const names = symbolsOf([longest()]);
  return moving.some((name) => names.has(name));
}

export function longestStep(graph: StepGraph): Expr {
  const rate = max(fastestRate(graph), fastestArgument(graph));
  // A rate that overflows or is not a number, as that of a logistic far from its middle may be, is no cap.
  return select(lt(rate, Number.POSITIVE_INFINITY), div(symbol(reachSlot), rate), Number.POSITIVE_INFINITY);
}

function fastestRate({ model, t, y0 }: StepGraph): Expr {
  return fastestOf(jacobian(vectorField(model)(t, y0, zero), y0));
}

/** The fastest rate at which an argument of sin or cos moves along the solution. */
function fastestArgument({ model, t, y0 }: StepGraph): Expr {
  const names = new Set(movingNames(model));
  const field = vectorField(model)(t, y0, zero);
  const waves = reachable(model.derivatives).filter(({ op }) => op === "sin" || op === "cos");
  const moving = waves
    .map(({ args }) => args[0]!)
    .filter((argument) => [...symbolsOf([argument])].some((name) => names.has(name)));
  const signals = model.signals.map(symbol);
  const slopes = model.signals.map((signal) => symbol(slopeSlot(signal)));
  const rates = jvp(moving, [...y0, t, ...signals], [...field, one, ...slopes]);
  return rates.reduce<Expr>((largest, rate) => max(largest, abs(rate)), zero);
}

/** L of a matrix. */
export function fastestOf(matrix: readonly (readonly Expr[])[]): Expr {
  const rates = matrix.map((row, i) =>
    row.reduce<Expr>(
      (sum, coupling, j) =>
        i === j || coupling === zero ? sum : add(sum, sqrt(abs(mul(coupling, matrix[j]![i]!)))),
      abs(row[i]!),
    ),
  );
  return rates.reduce((a, b) => max(a, b));
}
