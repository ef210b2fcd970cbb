/**
 * Blocks of equations as a paper prints them, one a line and in any order:
 *
 *   dv/dt = …    v' = …    tau * dv/dt = …    derivative of a state
 *   alpha = …                                 definition
 *
 * A unit may follow after a colon, as Brian2 has it: dv/dt = … : volt. Comments begin with # or //. A line
 * goes on in the next one while a parenthesis is open and where an operator stands at the break. A leading
 * empty line and the common indentation do not count in the line and column of a message.
 */
import { ModelError, suggestion, type Where } from "../errors.ts";
import { shown } from "../values.ts";
import { div, one } from "./build.ts";
import { finiteConstant } from "./check.ts";
import { dependencyOrder } from "./dependency-order.ts";
import { reservedNames } from "./functions.ts";
import { type LeftSide, readLeftSide } from "./left-side.ts";
import { canonicalName, lookalike, meaningOf } from "./names.ts";
import { type Expr, symbol } from "./node.ts";
import { parseExpression } from "./parse.ts";
import { type Problems, problemsOf } from "./problems.ts";
import { checkSlashComments } from "./slash-comments.ts";
import { failAt, type Places, quoted, type Source } from "./source.ts";
import { type Statement, splitStatements } from "./statements.ts";
import { type Token, tokenize } from "./tokens.ts";
import { inlineUnit, readSuffix, type UnitSuffix } from "./unit-suffix.ts";

/** What a block of equations may name, and what messages call it. */
export interface EquationContext {
  /** The public function and what it was given, e.g. `defineNeuron("lif")`. */
  readonly where: Where;
  /** The part that the text is, e.g. `dynamics`. */
  readonly block: string;
  /** Names that have derivatives, or that are assigned to. */
  readonly states: readonly string[];
  /** What names mean on a right side; usually each is its own symbol. Has the states, too. */
  readonly known: ReadonlyMap<string, Expr>;
  /** Gets the places of all parts and right sides. */
  readonly places?: Places;
  /**
   * Gets what is wrong in single lines, which then throws nothing: derivatives may be missing, and a definition that
   * cannot be read is its own symbol.
   */
  readonly problems?: Problems;
}

/** A block of equations as expressions. */
export interface Equations {
  /** dy/dt for every state, in the order of the states. */
  readonly derivatives: ReadonlyMap<string, Expr>;
  /** The definitions, in the order of the text. */
  readonly auxiliaries: ReadonlyMap<string, Expr>;
  /** Units written behind equations, such as `V` for `: volt`, by state and by definition. */
  readonly units: ReadonlyMap<string, string>;
}

/** What to give where a list of equations, or something else, is given. */
export const oneText = "Give one text, a line for each equation.";

/** An equation before its right side is read. */
interface Equation extends LeftSide {
  /** The right side: [from, to) of the text. */
  readonly right: readonly [number, number];
  readonly suffix: UnitSuffix | undefined;
}

/**
 * Derivatives of all states from a block of equations, one a line: `dv/dt = …`, `v' = …`, `tau * dv/dt = …`,
 * or a definition `name = …`. The order of the lines does not matter.
 *
 * @param text  with comments from # or // to the end of a line
 * @throws ModelError at what is not an equation, not known, defined twice, by itself, or missing
 */
