/** Infix text as a list of tokens with their places; refuses every character that equations do not use. */
import { wordOperators } from "./functions.ts";
import { answerToSign } from "./misread-signs.ts";
import { canonicalName, nameRule, withNames } from "./names.ts";
import { failAt, type Source } from "./source.ts";
import { unitNamed } from "./unit-table.ts";

export interface Token {
  readonly kind: "number" | "quantity" | "name" | "operator" | "open" | "close" | "comma";
  readonly text: string;
  /** Offset in the source. */
  readonly from: number;
  readonly to: number;
}

/** Longest text of one expression, in characters. */
export const maxLength = 10_000;

const tokenPattern = withNames(
  (name) =>
    [
      String.raw`(?<space>\s+)`,
      String.raw`(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)`,
      `(?<name>${name})`,
      String.raw`(?<operator><=|>=|==(?!=)|!=(?!=)|\*\*|[\-+*\/^<>?:])`,
      String.raw`(?<open>\()|(?<close>\))|(?<comma>,)`,
    ].join("|"),
  "uy",
);

/** What a text that matches is called elsewhere, and what to write in equations instead. */
const refused: readonly (readonly [RegExp, string, string])[] = [
  [/[=!]==/y, "a comparison", "Write == or != to compare."],
  [/=/y, "an assignment", "Write == to compare."],
  [/!/y, "a factorial or a negation", "Write not for the opposite of a condition."],
  [/&+/y, "an operator on bits", "Write and between conditions."],
  [/\|\|/y, "an operator on bits", "Write or between conditions."],
  [/\|/y, "an absolute value or an operator on bits", "Write abs(v), or or between conditions."],
  [/~/y, "an operator on bits", "Write not for the opposite of a condition."],
  [/["`]/y, "a text", "Expressions hold numbers and names only."],
  [
    /['’′]/y,
    "a prime",
    "Only the left side of an equation, v' = …, may have one. Give a name to what it is equal to, slope = …, and write slope in both.",
  ],
  [/[[\]]/y, "a vector or an index", "Write one equation for each component."],
  [/[{}]/y, "an object or a set", "Use parentheses."],
  [/\./y, "a property", "Expressions hold numbers and names only."],
  [/%/y, "a remainder or a percentage", "Write x - y * floor(x / y) for a remainder."],
  [/;/y, "a separator", "Write each equation on a line of its own."],
  [/#/y, "a comment", ""],
  [/[×·⋅∗]/y, "a typographic sign", "Write * for a product."],
  [/[−–—]/y, "a typographic sign", "Write - for a difference."],
  [/[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ]/y, "a superscript", "Write ^ for a power: v^2."],
  [/[₀-₉ₐ-ₜᵢ-ᵪ]/y, "a subscript", "Write v0 or v_0 in names."],
  [/∞/y, "a sign", "Write inf in names: n_inf."],
  [/[⌊⌋]/y, "a sign", "Write floor(…)."],
  [/[⌈⌉]/y, "a sign", "Write ceil(…)."],
  [/√/y, "a sign", "Write sqrt(…)."],
  [/∂/y, "a sign", "Write dv/dt for a derivative."],
  [/\\/y, "a command of TeX", "Write equations as plain text."],
  [/[≤≥]/y, "a sign", "Write <= or >=."],
  [/≠/y, "a sign", "Write != to compare."],
];

/** Tokens of `text`, which stands in the source from the offset `from` on. */
export function tokenize(source: Source, text: string, from: number): Token[] {
  if (text.length > maxLength) {
    const what = `an expression of ${text.length} characters, more than ${maxLength},`;
    failAt(source, from, from + 1, what, "Give names to its parts.");
  }
  const tokens: Token[] = [];
  const pattern = tokenPattern(text);
  let position = 0;
  while (position < text.length) {
    pattern.lastIndex = position;
    const match = pattern.exec(text);
    const groups = match?.groups ?? {};
    const kind = Object.keys(groups).find((name) => groups[name] !== undefined);
    if (match === null || kind === undefined) return refuse(source, text, from, position);
    const start = from + position;
    position += match[0].length;
    if (kind === "space") continue;
    const shown = match[0] === "**" ? "^" : canonicalName(match[0]);
    tokens.push({ kind: kindOf(kind, shown), text: shown, from: start, to: from + position });
  }
  return tokens;
}

function kindOf(group: string, text: string): Token["kind"] {
  // The groups are called like the kinds.
  return group === "name" && wordOperators.has(text) ? "operator" : (group as Token["kind"]);
}

/** Tokens with every number that is followed by the name of a unit made one, unless `isTaken` says the name is another. */
export function joinQuantities(tokens: readonly Token[], isTaken: (name: string) => boolean): Token[] {
  const joined: Token[] = [];
  for (const token of tokens) {
    const number = joined.at(-1);
    const isUnit = token.kind === "name" && unitNamed(token.text) !== undefined && !isTaken(token.text);
    if (number?.kind === "number" && isUnit) {
      joined.pop();
      joined.push({
        kind: "quantity",
        text: `${number.text} ${token.text}`,
        from: number.from,
        to: token.to,
      });
    } else joined.push(token);
  }
  return joined;
}

function refuse(source: Source, text: string, from: number, position: number): never {
  const start = from + position;
  for (const [what, name, hint] of refused) {
    what.lastIndex = position;
    const match = what.exec(text);
    if (match === null) continue;
    const sign = match[0].slice(0, 3);
    const answer = (sign.length === 1 ? answerToSign(source.block, text, position) : undefined) ?? {
      name,
      hint,
    };
    const told = `${sign} (${answer.name}) is not part of an expression`;
    failAt(source, start, start + sign.length, told, answer.hint);
  }
  const code = text.codePointAt(position)!;
  const character = String.fromCodePoint(code);
  const shown = /\p{C}/u.test(character) ? "" : ` ${character}`;
  const number = code.toString(16).toUpperCase().padStart(4, "0");
  failAt(source, start, start + character.length, `unknown character${shown} (U+${number})`, nameRule);
}
