/** Sizes of pictures on paper: what is laid out in pixels is printed at the size of its letters. */
import { suggestion, type Where } from "../errors.ts";
import { checkOptions, checkValue, type Kinds, rule } from "../options.ts";
import { isRecord } from "../values.ts";
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

const names = Object.keys(paperSizes);
const sizeKind = rule(
  (size) => isRecord(size) || names.includes(size as string),
  (size) => `${suggestion(size, names)}Give "column", "page" or { millimetres }.`,
);
const kinds: Kinds<PaperSize> = { millimetres: { min: 20, max: 2000 }, points: { min: 3, max: 72 } };

/**
 * The size that was asked for by name or by numbers.
 *
 * @throws OptionError for an unknown name, or numbers that are no size
 */
export function paperSizeOf(where: Where, size: PaperSizeName | PaperSize): Required<PaperSize> {
  checkValue(where, "size", size, sizeKind);
  const given = typeof size === "string" ? paperSizes[size] : size;
  checkOptions(`${where}: size`, given, kinds, ["millimetres"]);
  const { millimetres, points = 8 } = given;
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
