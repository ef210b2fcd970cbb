/** Programs of what happens at one instant: initial state, event values, resets, arrivals; and their derivatives. */
import type { Frame } from "../codegen/frame.ts";
import { type Program, schedule } from "../codegen/program.ts";
import { jvp } from "../expr/jvp.ts";
import { type Expr, symbol, symbolsOf } from "../expr/node.ts";
import { vjp } from "../expr/vjp.ts";
import { initialValues } from "../neurons/initial-values.ts";
import type { NeuronModel } from "../neurons/neuron-model.ts";
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
}

export function initialJump(model: NeuronModel): Jump {
  return { name: "initial", after: initialValues(model.states), channels: [] };
}

export function resetJump(model: NeuronModel, event: number): Jump {
  return { name: "reset", after: model.events[event]!.reset, channels: [] };
}

export function inputJump(model: NeuronModel, port: number): Jump {
  const { map, channels } = model.ports[port]!;
  return { name: "input", after: map, channels };
}

/**
 * Values of all event functions at the frame's state: comparisons as they were written in those of the model
 * itself, with the present modes in those that watch for switches.
 */
export function eventValuesProgram(model: SwitchedModel, frame: Frame): Program {
  return schedule(
    "eventValues",
    frame,
    model.events.map(({ name, when }, e) => ({
      slot: slots.eventValueSlot(name),
      expression: e < model.ownEvents ? model.written[e]! : when,
    })),
  );
}

/** The same with the present modes in all of them. */
export function modedEventValuesProgram(model: SwitchedModel, frame: Frame): Program {
  return schedule(
    "modedEventValues",
    frame,
    model.events.map(({ name, when }) => ({ slot: slots.eventValueSlot(name), expression: when })),
  );
}

/** Replaces the state by its image. */
export function jumpProgram(model: NeuronModel, frame: Frame, jump: Jump): Program {
  return schedule(
    jump.name,
    frame,
    model.states.map(({ name }, i) => ({ slot: name, expression: jump.after[i]! })),
  );
}

/**
 * Pullback of a jump: replaces the states' bars, leaves t̄ and the channels' bars, adds to the bars of
 * the `wanted` parameters and of the signals.
 */
export function jumpPullbackProgram(
  model: NeuronModel,
  frame: Frame,
  jump: Jump,
  wanted: readonly string[],
): Program {
  const states = model.states.map((state) => state.name);
  const bars = states.map((state) => symbol(slots.barSlot(state)));
  const replaced = [...states, slots.timeSlot, ...jump.channels];
  const added = [...wanted, ...model.signals];
  const results = vjp(jump.after, bars, [...replaced, ...added].map(symbol));
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
  const names = [...states, slots.timeSlot, ...jump.channels, ...parameters, ...model.signals];
  const results = jvp(
    jump.after,
    names.map(symbol),
    names.map((name) => symbol(slots.dotSlot(name))),
  );
  return schedule(
    `${jump.name}Tangent`,
    frame,
    states.map((state, i) => ({ slot: slots.dotSlot(state), expression: results[i]! })),
  );
}

/** For every event whether the jump writes a symbol of its event function, comparisons included. */
export function eventsTouched(model: SwitchedModel, jump: Jump): boolean[] {
  const moved = model.states
    .filter((state, i) => jump.after[i] !== symbol(state.name))
    .map((state) => state.name);
  return model.written.map((when) => {
    const names = symbolsOf([when]);
    return moved.some((name) => names.has(name));
  });
}
