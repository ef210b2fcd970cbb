/**
 * Programs of one step: forward, with an event located at its end, and the derivatives of both.
 *
 * A step y1 = Φ(t, y0, h, p) is pulled back with the step size frozen, with the step size a function
 * of times (then h̄ is wanted), or with the step size defined by g(t + h, Φ) = 0:
 *
 *   D = dg(t + h, Φ)/dh ,  μ = (t̄* + ȳ*·Φ_h)/D ,
 *   (ȳ0, p̄, t̄0) = pullback of (y1, g) with cotangents (ȳ*, −μ) at fixed h ,  t̄0 += t̄* (by the sweep)
 *
 * See docs/math/spike-time.md.
 */
import type { Frame } from "../codegen/frame.ts";
import { type Output, type Program, schedule } from "../codegen/program.ts";
import { exprFunctions } from "../expr/algebra.ts";
import { productsOf } from "../expr/branches.ts";
import { add, div, neg, one } from "../expr/build.ts";
import { jvp } from "../expr/jvp.ts";
import { type Expr, reachable, symbol } from "../expr/node.ts";
import { vjp } from "../expr/vjp.ts";
import type { ProposalFormula, TracedController } from "../solvers/proposal.ts";
import * as slots from "./slots.ts";
import type { StepGraph } from "./step-graph.ts";
import type { StepMap } from "./step-map.ts";

/** y1, the error norm, and every event function over the step. */
export function stepProgram({ outputs }: StepMap, frame: Frame): Program {
  return schedule("step", frame, outputs());
}

/** The proposal for a first step size. */
export function initialStepProgram({ initialStep }: StepMap, frame: Frame): Program {
  return schedule("initialStep", frame, [{ slot: slots.initialStepSlot, expression: initialStep() }]);
}

/** The next step size after an accepted step and after one that is refused, and what the controller remembers then. */
export function proposalPrograms(
  controller: TracedController | undefined,
  frame: Frame,
): { readonly proposal: Program | undefined; readonly refusal: Program | undefined } {
  if (controller === undefined) return { proposal: undefined, refusal: undefined };
  const names = Array.from({ length: controller.stateSize }, (_, k) => slots.rememberedSlot(k));
  const [size, norm] = [symbol(slots.stepSizeSlot), symbol(slots.errorNormSlot)];
  const after = (name: string, formula: ProposalFormula): Program => {
    const next = formula(exprFunctions, size, norm, names.map(symbol));
    return schedule(name, frame, [
      { slot: slots.proposalSlot, expression: next.size },
      ...names.map((slot, k) => ({ slot, expression: next.state[k]! })),
    ]);
  };
  return { proposal: after("proposal", controller.formula), refusal: after("refusal", controller.refusal) };
}

/** The polynomial of one event function over the step, where `step` does not leave it. */
export function shapeProgram(outputs: readonly Output[], frame: Frame): Program {
  return schedule("shape", frame, outputs);
}

/** The largest value of one event function in the step. */
export function summitProgram(outputs: readonly Output[], frame: Frame): Program {
  return schedule("summit", frame, outputs);
}

/** Bounds on one state along the step. */
export function spanProgram(outputs: readonly Output[], frame: Frame): Program {
  return schedule("span", frame, outputs);
}

/** One state at the end of a step, and its derivative with respect to the size of the step. */
export function courseProgram({ model, y1, h }: StepGraph, frame: Frame, state: number): Program {
  return schedule("course", frame, [
    { slot: slots.nextSlot(model.states[state]!.name), expression: y1[state]! },
    { slot: slots.courseRateSlot, expression: jvp([y1[state]!], [h], [one])[0]! },
  ]);
}

/** What `step` leaves, and the crossing rate of one event at the end. */
export function locateProgram({ graph, outputs }: StepMap, frame: Frame, event: number): Program {
  const rate = crossingRate(graph, event);
  const slot = slots.crossingRateSlot(graph.model.events[event]!.name);
  return schedule("locate", frame, [...outputs(), { slot, expression: rate }]);
}

/** What the search for the root of one event reads of a step: of what `locate` leaves, the value at the end, its rounding and its rate. */
export function crossingProgram({ graph, outputs }: StepMap, frame: Frame, event: number): Program {
  const { name } = graph.model.events[event]!;
  const wanted = [slots.eventEndSlot(name), slots.eventRoundingSlot(name)];
  const rate = { slot: slots.crossingRateSlot(name), expression: crossingRate(graph, event) };
  return schedule("crossing", frame, [...outputs().filter(({ slot }) => wanted.includes(slot)), rate]);
}

