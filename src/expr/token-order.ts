/**
 * Which token may follow which: every product is written out, brackets close, and nesting is
 * bounded, so that no parser behind this check can run out of stack.
 */
import { answerToWord } from "./answers.ts";
import { functions } from "./functions.ts";
import { nearestUnit } from "./nearest-unit.ts";
import { failAt, quoted, type Source } from "./source.ts";
import type { Token } from "./tokens.ts";
import { otherSpelling, unitNamed } from "./unit-table.ts";

/** Deepest nesting of parentheses, signs, powers and conditionals. */
export const maxDepth = 100;

const prefixOperators: ReadonlySet<string> = new Set(["+", "-", "not"]);

/** What is between a parenthesis or a comma and the token being read, or the whole text. */
interface Group {
  /** The parenthesis; undefined for the whole text. */
  readonly open: Token | undefined;
  readonly isCall: boolean;
  /** The `?` of the group, in order. */
  readonly questions: Token[];
  /** How many of them have found their `:`. */
  answers: number;
  /** Signs and powers whose right side is being read. */
  pending: number;
}

interface Reader {
  readonly source: Source;
  readonly tokens: readonly Token[];
  readonly groups: Group[];
  depth: number;
  wantsOperand: boolean;
}

/**
 * Checks the order of the tokens of one expression.
 *
 * @param end  offset where the expression ends
 * @throws ModelError at the first token that cannot be where it is
 */
export function checkOrder(source: Source, tokens: readonly Token[], end: number): void {
  const groups = [newGroup(undefined, false)];
  const reader: Reader = { source, tokens, groups, depth: 0, wantsOperand: true };
  tokens.forEach((token, k) => {
    readToken(reader, token, tokens[k - 1]);
    if (reader.depth > maxDepth) {
      failAt(source, token.from, token.to, `nesting deeper than ${maxDepth}`, "Give names to its parts.");
    }
  });
  const { open } = reader.groups.at(-1)!;
  if (reader.wantsOperand) failOperand(source, undefined, tokens.at(-1), end);
  if (open !== undefined) failUnclosed(source, open, end);
  leaveGroup(reader);
}

function readToken(reader: Reader, token: Token, previous: Token | undefined): void {
  const { source, groups, wantsOperand } = reader;
  switch (token.kind) {
    case "number":
    case "quantity":
    case "name":
      if (!wantsOperand) failJuxtaposed(source, previous!, token);
      reader.wantsOperand = false;
      break;
    case "open": {
      const isCall = previous?.kind === "name";
      if (!wantsOperand && !isCall) failJuxtaposed(source, previous!, token);
      groups.push(newGroup(token, isCall));
      reader.depth += 1;
      reader.wantsOperand = true;
      break;
    }
    case "close":
    case "comma": {
      const { open, isCall } = groups.at(-1)!;
      if (token.kind === "comma" && !isCall) failComma(reader, token);
      if (open === undefined) failAt(source, token.from, token.to, `no ( before ${token.text}`);
      if (wantsOperand) failOperand(source, token, previous);
      leaveGroup(reader);
      if (token.kind === "close") reader.depth -= 1;
      else groups.push(newGroup(open, isCall));
      reader.wantsOperand = token.kind === "comma";
      break;
    }
    case "operator":
      if (wantsOperand && !prefixOperators.has(token.text)) failOperand(source, token, previous);
      if (!wantsOperand && token.text === "not") failJuxtaposed(source, previous!, token);
      if (token.text === "^" && previous?.kind === "quantity") failPower(source, previous, token);
      readOperator(reader, token);
      reader.wantsOperand = true;
      break;
  }
}

function readOperator(reader: Reader, token: Token): void {
  const group = reader.groups.at(-1)!;
  const before = weight(group);
  if (token.text === "?") group.questions.push(token);
  if (token.text === ":") group.answers += 1;
  if (group.answers > group.questions.length) {
    failAt(reader.source, token.from, token.to, "a : without ?", conditionalHint);
  }
  const isPrefix = reader.wantsOperand;
  group.pending = isPrefix || token.text === "^" ? group.pending + 1 : 0;
  reader.depth += weight(group) - before;
}

function leaveGroup(reader: Reader): void {
  const group = reader.groups.pop()!;
  const question = group.questions[group.answers];
  if (question !== undefined) {
    failAt(reader.source, question.from, question.to, "a ? without :", conditionalHint);
  }
  reader.depth -= weight(group);
}

