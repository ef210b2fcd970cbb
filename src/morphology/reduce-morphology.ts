/** Morphologies as few compartments. */
import { OptionError, ShapeError } from "../errors.ts";
import { checkOptions, checkValue, rule } from "../options.ts";
import { counted, isRecord } from "../values.ts";
import type { Compartment } from "./compartment-model.ts";
import { cylinderOf } from "./geometry.ts";
import type { Mechanism } from "./mechanism.ts";
import type { Morphology, SectionType } from "./read-swc.ts";
import { type Frustum, lateralArea, type Section, sectionsOf, slendernessOf } from "./sections.ts";

/** How fine. One of the two is given. */
export interface ReduceOptions {
  /** Of a compartment [µm]; the soma is one. */
  readonly maxLength?: number;
  /** Of all: sections are cut at the smallest `maxLength` that needs no more. */
  readonly maxCompartments?: number;
  /** By the type of the section. */
  readonly mechanisms?: Readonly<Partial<Record<SectionType, readonly Mechanism[]>>>;
}

/** What `compartmentModel` takes. */
export interface ReducedMorphology {
  readonly compartments: Readonly<Record<string, Compartment>>;
  readonly connections: readonly (readonly string[])[];
}

/**
 * A morphology as compartments.
 *
 *   - The soma is one compartment, `soma`, as long as it is wide.
 *   - A section, unbranched and of one type, is cut into the fewest pieces of equal length that are no longer than `maxLength`:
 *     `dendrite1`, or `dendrite1_1`, `dendrite1_2`, … in the order of the file, beginning at the soma.
 *   - A piece becomes the cylinder of its area and its axial resistance: both are those of the morphology.
 *   - Sections without length are left out; what began at one begins where it began.
 *   - Pieces that meet at a branch point meet in one connection; at the soma each is joined to it alone.
 *
 * A morphology without a soma begins with its first section.
 *
 * @throws OptionError for a wrong option, and for `maxCompartments` that are fewer than the sections; ShapeError for a
 *   morphology without length
 * @example
 * const reduced = reduceMorphology(readSwc(text), { maxLength: 50, mechanisms: { soma: [hodgkinHuxleyChannels()] } });
 * const model = compartmentModel({ name: "cell", ...reduced, mechanisms: [leak({ conductance: 0.1, reversal: -70 })] });
 */
export function reduceMorphology(tree: Morphology, options: ReduceOptions): ReducedMorphology {
  const where = "reduceMorphology";
  checkValue(where, "the first argument", tree, aMorphology);
  checkOptions<ReduceOptions>(where, options, {
    maxLength: "positive",
    maxCompartments: "count",
    mechanisms: "record",
  });
  const { maxLength, maxCompartments, mechanisms = {} } = options;
  if ((maxLength === undefined) === (maxCompartments === undefined)) {
    throw new OptionError(where, "one of maxLength and maxCompartments is asked for", "Give one.");
  }
  const { soma, sections: all } = sectionsOf(tree);
  const sections = withLength(all);
  const lengths = sections.map(lengthOf);
  const fixed = soma > 0 ? 1 : 0;
  if (fixed + sections.length === 0) {
    throw new ShapeError(where, "the morphology has no length", "Give a soma, or two samples.");
  }
  const cut = maxLength ?? shortest(where, lengths, maxCompartments! - fixed, fixed);

  const compartments: Record<string, Compartment> = {};
  const put = (name: string, type: SectionType, cylinder: { length: number; diameter: number }): void => {
    compartments[name] = { ...cylinder, mechanisms: mechanisms[type] ?? [] };
  };
  if (soma > 0)
    put("soma", "soma", { length: Math.sqrt(soma / Math.PI), diameter: Math.sqrt(soma / Math.PI) });
  const connections: string[][] = [];
  /** The first and the last piece of every section. */
  const ends: { readonly first: string; readonly last: string }[] = [];
  const counts = new Map<SectionType, number>();
  for (const [k, { type, frusta }] of sections.entries()) {
    const number = (counts.get(type) ?? 0) + 1;
    counts.set(type, number);
    const pieces = pieceCount(lengths[k]!, cut);
    const names = Array.from({ length: pieces }, (_, j) =>
      pieces === 1 ? `${type}${number}` : `${type}${number}_${j + 1}`,
    );
    for (const [j, piece] of cutEvenly(frusta, pieces).entries()) {
      const total = (of: (frustum: Frustum) => number): number =>
        piece.reduce((sum, one) => sum + of(one), 0);
      put(names[j]!, type, cylinderOf(total(lateralArea), total(slendernessOf)));
      if (j > 0) connections.push([names[j - 1]!, names[j]!]);
    }
    ends.push({ first: names[0]!, last: names.at(-1)! });
  }
  for (let parent = -1; parent < sections.length; parent++) {
    const begun = ends.filter((_, k) => sections[k]!.parent === parent).map(({ first }) => first);
    if (begun.length === 0) continue;
    if (parent >= 0) connections.push([ends[parent]!.last, ...begun]);
    else if (soma > 0) connections.push(...begun.map((first) => ["soma", first]));
    else if (begun.length > 1) connections.push(begun);
  }
  return { compartments, connections };
}

