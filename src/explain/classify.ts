/**
 * How an equation depends on what moves during a step, continuous states, the time and signals, between its switches:
 * affine, as a polynomial, or in another way.
 */
import { type Degrees, degreesOf } from "../compile/degrees.ts";
import { isAffineIn } from "../compile/linear-model.ts";
import { switchedModel } from "../compile/switches.ts";
import type { Expr } from "../expr/node.ts";
import { movingNames, type NeuronModel } from "../neurons/neuron-model.ts";
import { printFormula } from "../neurons/print-model.ts";

/** `"linear"` is affine, with coefficients that only parameters, discrete states and switches make. */
export type EquationKind = "linear" | "polynomial" | "general";

/** What kind of function of the state an equation is. */
export interface Classification {
  readonly kind: EquationKind;
  /** Of the polynomial; 1 if linear, Infinity if neither. */
  readonly degree: number;
  /** The term that makes it so; empty if it is linear. */
  readonly because: string;
}

const kinds: readonly EquationKind[] = ["linear", "polynomial", "general"];

const linear: Classification = Object.freeze({ kind: "linear", degree: 1, because: "" });

/** By state; undefined for discrete ones, which have no equation. */
export function classifyEquations(model: NeuronModel): (Classification | undefined)[] {
  const moving = movingNames(model);
  const degrees = degreesOf(model.derivatives, new Set(moving));
  // With modes in the place of comparisons.
  const { derivatives } = switchedModel(model);
  return model.states.map(({ discrete }, i) => {
    if (discrete) return undefined;
    if (isAffineIn(moving, derivatives[i]!)) return linear;
    const equation = model.derivatives[i]!;
    const degree = degrees.get(equation)!;
    const isPolynomial = degree > 1 && degree < Number.POSITIVE_INFINITY;
    return Object.freeze({
      kind: isPolynomial ? "polynomial" : "general",
      degree: isPolynomial ? degree : Number.POSITIVE_INFINITY,
      because: printFormula(isPolynomial ? leadingTerm(equation, degrees) : firstOther(equation, degrees)),
    });
  });
}

/** That of the first of the equations that are least simple. */
export function leastSimple(equations: readonly Classification[]): Classification {
  const rank = ({ kind, degree }: Classification): number =>
    kinds.indexOf(kind) + (degree > 1 ? 1 - 1 / degree : 0);
  return equations.reduce((worst, one) => (rank(one) > rank(worst) ? one : worst), linear);
}

/** The first term of the degree of the whole, without sums and signs around it. */
function leadingTerm(equation: Expr, degrees: Degrees): Expr {
  let term = equation;
  while (["neg", "add", "sub", "min", "max", "abs", "select", "div"].includes(term.op)) {
    term = term.args.find((arg) => degrees.get(arg) === degrees.get(equation)!)!;
  }
  return term;
}

/** The innermost part that is no polynomial. */
function firstOther(equation: Expr, degrees: Degrees): Expr {
  let part = equation;
  for (;;) {
    const inner = part.args.find((arg) => degrees.get(arg) === Number.POSITIVE_INFINITY);
    if (inner === undefined) return part;
    part = inner;
  }
}
