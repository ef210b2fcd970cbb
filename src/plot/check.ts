/** What the numbers given to a picture may be: it never leaves one out silently. */
import { OptionError, ShapeError, type Where } from "../errors.ts";
import { type Check, checkOptions, checkValue, dependingOn, rule } from "../options.ts";
import { counted, isList, shown } from "../values.ts";
import { layoutWidth, paperSizeOf } from "./paper-size.ts";
import type { Picture, PictureOptions } from "./picture.ts";

/** Lists of numbers for which `is` holds; of the first other one is said that it is `not`. */
function series(is: (value: number) => boolean, not: string, hint: string = ""): Check {
  return (where, name, values: unknown) => {
    if (!isList(values))
      throw new OptionError(where, `${name} is ${shown(values)}`, "Give an array of numbers.");
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      if (typeof value === "number" && is(value)) continue;
      throw new OptionError(where, `${name}[${i}] is ${shown(value)}, ${not}`, hint);
    }
  };
}

/** Lists of finite numbers. */
export const finite: Check = series(
  Number.isFinite,
  "not a finite number",
  "A picture leaves no value out: remove it before, or find out where it came from.",
);

/** Lists of numbers in [low, high]. */
export function within(low: number, high: number): Check {
  return series((value) => value >= low && value <= high, `outside [${low}, ${high}]`);
}

/** Lists of integers from `low` to `high`. */
export function indices(low: number, high: number): Check {
  const isIndex = (value: number): boolean => Number.isInteger(value) && value >= low && value <= high;
  return series(isIndex, `not an integer from ${low} to ${high}`);
}

/** Lists of finite numbers, none smaller than the one before; if `strictly`, none equal to it. */
export function increasing(strictly: boolean = false): Check {
  return (where, name, values: ArrayLike<number>) => {
    checkValue(where, name, values, finite);
    for (let i = 1; i < values.length; i++) {
      if (values[i]! > values[i - 1]! || (!strictly && values[i] === values[i - 1])) continue;
      throw new OptionError(
        where,
        `${name}[${i}] is ${values[i]} after ${values[i - 1]}`,
        "Sort the samples.",
      );
    }
  };
}

/** Lists of a kind that have so many values. @param hint  what to give, a sentence */
export function sized(length: number, kind: Check, hint: string): Check {
  return (where, name, values: ArrayLike<number>) => {
    checkValue(where, name, values, kind);
    if (values.length === length) return;
    throw new ShapeError(where, `${name} has ${counted(values.length, "value")}, expected ${length}`, hint);
  };
}

/** Lists of a kind that have as many values as another option. */
export function asLongAs(other: string, kind: Check): Check {
  return dependingOn<Readonly<Record<string, ArrayLike<number>>>>((options) =>
    sized(options[other]!.length, kind, `Give one for each of the ${options[other]!.length} in ${other}.`),
  );
}

/** Pairs [low, high] of finite numbers, low < high. */
export const interval: Check = (where, name, ends: readonly [low: number, high: number]) => {
  checkValue(where, name, ends, rule(isList, "Give [low, high]."));
  checkValue(where, name, ends, sized(2, finite, "Give [low, high]."));
  if (ends[0] < ends[1]) return;
  throw new OptionError(
    where,
    `${name} is [${ends[0]}, ${ends[1]}], which has no length`,
    "Give [low, high].",
  );
};

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
  const width = { min: 320, max: 20_000 };
  checkOptions(where, options, { title: "text", caption: "text", width, size: "any" });
  if (options.size === undefined) return { width: options.width ?? standard };
  if (options.width !== undefined) {
    throw new OptionError(where, "both width and size are given", "Give one of them.");
  }
  const paper = paperSizeOf(where, options.size);
  const laidOut = layoutWidth(paper);
  if (laidOut >= width.min) return { width: laidOut, millimetres: paper.millimetres };
  const what = `${paper.millimetres} mm have no room for a picture with letters of ${paper.points} pt`;
  throw new OptionError(where, what, "Give more millimetres or smaller letters.");
}

/** The width left for a frame between its texts [px]. @throws OptionError if that is less than 80 px */
export function checkedFrameWidth(where: Where, width: number, beside: number): number {
  const left = width - beside;
  if (left >= 80) return left;
  const what = `the names and numbers beside the frame need ${beside} px of a width of ${width} px`;
  throw new OptionError(where, what, "Give a greater width or shorter names.");
}
