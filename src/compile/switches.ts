/**
 * Switches: what the dynamics and the event functions of a model decide by comparing. During a step every
 * switch is held on one side, its mode, and both branches stay in the expressions; where the switching function
 * crosses zero the step ends, as at an event, and only the mode changes. So every step is one of a smooth field,
 * and the derivative follows from the crossing as it does from any event (docs/math/switches.md).
 *
 *   a < b, a <= b, min(a, b), max(a, b)     q = a − b     mode: the sign of q
 *   abs(a)                                  q = a         mode: the sign of q
 *   floor(a)                                q = a         mode: the integer below q
 *
 * The modes become discrete states of the model that is simulated, and what watches their crossings become
 * events without a reset, after the model's own. Equal functions are one switch. What compares only parameters,
 * discrete states or other comparisons changes at no time of its own and stays as it is written; so does `==`,
 * which holds at single points.
 */
import { abs, add, floor, le, lt, max, min, neg, select, sub, zero } from "../expr/build.ts";
import { type Expr, reachable, symbol, symbolsOf, tableOf, within } from "../expr/node.ts";
import { printExpression } from "../expr/print.ts";
import { withArguments } from "../expr/substitute.ts";
import {
  expressionsOf,
  type NeuronEvent,
  type NeuronModel,
  type StateVariable,
} from "../neurons/neuron-model.ts";
import { type Timer, timersOf } from "../neurons/timers.ts";
import { guards, withReaders } from "./kinks.ts";
import { divideOut } from "./quotients.ts";
import { timeSlot } from "./slots.ts";

export interface Switch {
  /** The discrete state that holds its mode. */
  readonly mode: string;
  readonly kind: "sign" | "floor";
  /** q, with the modes of the switches inside it. */
  readonly value: Expr;
  /** q as it was written. */
  readonly written: Expr;
  /** Whether nothing jumps where q is zero, as in min, max and abs, unless a reader is at zero there. */
  readonly continuous: boolean;
  /** Of min, max and abs: indices of the switches that jump and whose functions read the mode. */
  readonly readers: readonly number[];
  /** Whether q reads a signal, whose breakpoints move it. */
  readonly signalled: boolean;
}

/** What watches for a change of one mode, an event of the model that is simulated. */
export interface Watch {
  /** Index of its switch. */
  readonly switch: number;
  /** The mode after the crossing as an expression of the one before. */
  readonly next: (mode: number) => number;
}

/** A model whose comparisons are switches; states and events of its own come first. */
export interface SwitchedModel extends NeuronModel {
  readonly ownStates: number;
  readonly ownEvents: number;
  readonly switches: readonly Switch[];
  /** By event from `ownEvents` on. */
  readonly watches: readonly Watch[];
  /** By event, its timer if it has one. */
  readonly timers: readonly (Timer | undefined)[];
  /** The events' functions with comparisons as they were written, for what happens at one instant. */
  readonly written: readonly Expr[];
}

const models = new WeakMap<NeuronModel, SwitchedModel>();

/** The model to simulate; without a comparison it has the very expressions of the one given. */
export function switchedModel(model: NeuronModel): SwitchedModel {
  let known = "switches" in model ? (model as SwitchedModel) : models.get(model);
  if (known === undefined) {
    known = within(tableOf(expressionsOf(model)), () => Object.freeze(withSwitches(model)));
    models.set(model, known);
  }
  return known;
}

function withSwitches(model: NeuronModel): SwitchedModel {
  const whens = model.events.map(({ when }) => when);
  const { replaced, switches } = replaceComparisons(model, [...model.derivatives, ...whens]);
  const modes = switches.map(({ mode }) => symbol(mode));
  const watched = switches.flatMap((own, s) => watchesOf(own, s));
  const states = model.states.length;
  const own = model.events.map((event, e): NeuronEvent => {
    return { ...event, when: replaced[states + e]!, reset: [...event.reset, ...modes] };
  });
  const unchanged = [...model.states.map(({ name }) => symbol(name)), ...modes];
  return {
    ...model,
    states: [...model.states, ...switches.map(({ mode }) => modeState(mode))],
    derivatives: [...replaced.slice(0, states), ...modes.map(() => zero)],
    events: [...own, ...watched.map(({ name, when }) => watchEvent(name, when, unchanged))],
    ports: model.ports.map((port) => ({ ...port, map: [...port.map, ...modes] })),
    ownStates: states,
    ownEvents: own.length,
    switches,
    watches: watched.map(({ watch }) => watch),
    timers: [...timersOf(model), ...watched.map(() => undefined)],
    written: [...whens, ...watched.map(({ watch }) => switches[watch.switch]!.written)],
  };
}

function modeState(name: string): StateVariable {
  return { name, unit: "", scale: 1, initial: zero, discrete: true };
}

