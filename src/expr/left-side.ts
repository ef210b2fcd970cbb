/** Left sides of equations: whose derivative, or which definition, and what stands before a derivative. */
import { canonicalName, isName, withNames } from "./names.ts";
import { failAt, quoted, type Source } from "./source.ts";
import type { Statement } from "./statements.ts";
import { tokenize } from "./tokens.ts";

/** The left side of a statement. */
export interface LeftSide {
  readonly kind: "derivative" | "definition";
  /** In its canonical spelling. */
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** What dy/dt is multiplied with: [from, to), empty if nothing. */
  readonly factor: readonly [number, number];
  /** The unit that NESTML writes behind the name of a definition: [from, to). */
  readonly unit?: readonly [number, number];
}

const forms = "A line is dv/dt = …, v' = …, tau * dv/dt = … or name = ….";
const maxLength = 1000;

const derivative = withNames(
  (name, part) =>
    `^(?<before>.*?)(?:(?<!${part})d(?<leibniz>${name})\\s*/\\s*dt|(?<prime>${name})\\s*['’′])\\s*$`,
  "su",
);
const inline = withNames(
  (name) => `^(?<word>(?:recordable\\s+)?inline\\s+)(?<name>${name})(?<unit>\\s.*)?$`,
  "su",
);
const declaration = withNames((name) => `^(?<name>${name})\\s*:\\s*(?<unit>.*)$`, "su");

/** @param isKnown  whether a name has been declared, for messages */
export function readLeftSide(
  source: Source,
  plain: string,
  { from, equals, to }: Statement,
  isKnown: (name: string) => boolean,
): LeftSide {
  if (equals === -1) failWithoutEquals(source, plain, from, to, isKnown);
  if (equals - from > maxLength) failAt(source, from, equals, "a left side that is too long", forms);
  const left = plain.slice(from, equals);
  const groups = derivative(left).exec(left)?.groups;
  if (groups === undefined) return readDefinition(source, left, from, equals, isKnown);
  checkChoice(source, left, from);
  const { before = "", leibniz, prime } = groups;
  const written = (leibniz ?? prime)!;
  const start = from + before.length + (leibniz === undefined ? 0 : 1);
  const star = before.trimEnd();
  const factor: readonly [number, number] = [from, star === "" ? from : from + star.length - 1];
  const name = canonicalName(written);
  if (star !== "") checkFactor(source, star, from, from + before.length, name);
  return { kind: "derivative", name, from: start, to: start + written.length, factor };
}

function readDefinition(
  source: Source,
  left: string,
  from: number,
  equals: number,
  isKnown: (name: string) => boolean,
): LeftSide {
  const groups = inline(left).exec(left.trimEnd())?.groups;
  const { word = "", name: written = left.trim(), unit } = groups ?? {};
  if (!isName(written)) failLeft(source, left, from, equals);
  const start = from + word.length;
  const to = start + written.length;
  const [base = ""] = written.normalize("NFD").split(/\u0307$/);
  // A dot above the letter is a derivative, unless it is part of a name.
  const isDotted =
    base !== written.normalize("NFD") && isKnown(canonicalName(base)) && !isKnown(canonicalName(written));
  if (isDotted)
    return { kind: "derivative", name: canonicalName(base), from: start, to, factor: [from, from] };
  const definition = {
    kind: "definition",
    name: canonicalName(written),
    from: start,
    to,
    factor: [from, from],
  } as const;
  if (unit === undefined) return definition;
  return { ...definition, unit: [to + unit.search(/\S/), to + unit.trimEnd().length] };
}

/** A left side that is neither a derivative nor a name. */
function failLeft(source: Source, left: string, from: number, equals: number): never {
  const end = Math.max(equals, from + 1);
  for (const [pattern, what, hint] of misplaced) {
    const written = left.trim();
    const match = pattern(written).exec(written);
    if (match === null) continue;
    const { name, leibniz, prime, rest = "" } = match.groups ?? {};
    failAt(source, from, end, what, hint(name ?? leibniz ?? prime ?? "", rest));
  }
  // A character that no equation has is named.
  tokenize(source, left, from);
  failAt(source, from, end, "a left side that is not one name", forms);
}

const derivativeWords = (name: string): string =>
  `(?:d\\s*(?<leibniz>${name})\\s*/\\s*dt|(?<prime>${name})['’′])`;