export function parseEquations(text: string, context: EquationContext): Equations {
  const { where, block, states, places } = context;
  if (typeof text !== "string") {
    throw new ModelError(where, `${block} is ${shown(text)}, not a text`, oneText);
  }
  const { text: lines, plain, statements, given } = splitStatements(text);
  const source: Source = { where, block, text: lines, given };
  const problems = context.problems ?? problemsOf(where);
  const equations = statements.flatMap(
    (statement) => problems.attempt(() => readEquation(source, plain, statement, context)) ?? [],
  );
  const definitions = new Map<string, Equation>();
  const derived = new Set<string>();
  const sound = equations.filter((equation) =>
    problems.attempt(() => checkLeftSide(source, equation, context, definitions, derived)),
  );
  const known = new Map(context.known);
  // What a line that cannot be read seems to define is not called unknown on top of that.
  for (const { from, equals } of equations.length < statements.length ? statements : []) {
    const [name] = /^[\p{L}_][\p{L}\p{N}_]*(?=\s*$)/u.exec(plain.slice(from, Math.max(from, equals))) ?? [];
    if (name !== undefined && meaningOf(known, canonicalName(name)) === undefined) {
      known.set(canonicalName(name), symbol(canonicalName(name)));
    }
  }
  const parse = (from: number, to: number): Expr =>
    parseExpression(plain.slice(from, to), {
      where,
      block,
      known,
      within: { text: lines, given, offset: from },
      ...(places === undefined ? {} : { places }),
    });
  const note = (name: string, { right: [from, to], suffix }: Equation): void => {
    const start = from + plain.slice(from, to).search(/\S/);
    const end = from + plain.slice(from, to).trimEnd().length;
    places?.rightSides.set(name, (what, hint) => failAt(source, start, end, what, hint));
    if (suffix === undefined) return;
    places?.units.set(name, (what, hint) => failAt(source, suffix.from, suffix.to, what, hint));
  };

  const ordered = problems.attempt(() => inOrder(source, plain, definitions)) ?? [...definitions.values()];
  if (!problems.none()) for (const name of definitions.keys()) known.set(name, symbol(name));
  for (const equation of ordered) {
    const { name, right } = equation;
    known.set(name, problems.attempt(() => parse(...right)) ?? symbol(name));
    note(name, equation);
  }
  problems.attempt(() => checkSlashComments(source, known));
  const derivatives = new Map<string, Expr>();
  const units = new Map<string, string>();
  for (const equation of sound) {
    const name = equation.kind === "definition" ? equation.name : stateCalled(states, equation.name)!;
    if (equation.suffix !== undefined) units.set(name, equation.suffix.unit);
    if (equation.kind === "definition") continue;
    const [start, end] = equation.factor;
    const right = problems.attempt(() => parse(...equation.right));
    const factor = start === end ? one : problems.attempt(() => parse(start, end));
    if (right !== undefined && factor !== undefined) {
      derivatives.set(name, start === end ? right : div(right, factor));
    }
    note(name, equation);
  }

  // A line that could not be read may have been the missing one.
  for (const state of equations.length < statements.length ? [] : states) {
    if (derivatives.has(state) || derived.has(canonicalName(state))) continue;
    problems.attempt(() => failMissing(source, state, definitions.values()));
  }
  if (context.problems === undefined) problems.throwAny();
  return {
    derivatives: new Map(
      states.flatMap((state) => (derivatives.has(state) ? [[state, derivatives.get(state)!]] : [])),
    ),
    auxiliaries: new Map([...definitions.keys()].map((name) => [name, known.get(name)!])),
    units,
  };
}

function readEquation(
  source: Source,
  plain: string,
  statement: Statement,
  { known }: EquationContext,
): Equation {
  const isKnown = (name: string): boolean => meaningOf(known, name) !== undefined;
  const left = readLeftSide(source, plain, statement, isKnown);
  const from = statement.equals + 1;
  const { to, suffix } = readSuffix(source, plain, from, statement.to);
  return { ...left, right: [from, to], suffix: suffix ?? inlineUnit(source, plain, left) };
}

/** A state without a derivative: a line that looks like one is pointed at. */
function failMissing(source: Source, state: string, definitions: Iterable<Equation>): never {
  const alike = new Set(["d?", "d?dt", "d?_dt", "?dot", "?_dot"].map((form) => form.replace("?", state)));
  for (const { name, from, to } of definitions) {
    if (!alike.has(name)) continue;
    const what = `a definition of ${quoted(name)} and no derivative of ${quoted(state)}`;
    failAt(source, from, to, what, `Write d${state}/dt = ….`);
  }
  const what = `no derivative of ${quoted(state)} in ${source.block}`;
  throw new ModelError(source.where, what, `Add a line d${state}/dt = ….`);
}

/**
 * The definitions in the order of what they need of each other.
 *
 * @throws ModelError for definitions that need themselves
 */
