/** Programs of what happens at one instant: initial state, event values, resets, arrivals; and their derivatives. */
import type { Frame } from "../codegen/frame.ts";
import { type Program, schedule } from "../codegen/program.ts";
import { zero } from "../expr/build.ts";
import { jvp } from "../expr/jvp.ts";
import { type Expr, symbol, symbolsOf } from "../expr/node.ts";
import { vjp } from "../expr/vjp.ts";
import { initialValues } from "../neurons/initial-values.ts";
import type { NeuronModel } from "../neurons/neuron-model.ts";
import { isStarted, timersOf } from "../neurons/timers.ts";
import * as slots from "./slots.ts";
import type { SwitchedModel } from "./switches.ts";

/**
 * A map of the state at one instant, y⁺ = R(t, y⁻, p), on which its three programs are built. All
 * right-hand sides see y⁻.
 */
export interface Jump {
  readonly name: string;
  readonly after: readonly Expr[];
  /** Names besides the states, the time and the parameters that R may depend on. */
  readonly channels: readonly string[];
  /** What the event carries, another function of what holds before. */
  readonly payload?: Expr | undefined;
}

export function initialJump(model: NeuronModel): Jump {
  return { name: "initial", after: initialValues(model.states), channels: [] };
}

export function resetJump(model: NeuronModel, event: number): Jump {
  const { reset, payload } = model.events[event]!;
  return { name: "reset", after: reset, channels: [], payload };
}

export function inputJump(model: NeuronModel, port: number): Jump {
  const own = model.ports[port]!;
  return { name: "input", after: own.map, channels: slots.arrivingNames(own) };
}

/**
 * Values of all event functions at the frame's state, comparisons as they were written in those of the model
 * itself, with the present modes in those that watch for switches; and when timers are due.
 */
export function eventValuesProgram(model: SwitchedModel, frame: Frame): Program {
  return schedule("eventValues", frame, [
    ...model.events.map(({ name, when }, e) => ({
      slot: slots.eventValueSlot(name),
      expression: e < model.ownEvents ? model.written[e]! : when,
    })),
    ...model.timers.flatMap((timer, e) =>
      timer === undefined
        ? []
        : [{ slot: slots.timerNextSlot(model.events[e]!.name), expression: timer.next }],
    ),
  ]);
}

/** The same with the present modes in all of them. */
export function modedEventValuesProgram(model: SwitchedModel, frame: Frame): Program {
  return schedule(
    "modedEventValues",
    frame,
    model.events.map(({ name, when }) => ({ slot: slots.eventValueSlot(name), expression: when })),
  );
}

/** Replaces the state by its image, and leaves the payload, and which timers it starts. */
export function jumpProgram(model: NeuronModel, frame: Frame, jump: Jump): Program {
  const { names, values } = resultsOf(model, jump);
  const starts = timerStarts(model, jump);
  return schedule(jump.name, frame, [
    ...names.map((slot, i) => ({ slot, expression: values[i]! })),
    ...starts.flatMap((expression, e) =>
      expression === zero ? [] : [{ slot: slots.timerStartSlot(model.events[e]!.name), expression }],
    ),
  ]);
}

/** By event, 1 where a jump starts the timer that it is the end of, else 0. */
function timerStarts(model: NeuronModel, { after }: Jump): Expr[] {
  const names = model.states.map(({ name }) => name);
  return timersOf(model).map((timer) =>
    timer === undefined ? zero : isStarted(timer.due, after[names.indexOf(timer.due)]!),
  );
}

/** Everything that a jump computes. */
function resultsOf(
  { states }: NeuronModel,
  { after, payload }: Jump,
): { readonly names: readonly string[]; readonly values: readonly Expr[] } {
  const names = states.map((state) => state.name);
  if (payload === undefined) return { names, values: after };
  return { names: [...names, slots.sentSlot], values: [...after, payload] };
}

/**
 * Pullback of a jump: reads the bar of the payload, too; replaces the states' bars, leaves t̄ and the channels' bars, adds to the bars of
 * the `wanted` parameters and of the signals.
 */
export function jumpPullbackProgram(
  model: NeuronModel,
  frame: Frame,
  jump: Jump,
  wanted: readonly string[],
): Program {
  const states = model.states.map((state) => state.name);
  const { names, values } = resultsOf(model, jump);
  const bars = names.map((name) => symbol(slots.barSlot(name)));
  const replaced = [...states, slots.timeSlot, ...jump.channels];
  const added = [...wanted, ...model.signals];
  const results = vjp(values, bars, [...replaced, ...added].map(symbol));
  return schedule(`${jump.name}Pullback`, frame, [
    ...replaced.map((name, i) => ({ slot: slots.barSlot(name), expression: results[i]! })),
    ...added.map((name, j) => ({
      slot: slots.barSlot(name),
      expression: results[replaced.length + j]!,
      accumulate: true,
    })),
  ]);
}

/** Tangent of a jump along the dots of everything it depends on; replaces the states' dots. */
export function jumpTangentProgram(
  model: NeuronModel,
  frame: Frame,
  jump: Jump,
  parameters: readonly string[],
): Program {
  const states = model.states.map((state) => state.name);
  const inputs = [...states, slots.timeSlot, ...jump.channels, ...parameters, ...model.signals];
  const { names, values } = resultsOf(model, jump);
  const results = jvp(
    values,
    inputs.map(symbol),
    inputs.map((name) => symbol(slots.dotSlot(name))),
  );
  return schedule(
    `${jump.name}Tangent`,
    frame,
    names.map((name, i) => ({ slot: slots.dotSlot(name), expression: results[i]! })),
  );
}

/** By event, what a jump does to it. */
export interface JumpEffects {
  /** Whether it writes a symbol of its event function, comparisons included. */
  readonly touches: readonly boolean[];
  /** Whether it may start its timer. */
  readonly starts: readonly boolean[];
}

export function effectsOf(model: SwitchedModel, jump: Jump): JumpEffects {
  const starts = timerStarts(model, jump).map((start) => start !== zero);
  return { touches: eventsTouched(model, jump), starts };
}

function eventsTouched(model: SwitchedModel, jump: Jump): boolean[] {
  const moved = model.states
    .filter((state, i) => jump.after[i] !== symbol(state.name))
    .map((state) => state.name);
  return model.written.map((when) => {
    const names = symbolsOf([when]);
    return moved.some((name) => names.has(name));
  });
}
