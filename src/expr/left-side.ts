/** Left sides of equations: whose derivative, or which definition, and what stands before a derivative. */
import { canonicalName, isName, namePart, namePattern } from "./names.ts";
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

const derivative = new RegExp(
  `^(?<before>.*?)(?:(?<!${namePart})d(?<leibniz>${namePattern})\\s*/\\s*dt|(?<prime>${namePattern})\\s*['’′])\\s*$`,
  "su",
);
const inline = new RegExp(
  `^(?<word>(?:recordable\\s+)?inline\\s+)(?<name>${namePattern})(?<unit>\\s.*)?$`,
  "su",
);
const declaration = new RegExp(`^(?<name>${namePattern})\\s*:\\s*(?<unit>.*)$`, "su");
const second = /''|’’|″|\/\s*dt\s*(?:\^|\*\*)?\s*[2²]/;
const call = new RegExp(`^${namePattern}\\s*\\(`, "u");

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
  const groups = derivative.exec(left)?.groups;
  if (groups === undefined) return readDefinition(source, left, from, equals, isKnown);
  const { before = "", leibniz, prime } = groups;
  const written = (leibniz ?? prime)!;
  const start = from + before.length + (leibniz === undefined ? 0 : 1);
  const star = before.trimEnd();
  const factor: readonly [number, number] = [from, star === "" ? from : from + star.length - 1];
  if (star !== "") checkFactor(source, star, from, from + before.length);
  const name = canonicalName(written);
  return { kind: "derivative", name, from: start, to: start + written.length, factor };
}

function readDefinition(
  source: Source,
  left: string,
  from: number,
  equals: number,
  isKnown: (name: string) => boolean,
): LeftSide {
  const groups = inline.exec(left.trimEnd())?.groups;
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
  if (second.test(left)) {
    const hint = "Give the first derivative a name: dx/dt = w and dw/dt = ….";
    failAt(source, from, end, "a second derivative", hint);
  }
  if (/^kernel\s/.test(left)) {
    const hint = "Write the equation that the kernel solves, and what a spike does as an input.";
    failAt(source, from, end, "a kernel", hint);
  }
  if (call.test(left)) {
    const hint = "A definition has no arguments: what it depends on is in its right side.";
    failAt(source, from, end, "a function of one's own", hint);
  }
  // A character that no equation has is named.
  tokenize(source, left, from);
  failAt(source, from, end, "a left side that is not one name", forms);
}

/** A line that is no equation; Brian2 declares parameters so, v : volt. */
function failWithoutEquals(
  source: Source,
  plain: string,
  from: number,
  to: number,
  isKnown: (name: string) => boolean,
): never {
  const groups = to - from > maxLength ? undefined : declaration.exec(plain.slice(from, to))?.groups;
  if (groups === undefined) failAt(source, from, to, "a line without =", forms);
  const { name = "", unit = "" } = groups;
  const [text] = unit.split(/\s*\(/);
  const record = `{ ${name}: { unit: ${JSON.stringify(text)}, default: … } }`;
  const hint = isKnown(canonicalName(name))
    ? `${quoted(name)} is declared already: leave out the line.`
    : `Write it under parameters: ${record}, or under signals if it changes with time.`;
  failAt(source, from, to, `a declaration, ${quoted(name)} and a unit,`, hint);
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
