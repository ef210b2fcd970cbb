/**
 * The linear part of a model: dy/dt = A y + b + b' e, with y the continuous states, e the time since the start of a
 * step, and coefficients that stand still during one: parameters, discrete states and modes make them. Found by
 * differentiating the equations.
 *
 *   A_ij = ∂f_i/∂y_j ,   b_i = f_i at y = 0 ,   b'_i = ∂f_i/∂t + Σ_s ∂f_i/∂s · ṡ
 */
import { UnsupportedError } from "../errors.ts";
import { one, zero } from "../expr/build.ts";
import { jacobian } from "../expr/jacobian.ts";
import { jvp } from "../expr/jvp.ts";
import { type Expr, symbol, symbolsOf } from "../expr/node.ts";
import { printExpression } from "../expr/print.ts";
import { shareReciprocals } from "../expr/reciprocals.ts";
import { quoted } from "../expr/source.ts";
import { substitute } from "../expr/substitute.ts";
import { vjp } from "../expr/vjp.ts";
import { movingNames, type NeuronModel } from "../neurons/neuron-model.ts";
import { slopeSlot, timeSlot } from "./slots.ts";

export interface LinearModel {
  /** The continuous states, those together that drive each other, after those that drive them: their indices in the model. */
  readonly blocks: readonly (readonly number[])[];
  /** A, by indices in the model; the constant 0 where nothing couples. */
  readonly matrix: readonly (readonly Expr[])[];
  /** b, with the time and the signals at the start of the step. */
  readonly drive: readonly Expr[];
  /** b'. */
  readonly ramp: readonly Expr[];
}

const hint = "Leave the method out, or give another one, such as tsitouras54.";

/** Tells whether an expression changes during a step. */
export function movesIn(model: NeuronModel): (expression: Expr) => boolean {
  const names = new Set(movingNames(model));
  return (expression) => [...symbolsOf([expression])].some((name) => names.has(name));
}

/** Whether no derivative of an expression with respect to one of these names changes with one of them. */
export function isAffineIn(names: readonly string[], expression: Expr): boolean {
  const found = symbolsOf(vjp([expression], [one], names.map(symbol)));
  return names.every((name) => !found.has(name));
}

/** d/de of what is affine in time and signals. */
export function rateOf({ signals }: NeuronModel, expressions: readonly Expr[]): Expr[] {
  const slopes = signals.map((signal) => symbol(slopeSlot(signal)));
  return jvp(expressions, [symbol(timeSlot), ...signals.map(symbol)], [one, ...slopes]);
}

/**
 * @param where  whose model it is, for messages
 * @throws UnsupportedError naming the equation and what is not linear in it
 */
export function linearModel(model: NeuronModel, where: string): LinearModel {
  const { states } = model;
  const moving = movingNames(model);
  const symbols = moving.map(symbol);
  const slopes = jacobian(model.derivatives, symbols);
  for (const [j, name] of moving.entries()) {
    for (const [i, row] of slopes.entries()) {
      const slope = row[j]!;
      const names = symbolsOf([slope]);
      const on = moving.find((other) => names.has(other));
      if (on === undefined) continue;
      const rate = `its derivative with respect to ${name}, ${quoted(printExpression(slope))}, changes with ${on}`;
      throw new UnsupportedError(
        `exactFlow: ${where}`,
        `d${states[i]!.name}/dt is not linear: ${rate}`,
        hint,
      );
    }
  }
  const derivatives = shareReciprocals(model.derivatives, new Set(moving));
  const places = new Map(moving.map((name, j) => [name, j] as const));
  const matrix = jacobian(derivatives, symbols).map((row) =>
    states.map(({ name, discrete }) => (discrete ? zero : plain(row[places.get(name)!]!))),
  );
  const rest = new Map(states.filter(({ discrete }) => !discrete).map(({ name }) => [name, zero] as const));
  const drive = substitute(derivatives, rest).map(plain);
  const ramp = rateOf(model, derivatives).map(plain);
  return { blocks: inOrder(model, matrix), matrix, drive, ramp };
}

/** One zero for both. */
function plain(expr: Expr): Expr {
  return expr.op === "constant" && expr.value === 0 ? zero : expr;
}

/** Those that can be told without any of the others, one by one or, where none can, the fewest that can together. */
function inOrder({ states }: NeuronModel, matrix: readonly (readonly Expr[])[]): number[][] {
  const blocks: number[][] = [];
  let left = states.flatMap(({ discrete }, i) => (discrete ? [] : [i]));
  /** With all that is needed to tell it. */
  const closure = (i: number): number[] => {
    const found = new Set([i]);
    for (const k of found) for (const j of left) if (matrix[k]![j] !== zero) found.add(j);
    return [...found].sort((a, b) => a - b);
  };
  while (left.length > 0) {
    const closures = left.map(closure);
    const fewest = Math.min(...closures.map(({ length }) => length));
    const smallest = closures.filter(({ length }) => length === fewest);
    const next = fewest === 1 ? smallest : smallest.slice(0, 1);
    blocks.push(...next);
    left = left.filter((i) => !next.flat().includes(i));
  }
  return blocks;
}
