/**
 * The longest step after which a small change of the state, hence every derivative with respect to a
 * parameter, is still as accurate as the solution: reach / L, where L estimates the fastest rate of the
 * linearised dynamics,
 *
 *   L = max_i ( |J_ii| + Σ_{j≠i} √|J_ij J_ji| + Σ_{rings} |J_ij J_jk … J_li|^{1/n} ) ,   J = ∂f/∂y at the present state,
 *
 * over the rings of n > 2 states that drive each other in turn: the largest |eigenvalue| where J is triangular, not below it
 * where no two rings meet but in i, and independent of the units of the states; or how fast the
 * argument of a sine or cosine moves, whose amplitude may be 0 and is a parameter all the same. A step by a series, which
 * looks at its ends alone, is no longer than
 *
 *   h (L + h L') = 2 reach
 *
 * either, with L' that of dJ/dt and of what these arguments' rates change by: L may just be passing through 0. What rises
 * from 0 otherwise shows at the end of a step: one of h L > 2 reach there, whose error tells nothing, is tried again, shorter.
 *
 * Without it a neuron at rest, whose error estimate is 0, would be stepped over in one go: exact for the
 * solution and worthless for its derivatives.
 */
import type { Frame } from "../codegen/frame.ts";
import { type Program, schedule } from "../codegen/program.ts";
import { abs, add, div, lt, max, min, mul, one, pow, select, sqrt, zero } from "../expr/build.ts";
import { jacobian } from "../expr/jacobian.ts";
import { jvp } from "../expr/jvp.ts";
import { constant, type Expr, onceWithin, reachable, symbol, symbolsOf } from "../expr/node.ts";
import type { NeuronModel } from "../neurons/neuron-model.ts";
import { powerOfTwo } from "../numeric/powers-of-two.ts";
import { isExact } from "../solvers/method.ts";
import { movingNames } from "./linear-model.ts";
import { ringsOf } from "./rings.ts";
import { errorNormSlot, nextSlot, reachSlot, slopeSlot, stepCapSlot } from "./slots.ts";
import { at, type EstimatedGraph, type StepGraph, vectorField } from "./step-graph.ts";
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

/** A step with less of an error, as a share of what is tolerated, does next to nothing that could tell how long it may be. */
export const nextToNothing = 1e-4;

/**
 * What such a step is held against: one that turns out to be longer than twice what its end allows has an error norm that has
 * it tried again, half as long. Undefined where there is no error, and where all states allow the same.
 */
export function endCheckProgram(map: StepMap, frame: Frame): Program | undefined {
  const { graph, method } = map;
  if (isExact(method) || method.embeddedOrder === 0 || !capVaries(map)) return undefined;
  const { model, h } = graph;
  const end = model.states.map(({ name }) => symbol(nextSlot(name)));
  const allowed = at(model, fastestRates(graph).present, end, h);
  const again = powerOfTwo(method.embeddedOrder + 1);
  const norm = symbol(errorNormSlot);
  return schedule("endCheck", frame, [
    { slot: errorNormSlot, expression: select(lt(mul(2, allowed), h), again, norm) },
  ]);
}

export function longestStep(graph: EstimatedGraph): Expr {
  const { present, rate, matrix, waves, moving, velocity } = fastestRates(graph);
  if (!graph.isMap) return present;
  const growth = fastest(
    matrix.map((row) => jvp(row, moving, velocity)),
    jvp(waves, moving, velocity),
  );
  if (growth === zero) return present;
  const reach = symbol(reachSlot);
  const root = sqrt(add(mul(rate, rate), mul(8, mul(reach, growth))));
  return min(present, capBy(root, div(mul(4, reach), add(rate, root))));
}

/** J, how fast arguments move, and what follows from them alone. */
interface FastestRates {
  /** The longest step that they allow. */
  readonly present: Expr;
  /** L. */
  readonly rate: Expr;
  readonly matrix: readonly (readonly Expr[])[];
  readonly waves: readonly Expr[];
  /** What moves, and how fast. */
  readonly moving: readonly Expr[];
  readonly velocity: readonly Expr[];
}

function fastestRates(graph: StepGraph): FastestRates {
  return onceWithin(graph, () => ratesOf(graph));
}

function ratesOf({ model, t, y0 }: StepGraph): FastestRates {
  const field = vectorField(model)(t, y0, zero);
  const matrix = jacobian(field, y0);
  const moving = [...y0, t, ...model.signals.map(symbol)];
  const velocity = [...field, one, ...model.signals.map((signal) => symbol(slopeSlot(signal)))];
  const waves = jvp(movingArguments(model), moving, velocity);
  const rate = fastest(matrix, waves);
  return { present: capBy(rate, div(symbol(reachSlot), rate)), rate, matrix, waves, moving, velocity };
}

/** A rate that overflows or is not a number, as that of a logistic far from its middle may be, is no cap. */
function capBy(rate: Expr, longest: Expr): Expr {
  return select(lt(rate, Number.POSITIVE_INFINITY), longest, Number.POSITIVE_INFINITY);
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
  const rings = ringsOf(matrix.map((row) => row.flatMap((own, j) => (own === zero ? [] : [j]))));
  if (rings === undefined) return min(largestSum(matrix), largestSum(transposed(matrix)));
  for (const ring of rings) {
    const gain = ring
      .map((i, k) => abs(matrix[i]![ring[(k + 1) % ring.length]!]!))
      .reduce((a, b) => mul(a, b));
    const rate = pow(gain, 1 / ring.length);
    for (const i of ring) rates[i] = add(rates[i]!, rate);
  }
  return rates.reduce((a, b) => max(a, b));
}

/** A bound on every eigenvalue, though one that depends on units. */
function largestSum(matrix: readonly (readonly Expr[])[]): Expr {
  return matrix
    .map((row) => row.map((own) => abs(own)).reduce((a, b) => add(a, b)))
    .reduce((a, b) => max(a, b));
}

function transposed(matrix: readonly (readonly Expr[])[]): Expr[][] {
  return matrix.map((_, j) => matrix.map((row) => row[j]!));
}
