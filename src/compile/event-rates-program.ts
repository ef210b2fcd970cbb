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
import { abs, add, mul, one, zero } from "../expr/build.ts";
import { jvp } from "../expr/jvp.ts";
import { type Expr, symbol } from "../expr/node.ts";
import { vjp } from "../expr/vjp.ts";
import {
  eventBendSlot,
  eventSlopeSlot,
  slopeSlot,
  switchBendSlot,
  switchRateSlot,
  switchRoundingSlot,
  switchValueSlot,
} from "./slots.ts";
import { type StepGraph, vectorField } from "./step-graph.ts";
import { roundingOf, sizeOf, termsOf } from "./term-sizes.ts";

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
      { slot: eventSlopeSlot(name), expression: rates[e]! },
      { slot: eventBendSlot(name), expression: bends[e]! },
    ]),
  );
}

/** Values of the switching functions at the frame's state and modes, their rounding, and the derivatives. */
export function switchValuesProgram(graph: StepGraph, frame: Frame): Program {
  const values = graph.model.switches.map(({ value }) => value);
  const rates = alongSolution(graph, values);
  const bends = alongSolution(graph, rates);
  return schedule(
    "switchValues",
    frame,
    graph.model.switches.flatMap(({ mode, value }, s) => [
      { slot: switchValueSlot(mode), expression: value },
      {
        slot: switchRoundingSlot(mode),
        expression: roundingOf(add(sizeOf(termsOf(value)), reach(graph, value))),
      },
      { slot: switchRateSlot(mode), expression: rates[s]! },
      { slot: switchBendSlot(mode), expression: bends[s]! },
    ]),
  );
}

/**
 * How far the signals in a function move it from where their pieces begin, and these from time 0: their values are
 * interpolated anew at every instant, with the rounding of all that.
 */
function reach({ model, t }: StepGraph, value: Expr): Expr {
  const slopes = vjp([value], [one], model.signals.map(symbol));
  return model.signals.reduce<Expr>(
    (sum, signal, s) => add(sum, mul(abs(mul(slopes[s]!, symbol(slopeSlot(signal)))), mul(2, t))),
    zero,
  );
}

/** Time derivatives of expressions of the state, the time and the signals along the solution. */
function alongSolution({ model, t, y0 }: StepGraph, expressions: readonly Expr[]): Expr[] {
  return jvp(
    expressions,
    [t, ...y0, ...model.signals.map(symbol)],
    [one, ...vectorField(model)(t, y0, zero), ...model.signals.map((signal) => symbol(slopeSlot(signal)))],
  );
}
