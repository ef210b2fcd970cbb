/** A morphology as a soma and unbranched sections. */
import type { Morphology, SectionType, SwcSample } from "./read-swc.ts";

/** A truncated cone: its length, and its radii at both ends [µm]. */
export interface Frustum {
  readonly length: number;
  readonly from: number;
  readonly to: number;
}

/** An unbranched part of one type. */
export interface Section {
  readonly type: SectionType;
  /** The section where it begins, by its place in the list; −1: the soma, or nothing if there is none. */
  readonly parent: number;
  /** From the beginning on. */
  readonly frusta: readonly Frustum[];
}

export interface Sections {
  /** Area [µm²]; 0 if there is no soma. */
  readonly soma: number;
  /** Parents before children. */
  readonly sections: readonly Section[];
}

/**
 * A section ends where the morphology branches or ends, and where the type changes. All samples of the soma together are one
 * body: of one sample, a sphere; of more, their truncated cones. What begins at the soma begins at the surface of a sphere
 * around the sample there, with the radius of its own first sample. Cones without length are left out.
 */
export function sectionsOf({ samples }: Morphology): Sections {
  const children = samples.map((): number[] => []);
  for (const [i, { parent }] of samples.entries()) if (parent >= 0) children[parent]!.push(i);
  const body = samples.filter(({ type }) => type === "soma");
  const cones = body.flatMap((sample) => {
    const parent = samples[sample.parent];
    return parent?.type === "soma" ? [coneTo(parent, sample)] : [];
  });
  const area = cones.reduce((sum, cone) => sum + lateralArea(cone), 0);
  const soma = area > 0 || body.length === 0 ? area : 4 * Math.PI * body[0]!.radius * body[0]!.radius;

  const sections: Section[] = [];
  /** The section that each sample ends a part of; −1 for those of the soma. */
  const within: number[] = [];
  for (const sample of samples) {
    const above = samples[sample.parent];
    if (sample.type === "soma" || above === undefined) {
      within.push(-1);
      continue;
    }
    const goesOn = above.type === sample.type && children[sample.parent]!.length === 1;
    const own = within[sample.parent]!;
    const cone = coneTo(above, sample);
    const isFirst = above.type === "soma";
    const frustum = isFirst
      ? { length: Math.max(0, cone.length - above.radius), from: cone.to, to: cone.to }
      : cone;
    const frusta = frustum.length > 0 ? [frustum] : [];
    if (goesOn && own >= 0) {
      sections[own] = { ...sections[own]!, frusta: [...sections[own]!.frusta, ...frusta] };
      within.push(own);
    } else {
      within.push(sections.length);
      sections.push({ type: sample.type, parent: own, frusta });
    }
  }
  return { soma, sections };
}

function coneTo(a: SwcSample, b: SwcSample): Frustum {
  return { length: lengthOf(a.x - b.x, a.y - b.y, a.z - b.z), from: a.radius, to: b.radius };
}

function lengthOf(...parts: readonly number[]): number {
  return Math.sqrt(parts.reduce((sum, part) => sum + part * part, 0));
}

/** π (r_1 + r_2) √(L² + (r_1 − r_2)²) [µm²]. */
export function lateralArea({ length, from, to }: Frustum): number {
  return Math.PI * (from + to) * lengthOf(length, from - to);
}

/** ∫ ds/(π r²) = L/(π r_1 r_2) [1/µm]. */
export function slendernessOf({ length, from, to }: Frustum): number {
  return length / (Math.PI * from * to);
}
