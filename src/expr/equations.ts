/**
 * Blocks of equations as a paper prints them, one a line:
 *
 *   dv/dt = …    v' = …    tau * dv/dt = …    derivative of a state
 *   alpha = …                                 definition, for the lines below it
 *
 * Comments begin with # or //. A line goes on in the next one while a parenthesis is open. A leading
 * empty line and the common indentation do not count in the line and column of a message.
 */
import { ModelError, suggestion, type Where } from "../errors.ts";
import { div } from "./build.ts";
import { isName, reservedNames } from "./functions.ts";
import { constant, type Expr } from "./node.ts";
import { parseExpression } from "./parse.ts";
import { failAt, lineAt, type Places, quoted, type Source } from "./source.ts";
import { type Statement, splitStatements } from "./statements.ts";
import { tokenize } from "./tokens.ts";

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
}

/** A block of equations as expressions. */
export interface Equations {
  /** dy/dt for every state, in the order of the states. */
  readonly derivatives: ReadonlyMap<string, Expr>;
  /** The definitions, in the order of the text. */
  readonly auxiliaries: ReadonlyMap<string, Expr>;
}

/** The left side of a statement. */
interface Target {
  readonly kind: "derivative" | "definition";
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** What dy/dt is multiplied with: [from, to), empty if nothing. */
  readonly factor: readonly [number, number];
}

/**
 * Derivatives of all states from a block of equations, one a line: `dv/dt = …`, `v' = …`, `tau * dv/dt = …`,
 * or a definition `name = …` for the lines below it.
 *
 * @param text  with comments from # or // to the end of a line
 * @throws ModelError at what is not an equation, not known, defined twice or missing
 */
export function parseEquations(text: string, context: EquationContext): Equations {
  const { where, block, states, places } = context;
  if (typeof text !== "string") throw new ModelError(where, `${block} is ${typeof text}, not a text`);
  const { text: shown, plain, statements } = splitStatements(text);
  const source: Source = { where, block, text: shown };
  const targets = statements.map((statement) => readTarget(source, plain, statement));
  const later = new Map<string, number>();
  for (const { kind, name, from } of targets) {
    if (kind === "definition" && !later.has(name)) later.set(name, lineAt(plain, from));
  }
  const known = new Map(context.known);
  const derivatives = new Map<string, Expr>();
  const auxiliaries = new Map<string, Expr>();
  const parse = (from: number, to: number): Expr =>
    parseExpression(plain.slice(from, to), {
      where,
      block,
      known,
      later,
      within: { text: shown, offset: from },
      ...(places === undefined ? {} : { places }),
    });

  targets.forEach((target, k) => {
    const { equals, to } = statements[k]!;
    const isDerivative = target.kind === "derivative";
    if (isDerivative) checkDerivative(source, target, states, derivatives);
    else checkDefinition(source, target, states, context.known, auxiliaries);
    const right = parse(equals + 1, to);
    const from = equals + 1 + plain.slice(equals + 1, to).search(/\S/);
    places?.rightSides.set(target.name, (what, hint) => failAt(source, from, to, what, hint));
    if (isDerivative) {
      const [start, end] = target.factor;
      derivatives.set(target.name, start === end ? right : div(right, parse(start, end)));
    } else {
      auxiliaries.set(target.name, right);
      known.set(target.name, right);
    }
  });

  for (const state of states) {
    if (derivatives.has(state)) continue;
    throw new ModelError(
      where,
      `no derivative of ${quoted(state)} in ${block}`,
      `Add a line d${state}/dt = ….`,
    );
  }
  return { derivatives: new Map(states.map((state) => [state, derivatives.get(state)!])), auxiliaries };
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
  for (const [name, right] of Object.entries(record)) {
    if (!states.includes(name)) {
      const hint = `${suggestion(name, states)}States: ${states.join(", ")}.`;
      throw new ModelError(where, `${quoted(name)} in ${block} is not a state`, hint);
    }
    if (typeof right === "number" && !Number.isFinite(right)) {
      throw new ModelError(where, `${block}.${name} is ${right}`, "Give a finite number.");
    }
    if (typeof right === "number") {
      assigned.set(name, constant(right));
      continue;
    }
    const source: Source = { where, block: `${block}.${name}`, text: right };
    const given = places === undefined ? {} : { places };
    assigned.set(name, parseExpression(right, { where, block: source.block, known, ...given }));
    places?.rightSides.set(name, (what, hint) => failAt(source, 0, right.length, what, hint));
  }
  return assigned;
}

