/** Places in a text that a user wrote, and error messages that show them. */
import { ModelError, type Where } from "../errors.ts";
import type { Expr } from "./node.ts";

/** A text with what an error message has to say about it. */
export interface Source {
  /** The public function and what it was given, e.g. `defineNeuron("lif")`. */
  readonly where: Where;
  /** The part of its argument, e.g. `dynamics`. */
  readonly block: string;
  readonly text: string;
  /** Offset in the text as it was given of an offset in this one; the same if left out. */
  readonly given?: (offset: number) => number;
}

/** Throws an error about one place in a text. */
export type Place = (what: string, hint: string) => never;

/** Where parts of texts are: parsing adds to it. What was written twice is where it was written first. */
export interface Places {
  readonly nodes: Map<Expr, Place>;
  /** What was written for a part. */
  readonly texts: Map<Expr, () => string>;
  /** Right sides of equations, by the name on the left. */
  readonly rightSides: Map<string, Place>;
  /** Units behind equations, by the name on the left. */
  readonly units: Map<string, Place>;
}

export function noPlaces(): Places {
  return { nodes: new Map(), texts: new Map(), rightSides: new Map(), units: new Map() };
}

const maxWidth = 100;
const maxQuoted = 60;

/** `text` in double quotes, shortened if long. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > maxQuoted ? `${text.slice(0, maxQuoted)}…` : text);
}

/** Line, counted from 1, that holds the offset. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

/**
 * Throws an error about the characters [from, to) of a source, with the line and carets under them.
 *
 * @throws ModelError always
 */
export function failAt(source: Source, from: number, to: number, what: string, hint = ""): never {
  const { where, block, text } = source;
  const start = text.lastIndexOf("\n", from - 1) + 1;
  const next = text.indexOf("\n", from);
  const line = text.slice(start, next === -1 ? text.length : next).replace(/\r$/, "");
  const [row, column] = [lineAt(text, from), from - start + 1];
  const { given = (offset: number) => offset } = source;
  const place = { block, from: given(from), to: given(to), line: row, column };
  const shown = excerpt(line, from - start, to - start);
  throw new ModelError(where, `${what} in ${block}, line ${row}, column ${column}\n${shown}`, hint, place);
}

/** The line, cut to a window if it is long, and carets below [from, to). */
function excerpt(line: string, from: number, to: number): string {
  const first =
    line.length <= maxWidth ? 0 : Math.max(0, Math.min(from - maxWidth / 2, line.length - maxWidth));
  const last = Math.min(line.length, first + maxWidth);
  const before = first > 0 ? "…" : "";
  const after = last < line.length ? "…" : "";
  const shown = line
    .slice(first, last)
    .replace(/\t/g, " ")
    .replace(/\p{Cc}/gu, "\u{FFFD}");
  const carets = "^".repeat(Math.max(1, Math.min(to, last) - from));
  return `    ${before}${shown}${after}\n    ${" ".repeat(before.length + from - first)}${carets}`;
}
