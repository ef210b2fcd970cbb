/** Checks of the numbers and texts given to a picture, which never leaves one out silently. */
import { OptionError, ShapeError, type Where } from "../errors.ts";
import { checkKeys } from "../options.ts";
import { isList, shown } from "../values.ts";
import { layoutWidth, paperSizeOf } from "./paper-size.ts";
import type { Picture, PictureOptions } from "./picture.ts";

/** @throws OptionError unless `text` is one */
export function checkText(where: Where, name: string, text: string): void {
  if (typeof text === "string") return;
  throw new OptionError(where, `${name} is ${shown(text)}`, "Give a text in quotes.");
}

/** @throws OptionError unless `list` is an array, of what is checked elsewhere */
export function checkArray(where: Where, name: string, list: readonly unknown[]): void {
  if (Array.isArray(list)) return;
  throw new OptionError(where, `${name} is ${shown(list)}`, "Give an array, empty if there is nothing.");
}

/** @throws OptionError unless `values` is a list, of what is checked elsewhere */
function checkSeries(where: Where, name: string, values: ArrayLike<number>): void {
  if (isList(values)) return;
  throw new OptionError(where, `${name} is ${shown(values)}`, "Give an array of numbers.");
}

/** @throws OptionError naming the series and the index of the first value that is not finite */
export function checkFinite(where: Where, name: string, values: ArrayLike<number>): void {
  checkSeries(where, name, values);
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) {
      throw new OptionError(
        where,
        `${name}[${i}] is ${shown(values[i])}, not a finite number`,
        "A picture leaves no value out: remove it before, or find out where it came from.",
      );
    }
  }
}

/** @throws OptionError naming the series and the index of the first value outside [low, high] or NaN */
export function checkRange(
  where: Where,
  name: string,
  values: ArrayLike<number>,
  [low, high]: readonly [low: number, high: number],
): void {
  checkSeries(where, name, values);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (typeof value !== "number" || !(value >= low && value <= high)) {
      throw new OptionError(where, `${name}[${i}] is ${shown(value)}, outside [${low}, ${high}]`);
    }
  }
}

/** @throws OptionError naming the series and the index of the first value that is no integer in [low, high] */
export function checkIndices(
  where: Where,
  name: string,
  values: ArrayLike<number>,
  [low, high]: readonly [low: number, high: number],
): void {
  checkSeries(where, name, values);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isInteger(value) || value < low || value > high) {
      throw new OptionError(where, `${name}[${i}] is ${shown(value)}, not an integer from ${low} to ${high}`);
    }
  }
}

/** @throws OptionError naming the series and the index of the first value below (or `strictly`, at) the one before */
export function checkIncreasing(
  where: Where,
  name: string,
  values: ArrayLike<number>,
  strictly: boolean = false,
): void {
  checkFinite(where, name, values);
  for (let i = 1; i < values.length; i++) {
    if (values[i]! > values[i - 1]! || (!strictly && values[i] === values[i - 1])) continue;
    throw new OptionError(where, `${name}[${i}] is ${values[i]} after ${values[i - 1]}`, "Sort the samples.");
  }
}

/** @throws ShapeError if the series has another length; OptionError if it is none */
export function checkLength(where: Where, name: string, values: ArrayLike<number>, length: number): void {
  checkSeries(where, name, values);
  if (values.length !== length) {
    throw new ShapeError(where, `${name} has ${values.length} values, expected ${length}`);
  }
}

/** @throws OptionError unless low < high, both finite, ShapeError unless they are two; not given is no mistake */
export function checkInterval(
  where: Where,
  name: string,
  interval: readonly [low: number, high: number] | undefined,
): void {
  if (interval === undefined) return;
  checkLength(where, name, interval, 2);
  checkFinite(where, name, interval);
  if (interval[0] < interval[1]) return;
  throw new OptionError(where, `${name} is [${interval[0]}, ${interval[1]}], which has no length`);
}

/**
 * The width asked for, or the standard, and that on paper if there is one.
 *
 * @throws OptionError below 320 px or if not finite, for an unknown option, both width and size, or a title or
 *   caption that is no text
 */
export function checkedWidth(
  where: Where,
  options: PictureOptions,
  standard: number = 720,
): Pick<Picture, "width" | "millimetres"> {
  checkKeys(where, options, ["title", "caption", "width", "size"]);
  const { width = standard, size, title = "", caption = "" } = options;
  checkText(where, "title", title);
  checkText(where, "caption", caption);
  if (size === undefined) {
    checkRange(where, "width", [width], [320, 20_000]);
    return { width };
  }
  if (options.width !== undefined) {
    throw new OptionError(where, "both width and size are given", "Give one of them.");
  }
  const paper = paperSizeOf(where, size);
  const laidOut = layoutWidth(paper);
  if (laidOut >= 320) return { width: laidOut, millimetres: paper.millimetres };
  const hint = "Give more millimetres or smaller letters.";
  const what = `${paper.millimetres} mm have no room for a picture with letters of ${paper.points} pt`;
  throw new OptionError(where, what, hint);
}

/** The width left for a frame between its texts [px]. @throws OptionError if that is less than 80 px */
export function checkedFrameWidth(where: Where, width: number, beside: number): number {
  const left = width - beside;
  if (left >= 80) return left;
  throw new OptionError(
    where,
    `the names and numbers beside the frame need ${beside} px of a width of ${width} px`,
    "Give a greater width or shorter names.",
  );
}