const leftSides = "A line is dv/dt = …, v' = …, tau * dv/dt = … or name = ….";

const maxLeftLength = 1000;

function readTarget(source: Source, plain: string, { from, equals, to }: Statement): Target {
  if (equals === -1) failAt(source, from, to, "a line without =", leftSides);
  if (equals - from > maxLeftLength) failAt(source, from, equals, "a left side that is too long", leftSides);
  const left = plain.slice(from, equals);
  const match =
    /^(?<before>.*?)(?:\bd(?<leibniz>[A-Za-z_]\w*)\s*\/\s*dt|(?<prime>[A-Za-z_]\w*)\s*')\s*$/s.exec(left);
  if (match === null) {
    const name = left.trim();
    if (!isName(name))
      failAt(source, from, Math.max(equals, from + 1), "a left side that is not one name", leftSides);
    return { kind: "definition", name, from, to: from + name.length, factor: [from, from] };
  }
  const { before = "", leibniz, prime } = match.groups!;
  const name = (leibniz ?? prime)!;
  const start = from + before.length + (leibniz === undefined ? 0 : 1);
  const star = before.trimEnd();
  const factor: readonly [number, number] = [from, star === "" ? from : from + star.length - 1];
  if (star !== "") checkFactor(source, star, from, from + before.length);
  return { kind: "derivative", name, from: start, to: start + name.length, factor };
}

/** What stands before the derivative at `to` is one product and a `*`. */
function checkFactor(source: Source, before: string, from: number, to: number): void {
  if (!before.endsWith("*")) failAt(source, to, to + 1, "an operator is missing", "Write tau * dv/dt = ….");
  let depth = 0;
  for (const { kind, text, from: start, to: end } of tokenize(source, before, from)) {
    if (kind === "open") depth += 1;
    if (kind === "close") depth -= 1;
    if (kind === "operator" && depth === 0 && !["*", "/", "^"].includes(text)) {
      const hint = "Put parentheses around the factor, or divide both sides by it.";
      failAt(source, start, end, `${text} on the left side`, hint);
    }
  }
}

function checkDerivative(
  source: Source,
  { name, from, to }: Target,
  states: readonly string[],
  derivatives: ReadonlyMap<string, Expr>,
): void {
  if (!states.includes(name)) {
    const hint = `${suggestion(name, states)}States: ${states.join(", ")}.`;
    failAt(source, from, to, `derivative of ${quoted(name)}, which is not a state,`, hint);
  }
  if (derivatives.has(name))
    failAt(source, from, to, `a second derivative of ${quoted(name)}`, "Keep one of the lines.");
}

function checkDefinition(
  source: Source,
  { name, from, to }: Target,
  states: readonly string[],
  known: ReadonlyMap<string, Expr>,
  auxiliaries: ReadonlyMap<string, Expr>,
): void {
  if (states.includes(name)) {
    failAt(source, from, to, `${quoted(name)} is a state and cannot be defined`, `Write d${name}/dt = ….`);
  }
  if (known.has(name))
    failAt(source, from, to, `${quoted(name)} has a meaning already`, "Choose another name.");
  if (auxiliaries.has(name))
    failAt(source, from, to, `${quoted(name)} is defined a second time`, "Choose another name.");
  if (reservedNames.has(name))
    failAt(source, from, to, `${quoted(name)} is a reserved name`, "Choose another name.");
}
