/**
 * Functions that saturate, which may go from one plateau to the other between two stages of a step. Then all stages see
 * plateaus, and their error is a difference of two sets of weights, hundreds of times too small: for a jump between the third
 * and the fourth stage of Tsitouras 5(4) it says 0.005 of it, where up to a quarter is meant. How far the argument goes
 * tells, and what is at stake, h |Δf| with Δf what their change makes of the rates at the end: of a step so short that this
 * is tolerated nothing is asked.
 */
import { abs, div, log, max, min, mul, one, sub, zero } from "../expr/build.ts";
import { type Expr, reachable, symbol } from "../expr/node.ts";
import { replaced } from "../expr/substitute.ts";
import type { NeuronModel } from "../neurons/neuron-model.ts";
import { errorNorm } from "./error-norm.ts";
import { movesIn } from "./linear-model.ts";
import { at, surroundings } from "./step-graph.ts";

/** Where tanh(u) is as good as ±1: what u does beyond is not looked at. */
const plateau = 3;

/** How far u may move in a step within the plateaus: from −1 to 1, say. */
export const longestWay = 2;

export interface Plateaus {
  /** How far the arguments u of tanh(u), atan(u) and logistics σ(2u) move along a step, within the plateaus. */
  readonly way: Expr;
  /** What a step that leaps may be off by, in tolerances. */
  readonly stake: Expr;
}

/**
 * @param end  the states at the end of a step of size h
 * @returns undefined where nothing that moves saturates
 */
export function plateausAlong(
  model: NeuronModel,
  y0: readonly Expr[],
  end: readonly Expr[],
  h: Expr,
): Plateaus | undefined {
  const moves = movesIn(model);
  const gates = reachable(model.derivatives).flatMap((node) => {
    const argument = argumentOf(node, moves);
    return argument !== undefined && moves(argument) ? [{ node, argument }] : [];
  });
  if (gates.length === 0) return undefined;
  const ways = gates.map(({ argument }) => abs(sub(clamped(at(model, argument, end, h)), clamped(argument))));
  // All but what saturates is as at the end in both: what else changes, stages see.
  const atEnd = [...surroundings(model, end, h)].map(([name, value]) => [symbol(name), value] as const);
  const standing = new Map([...atEnd, ...gates.map(({ node }) => [node, node] as const)]);
  const leaps = model.derivatives.map((rate) => {
    const [moved, stood] = [at(model, rate, end, h), replaced([rate], standing)[0]!];
    return moved === stood ? zero : mul(h, sub(moved, stood));
  });
  return { way: ways.reduce((a, b) => max(a, b)), stake: errorNorm(model, leaps, y0, end) };
}

/** What saturates as tanh of it does, if anything: 1/(c + d e^v) has its middle at v = log(c/d). */
function argumentOf({ op, args }: Expr, moves: (expr: Expr) => boolean): Expr | undefined {
  if (op === "tanh" || op === "atan") return args[0];
  if (op === "sigmoid") return mul(0.5, args[0]!);
  if (op !== "div" || args[1]!.op !== "add") return undefined;
  const [a, b] = args[1]!.args as [Expr, Expr];
  const [offset, rest] = moves(a) ? [b, a] : [a, b];
  const exponential = scaledExponential(rest, moves);
  if (moves(offset) || exponential === undefined) return undefined;
  const { factor, argument } = exponential;
  return mul(0.5, sub(argument, log(div(offset, factor))));
}

/** d e^v, e^v / d and e^v alone, of which `factor` is d, 1/d and 1. */
function scaledExponential(
  { op, args }: Expr,
  moves: (expr: Expr) => boolean,
): { readonly factor: Expr; readonly argument: Expr } | undefined {
  if (op === "exp") return { factor: one, argument: args[0]! };
  const [a, b] = args as [Expr, Expr];
  if (op === "mul" && b.op === "exp" && !moves(a)) return { factor: a, argument: b.args[0]! };
  if (op === "mul" && a.op === "exp" && !moves(b)) return { factor: b, argument: a.args[0]! };
  if (op === "div" && a.op === "exp" && !moves(b)) return { factor: div(1, b), argument: a.args[0]! };
  return undefined;
}

function clamped(argument: Expr): Expr {
  return max(-plateau, min(plateau, argument));
}
