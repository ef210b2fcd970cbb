/**
 * Functions that saturate, which may go from one plateau to the other between two stages of a step. Then all stages see
 * plateaus, and their error is a difference of two sets of weights, hundreds of times too small: for a jump between the third
 * and the fourth stage of Tsitouras 5(4) it says 0.005 of it, where up to a quarter is meant.
 */
import { abs, max, min, mul, sub } from "../expr/build.ts";
import { type Expr, reachable, symbolsOf } from "../expr/node.ts";
import type { NeuronModel } from "../neurons/neuron-model.ts";
import { movingNames } from "./linear-model.ts";
import { at } from "./step-graph.ts";

/** Where tanh(u) is as good as ±1: what u does beyond is not looked at. */
const plateau = 3;

/** How far u may move in a step within the plateaus: from −1 to 1, say. */
export const longestWay = 2;

/**
 * How far the arguments u of tanh(u), σ(2u) and atan(u) move along a step, within the plateaus.
 *
 * @param end  the states at the end of a step of size h
 * @returns undefined where nothing that moves saturates
 */
export function wayBetweenPlateaus(model: NeuronModel, end: readonly Expr[], h: Expr): Expr | undefined {
  const names = new Set(movingNames(model));
  const ways = reachable(model.derivatives)
    .flatMap(({ op, args }) =>
      op === "tanh" || op === "atan" ? [args[0]!] : op === "sigmoid" ? [mul(0.5, args[0]!)] : [],
    )
    .filter((argument) => [...symbolsOf([argument])].some((name) => names.has(name)))
    .map((argument) => abs(sub(within(at(model, argument, end, h)), within(argument))));
  return ways.length === 0 ? undefined : ways.reduce((a, b) => max(a, b));
}

function within(argument: Expr): Expr {
  return max(-plateau, min(plateau, argument));
}
