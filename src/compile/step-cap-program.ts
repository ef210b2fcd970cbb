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
 * from 0 otherwise shows at the end of a step, see `end-check.ts`.
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
import type { Op } from "../expr/op.ts";
import type { NeuronModel } from "../neurons/neuron-model.ts";
import { movesIn } from "./linear-model.ts";
import { ringsOf } from "./rings.ts";
import { reachSlot, slopeSlot, stepCapSlot, timeSlot } from "./slots.ts";
import { type EstimatedGraph, type StepGraph, vectorField } from "./step-graph.ts";
import type { StepMap } from "./step-map.ts";

export function stepCapProgram({ longest }: StepMap, frame: Frame): Program {
  const expression = longest?.() ?? constant(Number.POSITIVE_INFINITY);
  return schedule("stepCap", frame, [{ slot: stepCapSlot, expression }]);
}

/** Whether the longest step changes along the solution; if not, one value serves the whole run. */
export function capVaries({ graph, longest }: StepMap): boolean {
  if (longest === undefined) return false;
  return varies(graph.model, longest());
}

/** Whether an expression changes along the solution. */
export function varies({ states, signals }: NeuronModel, expression: Expr): boolean {
  const moving = [...states.map(({ name }) => name), ...signals, ...signals.map(slopeSlot), timeSlot];
  const names = symbolsOf([expression]);
  return moving.some((name) => names.has(name));
}

export function longestStep(graph: EstimatedGraph): Expr {
  const { present, rate, matrix, waves, moving, velocity } = fastestRates(graph);
  if (!graph.isMap) return present;
  const growth = largest(
    [
      ...ratesOfStates(matrix.map((row) => jvp(row, moving, velocity))),
      ...jvp(waves, moving, velocity).map(abs),
    ],
    graph.model,
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
  /** Of which L is the largest: that of every state, and how fast arguments move. */
  readonly rates: readonly Expr[];
  readonly matrix: readonly (readonly Expr[])[];
  readonly waves: readonly Expr[];
  /** What moves, and how fast. */
  readonly moving: readonly Expr[];
  readonly velocity: readonly Expr[];
}

export function fastestRates(graph: StepGraph): FastestRates {
  return onceWithin(graph, () => ratesOf(graph));
}

function ratesOf({ model, t, y0 }: StepGraph): FastestRates {
  const field = vectorField(model)(t, y0, zero);
  const matrix = jacobian(field, y0);
  const moving = [...y0, t, ...model.signals.map(symbol)];
  const velocity = [...field, one, ...model.signals.map((signal) => symbol(slopeSlot(signal)))];
  const waves = jvp(movingArguments(model), moving, velocity);
  const rates = [...ratesOfStates(matrix), ...waves.map(abs)];
  const rate = largest(rates, model);
  return { present: longestBy(rate), rate, rates, matrix, waves, moving, velocity };
}

/** The longest step that a rate allows. */
export function longestBy(rate: Expr): Expr {
  return capBy(rate, div(symbol(reachSlot), rate));
}

/** A rate that overflows is no cap. */
function capBy(rate: Expr, longest: Expr): Expr {
  return select(lt(rate, Number.POSITIVE_INFINITY), longest, Number.POSITIVE_INFINITY);
}

/** Arguments of sines and cosines that move during a step. */
function movingArguments(model: NeuronModel): Expr[] {
  const waves = reachable(model.derivatives).filter(({ op }) => op === "sin" || op === "cos");
  return waves.map(({ args }) => args[0]!).filter(movesIn(model));
}

/**
 * The largest of rates that are finite numbers: that of a logistic far from its middle may be none, and that of √y at 0 is
 * infinite; neither says anything of the others.
 */
export function largest(rates: readonly Expr[], model: NeuronModel): Expr {
  const isTame = tameness(model);
  return rates.map((rate) => (isTame(rate) ? rate : finite(rate))).reduce((a, b) => max(a, b));
}

function finite(rate: Expr): Expr {
  return select(lt(rate, Number.POSITIVE_INFINITY), rate, zero);
}

/** Whether a rate is finite where states are, unless it overflows. */
function tameness(model: NeuronModel): (rate: Expr) => boolean {
  const isTame = ({ op, args }: Expr): boolean => tame.has(op) || (op === "div" && !varies(model, args[1]!));
  return (rate) => reachable([rate]).every(isTame);
}

const tame: ReadonlySet<Op> = new Set([
  "constant",
  "symbol",
  "add",
  "sub",
  "mul",
  "neg",
  "abs",
  "max",
  "min",
  "sin",
  "cos",
  "sqrt",
]);

/** L of a matrix. */
export function fastestOf(matrix: readonly (readonly Expr[])[]): Expr {
  return ratesOfStates(matrix).reduce((a, b) => max(a, b));
}

/** By state, its share of L. */
function ratesOfStates(matrix: readonly (readonly Expr[])[]): Expr[] {
  const rates = matrix.map((row, i) =>
    row.reduce<Expr>(
      (sum, coupling, j) =>
        i === j || coupling === zero ? sum : add(sum, sqrt(abs(mul(coupling, matrix[j]![i]!)))),
      abs(row[i]!),
    ),
  );
  const rings = ringsOf(matrix.map((row) => row.flatMap((own, j) => (own === zero ? [] : [j]))));
  if (rings === undefined) {
    const bound = sums(transposed(matrix)).reduce((a, b) => max(a, b));
    return sums(matrix).map((sum) => min(sum, bound));
  }
  for (const ring of rings) {
    const gain = ring
      .map((i, k) => abs(matrix[i]![ring[(k + 1) % ring.length]!]!))
      .reduce((a, b) => mul(a, b));
    const rate = pow(gain, 1 / ring.length);
    for (const i of ring) rates[i] = add(rates[i]!, rate);
  }
  return rates;
}

/** By row. The largest is a bound on every eigenvalue, though one that depends on units. */
function sums(matrix: readonly (readonly Expr[])[]): Expr[] {
  return matrix.map((row) => row.map(abs).reduce((a, b) => add(a, b)));
}

function transposed(matrix: readonly (readonly Expr[])[]): Expr[][] {
  return matrix.map((_, j) => matrix.map((row) => row[j]!));
}
