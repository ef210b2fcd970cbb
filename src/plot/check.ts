/** Checks of the numbers given to a picture, which never leaves one out silently. */
import { checkOptions, OptionError, ShapeError, type Where } from "../errors.ts";
import type { PictureOptions } from "./picture.ts";

/** @throws OptionError naming the series and the index of the first value that is not finite */
export function checkFinite(where: Where, name: string, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) {
      throw new OptionError(
        where,
        `${name}[${i}] is ${values[i]}, not a finite number`,
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
  for (let i = 0; i < values.length; i++) {
    if (!(values[i]! >= low && values[i]! <= high)) {
      throw new OptionError(where, `${name}[${i}] is ${values[i]}, outside [${low}, ${high}]`);
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
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isInteger(value) || value < low || value > high) {
      throw new OptionError(where, `${name}[${i}] is ${value}, not an integer from ${low} to ${high}`);
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

/** @throws ShapeError if the series has another length */
export function checkLength(where: Where, name: string, values: ArrayLike<number>, length: number): void {
  if (values.length !== length) {
    throw new ShapeError(where, `${name} has ${values.length} values, expected ${length}`);
  }
}

/** @throws OptionError unless low < high, both finite; nothing is checked if the interval is not given */
export function checkInterval(
  where: Where,
  name: string,
  interval: readonly [low: number, high: number] | undefined,
): void {
  if (interval === undefined) return;
  checkFinite(where, name, interval);
  if (interval[0] < interval[1]) return;
  throw new OptionError(where, `${name} is [${interval.join(", ")}], which has no length`);
}

/** The width asked for, or the standard. @throws OptionError below 320 px or if not finite, and for an unknown option */
export function checkedWidth(where: Where, options: PictureOptions, standard: number = 720): number {
  checkOptions(where, options, ["title", "caption", "width"]);
  const { width = standard } = options;
  checkRange(where, "width", [width], [320, 20_000]);
  return width;
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