const aMorphology = rule(
  (value) => isRecord(value) && Array.isArray(value["samples"]),
  "Give readSwc(text).",
);

function lengthOf({ frusta }: Section): number {
  return frusta.reduce((sum, { length }) => sum + length, 0);
}

/** How many pieces of a section are no longer than that, but for rounding. */
function pieceCount(length: number, longest: number): number {
  return Math.max(1, Math.ceil((length / longest) * (1 - 1e-12)));
}

/** Without those that have no length. */
function withLength(all: readonly Section[]): Section[] {
  const kept = all.flatMap((section, k) => (lengthOf(section) > 0 ? [k] : []));
  const start = (parent: number): number =>
    parent < 0 || lengthOf(all[parent]!) > 0 ? kept.indexOf(parent) : start(all[parent]!.parent);
  return kept.map((k) => ({ ...all[k]!, parent: start(all[k]!.parent) }));
}

/** The smallest length of a piece at which sections have so many pieces at most: that of a whole number of pieces of one of them. */
function shortest(where: string, lengths: readonly number[], most: number, fixed: number): number {
  if (lengths.length > most) {
    const what = `maxCompartments is ${most + fixed}, and there are ${counted(lengths.length, "section")}${fixed > 0 ? " and a soma" : ""}`;
    throw new OptionError(where, what, `Give ${lengths.length + fixed} or more.`);
  }
  const pieces = lengths.map(() => 1);
  const longest = (): number => Math.max(0, ...lengths.map((length, k) => length / pieces[k]!));
  let cut = longest();
  while (lengths.length > 0) {
    cut = longest();
    for (const [k, length] of lengths.entries()) if (length / pieces[k]! === cut) pieces[k]!++;
    if (pieces.reduce((a, b) => a + b) > most) break;
  }
  return cut;
}

/** A section as pieces of equal length. */
function cutEvenly(frusta: readonly Frustum[], pieces: number): Frustum[][] {
  const step = frusta.reduce((sum, { length }) => sum + length, 0) / pieces;
  const cut: Frustum[][] = Array.from({ length: pieces }, () => []);
  let start = 0;
  for (const { length, from, to } of frusta) {
    const radius = (at: number): number => from + ((to - from) * (at - start)) / length;
    const first = Math.min(pieces - 1, Math.floor(start / step));
    for (let j = first; j < pieces; j++) {
      const [low, high] = [
        Math.max(start, j * step),
        j === pieces - 1 ? start + length : Math.min(start + length, (j + 1) * step),
      ];
      if (high > low) cut[j]!.push({ length: high - low, from: radius(low), to: radius(high) });
    }
    start += length;
  }
  return cut;
}
