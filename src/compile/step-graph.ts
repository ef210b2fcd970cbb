/** One step of a method for a model, traced into expressions, and the event functions along it. */
import { add, mul, zero } from "../expr/build.ts";
import { type Expr, onceWithin, symbol } from "../expr/node.ts";
import { shareReciprocals } from "../expr/reciprocals.ts";
import { substitute } from "../expr/substitute.ts";
import type { NeuronModel } from "../neurons/neuron-model.ts";
import { withTemplates } from "./like-parts.ts";
import { restSlot, slopeSlot, timeSlot } from "./slots.ts";
import type { SwitchedModel } from "./switches.ts";

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

/** A step that is known with an error, and between its ends as a polynomial. */
export interface EstimatedGraph extends StepGraph {
  /** Of y0 + Σ_k c_k θ^k, θ from 0 to 1 along the step, by state c_1 … of `denseDegree`. */
  readonly dense: () => readonly (readonly Expr[])[];
  readonly denseDegree: number;
  /** Whether that is the step itself: of a part of it, what a step of that size ends with. */
  readonly isMap: boolean;
  /** Embedded error estimate per state, and the coarse one; undefined if the method has none. */
  readonly error: readonly Expr[] | undefined;
  readonly coarseError: readonly Expr[] | undefined;
  /**
   * What the method makes of an expression of state, time and signals as the integral of its own rate, beside the state:
   * its value at the end, and values on the way.
   */
  readonly integrated: (value: Expr) => { readonly end: Expr; readonly values: readonly Expr[] };
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
