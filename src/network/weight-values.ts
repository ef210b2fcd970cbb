/** The weights of a projection as they are given: one number, rows, or a distribution. */
import { ShapeError } from "../errors.ts";
import { isList } from "../values.ts";
import type { WeightValues } from "./connect.ts";
import { finiteNumbers } from "./finite-numbers.ts";
import { givenValues } from "./given-values.ts";
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
  return givenValues(by, name, value, "rows [pre][post]", (rows) => {
    if (rows.length !== pre) {
      throw new ShapeError(
        by,
        `${name} has ${rows.length} rows for ${pre} presynaptic neurons`,
        "Give rows [pre][post].",
      );
    }
    const entries = new Float64Array(pre * post);
    for (let i = 0; i < pre; i++) {
      const row = rows[i]!;
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
  });
}