function watchEvent(name: string, when: Expr, reset: readonly Expr[]): NeuronEvent {
  return { name, when, reset, emits: false, fireAtStart: false, repeats: false, payload: undefined };
}

/** Functions that rise through zero where the mode is to change. */
function watchesOf(
  { kind, mode, value }: Switch,
  index: number,
): { readonly name: string; readonly when: Expr; readonly watch: Watch }[] {
  const now = symbol(mode);
  if (kind === "sign") {
    // Not the product with the mode: nothing is to be differentiated with respect to a mode.
    const when = select(lt(0, now), neg(value), value);
    return [{ name: mode, when, watch: { switch: index, next: (before) => (before > 0 ? -1 : 1) } }];
  }
  return [
    { name: `${mode}.up`, when: sub(value, add(now, 1)), watch: { switch: index, next: (m) => m + 1 } },
    { name: `${mode}.down`, when: sub(now, value), watch: { switch: index, next: (m) => m - 1 } },
  ];
}

interface Replacement {
  readonly replaced: readonly Expr[];
  readonly switches: readonly Switch[];
}

/** `roots` with modes in the place of comparisons of what changes during a step. */
function replaceComparisons(model: NeuronModel, roots: readonly Expr[]): Replacement {
  const changing = new Set([
    timeSlot,
    ...model.states.filter(({ discrete }) => !discrete).map(({ name }) => name),
    ...model.signals,
  ]);
  const switches: Omit<Switch, "readers">[] = [];
  const found = new Map<Expr, number>();
  const results = new Map<Expr, Expr>();
  const moving = new Set<Expr>();

  /** The mode of a function, and whether it is that of its negative. */
  const modeOf = (kind: Switch["kind"], written: Expr, value: Expr, continuous: boolean): [Expr, boolean] => {
    const key = kind === "sign" ? value : floor(value);
    const opposite = kind === "sign" && !found.has(key) && found.has(neg(key));
    let index = found.get(opposite ? neg(key) : key);
    if (index === undefined) {
      index = switches.length;
      found.set(key, index);
      const names = symbolsOf([written]);
      const signalled = model.signals.some((signal) => names.has(signal));
      switches.push({ mode: `$mode.${index}`, kind, value, written, continuous, signalled });
    } else if (!continuous) {
      switches[index] = { ...switches[index]!, continuous };
    }
    return [symbol(switches[index]!.mode), opposite];
  };

  const guarding = guards(roots);
  for (const node of reachable(roots)) {
    if (node.op === "symbol" ? changing.has(node.name) : node.args.some((arg) => moving.has(arg))) {
      moving.add(node);
    }
    const args = node.args.map((arg) => results.get(arg)!);
    const [a, b] = args;
    const isSwitch = moving.has(node) && ["lt", "le", "min", "max", "abs", "floor"].includes(node.op);
    if (node.op === "eq") moving.delete(node);
    if (!isSwitch) {
      results.set(node, withArguments(node, args));
      continue;
    }
    if (node.op === "floor") {
      moving.delete(node);
      results.set(node, modeOf("floor", node.args[0]!, a!, false)[0]);
      continue;
    }
    // What keeps an argument in its domain stays as it is written: stages may lie beyond the switch.
    const stays = guarding.has(node);
    if (node.op === "abs") {
      const [mode, opposite] = modeOf("sign", node.args[0]!, a!, !stays);
      if (stays) results.set(node, abs(a!));
      else results.set(node, select(opposite ? le(mode, 0) : le(0, mode), a!, neg(a!)));
      continue;
    }
    const [mode, opposite] = modeOf(
      "sign",
      sub(node.args[0]!, node.args[1]!),
      sub(a!, b!),
      (node.op === "min" || node.op === "max") && !stays,
    );
    const less = opposite ? lt(0, mode) : lt(mode, 0);
    const notMore = opposite ? le(0, mode) : le(mode, 0);
    const notLess = opposite ? le(mode, 0) : le(0, mode);
    if (node.op === "lt" || node.op === "le") moving.delete(node);
    if (node.op === "lt") results.set(node, less);
    else if (node.op === "le") results.set(node, notMore);
    else if (stays) results.set(node, guard(node, a!, b!, moving));
    else results.set(node, select(node.op === "min" ? notMore : notLess, a!, b!));
  }
  const replaced = roots.map((root) => results.get(root)!);
  return { replaced: divideOut(replaced), switches: withReaders(replaced, switches, changing) };
}

/** min or max whose derivative, where both are equal, is that of the one that rests: 0 if one does. */
function guard({ op, args }: Expr, a: Expr, b: Expr, moving: ReadonlySet<Expr>): Expr {
  const [first, other] = moving.has(args[0]!) ? [b, a] : [a, b];
  return op === "min" ? min(first, other) : max(first, other);
}

/** What a switching function is called in messages. */
export function switchText({ written, kind }: Switch): string {
  const text = printExpression(written);
  return kind === "floor" ? `floor(${text})` : text;
}
