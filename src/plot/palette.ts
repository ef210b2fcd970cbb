/**
 * Colours that people with a colour-vision deficiency can tell apart.
 *
 * Source: Okabe & Ito (2008), Color Universal Design; the last three from Tol (2021), Colour Schemes, "muted".
 * Variant: their yellow and black are left out, being unreadable on white and used for text.
 */
import { UnsupportedError, type Where } from "../errors.ts";

const colours = [
  "#0072b2",
  "#d97a00",
  "#009e73",
  "#c4488e",
  "#56b4e9",
  "#d55e00",
  "#332288",
  "#999933",
  "#882255",
  "#44aa99",
] as const;

/** Text and axes, from dark to light, on a white ground. */
export const ink = "#1f2328";
export const inkSoft = "#57606a";
export const line = "#c9ced4";
export const lineSoft = "#e8ebee";
/** The colour of what was not decided. */
export const undecided = "#dfe2e5";

/** @throws UnsupportedError if there are fewer colours than asked for */
export function palette(where: Where, count: number, noun: string): readonly string[] {
  if (count > colours.length) {
    throw new UnsupportedError(
      where,
      `${count} ${noun} in one panel; at most ${colours.length} colours can be told apart`,
      `Draw fewer ${noun}, or spread them over several panels or pictures.`,
    );
  }
  return colours.slice(0, count);
}

/** The colour mixed with another: `share` 0 is the colour itself, 1 the other. Both as `#rrggbb`. */
export function mix(colour: string, other: string, share: number): string {
  const channel = (text: string, k: number) => Number.parseInt(text.slice(1 + 2 * k, 3 + 2 * k), 16);
  return `#${[0, 1, 2]
    .map((k) => Math.round((1 - share) * channel(colour, k) + share * channel(other, k)))
    .map((value) => value.toString(16).padStart(2, "0"))
    .join("")}`;
}
