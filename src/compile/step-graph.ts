/** One step of a method for a model, traced into expressions, and the event functions along it. */
import { exprAlgebra } from "../expr/algebra.ts";
import { add, mul, zero } from "../expr/build.ts";
import { type Expr, onceWithin, symbol } from "../expr/node.ts";
import { shareReciprocals } from "../expr/reciprocals.ts";
import { substitute } from "../expr/substitute.ts";
import type { NeuronModel } from "../neurons/neuron-model.ts";
import { explicitRungeKuttaStep } from "../solvers/explicit-runge-kutta.ts";
import type { ButcherTableau } from "../solvers/tableau.ts";
import { withTemplates } from "./like-parts.ts";
import { restSlot, slopeSlot, stepSizeSlot, timeSlot } from "./slots.ts";
import { type SwitchedModel, switchedModel } from "./switches.ts";

/** A step of any method: what its derivatives are taken of. */
export interface StepGraph {
  readonly model: SwitchedModel;
  readonly t: Expr;
  readonly h: Expr;
  /** State at the start and at the end of the step. */
  readonly y0: readonly Expr[];
  readonly y1: readonly Expr[];
  /** Event functions at the end of the step. */
  readonly eventsEnd: readonly Expr[];
  /** By state the size of terms that cancel in y1, where they may be much larger than it and y0; none if left out. */
  readonly cancelling?: readonly Expr[];
}

/** A step of a Runge–Kutta method, with its stages. */
export interface RungeKuttaGraph extends StepGraph {
  readonly tableau: ButcherTableau;
  readonly k: readonly (readonly Expr[])[];
  /** Embedded error estimate per state, and the coarse one; undefined if the method has none. */
  readonly error: readonly Expr[] | undefined;
  readonly coarseError: readonly Expr[] | undefined;
}

export function isRungeKutta(graph: StepGraph): graph is RungeKuttaGraph {
  return "tableau" in graph;
}

export function stepGraph(definition: NeuronModel, tableau: ButcherTableau): RungeKuttaGraph {
  const model = switchedModel(definition);
  const t = symbol(timeSlot);
  const h = symbol(stepSizeSlot);
  const y0 = model.states.map((state) => symbol(state.name));
  const step = explicitRungeKuttaStep(exprAlgebra, tableau, vectorField(model), t, y0, h);
  const y1 = model.states.map((state, i) => (state.discrete ? y0[i]! : step.y1[i]!));
  return {
    model,
    tableau,
    t,
    h,
    y0,
    y1,
    k: step.k,
    error: step.error,
    coarseError: step.coarseError,
    eventsEnd: model.events.map((event) => at(model, event.when, y1, h)),
  };
}

/** f at the state `y`, `elapsed` after the neuron's time; the sum of the two that a step makes is not used. */
export function vectorField(model: NeuronModel): (t: Expr, y: readonly Expr[], elapsed: Expr) => Expr[] {
  const derivatives = fieldOf(model);
  return (_, y, elapsed) => substitute(derivatives, surroundings(model, y, elapsed));
}

/** The derivatives as steps compute them. */
function fieldOf(model: NeuronModel): readonly Expr[] {
  return onceWithin(model, () => {
    const varying = new Set([timeSlot, ...model.states.map((state) => state.name), ...model.signals]);
    return withTemplates(shareReciprocals(model.derivatives, varying), varying);
  });
}

/** `expression` with the state `y` at the time `elapsed` after the neuron's. */
export function at(model: NeuronModel, expression: Expr, y: readonly Expr[], elapsed: Expr): Expr {
  return substitute([expression], surroundings(model, y, elapsed))[0]!;
}

/**
 * What the symbols of the equations stand for at the state `y`, `elapsed` after the neuron's time. The rest of its
 * clock is added to what has elapsed first, as the clock itself does: both come to the same double.
 */
export function surroundings(model: NeuronModel, y: readonly Expr[], elapsed: Expr): Map<string, Expr> {
  const t = symbol(timeSlot);
  const replacements = new Map<string, Expr>([
    [timeSlot, elapsed === zero ? t : add(t, add(symbol(restSlot), elapsed))],
  ]);
  model.states.forEach((state, i) => {
    replacements.set(state.name, y[i]!);
  });
  for (const signal of model.signals) {
    const moved =
      elapsed === zero ? symbol(signal) : add(symbol(signal), mul(symbol(slopeSlot(signal)), elapsed));
    replacements.set(signal, moved);
  }
  return replacements;
}
