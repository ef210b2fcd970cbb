/** The weights of a projection as they are given: one number, rows, or a distribution. */
import { OptionError, ShapeError } from "../errors.ts";
import type { WeightValues } from "./connect.ts";
import type { Initializer } from "./initializers.ts";

/**
 * Weights as the parameter layout wants them; rows are copied, row-major.
 *
 * @param by    the call that gave them, for messages
 * @param name  of the weight channel
 * @throws OptionError for what is no weight; ShapeError for rows that are not [pre, post]
 */
export function weightValues(
  by: string,
  name: string,
  value: WeightValues,
  pre: number,
  post: number,
): number | Float64Array | Initializer {
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new OptionError(by, `${name} is ${value}`, "Give a finite number.");
    return value;
  }
  if (typeof value !== "object" || value === null) {
    throw new OptionError(
      by,
      `${name} is ${JSON.stringify(value)}`,
      "Give a number, rows [pre][post] or a distribution.",
    );
  }
  if ("draw" in value) return value;
  if (value.length !== pre) {
    throw new ShapeError(
      by,
      `${name} has ${value.length ?? "no"} rows for ${pre} presynaptic neurons`,
      "Give rows [pre][post].",
    );
  }
  const entries = new Float64Array(pre * post);
  value.forEach((row, i) => {
    if (row?.length !== post) {
      throw new ShapeError(
        by,
        `${name}[${i}] has ${row?.length ?? "no"} values for ${post} postsynaptic neurons`,
        "Give rows [pre][post].",
      );
    }
    row.forEach((entry, j) => {
      if (typeof entry !== "number" || !Number.isFinite(entry)) {
        throw new OptionError(by, `${name}[${i}][${j}] is ${entry}`, "Give finite numbers.");
      }
      entries[i * post + j] = entry;
    });
  });
  return entries;
}
