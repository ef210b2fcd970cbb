/**
 * The longest step after which a small change of the state, hence every derivative with respect to a
 * parameter, is still as accurate as the solution: reach / L, where L estimates the fastest rate of the
 * linearised dynamics,
 *
 *   L = max_i ( |J_ii| + Σ_{j≠i} √|J_ij J_ji| ) ,   J = ∂f/∂y at the present state,
 *
 * which is the largest |eigenvalue| where J is triangular and does not depend on the units of the states; or how fast the
 * argument of a sine or cosine moves, whose amplitude may be 0 and is a parameter all the same. A step by a series, which
 * looks at its ends alone, is no longer than
 *
 *   h (L + h L') = 2 reach
 *
 * either, with L' that of dJ/dt and of what these arguments' rates change by: L may just be passing through 0.
 *
 * Without it a neuron at rest, whose error estimate is 0, would be stepped over in one go: exact for the
 * solution and worthless for its derivatives.
 */
import type { Frame } from "../codegen/frame.ts";
import { type Program, schedule } from "../codegen/program.ts";
import { abs, add, div, lt, max, min, mul, one, select, sqrt, zero } from "../expr/build.ts";
import { jacobian } from "../expr/jacobian.ts";
import { jvp } from "../expr/jvp.ts";
import { constant, type Expr, reachable, symbol, symbolsOf } from "../expr/node.ts";
import type { NeuronModel } from "../neurons/neuron-model.ts";
import { movingNames } from "./linear-model.ts";
import { reachSlot, slopeSlot, stepCapSlot } from "./slots.ts";
import { type EstimatedGraph, vectorField } from "./step-graph.ts";
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

export function longestStep(graph: EstimatedGraph): Expr {
  const { model, t, y0 } = graph;
  const field = vectorField(model)(t, y0, zero);
  const matrix = jacobian(field, y0);
  const moving = [...y0, t, ...model.signals.map(symbol)];
  const velocity = [...field, one, ...model.signals.map((signal) => symbol(slopeSlot(signal)))];
  const waves = jvp(movingArguments(model), moving, velocity);
  const rate = fastest(matrix, waves);
  const reach = symbol(reachSlot);
  // A rate that overflows or is not a number, as that of a logistic far from its middle may be, is no cap.
  const cap = (of: Expr, longest: Expr): Expr =>
    select(lt(of, Number.POSITIVE_INFINITY), longest, Number.POSITIVE_INFINITY);
  const present = cap(rate, div(reach, rate));
  if (!graph.isMap) return present;
  const growth = fastest(
    matrix.map((row) => jvp(row, moving, velocity)),
    jvp(waves, moving, velocity),
  );
  if (growth === zero) return present;
  const root = sqrt(add(mul(rate, rate), mul(8, mul(reach, growth))));
  return min(present, cap(root, div(mul(4, reach), add(rate, root))));
}

/** Arguments of sines and cosines that move during a step. */
function movingArguments(model: NeuronModel): Expr[] {
  const names = new Set(movingNames(model));
  const waves = reachable(model.derivatives).filter(({ op }) => op === "sin" || op === "cos");
  return waves
    .map(({ args }) => args[0]!)
    .filter((argument) => [...symbolsOf([argument])].some((name) => names.has(name)));
}

/** The larger of L and of how fast arguments move. */
function fastest(matrix: readonly (readonly Expr[])[], waves: readonly Expr[]): Expr {
  return waves.reduce<Expr>((largest, rate) => max(largest, abs(rate)), fastestOf(matrix));
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
