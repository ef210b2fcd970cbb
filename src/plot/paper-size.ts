/** Sizes of pictures on paper: what is laid out in pixels is printed at the size of its letters. */
import { OptionError, suggestion, type Where } from "../errors.ts";
import { checkKeys } from "../options.ts";
import { isRecord, shown } from "../values.ts";
import { labelSize } from "./layout.ts";
import type { PaperSize, PaperSizeName } from "./picture.ts";

/**
 * The widths of one column and of two, with labels of 8 points.
 *
 * Source: American Physical Society, Axis Labels and Scales on Graphs: 8.6 cm and 17.8 cm.
 */
export const paperSizes: Readonly<Record<PaperSizeName, PaperSize>> = Object.freeze({
  column: Object.freeze({ millimetres: 86, points: 8 }),
  page: Object.freeze({ millimetres: 178, points: 8 }),
});

/**
 * The size that was asked for by name or by numbers.
 *
 * @throws OptionError for an unknown name, or numbers that are no size
 */
export function paperSizeOf(where: Where, size: PaperSizeName | PaperSize): Required<PaperSize> {
  const names = Object.keys(paperSizes);
  if (typeof size === "string" && !names.includes(size)) {
    const hint = `${suggestion(size, names)}Give ${names.map((name) => `"${name}"`).join(" or ")}, or { millimetres }.`;
    throw new OptionError(where, `size is ${shown(size)}`, hint);
  }
  const given = typeof size === "string" ? paperSizes[size] : size;
  if (!isRecord(given)) {
    throw new OptionError(where, `size is ${shown(size)}`, 'Give "column", "page" or { millimetres }.');
  }
  checkKeys(`${where}: size`, given, ["millimetres", "points"]);
  const { millimetres, points = 8 } = given;
  for (const [name, value, [low, high]] of [
    ["millimetres", millimetres, [20, 2000]],
    ["points", points, [3, 72]],
  ] as const) {
    if (typeof value === "number" && value >= low && value <= high) continue;
    throw new OptionError(where, `size.${name} is ${shown(value)}`, `Give a number from ${low} to ${high}.`);
  }
  return { millimetres, points };
}

/**
 * The width that a picture of that size is laid out in [px]: labels of 12 px become so many points.
 *
 *   width = labels [px] · width [pt] / points
 */
export function layoutWidth({ millimetres, points }: Required<PaperSize>): number {
  return Math.round((labelSize * millimetres * 72) / (25.4 * points));
}