/** What left sides look like that are none, what they are called, and what to write. */
const misplaced: readonly (readonly [
  (text: string) => RegExp,
  string,
  (name: string, rest: string) => string,
])[] = [
  [
    () => /''|’’|″|\/\s*dt\s*(?:\^|\*\*)?\s*[2²]/,
    "a second derivative",
    () => "Give the first derivative a name: dx/dt = w and dw/dt = ….",
  ],
  [
    () => /^kernel\s/,
    "a kernel",
    () => "Write the equation that the kernel solves, and what a spike does as an input.",
  ],
  [
    withNames((name) => `^(?<rest>.*?)d(?<name>${name})\\s*\\(\\s*t\\s*\\)\\s*/\\s*dt$`, "su"),
    "(t) on the left side",
    withoutTime,
  ],
  [
    withNames((name) => `^(?<rest>.*?)(?<name>${name})\\s*['’′]\\s*\\(\\s*t\\s*\\)$`, "su"),
    "(t) on the left side",
    withoutTime,
  ],
  [
    withNames((name) => `^(?<rest>.*?)d\\s*\\(\\s*(?<name>${name})\\s*\\)\\s*/\\s*dt$`, "su"),
    "parentheses in a derivative",
    (name, rest) => `Write ${rest}d${name}/dt = ….`,
  ],
  [
    withNames((name) => `^(?<rest>.*?)\\(\\s*${derivativeWords(name)}\\s*\\)$`, "su"),
    "parentheses around a derivative",
    (name, rest) => `Write ${rest}d${name}/dt = ….`,
  ],
  [
    withNames((name) => `^${derivativeWords(name)}\\s*[*/×·⋅∗](?<rest>.+)$`, "su"),
    "a factor behind the derivative",
    (name) => `Write it before the derivative, tau * d${name}/dt = …, or on the right side.`,
  ],
  [
    withNames((name) => `^(?<rest>(?:.*\\*)?\\s*)d\\s+(?<name>${name})\\s*/\\s*dt$`, "su"),
    "a space in a derivative",
    (name, rest) => `Write ${rest}d${name}/dt = ….`,
  ],
  [
    withNames((name) => `^(?<rest>[\\d.]+)\\s*${derivativeWords(name)}$`, "su"),
    "an operator is missing",
    (name, rest) => `Write ${rest} * d${name}/dt = ….`,
  ],
  [
    withNames((name) => `^(?<rest>)(?:${derivativeWords(name)}|(?<name>${name}))\\s*:$`, "su"),
    ": before =",
    () => "Write = alone.",
  ],
  [
    withNames((name) => `^${name}\\s*\\(`, "u"),
    "a function of one's own",
    () => "A definition has no arguments: what it depends on is in its right side.",
  ],
];

function withoutTime(name: string, rest: string): string {
  return `Write ${rest}d${name}/dt, without (t): states are functions of time as they stand.`;
}

/** A line that is no equation; Brian2 declares parameters so, v : volt. */
function failWithoutEquals(
  source: Source,
  plain: string,
  from: number,
  to: number,
  isKnown: (name: string) => boolean,
): never {
  const line = plain.slice(from, to);
  if (/^\s*(?:if|elif|else|when|while|for)\b/.test(line)) {
    failAt(source, from, to, "a condition before an equation", choiceHint);
  }
  if (/==/.test(line)) {
    const at = from + line.indexOf("==");
    failAt(source, at, at + 2, "== compares, an equation has one =", "Write = in its place.");
  }
  const groups = to - from > maxLength ? undefined : declaration(line).exec(line)?.groups;
  if (groups === undefined) failAt(source, from, to, "a line without =", forms);
  const { name = "", unit = "" } = groups;
  const [text] = unit.split(/\s*\(/);
  const record = `{ ${name}: { unit: ${JSON.stringify(text)}, default: … } }`;
  const hint = isKnown(canonicalName(name))
    ? `${quoted(name)} is declared already: leave out the line.`
    : `Write it under parameters: ${record}, or under signals if it changes with time.`;
  failAt(source, from, to, `a declaration, ${quoted(name)} and a unit,`, hint);
}

const choice = withNames((_, part) => `^\\s*(?:if|elif|else|when|while|for)(?!${part})|:\\s*\\S`, "u");
const comparison = /[<>]=?|[=!]=/;

/** if v > 1: dv/dt = …, and what looks like it. */
function checkChoice(source: Source, left: string, from: number): void {
  if (!choice(left).test(left) && !comparison.test(left)) return;
  const end = Math.max(from + left.trimEnd().length, from + 1);
  failAt(source, from, end, "a condition before an equation", choiceHint);
}

const choiceHint = "Write one equation with both cases on its right side: dv/dt = t > 5 ? … : ….";

/** What stands before the derivative of `name` at `to` is one product and a `*`. */
function checkFactor(source: Source, before: string, from: number, to: number, name: string): void {
  const last = before.at(-1)!;
  const at = from + before.length - 1;
  if ("×·⋅∗".includes(last)) {
    const hint = `Write * for a product: ${before.slice(0, -1).trimEnd()} * d${name}/dt = ….`;
    failAt(source, at, at + 1, `${last} (a typographic sign) is not part of an expression`, hint);
  }
  if ("-+".includes(last)) {
    const hint = `Write d${name}/dt = … alone on the left side, and change the signs of the right one.`;
    failAt(source, at, at + 1, `${last} on the left side`, hint);
  }
  const missing = `Write ${before} * d${name}/dt = ….`;
  if (last !== "*") failAt(source, to, to + 1, "an operator is missing", missing);
  let depth = 0;
  for (const { kind, text, from: start, to: end } of tokenize(source, before, from)) {
    if (kind === "open") depth += 1;
    if (kind === "close") depth -= 1;
    if (kind !== "operator" || depth !== 0 || ["*", "/", "^"].includes(text)) continue;
    const hint = "Put parentheses around the factor, or divide both sides by it.";
    failAt(source, start, end, `${text} on the left side`, hint);
  }
}
