/**
 * Cotangents of times along an exact flow that does not depend on when it begins. What follows a state y at a time t is
 * the same from everywhere on its way, so that with λ the cotangent of y and t̄ that of t
 *
 *   c = t̄ + λ·f(y)
 *
 * does not change along a step of any size, and is 0 but for what else feels when it happens. A step to an arrival at s
 * hands c to s̄, and where y jumps there by δ, which depends neither on y nor on t,
 *
 *   s̄ += c − λ·(f(y + δ) − f(y)) = c − λ·A δ :
 *
 * no state is needed. Where an event resets y to y⁺, t̄ = c − λ·f(y⁺) is what the root in front of it is pulled back with.
 * See docs/math/discrete-adjoint.md.
 */
import type { Frame } from "../codegen/frame.ts";
import { type Program, schedule } from "../codegen/program.ts";
import { add, mul, neg, one, zero } from "../expr/build.ts";
import { jacobian } from "../expr/jacobian.ts";
import { jvp } from "../expr/jvp.ts";
import { type Expr, symbol, symbolsOf } from "../expr/node.ts";
import { substitute } from "../expr/substitute.ts";
import type { Jump } from "./jump-programs.ts";
import { isPlain } from "./routines/advance-routine.ts";
import * as slots from "./slots.ts";
import type { StepMap } from "./step-map.ts";
import type { SwitchedModel } from "./switches.ts";

/** Programs that leave in the bar of the step size what is added to the cotangent of a time, by the bars behind a jump. */
export interface TimeShifts {
  /** By port. */
  readonly inputs: readonly Program[];
  /** By event, from the state before the reset. */
  readonly resets: readonly Program[];
}

/** Of a model none of whose arrivals carries an event to its threshold; undefined where times are pulled back along every step. */
export function timeShifts(
  { rates }: StepMap,
  model: SwitchedModel,
  frame: Frame,
  { inputs, resets }: { readonly inputs: readonly Jump[]; readonly resets: readonly Jump[] },
): TimeShifts | undefined {
  if (rates === undefined || !isShiftable(model, inputs)) return undefined;
  const states = model.states.map(({ name }) => symbol(name));
  const still = new Map(states.map(({ name }) => [name, zero] as const));
  const against = (name: string, moved: readonly Expr[]): Program => {
    const sum = moved.reduce<Expr>(
      (total, rate, i) => add(total, mul(symbol(slots.barSlot(states[i]!.name)), rate)),
      zero,
    );
    return schedule(name, frame, [{ slot: slots.barSlot(slots.stepSizeSlot), expression: neg(sum) }]);
  };
  return {
    inputs: inputs.map(({ after }) => against("arrivalShift", jvp(rates, states, substitute(after, still)))),
    resets: resets.map(({ after }) =>
      against(
        "resetShift",
        substitute(rates, new Map(states.map(({ name }, i) => [name, after[i]!] as const))),
      ),
    ),
  };
}

/** Whether nothing but arrivals and roots happens to a neuron, and arrivals add to its states. */
function isShiftable(model: SwitchedModel, inputs: readonly Jump[]): boolean {
  const { states, events } = model;
  if (!isPlain(model) || states.some(({ discrete }) => discrete)) return false;
  const names = states.map(({ name }) => symbol(name));
  const feelsTime = (expressions: readonly Expr[]): boolean => symbolsOf(expressions).has(slots.timeSlot);
  if (feelsTime(events.map(({ when }) => when))) return false;
  return inputs.every(
    (jump) =>
      !feelsTime(jump.after) &&
      jacobian(jump.after, names).every((row, i) =>
        row.every((slope, j) => slope === (i === j ? one : zero)),
      ),
  );
}