function newGroup(open: Token | undefined, isCall: boolean): Group {
  return { open, isCall, questions: [], answers: 0, pending: 0 };
}

/** How deep the operators of a group nest. */
function weight(group: Group): number {
  return group.pending + group.questions.length;
}

const conditionalHint = "A conditional is written c ? a : b.";

/** Two operands side by side. */
function failJuxtaposed(source: Source, left: Token, right: Token): never {
  if (left.kind === "number" && right.kind === "number" && left.to === right.from) {
    failAt(source, left.from, right.to, `malformed number ${quoted(left.text + right.text)}`);
  }
  const hint =
    right.text === "not"
      ? "Write and, or or between conditions."
      : (answerToWord(right.text) ??
        answerToWord(left.text) ??
        (functions.has(left.text) ? `Write ${left.text}(…).` : productHint(left, right)));
  failAt(source, right.from, right.to, `an operator is missing before ${quoted(right.text)}`, hint);
}

function productHint(left: Token, right: Token): string {
  if (left.kind === "close" && right.text.startsWith("_")) return "Write max(0, …) for the positive part.";
  const isSimple = [left, right].every(({ kind }) => kind === "number" || kind === "name");
  const product = isSimple ? `: ${quoted(`${left.text} * ${right.text}`)}` : "";
  const write = `Write * for a product${product}.`;
  if (left.kind !== "number" || right.kind !== "name") return write;
  if (unitNamed(right.text) !== undefined) {
    const unit = quoted(`${left.text} ${otherSpelling(right.text)}`);
    return `${write} It is not a unit, because ${quoted(right.text)} is also a name here: the unit is written ${unit}.`;
  }
  const unit = nearestUnit(right.text);
  return unit === ""
    ? `${write} A number may have a unit: 70 mV, 5 ms, 2 nS.`
    : `${unit}If ${quoted(right.text)} is a name, write * for a product${product}.`;
}

function failComma({ source, tokens }: Reader, token: Token): never {
  const what = "a comma outside the arguments of a function";
  failAt(source, token.from, token.to, what, decimalComma(tokens, token));
}

/** What to write for the first comma between digits, if there is one at or behind `from`; else an empty text. */
export function decimalComma(tokens: readonly Token[], { from }: Token): string {
  for (const [k, { kind, from: start, to }] of tokens.entries()) {
    const [left, right] = [tokens[k - 1], tokens[k + 1]];
    const isBetween = kind === "comma" && left?.to === start && right?.from === to;
    if (start < from || !isBetween || !/^\d+$/.test(left!.text) || !/^\d+(?!\S)/.test(right!.text)) continue;
    const [digits] = right!.text.split(" ");
    return `If ${left!.text},${digits} is one number, write ${left!.text}.${digits}.`;
  }
  return "";
}

/** What follows // is a comment: a parenthesis that it hides is not closed. */
function failUnclosed(source: Source, { from, to }: Token, end: number): never {
  const [rest = ""] = /^.*/.exec(source.text.slice(end))!;
  const isHidden = /\/\//.test(source.text.slice(from, end) + rest);
  const hint = isHidden
    ? "What follows // is a comment: write floor(a / b) for a quotient without its remainder."
    : "Write the ) that belongs to it.";
  failAt(source, from, to, "unclosed (", hint);
}

/** Whether the power is one of the unit or of both cannot be seen. */
function failPower(source: Source, { text, from }: Token, power: Token): never {
  const [value, unit] = text.split(" ");
  const hint = `Write (${text})^… or ${value} * (1 ${unit})^….`;
  failAt(source, from, power.to, `a power of ${quoted(text)} without parentheses`, hint);
}

/** Another token, or none, where an operand has to be. */
function failOperand(source: Source, token: Token | undefined, previous: Token | undefined, end = 0): never {
  if (token === undefined && previous === undefined) failAt(source, end, end, "an expression is missing");
  if (token?.kind === "close" && previous?.kind === "open") {
    failAt(source, previous.from, token.to, "nothing between the parentheses");
  }
  if (token?.kind === "operator")
    failAt(source, token.from, token.to, `nothing to the left of ${token.text}`);
  const last = previous ?? token!;
  failAt(source, last.from, last.to, `nothing to the right of ${last.text}`);
}
