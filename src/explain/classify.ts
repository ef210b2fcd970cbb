/**
 * How an equation depends on what moves during a step, continuous states, the time and signals, between its switches:
 * affine, as a polynomial, or in another way.
 */
import { isAffineIn, movingNames } from "../compile/linear-model.ts";
import { switchedModel } from "../compile/switches.ts";
import { type Expr, reachable } from "../expr/node.ts";
import type { NeuronModel } from "../neurons/neuron-model.ts";
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

type Degrees = ReadonlyMap<Expr, number>;

/** The degree of every node in what moves; Infinity of what is no polynomial. */
function degreesOf(roots: readonly Expr[], moving: ReadonlySet<string>): Degrees {
  const degrees = new Map<Expr, number>();
  for (const node of reachable(roots)) {
    const args = node.args.map((arg) => degrees.get(arg)!);
    degrees.set(node, node.op === "symbol" ? Number(moving.has(node.name)) : degreeOf(node, args));
  }
  return degrees;
}

function degreeOf({ op, args: [, exponent] }: Expr, degrees: readonly number[]): number {
  const [a = 0, b = 0, c = 0] = degrees;
  const largest = Math.max(0, ...degrees);
  switch (op) {
    case "neg":
    case "add":
    case "sub":
    case "min":
    case "max":
    case "abs":
      return largest;
    // Between switches they stand still.
    case "lt":
    case "le":
    case "floor":
      return 0;
    case "select":
      return a === 0 ? Math.max(b, c) : Number.POSITIVE_INFINITY;
    case "mul":
      return a + b;
    case "div":
      return b === 0 ? a : Number.POSITIVE_INFINITY;
    case "pow": {
      const isWhole =
        exponent!.op === "constant" && Number.isInteger(exponent!.value) && exponent!.value >= 0;
      return largest === 0 ? 0 : isWhole ? a * exponent!.value : Number.POSITIVE_INFINITY;
    }
    default:
      return largest === 0 ? 0 : Number.POSITIVE_INFINITY;
  }
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