function crossingRate(graph: StepGraph, event: number): Expr {
  return jvp([graph.eventsEnd[event]!], [graph.h], [one])[0]!;
}

/** The names whose cotangents a step of `model` produces: the parameters among `wanted` and all signals. */
function influences(graph: StepGraph, wanted: readonly string[]): string[] {
  return [...wanted, ...graph.model.signals.flatMap((signal) => [signal, slots.slopeSlot(signal)])];
}

/**
 * Pullback of a step: reads the cotangents of y1 from the states' bar slots and leaves those of y0
 * there; adds to the bars of parameters and signals; leaves t̄ and, if `moving`, h̄.
 */
export function stepPullbackProgram(
  graph: StepGraph,
  frame: Frame,
  wanted: readonly string[],
  moving: boolean,
): Program {
  const { model, y1, t, h } = graph;
  const bars = model.states.map((state) => symbol(slots.barSlot(state.name)));
  const times = moving ? [h] : [];
  return pullback(moving ? "targetPullback" : "stepPullback", graph, frame, wanted, y1, bars, [t, ...times]);
}

/** Pullback of a step that ends at the root of an event; reads t̄* from the event time's bar. */
export function eventPullbackProgram(
  graph: StepGraph,
  frame: Frame,
  wanted: readonly string[],
  event: number,
): Program {
  const { model, y1, t, h, eventsEnd } = graph;
  const bars = model.states.map((state) => symbol(slots.barSlot(state.name)));
  const byStep = jvp(y1, [h], [one]);
  const atTime = symbol(slots.eventTimeBarSlot);
  const outputs = [...y1, eventsEnd[event]!];
  // A state at rest where its rate is infinitely steep has no finite cotangent, and does not move the time.
  const { scaled } = productsOf(reachable(outputs));
  const numerator = byStep.reduce((sum, rate, i) => add(sum, scaled(bars[i]!, rate)), atTime);
  const mu = div(numerator, crossingRate(graph, event));
  return pullback("eventPullback", graph, frame, wanted, outputs, [...bars, neg(mu)], [t]);
}

function pullback(
  name: string,
  graph: StepGraph,
  frame: Frame,
  wanted: readonly string[],
  outputs: readonly Expr[],
  bars: readonly Expr[],
  times: readonly Expr[],
): Program {
  const { y0 } = graph;
  const names = influences(graph, wanted);
  const results = vjp(outputs, bars, [...y0, ...times, ...names.map(symbol)]);
  return schedule(name, frame, [
    ...[...y0, ...times].map((input, i) => ({ slot: slots.barSlot(input.name), expression: results[i]! })),
    ...names.map((input, j) => ({
      slot: slots.barSlot(input),
      expression: results[y0.length + times.length + j]!,
      accumulate: true,
    })),
  ]);
}

/**
 * Tangent of a step along the dots of y0, t, h, parameters and signals. With an `event` the dot of h
 * is computed, ḣ = −ġ|_h / D, and left in its slot.
 */
export function stepTangentProgram(
  graph: StepGraph,
  frame: Frame,
  parameters: readonly string[],
  event?: number,
): Program {
  const { model, y0, y1, t, h, eventsEnd } = graph;
  const names = influences(graph, parameters);
  const inputs = [...y0, t, ...names.map(symbol)];
  const dots = inputs.map((input) => symbol(slots.dotSlot(input.name)));
  const states = model.states.map((state) => slots.dotSlot(state.name));
  if (event === undefined) {
    const results = jvp(y1, [...inputs, h], [...dots, symbol(slots.dotSlot(slots.stepSizeSlot))]);
    return schedule(
      "stepTangent",
      frame,
      states.map((slot, i) => ({ slot, expression: results[i]! })),
    );
  }
  const fixed = jvp([eventsEnd[event]!], inputs, dots)[0]!;
  const stepDot = neg(div(fixed, crossingRate(graph, event)));
  const results = jvp(y1, [...inputs, h], [...dots, stepDot]);
  return schedule("eventTangent", frame, [
    ...states.map((slot, i) => ({ slot, expression: results[i]! })),
    { slot: slots.dotSlot(slots.stepSizeSlot), expression: stepDot },
  ]);
}