function inOrder(
  source: Source,
  plain: string,
  definitions: ReadonlyMap<string, Equation>,
): readonly Equation[] {
  const needs = new Map<Equation, Map<Equation, Token>>();
  for (const equation of definitions.values()) {
    const [from, to] = equation.right;
    const tokens = tokenize(source, plain.slice(from, to), from);
    const needed = new Map<Equation, Token>();
    for (const token of tokens) {
      const other = token.kind === "name" ? definitions.get(token.text) : undefined;
      if (other !== undefined && !needed.has(other)) needed.set(other, token);
    }
    needs.set(equation, needed);
  }
  const sorted = dependencyOrder(needs.keys(), (equation) => needs.get(equation)!.keys());
  if ("order" in sorted) return sorted.order;
  const ring = [...sorted.cycle, sorted.cycle[0]!];
  const { from, to } = needs.get(ring[0]!)!.get(ring[1]!)!;
  const names = ring.map(({ name }) => name);
  const what =
    names.length === 2
      ? `${quoted(names[0]!)} is defined by itself`
      : `definitions need each other, ${names.join(" → ")},`;
  return failAt(source, from, to, what, "One of them has to be a state with a derivative, or a parameter.");
}

/** The state that a text calls `name`. */
function stateCalled(states: readonly string[], name: string): string | undefined {
  return states.includes(name) ? name : states.find((state) => canonicalName(state) === name);
}

/**
 * New values of states from `{ v: "vReset" }`; every right side sees the values before the event.
 *
 * @returns expressions of the states that are named, in that order
 * @throws ModelError if a name is not a state or a right side is not an expression
 */
export function parseAssignments(
  record: Readonly<Record<string, string | number>>,
  context: EquationContext,
): Map<string, Expr> {
  const { where, block, states, known, places } = context;
  if (typeof record !== "object" || record === null) throw new ModelError(where, `${block} is not an object`);
  const assigned = new Map<string, Expr>();
  const problems = context.problems ?? problemsOf(where);
  const assign = (written: string, right: string | number): void => {
    const name = stateCalled(states, canonicalName(written));
    if (name === undefined) {
      const what = `${quoted(written)} in ${block} is not a state`;
      throw new ModelError(where, what, statesHint(written, states));
    }
    if (typeof right === "number") {
      assigned.set(name, finiteConstant(where, `${block}.${name}`, right));
      return;
    }
    const source: Source = { where, block: `${block}.${name}`, text: right };
    const given = places === undefined ? {} : { places };
    assigned.set(name, parseExpression(right, { where, block: source.block, known, ...given }));
    places?.rightSides.set(name, (what, hint) => failAt(source, 0, right.length, what, hint));
  };
  for (const [written, right] of Object.entries(record)) problems.attempt(() => assign(written, right));
  if (context.problems === undefined) problems.throwAny();
  return assigned;
}

function statesHint(name: string, states: readonly string[]): string {
  return `${lookalike(name, states) || suggestion(name, states)}States: ${states.join(", ")}.`;
}

/**
 * A look at what is on the left side of an equation; adds it to the definitions or to what has a derivative.
 *
 * @returns true
 * @throws ModelError for a left side that cannot be, or is there already
 */
function checkLeftSide(
  source: Source,
  equation: Equation,
  { states, known }: EquationContext,
  definitions: Map<string, Equation>,
  derivatives: Set<string>,
): true {
  const { kind, name, from, to } = equation;
  const state = stateCalled(states, name);
  const fail = (what: string, hint: string): never =>
    failAt(source, from, to, `${quoted(name)} ${what}`, hint);
  if (kind === "derivative") {
    if (state === undefined) {
      const what = `derivative of ${quoted(name)}, which is not a state,`;
      failAt(source, from, to, what, statesHint(name, states));
    }
    const what = `a second derivative of ${quoted(name)}`;
    if (derivatives.has(name)) failAt(source, from, to, what, "Keep one of the lines.");
    derivatives.add(name);
    return true;
  }
  if (state !== undefined) fail("is a state and cannot be defined", `Write d${name}/dt = ….`);
  const taken =
    meaningOf(known, name) !== undefined
      ? "has a meaning already"
      : definitions.has(name)
        ? "is defined a second time"
        : reservedNames.has(name) && "is a reserved name";
  if (taken !== false) fail(taken, "Choose another name.");
  definitions.set(name, equation);
  return true;
}
