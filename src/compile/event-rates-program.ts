/**
 * The first two time derivatives of the event functions along the vector field, at the frame's state: what
 * decides where a function goes from exactly zero.
 *
 *   ġ = g_t + g_y f + g_s ṡ ,   g̈ likewise from ġ
 *
 * with ṡ the slopes of the signals.
 */
import type { Frame } from "../codegen/frame.ts";
import { type Program, schedule } from "../codegen/program.ts";
import { one, zero } from "../expr/build.ts";
import { jvp } from "../expr/jvp.ts";
import { type Expr, symbol } from "../expr/node.ts";
import { crossingRateSlot, eventBendSlot, slopeSlot } from "./slots.ts";
import { type StepGraph, vectorField } from "./step-graph.ts";

export function eventRatesProgram(graph: StepGraph, frame: Frame): Program {
  const { events } = graph.model;
  const rates = alongSolution(
    graph,
    events.map(({ when }) => when),
  );
  const bends = alongSolution(graph, rates);
  return schedule(
    "eventRates",
    frame,
    events.flatMap(({ name }, e) => [
      { slot: crossingRateSlot(name), expression: rates[e]! },
      { slot: eventBendSlot(name), expression: bends[e]! },
    ]),
  );
}

/** Time derivatives of expressions of the state, the time and the signals along the solution. */
export function alongSolution({ model, t, y0 }: StepGraph, expressions: readonly Expr[]): Expr[] {
  return jvp(
    expressions,
    [t, ...y0, ...model.signals.map(symbol)],
    [one, ...vectorField(model)(t, y0, zero), ...model.signals.map((signal) => symbol(slopeSlot(signal)))],
  );
}
