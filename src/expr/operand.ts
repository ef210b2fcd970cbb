/** What numbers, quantities and names in a text stand for. */
import { suggestion } from "../errors.ts";
import { answerToFunction, answerToSymbol } from "./answers.ts";
import { functions, namedConstants } from "./functions.ts";
import { timeHint } from "./misread-signs.ts";
import { lookalike, meaningOf } from "./names.ts";
import { misspeltUnit } from "./nearest-unit.ts";
import { constant, type Expr } from "./node.ts";
import { quantity } from "./quantity.ts";
import { failAt, quoted, type Source } from "./source.ts";
import type { Token } from "./tokens.ts";
import { isBareUnit, unitNamed } from "./unit-table.ts";

/**
 * What a number, a quantity or a name at `tokens[k]` stands for; undefined for the name of a function and for other tokens.
 * A declared name comes before a unit of that name.
 *
 * @throws ModelError for a name that nothing is called
 */
export function operandOf(
  source: Source,
  known: ReadonlyMap<string, Expr>,
  tokens: readonly Token[],
  k: number,
): Expr | undefined {
  const [token, next] = [tokens[k]!, tokens[k + 1]];
  const { from, to, text } = token;
  if (token.kind === "number" || token.kind === "quantity") {
    const [digits, unit] = text.split(" ");
    const value = Number(digits);
    if (!Number.isFinite(value)) failAt(source, from, to, `number ${quoted(digits!)} is too large`);
    return unit === undefined ? constant(value) : quantity(value, unit);
  }
  if (token.kind !== "name") return undefined;
  const meaning = meaningOf(known, text) ?? namedConstants.get(text);
  if (next?.kind === "open") {
    if (functions.has(text)) return undefined;
    const isOfTime = tokens[k + 2]?.text === "t" && tokens[k + 3]?.kind === "close";
    if (meaning === undefined) failFunction(source, token, isOfTime);
    const hint = isOfTime ? timeHint(text) : `Write * for a product: "${text} * (…)".`;
    failAt(source, from, to, `${quoted(text)} is not a function`, hint);
  }
  if (meaning !== undefined) return meaning;
  if (functions.has(text)) {
    failAt(source, from, to, `function ${quoted(text)} without arguments`, `Write ${text}(…).`);
  }
  return isBareUnit(text, next?.text === "^") ? quantity(1, text) : failSymbol(source, known, token);
}

/**
 * Refuses functions of other tools, before what stands between their parentheses: rand() has nothing there; and
 * derivatives, which are no names.
 *
 * @throws ModelError with what to write instead
 */
export function checkForeignWords(
  source: Source,
  known: ReadonlyMap<string, Expr>,
  tokens: readonly Token[],
): void {
  tokens.forEach((token, k) => {
    checkDerivative(source, known, tokens.slice(k, k + 3));
    const isCall = token.kind === "name" && tokens[k + 1]?.kind === "open";
    if (!isCall || functions.has(token.text) || known.has(token.text)) return;
    if (answerToFunction(token.text) !== undefined) failFunction(source, token);
  });
}

/** dw/dt in an expression. */
function checkDerivative(
  source: Source,
  known: ReadonlyMap<string, Expr>,
  [first, slash, last]: readonly Token[],
): void {
  if (slash?.text !== "/" || last?.text !== "dt" || known.has("dt")) return;
  const { text, from } = first!;
  if (!/^d./.test(text) || known.has(text) || !known.has(text.slice(1))) return;
  const hint = `Give it a name: slope = …, ${text}/dt = slope, and write slope here.`;
  failAt(source, from, last.to, "a derivative on the right side", hint);
}

function failFunction(source: Source, { text, from, to }: Token, isOfTime = false): never {
  const list = `Functions: ${[...functions.keys()].join(", ")}.`;
  const answer = answerToFunction(text) ?? suggestion(text, functions.keys());
  const hint = answer === "" && isOfTime ? timeHint(text) : (answerToFunction(text) ?? `${answer}${list}`);
  failAt(source, from, to, `unknown function ${quoted(text)}`, hint);
}

function failSymbol(source: Source, known: ReadonlyMap<string, Expr>, { text, from, to }: Token): never {
  const names = [...known.keys()];
  const hints = [
    unitNamed(text) === undefined ? "" : `As a unit it follows a number: (1 ${text}).`,
    answerToSymbol(text) ?? (lookalike(text, names) || suggestion(text, names) || misspeltUnit(text)),
    names.length === 0 ? "" : `Known here: ${names.join(", ")}.`,
  ];
  const hint = hints
    .map((part) => part.trimEnd())
    .filter((part) => part !== "")
    .join(" ");
  failAt(source, from, to, `unknown symbol ${quoted(text)}`, hint);
}
