/**
 * Central differences of what independent runs give. Four runs for each step h:
 *
 *   d(h) = (f(h) − f(−h)) / 2h ,   f′(0) ≈ d(h) + (d(h) − d(2h)) / 3
 *
 * The correction, which is the error of d(h), is the error that the result of the first h is said to have. An h of an
 * eighth follows, whose result has 1/4096 of the error where f is smooth at these distances: an eighth of what has
 * changed is taken, and a 64th of the correction at least, since two results may agree by chance. A run has an error of
 * its own, which jumps where the number of steps changes and grows like 1/h in differences; h becomes smaller only as
 * long as that is not the larger part.
 *
 * Source: Richardson (1911), The approximate arithmetical solution by finite differences, Phil. Trans. A 210, 307–357.
 */
import type { Difference } from "./finite-difference.ts";

const attempts = 4;
const shorter = 1 / 8;

/**
 * @param f      a number, or in words why there is none
 * @param first  the first h, positive
 * @param noise  absolute error of a value of f
 * @returns the derivative at 0 with its estimated error, or why there is none
 */
export function runDifference(
  f: (x: number) => number | string,
  first: number,
  noise: number,
): Difference | string {
  let best: Difference | undefined;
  let last: number | undefined;
  let why = "";
  for (let attempt = 0, h = first; attempt < attempts; attempt++, h *= shorter) {
    const values: number[] = [];
    for (const x of [-2 * h, -h, h, 2 * h]) {
      const value = f(x);
      if (typeof value === "number" && Number.isFinite(value)) {
        values.push(value);
        continue;
      }
      why = typeof value === "number" ? "what is read is not finite" : value;
      break;
    }
    if (values.length < 4) continue;
    const near = (values[2]! - values[1]!) / (2 * h);
    const far = (values[3]! - values[0]!) / (4 * h);
    const value = near + (near - far) / 3;
    // Of 4/3 · 2 noise / 2h + 1/3 · 2 noise / 4h.
    const blur = (1.5 * noise) / h;
    const change = last === undefined ? 0 : Math.abs(value - last);
    const error = Math.max(Math.abs(value - near), change / 8) + blur;
    // Two differences that agree by chance are found out by the next pair.
    if (best !== undefined) best = { ...best, error: Math.max(best.error, Math.abs(value - best.value)) };
    if (best === undefined || error < best.error) best = { value, error };
    if (last !== undefined && blur >= error / 8) break;
    last = value;
  }
  return best ?? why;
}
