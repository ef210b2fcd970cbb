/** A model as the text of its equations, for people: what a console shows of it. */
import { UnsupportedError } from "../errors.ts";
import { type Expr, symbol } from "../expr/node.ts";
import { printExpression } from "../expr/print.ts";
import { printEquations } from "../expr/print-equations.ts";
import { shownAs } from "../values.ts";
import type { NeuronModel } from "./neuron-model.ts";

/** Longer formulas are cut: a console is for reading. */
const longest = 200;

/** The model, frozen, which a console and `String` show as its equations. */
export function readable(model: NeuronModel): NeuronModel {
  const text = (): string => printModel(model);
  return Object.freeze(shownAs(Object.defineProperty(model, "toString", { value: text }), text));
}

/**
 * Name, states with units and initial values, parameters with units and defaults, equations, events and input ports,
 * each with a heading and an entry a line; the numbers in the equations are those of the units declared.
 */
export function printModel(model: NeuronModel): string {
  const { name, states, parameters, signals, derivatives, events, ports } = model;
  const names = states.map((state) => state.name);
  const moving = states.flatMap((state, i): (readonly [string, Expr])[] =>
    state.discrete ? [] : [[state.name, derivatives[i]!]],
  );
  const taken = [...names, ...parameters.map((parameter) => parameter.name), ...signals];
  const entries = (headings: string, list: readonly string[]): (readonly [string, string])[] =>
    list.map((entry, k) => [k === 0 ? headings : "", entry]);
  const lines = [
    ...entries(
      "states",
      states.map(({ name: state, unit, initial, discrete }) => {
        const value = typeof initial === "number" ? String(initial) : formula(initial);
        return `${state}${bracketed(unit)} = ${value} at the start${discrete ? ", changed by events alone" : ""}`;
      }),
    ),
    ...entries(
      "parameters",
      parameters.map(
        ({ name: parameter, unit, default: value }) => `${parameter}${bracketed(unit)} = ${value}`,
      ),
    ),
    ...(signals.length > 0 ? [["signals", signals.join(", ")] as const] : []),
    ...entries("dynamics", printEquations(new Map(moving), taken).split("\n").map(cut)),
    ...events.flatMap(({ name: event, when, reset, emits }) =>
      entries(event, [
        `when ${formula(when)} rises through 0${emits ? ", sent along the projections" : ""}`,
        ...changes(names, reset),
      ]),
    ),
    ...ports.flatMap(({ name: port, channels, units, map }) =>
      entries(`input "${port}"`, [
        ...channels.map((channel, k) => `${channel}${bracketed(units[k]!)}`),
        ...changes(names, map),
      ]),
    ),
  ];
  const width = Math.max(...lines.map(([heading]) => heading.length));
  return [name, ...lines.map(([heading, entry]) => `  ${heading.padEnd(width)}  ${entry}`)].join("\n");
}

/** The states that an event or an arrival changes, as assignments. */
function changes(names: readonly string[], after: readonly Expr[]): string[] {
  return names.flatMap((name, i) => (after[i] === symbol(name) ? [] : [`${name} ← ${formula(after[i]!)}`]));
}

function bracketed(unit: string): string {
  return unit === "" ? "" : ` [${unit}]`;
}

function formula(expr: Expr): string {
  try {
    return cut(printExpression(expr));
  } catch (error) {
    // Shared parts are written out in a single expression, which can make it longer than any text.
    if (error instanceof UnsupportedError) return "…";
    throw error;
  }
}

function cut(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)} …` : text;
}
