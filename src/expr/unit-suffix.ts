/** What Brian2 writes behind an equation: a colon, its unit, and flags, which have other words here. */
import type { LeftSide } from "./left-side.ts";
import { failAt, lineAt, type Source } from "./source.ts";
import { parseUnit, printUnit } from "./units.ts";

/** A unit behind an equation. */
export interface UnitSuffix {
  /** As models hold units: `V` for `volt`. */
  readonly unit: string;
  /** The characters [from, to) of the text. */
  readonly from: number;
  readonly to: number;
}

/** What to do instead of a flag. */
const flagAnswers: readonly (readonly [RegExp, string])[] = [
  [
    /^unless refractory$/,
    "Leave it out, and put refractory(model, { period: 5 }) around the model: it holds the membrane. Or multiply the right side by a discrete variable that the spike sets to 0 and an event to 1, as docs/equations.md shows.",
  ],
  [/^constant$/, "What is constant belongs in parameters."],
  [/^constant over dt$/, "There is no time step; leave it out."],
  [/^shared$/, "A parameter given as one number is shared by the neurons of a population; leave it out."],
  [/^(event-driven|clock-driven)$/, "Every state is followed by its equation between events; leave it out."],
  [/^(linked|summed)$/, "What comes from other neurons arrives as spikes: write an input."],
];

const longestSuffix = 200;
const hint =
  "Behind a right side, : stands before its unit, such as mV or 1. A conditional is written c ? a : b.";

/**
 * The unit behind a right side, and where the right side ends.
 *
 * @param plain   the block without comments
 * @param from    where the right side begins
 * @param to      where the statement ends
 * @throws ModelError for what is no unit, and for flags, with what to do instead
 */
export function readSuffix(
  source: Source,
  plain: string,
  from: number,
  to: number,
): { readonly to: number; readonly suffix: UnitSuffix | undefined } {
  const colon = findColon(plain, from, to);
  if (colon === undefined) return { to, suffix: undefined };
  if (to - colon > longestSuffix) failAt(source, colon, colon + 1, "a : without ?", hint);
  // What stands in parentheses after an operator is part of the unit: mV/(ms*nA).
  const [, unit = "", flags] = /^(.*?)(?:(?<![*/·⋅]\s*)\(([^()]*)\))?\s*$/s.exec(plain.slice(colon + 1, to))!;
  const start = colon + 1 + unit.search(/\S|$/);
  const end = colon + 1 + unit.trimEnd().length;
  if (flags !== undefined) {
    const open = colon + 1 + unit.length;
    for (const flag of flags.split(",").map((text) => text.trim())) {
      const answer = flagAnswers.find(([pattern]) => pattern.test(flag))?.[1];
      failAt(source, open, to, `a flag, (${flag}),`, answer ?? "Write the unit alone.");
    }
  }
  if (start >= end) failAt(source, colon, colon + 1, "no unit behind :", hint);
  return { to: colon, suffix: { unit: unitAt(source, plain, start, end), from: start, to: end } };
}

/** Offset of the first colon outside parentheses that belongs to no `c ? a : b`. */
function findColon(plain: string, from: number, to: number): number | undefined {
  let [depth, questions] = [0, 0];
  for (let at = from; at < to; at++) {
    const character = plain[at];
    if (character === "(") depth += 1;
    else if (character === ")") depth -= 1;
    else if (depth !== 0) continue;
    else if (character === "?") questions += 1;
    else if (character === ":" && questions-- === 0) return at;
  }
  return undefined;
}

/** The unit that stands on the left side, `inline rate mV = …`, as that behind a right side. */
export function inlineUnit(source: Source, plain: string, left: LeftSide): UnitSuffix | undefined {
  if (left.unit === undefined) return undefined;
  const [from, to] = left.unit;
  const written = plain.slice(from, to);
  return { unit: written === "real" ? "1" : unitAt(source, plain, from, to), from, to };
}

function unitAt(source: Source, plain: string, from: number, to: number): string {
  const where = `${source.where}, ${source.block}, line ${lineAt(source.text, from)}`;
  return printUnit(parseUnit(plain.slice(from, to), where));
}
