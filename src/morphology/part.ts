/** What a mechanism is in one compartment: what it declares has the compartment's name behind it there. */
import { canonicalName, withNames } from "../expr/names.ts";
import type {
  EventDefinition,
  ParameterDefinition,
  StateDefinition,
  TimerDefinition,
} from "../neurons/neuron-definition.ts";
import { overArea } from "./geometry.ts";
import { type CompartmentEvent, conductanceParameters, type Mechanism, ofCompartments } from "./mechanism.ts";

/** A part of the definition of a neuron. */
export interface Part {
  readonly state: Readonly<Record<string, StateDefinition>>;
  readonly discrete: Readonly<Record<string, StateDefinition>>;
  readonly parameters: Readonly<Record<string, ParameterDefinition | number>>;
  readonly events: Readonly<Record<string, EventDefinition>>;
  readonly lines: readonly string[];
  /** What it adds to the current into the compartment. */
  readonly current: string;
}

/** The name of what a compartment has. */
export function placed(name: string, compartment: string): string {
  return `${name}_${compartment}`;
}

/** @param area  of the compartment [µm²] */
export function partOf(mechanism: Mechanism, compartment: string, area: number): Part {
  const { states, discrete, parameters, conductances = {}, dynamics = "", events } = mechanism;
  const names = new Set([...ofCompartments, ...mechanism.names]);
  const text = (formula: string): string => placedText(formula, names, compartment);
  const all = <T, U>(record: Readonly<Record<string, T>> = {}, change: (value: T) => U): Record<string, U> =>
    Object.fromEntries(
      Object.entries(record).map(([name, value]) => [placed(name, compartment), change(value)]),
    );
  const begun = (state: StateDefinition): StateDefinition =>
    typeof state.initial === "string" ? { ...state, initial: text(state.initial) } : state;
  const current = placed(`i_${mechanism.name}`, compartment);
  const totals = conductanceParameters(conductances, (density) => overArea(density, area));
  return {
    state: all(states, begun),
    discrete: all(discrete, begun),
    parameters: all({ ...totals, ...parameters }, (value) => value),
    events: all(events, (event) =>
      placedEvent(event, names, compartment, (started) => placed(started, compartment)),
    ),
    lines: [text(dynamics), `${current} = ${text(mechanism.current)}`],
    current,
  };
}

/**
 * An event by the names of a compartment.
 *
 * @param named  the event that a timer starts
 */
export function placedEvent(
  { direction, ...event }: CompartmentEvent,
  names: ReadonlySet<string>,
  compartment: string,
  named: (event: string) => string = (started) => started,
): EventDefinition {
  const formula = <T>(value: T): T =>
    (typeof value === "string" ? placedText(value, names, compartment) : value) as T;
  const timer = ({ period, event: started }: TimerDefinition): TimerDefinition => ({
    period: formula(period),
    event: named(started),
  });
  const { reset, after, ...rest } = event;
  const fields = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(record).map(([key, value]) => [formula(key), formula(value)]));
  return {
    ...Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, formula(value)])),
    ...(direction !== undefined && { direction }),
    ...(reset !== undefined && { reset: fields(reset) }),
    ...(after !== undefined && { after: [after].flat().map((one) => timer(one as TimerDefinition)) }),
  };
}

const words = withNames((name, part) => `(?<!\\.|${part})${name}`, "gu");

/** A text in which these names, and derivatives of these, are those of a compartment. */
function placedText(text: string, names: ReadonlySet<string>, compartment: string): string {
  return text.replace(words(text), (word) => {
    const name = canonicalName(word);
    const isOwn = names.has(name) || (name.startsWith("d") && names.has(name.slice(1)));
    return isOwn ? placed(word, compartment) : word;
  });
}
