/** The weights of a projection as they are given: one number, rows, or a distribution. */
import { OptionError, ShapeError } from "../errors.ts";
import { isList, shown } from "../values.ts";
import type { WeightValues } from "./connect.ts";
import { finiteNumbers } from "./finite-numbers.ts";
import { type Initializer, isInitializer } from "./initializers.ts";

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
  if (isInitializer(value)) return value;
  if (!isList(value)) {
    throw new OptionError(
      by,
      `${name} is ${shown(value)}`,
      "Give a number, rows [pre][post] or a distribution, { name, draw }.",
    );
  }
  if (value.length !== pre) {
    throw new ShapeError(
      by,
      `${name} has ${value.length} rows for ${pre} presynaptic neurons`,
      "Give rows [pre][post].",
    );
  }
  const entries = new Float64Array(pre * post);
  for (let i = 0; i < pre; i++) {
    const row = value[i]!;
    if (!isList(row) || row.length !== post) {
      throw new ShapeError(
        by,
        `${name}[${i}] has ${isList(row) ? row.length : "no"} values for ${post} postsynaptic neurons`,
        "Give rows [pre][post].",
      );
    }
    entries.set(finiteNumbers(by, `${name}[${i}]`, row), i * post);
  }
  return entries;
}
