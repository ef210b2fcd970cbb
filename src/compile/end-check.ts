/**
 * What the end of a step says about its length. The longest step is that of the rates at its beginning; what rises from
 * 0 as a power of the time has no rate there, and no error: nothing comes of it yet.
 *
 *   h L_i > 2 reach   at the end, of a state i whose own error is next to nothing
 *   h |da/dt| > 2 reach   at the end, of an argument a of a sine or cosine, whose amplitude may be 0
 *
 * has the step tried again, shorter: its error norm becomes that of a step twice too long, so that controllers need not
 * know of it. L_i is the share of a state in the fastest rate, see `step-cap-program.ts`. An error that can be seen
 * tells how its state's rates act; upstrokes of exponential models at loose tolerances would be refused in vain.
 */

import type { Frame } from "../codegen/frame.ts";
import { compileKernel, type Kernel } from "../codegen/kernel.ts";
import type { KernelMemory } from "../codegen/memory.ts";
import { type Output, type Program, schedule } from "../codegen/program.ts";
import { abs, lt, max, mul, select, zero } from "../expr/build.ts";
import { type Expr, onceWithin, symbol } from "../expr/node.ts";
import { powerOfTwo } from "../numeric/powers-of-two.ts";
import { isExact } from "../solvers/method.ts";
import { once } from "../values.ts";
import { stateError } from "./error-norm.ts";
import { errorNormSlot, nextSlot, stateErrorSlot } from "./slots.ts";
import { fastestRates, longestBy, varies } from "./step-cap-program.ts";
import { at, type EstimatedGraph, type StepGraph } from "./step-graph.ts";
import type { StepMap } from "./step-map.ts";

/** An error below this share of what is tolerated is next to nothing: it could not tell how long a step may be. */
export const nextToNothing = 1e-4;

export interface EndCheck {
  /** Leaves the error norm of a step that is to be tried again. */
  readonly program: Program;
  /**
   * Slots of the errors of which one has to be next to nothing for that; of no state where it has a say in every step.
   */
  readonly errors: readonly string[];
}

/** Rates that change along the solution: those that do not are heard at the beginning of a step. */
interface ChangingRates {
  readonly states: readonly { readonly name: string; readonly index: number; readonly rate: Expr }[];
  readonly waves: readonly Expr[];
}

function changingRates(graph: StepGraph): ChangingRates {
  return onceWithin(fastestRates(graph), () => {
    const { model } = graph;
    const { rates, waves } = fastestRates(graph);
    const states = model.states.map(({ name }, index) => ({ name, index, rate: rates[index]! }));
    return {
      states: states.filter(({ rate }) => varies(model, rate)),
      waves: waves.filter((rate) => varies(model, rate)),
    };
  });
}

/** Names of the states whose errors a step leaves by themselves. */
export function statesWithError({ method, graph }: StepMap): string[] {
  if (isExact(method) || method.embeddedOrder === 0) return [];
  return changingRates(graph).states.map(({ name }) => name);
}

/** These errors. */
export function stateErrors(graph: EstimatedGraph): Output[] {
  return changingRates(graph).states.map(({ name, index }) => ({
    slot: stateErrorSlot(name),
    expression: stateError(graph, index),
  }));
}

/** Undefined where there is no error, and where all states allow the same. */
export function endCheck({ method, graph }: StepMap, frame: Frame): EndCheck | undefined {
  if (isExact(method) || method.embeddedOrder === 0) return undefined;
  const { states, waves } = changingRates(graph);
  if (states.length + waves.length === 0) return undefined;
  const { model, h } = graph;
  const end = model.states.map(({ name }) => symbol(nextSlot(name)));
  const errors = states.map(({ name }) => stateErrorSlot(name));
  const alone = waves.length === 0 && states.length === 1;
  const heard = states.map(({ rate }, i) =>
    alone ? rate : select(lt(symbol(errors[i]!), nextToNothing), rate, zero),
  );
  const allowed = longestBy([...heard, ...waves.map(abs)].reduce((a, b) => max(a, b)));
  const again = powerOfTwo(method.embeddedOrder + 1);
  const isTooLong = lt(mul(2, at(model, allowed, end, h)), h);
  const expression = select(isTooLong, max(again, symbol(errorNormSlot)), symbol(errorNormSlot));
  const program = schedule("endCheck", frame, [{ slot: errorNormSlot, expression }]);
  return { program, errors: waves.length > 0 ? [] : errors };
}

/** Holds the step in a frame against its end. */
export function endCheckKernel(map: StepMap, frame: Frame, memory: KernelMemory): Kernel {
  const check = endCheck(map, frame);
  if (check === undefined) return () => {};
  const errors = check.errors.map((slot) => frame.slot(slot));
  const kernel = once(() => compileKernel(check.program, memory));
  return (base) => {
    let least = errors.length === 0 ? 0 : Number.POSITIVE_INFINITY;
    for (const error of errors) least = Math.min(least, memory.doubles[base + error]!);
    if (least < nextToNothing) kernel()(base);
  };
}
