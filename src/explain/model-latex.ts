/** A model in LaTeX: its equations, then what happens at events and arrivals, each as an `align*` of amsmath. */
import { UnsupportedError } from "../errors.ts";
import { latexOf } from "../expr/latex.ts";
import { latexName, latexText } from "../expr/latex-names.ts";
import { type Expr, symbol } from "../expr/node.ts";
import { nameParts } from "../expr/print-equations.ts";
import type { NeuronEvent, NeuronModel } from "../neurons/neuron-model.ts";
import { dynamicsOf, namesOf } from "../neurons/print-model.ts";
import { happening } from "../neurons/timers.ts";

/** A definition or an equation, as it stands in one line. */
export interface LatexLine {
  readonly left: string;
  readonly right: string;
}

/** Definitions of shared parts, and dy/dt of the continuous states, in order. */
export interface LatexDynamics {
  readonly definitions: readonly LatexLine[];
  readonly equations: readonly LatexLine[];
}

export function latexDynamics(model: NeuronModel): LatexDynamics {
  const dynamics = dynamicsOf(model);
  const { parts } = nameParts(dynamics, namesOf(model));
  const names = new Map(parts.map(({ node, name }) => [node, name]));
  return {
    definitions: parts.map(({ name, node }) => ({ left: latexName(name), right: latexOf(node, names) })),
    equations: [...dynamics].map(([state, node]) => {
      const name = names.get(node);
      const right = name === undefined ? latexOf(node, names) : latexName(name);
      return { left: `\\frac{d${latexName(state)}}{dt}`, right };
    }),
  };
}

export function modelLatex(model: NeuronModel, { definitions, equations }: LatexDynamics): string {
  const jumps = [
    ...model.events.flatMap((event) => rowsOf(condition(event), assignments(model, event.reset))),
    ...model.ports.flatMap(({ name, map }) =>
      rowsOf(`${latexText(`arrival at ${name}:`)}\\quad & `, assignments(model, map)),
    ),
  ];
  const lines = [...definitions, ...equations].map(({ left, right }) => `${left} &= ${right}`);
  return [lines, jumps]
    .filter(({ length }) => length > 0)
    .map(aligned)
    .join("\n");
}

function aligned(rows: readonly string[]): string {
  return `\\begin{align*}\n${rows.map((row) => `  ${row}`).join(" \\\\\n")}\n\\end{align*}`;
}

/** What is said beside the first of some assignments. */
function rowsOf(occasion: string, assigned: readonly string[]): string[] {
  if (assigned.length === 0) return [occasion];
  return assigned.map((text, k) => `${k === 0 ? occasion : "& "} & ${text}`);
}

/** When an event happens, in two columns. */
function condition(event: NeuronEvent): string {
  const { guards } = happening(event);
  const limits = guards.map(
    ({ condition: limit, holds }) => `\\text{ ${holds ? "while" : "unless"} } ${formula(limit)}`,
  );
  const carried = event.payload === undefined ? [] : [`\\text{ carrying } ${formula(event.payload)}`];
  const name = latexText(`${event.name}${event.emits ? "" : ", not sent"}:`);
  return `${name}\\quad ${[occasion(event), ...limits, ...carried].join(", ")}`;
}

/** The time of a timer, and v ≥ V for a function v − V that rises through 0. */
function occasion(event: NeuronEvent): string {
  const { due, rising } = happening(event);
  if (due !== undefined) return `t &= ${latexName(due)}`;
  if (rising.op === "constant") return "&\\text{as soon as it may}";
  const [a, b] = rising.op === "sub" ? rising.args : [rising];
  return `${formula(a!)} &\\ge ${b === undefined ? "0" : formula(b)}`;
}

/** The states that change, in two columns. */
function assignments({ states }: NeuronModel, after: readonly Expr[]): string[] {
  return states.flatMap(({ name }, i) =>
    after[i] === symbol(name) ? [] : [`${latexName(name)} &\\leftarrow ${formula(after[i]!)}`],
  );
}

/** A formula, three dots where that would be too long. */
function formula(expr: Expr): string {
  try {
    return latexOf(expr, new Map());
  } catch (error) {
    if (error instanceof UnsupportedError) return "\\ldots";
    throw error;
  }
}
