/** Models with more than they had: states, parameters and ports beside their own. */
import { ModelError } from "../errors.ts";
import { type Expr, symbol } from "../expr/node.ts";
import { substitute } from "../expr/substitute.ts";
import { repeatsStill } from "./events.ts";
import type { NeuronEvent, NeuronModel, Parameter, Port, StateVariable } from "./neuron-model.ts";
import { readable } from "./print-model.ts";
import { checkFree } from "./wrapped-model.ts";

/** A state that moves by itself. */
export interface NewState extends Omit<StateVariable, "discrete"> {
  readonly rate: Expr;
}

/** A port of which only the states that change are said. */
export interface NewPort extends Omit<Port, "map"> {
  readonly map: Readonly<Record<string, Expr>>;
}

export interface Extension {
  readonly states?: readonly NewState[];
  readonly parameters?: readonly Parameter[];
  readonly ports?: readonly NewPort[];
  /** What stands for symbols of the model from now on; initial values keep them. */
  readonly replaced?: ReadonlyMap<string, Expr>;
  /** What a sent event does to states, new ones or old ones, and what it carries. */
  readonly sent?: (event: NeuronEvent) => {
    readonly reset: Readonly<Record<string, Expr>>;
    readonly payload: Expr;
  };
}

/** @throws ModelError if the model has one of the names */
export function extended(where: string, model: NeuronModel, extension: Extension): NeuronModel {
  const { states: added = [], parameters = [], ports = [], replaced = new Map(), sent } = extension;
  checkFree(
    where,
    model,
    [...added, ...parameters].map(({ name }) => name),
  );
  const clash = ports.find(({ name }) => model.ports.some((own) => own.name === name));
  if (clash !== undefined) {
    throw new ModelError(
      where,
      `the model has an input port "${clash.name}" already`,
      "Give it another name.",
    );
  }
  // Before the discrete states, where definitions have those that move.
  const first = model.states.findIndex(({ discrete }) => discrete);
  const place = first < 0 ? model.states.length : first;
  const inserted = <T>(list: readonly T[], entries: readonly T[]): readonly T[] =>
    Object.freeze([...list.slice(0, place), ...entries, ...list.slice(place)]);
  const states = inserted(
    model.states,
    added.map(({ rate: _, ...state }) => Object.freeze({ ...state, discrete: false })),
  );
  const names = states.map(({ name }) => name);
  const before = model.states.map(({ name }) => name);
  const kept = added.map(({ name }) => symbol(name));
  const now = (list: readonly Expr[]): Expr[] =>
    replaced.size === 0 ? [...list] : substitute(list, replaced);
  return readable({
    ...model,
    states,
    parameters: Object.freeze([...model.parameters, ...parameters]),
    derivatives: inserted(
      now(model.derivatives),
      added.map(({ rate }) => rate),
    ),
    events: Object.freeze(
      model.events.map((event) => {
        const [when] = now([event.when]) as [Expr];
        const repeatsBy = (reset: readonly Expr[]): boolean =>
          repeatsStill(event, before, { when, states: names, reset });
        const own = inserted(now(event.reset), kept);
        const payload = event.payload && now([event.payload])[0];
        if (sent === undefined || !event.emits) {
          return Object.freeze({ ...event, when, reset: own, payload, repeats: repeatsBy(own) });
        }
        const more = sent(event);
        const reset = Object.freeze(own.map((value, i) => more.reset[names[i]!] ?? value));
        return Object.freeze({ ...event, when, reset, payload: more.payload, repeats: repeatsBy(reset) });
      }),
    ),
    ports: Object.freeze([
      ...model.ports.map((port) => Object.freeze({ ...port, map: inserted(now(port.map), kept) })),
      ...ports.map((port) =>
        Object.freeze({ ...port, map: Object.freeze(names.map((name) => port.map[name] ?? symbol(name))) }),
      ),
    ]),
  });
}
