/** A model as the text of its equations, for people: what a console shows of it. */
import { UnsupportedError } from "../errors.ts";
import { type Expr, symbol } from "../expr/node.ts";
import { printExpression } from "../expr/print.ts";
import { printEquations } from "../expr/print-equations.ts";
import { shownAs } from "../values.ts";
import type { NeuronEvent, NeuronModel } from "./neuron-model.ts";
import { happening } from "./timers.ts";

/** Longer formulas are cut: a console is for reading. */
const longestInConsole = 200;

/** The model, frozen, which a console and `String` show as its equations. */
export function readable(model: NeuronModel): NeuronModel {
  const text = (): string => printModel(model);
  return Object.freeze(shownAs(Object.defineProperty(model, "toString", { value: text }), text));
}

/** How a formula is put into words. */
type Print = (formula: Expr) => string;

/** A heading, empty under one of the same, and what stands beside it. */
export type Entry = readonly [heading: string, text: string];

/**
 * Name, states with units and initial values, parameters with units and defaults, equations, events and input ports,
 * each with a heading and an entry a line; the numbers in the equations are those of the units declared.
 */
export function printModel(model: NeuronModel): string {
  return inColumns(model.name, modelEntries(model, longestInConsole));
}

/** A title, and entries below it. */
export function inColumns(title: string, entries: readonly Entry[]): string {
  const width = Math.max(...entries.map(([heading]) => heading.length));
  return [title, ...entries.map(([heading, text]) => `  ${heading.padEnd(width)}  ${text}`)].join("\n");
}

/** A heading beside the first of some texts. */
export function headed(heading: string, texts: readonly string[]): Entry[] {
  return texts.map((text, k) => [k === 0 ? heading : "", text]);
}

/** @param longest  formula, in characters; others are cut */
export function modelEntries(model: NeuronModel, longest: number): Entry[] {
  const { states, parameters, signals, events, ports } = model;
  const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest)} …` : text);
  const print = (formula: Expr | number): string => cut(printFormula(formula));
  return [
    ...headed(
      "states",
      states.map(({ name, unit, initial, discrete }) => {
        const value = print(initial);
        return `${name}${bracketed(unit)} = ${value} at the start${discrete ? ", changed by events alone" : ""}`;
      }),
    ),
    ...headed(
      "parameters",
      parameters.map(({ name, unit, default: value }) => `${name}${bracketed(unit)} = ${value}`),
    ),
    ...(signals.length > 0 ? headed("signals", [signals.join(", ")]) : []),
    ...headed("dynamics", printEquations(dynamicsOf(model), namesOf(model)).split("\n").map(cut)),
    ...events.flatMap((event) =>
      headed(event.name, [whenText(event, print), ...changes(model, event.reset, print)]),
    ),
    ...ports.flatMap(({ name, channels, units, map }) =>
      headed(`input "${name}"`, [
        ...channels.map((channel, k) => `${channel}${bracketed(units[k]!)}`),
        ...changes(model, map, print),
      ]),
    ),
  ];
}

/** dy/dt of the continuous states. */
export function dynamicsOf({ states, derivatives }: NeuronModel): Map<string, Expr> {
  return new Map(
    states.flatMap(({ name, discrete }, i) => (discrete ? [] : [[name, derivatives[i]!] as const])),
  );
}

/** What definitions in equations may not be called. */
export function namesOf({ states, parameters, signals }: NeuronModel): string[] {
  return [...[...states, ...parameters].map(({ name }) => name), ...signals];
}

/** When an event happens, whether it is sent, and what it carries. */
function whenText(event: NeuronEvent, print: Print): string {
  const { emits, payload } = event;
  const sent = emits ? ", sent along the projections" : "";
  return `${conditionText(event, print)}${sent}${payload === undefined ? "" : `, carrying ${print(payload)}`}`;
}

/** What rises through 0, or the time that is reached, and the guards; a condition alone where nothing moves. */
export function conditionText(event: NeuronEvent, print: Print = printFormula): string {
  const { due, rising, guards } = happening(event);
  const limits = guards.map(({ condition, holds }) => `${holds ? "while" : "unless"} ${print(condition)}`);
  if (due !== undefined) return [`at t = ${due}`, ...limits].join(", ");
  if (rising.op === "constant") return `as soon as it may, ${limits.join(", ")}`;
  return [`when ${print(rising)} rises through 0`, ...limits].join(", ");
}

/** The states that an event or an arrival changes, as assignments. */
export function changes(
  { states }: NeuronModel,
  after: readonly Expr[],
  print: Print = printFormula,
): string[] {
  return states.flatMap(({ name }, i) =>
    after[i] === symbol(name) ? [] : [`${name} ← ${print(after[i]!)}`],
  );
}

function bracketed(unit: string): string {
  return unit === "" ? "" : ` [${unit}]`;
}

/** A formula as text, … where that would be too long. */
export function printFormula(formula: Expr | number): string {
  if (typeof formula === "number") return String(formula);
  try {
    return printExpression(formula);
  } catch (error) {
    // Shared parts are written out in a single expression, which can make it longer than any text.
    if (error instanceof UnsupportedError) return "…";
    throw error;
  }
}
