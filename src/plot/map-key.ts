/** The key of a decision map, in a column right of its frame. */

import { labelSize, padding } from "./layout.ts";
import { inkSoft, undecided } from "./palette.ts";
import type { Markish, PlotModule } from "./plot-module.ts";
import { textWidth } from "./text-layout.ts";

export type KeyEntry =
  | {
      readonly kind: "class";
      readonly text: string;
      readonly detail?: string;
      readonly fill: string;
      readonly colour: string;
    }
  | { readonly kind: "area"; readonly text: string; readonly fill: string }
  | { readonly kind: "wrong"; readonly text: string };

const gap = 18;
const swatch = 18;
const textAt = gap + swatch + 8;

function heightOf(entry: KeyEntry): number {
  return entry.kind === "class" && entry.detail !== undefined ? 40 : 28;
}

/** Room right of the frame [px]. */
export function keyWidth(entries: readonly KeyEntry[]): number {
  const texts = entries.flatMap((entry) =>
    entry.kind === "class" ? [entry.text, entry.detail ?? ""] : [entry.text],
  );
  return Math.ceil(textAt + Math.max(0, ...texts.map((text) => textWidth(text, labelSize + 1))) + padding);
}

export function keyHeight(entries: readonly KeyEntry[]): number {
  return entries.reduce((sum, entry) => sum + heightOf(entry), 0);
}

/** Swatch and text of one entry, its top `dy` below the upper edge of the frame. */
function entryMarks(plot: PlotModule, entry: KeyEntry, dy: number): Markish[] {
  const place = { frameAnchor: "top-right", dx: gap + swatch / 2, dy: dy + swatch / 2 } as const;
  const area = (fill: string) =>
    plot.dot([0], { ...place, symbol: "square", r: swatch / Math.sqrt(Math.PI), fill });
  const words = (text: string, row: number, options: object) =>
    plot.text([text], {
      text: (t: string) => t,
      frameAnchor: "top-right",
      textAnchor: "start",
      lineAnchor: "middle",
      dx: textAt,
      dy: dy + swatch / 2 + row,
      ...options,
    });
  switch (entry.kind) {
    case "class":
      return [
        area(entry.fill),
        plot.dot([0], { ...place, r: 3, fill: entry.colour, stroke: "white", strokeWidth: 0.6 }),
        words(entry.text, 0, { fontSize: labelSize + 1, fontWeight: 600 }),
        ...(entry.detail === undefined ? [] : [words(entry.detail, 16, { fill: inkSoft })]),
      ];
    case "area":
      return [area(entry.fill), words(entry.text, 0, { fontSize: labelSize + 1 })];
    case "wrong":
      return [
        plot.dot([0], { ...place, r: 3.8, fill: undecided, stroke: "black", strokeWidth: 1.6 }),
        words(entry.text, 0, { fontSize: labelSize + 1 }),
      ];
  }
}

export function keyMarks(plot: PlotModule, entries: readonly KeyEntry[]): Markish[] {
  let dy = 0;
  return entries.flatMap((entry) => {
    const marks = entryMarks(plot, entry, dy);
    dy += heightOf(entry);
    return marks;
  });
}
